//! Prunes a style: removes the branches that are never taken.
//!
//! CSL styles test at every step for types and variables that no source of a register has: the reviewed title, the
//! director, the medium. hayagriva evaluates each test many times for one entry, and looks up each macro by its name.
//! Tests with only one possible result are decided once, when the style is loaded. The output stays the same, which
//! the tests of `cite` check for every style.

use hayagriva::citationberg::taxonomy::{DateVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement, Names,
    NamesChild, TextTarget,
};

use super::elements::visit_lists;
use super::macros::rename_macros;
use super::vocabulary::{DATED, Vocabulary};

/// Replaces `issued` with [`DATED`] in the tests of a style.
pub(super) fn dated(mut style: IndependentStyle) -> IndependentStyle {
    visit_lists(&mut style, &mut |children| {
        for choose in children.iter_mut().filter_map(|child| match child {
            LayoutRenderingElement::Choose(choose) => Some(choose),
            _ => None,
        }) {
            for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                for variable in branch.variable.iter_mut().flatten() {
                    if *variable == Variable::Date(DateVariable::Issued) {
                        *variable = Variable::Date(DATED);
                    }
                }
            }
        }
    });
    style
}

/// Removes what never applies to items with this vocabulary.
pub(super) fn prune(mut style: IndependentStyle, vocabulary: &Vocabulary) -> IndependentStyle {
    visit_lists(&mut style, &mut |children| {
        // What replaces a decided choice may begin with another choice.
        let mut waiting: Vec<LayoutRenderingElement> = children.drain(..).rev().collect();
        while let Some(mut child) = waiting.pop() {
            if let LayoutRenderingElement::Choose(choose) = &mut child
                && let Some(left) = prune_choose(choose, vocabulary)
            {
                waiting.extend(left.into_iter().rev());
                continue;
            }
            if let LayoutRenderingElement::Names(names) = &mut child {
                prune_names(names, vocabulary);
            }
            children.push(child);
        }
        // A group is not output if all its variables are missing; one that may exist has that effect for the rest.
        if children.iter().any(|child| may_exist(child, vocabulary) == Some(true)) {
            children.retain(|child| may_exist(child, vocabulary) != Some(false));
        }
    });
    rename_macros(&mut style);
    style
}

/// Whether the variable of an element may exist; `None` for an element that is not a single variable.
fn may_exist(child: &LayoutRenderingElement, vocabulary: &Vocabulary) -> Option<bool> {
    let may_have = |variable: Variable| Some(vocabulary.variables.contains(&variable));
    match child {
        LayoutRenderingElement::Text(text) => match text.target {
            TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => None,
            TextTarget::Variable { var, .. } => may_have(var),
            _ => None,
        },
        LayoutRenderingElement::Date(date) => date.variable.and_then(|date| may_have(Variable::Date(date))),
        LayoutRenderingElement::Number(number) => may_have(number.variable.into()),
        LayoutRenderingElement::Names(names) => {
            let is_plain = !names.children.iter().any(|part| matches!(part, NamesChild::Substitute(_)));
            let is_missing =
                names.variable.iter().all(|name| !vocabulary.variables.contains(&(*name).into()));
            (is_plain && is_missing).then_some(false)
        }
        _ => None,
    }
}

/// Removes names that never exist from `cs:substitute`.
fn prune_names(names: &mut Names, vocabulary: &Vocabulary) {
    for part in &mut names.children {
        if let NamesChild::Substitute(substitute) = part {
            substitute.children.retain(|child| may_substitute(child, vocabulary));
        }
    }
}

/// Whether an element of `cs:substitute` may output something.
fn may_substitute(child: &LayoutRenderingElement, vocabulary: &Vocabulary) -> bool {
    match child {
        LayoutRenderingElement::Names(names) => {
            names.variable.is_empty()
                || names.variable.iter().any(|name| vocabulary.variables.contains(&(*name).into()))
        }
        _ => true,
    }
}

/// Keeps the branches that may be taken. A branch that is always taken becomes the `cs:else` branch. Returns the
/// elements that replace the choice if nothing is left to choose.
fn prune_choose(choose: &mut Choose, vocabulary: &Vocabulary) -> Option<Vec<LayoutRenderingElement>> {
    let mut branches = vec![choose.if_.clone()];
    branches.append(&mut choose.else_if);
    let mut kept = Vec::new();
    for mut branch in branches {
        match verdict(&branch, vocabulary) {
            Some(true) => {
                choose.otherwise = Some(ElseBranch { children: branch.children });
                break;
            }
            Some(false) => {}
            None => {
                prune_tests(&mut branch, vocabulary);
                kept.push(branch);
            }
        }
    }
    let mut kept = kept.into_iter();
    let Some(first) = kept.next() else {
        return Some(choose.otherwise.take().map(|left| left.children).unwrap_or_default());
    };
    choose.if_ = first;
    choose.else_if = kept.collect();
    None
}

/// Whether a branch is always taken or never; `None` if that depends on the item.
fn verdict(branch: &ChooseBranch, vocabulary: &Vocabulary) -> Option<bool> {
    // A position exists only in notes, and a locator may or may not exist.
    if branch.position.is_some() || branch.locator.is_some() || branch.disambiguate.is_some() {
        return None;
    }
    let of = |variable: &Variable| if vocabulary.variables.contains(variable) { None } else { Some(false) };
    let kinds = branch.type_.iter().flatten().map(|kind| match vocabulary.kinds {
        [only] => Some(only == kind),
        kinds if kinds.contains(kind) => None,
        _ => Some(false),
    });
    let variables = branch.variable.iter().chain(&branch.is_numeric).flatten().map(of);
    // Our dates are never uncertain.
    let uncertain = branch.is_uncertain_date.iter().flatten().map(|_| Some(false));
    let tests: Vec<Option<bool>> = kinds.chain(variables).chain(uncertain).collect();
    decide(branch.match_, &tests)
}

/// Whether a branch is taken, given the known results of its tests.
pub(super) fn decide(wanted: ChooseMatch, tests: &[Option<bool>]) -> Option<bool> {
    let any = |wanted: bool| tests.contains(&Some(wanted));
    let all = |wanted: bool| !tests.is_empty() && tests.iter().all(|test| *test == Some(wanted));
    match wanted {
        ChooseMatch::All if any(false) => Some(false),
        ChooseMatch::All if all(true) => Some(true),
        ChooseMatch::Any if any(true) => Some(true),
        ChooseMatch::Any if all(false) => Some(false),
        ChooseMatch::None if any(true) => Some(false),
        ChooseMatch::None if all(false) => Some(true),
        _ => None,
    }
}

/// Removes tests that never pass from a branch that needs only one of several, or none.
fn prune_tests(branch: &mut ChooseBranch, vocabulary: &Vocabulary) {
    if branch.match_ == ChooseMatch::All || branch.position.is_some() {
        return;
    }
    if let Some(kinds) = &mut branch.type_ {
        kinds.retain(|kind| vocabulary.kinds.contains(kind));
    }
    for variables in [&mut branch.variable, &mut branch.is_numeric].into_iter().flatten() {
        variables.retain(|variable| vocabulary.variables.contains(variable));
    }
}
