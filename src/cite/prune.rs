//! A style without what never comes to pass here.
//!
//! A style of the CSL asks at every step for kinds and variables that no source of a register has: the reviewed title,
//! the director, the medium. hayagriva asks each of these questions many times for one entry, and looks each macro up by
//! its name. What can only be answered in one way is answered once, when the style is loaded; what is written stays the
//! same, which `cite`'s tests hold for every style.

use hayagriva::citationberg::taxonomy::{DateVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement, Names,
    NamesChild, TextTarget,
};

use super::elements::each_list;
use super::macros::{forget_empty, rename_macros};
use super::world::{DATED, World};

/// Has the tests of a style ask [`DATED`] for `issued`.
pub(super) fn dated(mut style: IndependentStyle) -> IndependentStyle {
    each_list(&mut style, &mut |children| {
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

/// Takes out of a style what never comes to pass in a world.
pub(super) fn narrow(mut style: IndependentStyle, world: &World) -> IndependentStyle {
    each_list(&mut style, &mut |children| {
        // What is left of a choice that is settled may begin with another one.
        let mut waiting: Vec<LayoutRenderingElement> = children.drain(..).rev().collect();
        while let Some(mut child) = waiting.pop() {
            if let LayoutRenderingElement::Choose(choose) = &mut child
                && let Some(left) = narrow_choose(choose, world)
            {
                waiting.extend(left.into_iter().rev());
                continue;
            }
            if let LayoutRenderingElement::Names(names) = &mut child {
                narrow_names(names, world);
            }
            children.push(child);
        }
        // A group is not written where all its variables are missing: one that may be there still says so for the rest.
        if children.iter().any(|child| is_there(child, world) == Some(true)) {
            children.retain(|child| is_there(child, world) != Some(false));
        }
    });
    while forget_empty(&mut style) {}
    rename_macros(&mut style);
    style
}

/// Whether the variable of an element may be there; nothing of an element that is not just a variable.
fn is_there(child: &LayoutRenderingElement, world: &World) -> Option<bool> {
    let there = |variable: Variable| Some(world.variables.contains(&variable));
    match child {
        LayoutRenderingElement::Text(text) => match text.target {
            TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => None,
            TextTarget::Variable { var, .. } => there(var),
            _ => None,
        },
        LayoutRenderingElement::Date(date) => date.variable.and_then(|date| there(Variable::Date(date))),
        LayoutRenderingElement::Number(number) => there(number.variable.into()),
        LayoutRenderingElement::Names(names) => {
            let is_plain = !names.children.iter().any(|part| matches!(part, NamesChild::Substitute(_)));
            let is_missing = names.variable.iter().all(|name| !world.variables.contains(&(*name).into()));
            (is_plain && is_missing).then_some(false)
        }
        _ => None,
    }
}

/// Takes out of what stands for missing names the names that are always missing.
fn narrow_names(names: &mut Names, world: &World) {
    for part in &mut names.children {
        if let NamesChild::Substitute(substitute) = part {
            substitute.children.retain(|child| may_be_named(child, world));
        }
    }
}

/// Whether an element in the place of missing names may write something.
fn may_be_named(child: &LayoutRenderingElement, world: &World) -> bool {
    match child {
        LayoutRenderingElement::Names(names) => {
            names.variable.is_empty()
                || names.variable.iter().any(|name| world.variables.contains(&(*name).into()))
        }
        _ => true,
    }
}

/// Keeps the branches that may be taken. A branch that is always taken becomes what is left when no other is; gives what
/// is left where nothing has to be chosen.
fn narrow_choose(choose: &mut Choose, world: &World) -> Option<Vec<LayoutRenderingElement>> {
    let mut branches = vec![choose.if_.clone()];
    branches.append(&mut choose.else_if);
    let mut kept = Vec::new();
    for mut branch in branches {
        match verdict(&branch, world) {
            Some(true) => {
                choose.otherwise = Some(ElseBranch { children: branch.children });
                break;
            }
            Some(false) => {}
            None => {
                shorten(&mut branch, world);
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

/// Whether a branch is always taken, or never.
fn verdict(branch: &ChooseBranch, world: &World) -> Option<bool> {
    // A position is tested in notes alone, and a locator may be there or not.
    if branch.position.is_some() || branch.locator.is_some() || branch.disambiguate.is_some() {
        return None;
    }
    let of = |variable: &Variable| if world.variables.contains(variable) { None } else { Some(false) };
    let kinds = branch.type_.iter().flatten().map(|kind| match world.kinds {
        [only] => Some(only == kind),
        kinds if kinds.contains(kind) => None,
        _ => Some(false),
    });
    let variables = branch.variable.iter().chain(&branch.is_numeric).flatten().map(of);
    // No date of ours is uncertain.
    let uncertain = branch.is_uncertain_date.iter().flatten().map(|_| Some(false));
    let tests: Vec<Option<bool>> = kinds.chain(variables).chain(uncertain).collect();
    weigh(branch.match_, &tests)
}

/// Whether a branch is taken, from what is known of its tests.
pub(super) fn weigh(wanted: ChooseMatch, tests: &[Option<bool>]) -> Option<bool> {
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

/// Takes the tests out of a branch that never pass, where one of several is enough or none may pass.
fn shorten(branch: &mut ChooseBranch, world: &World) {
    if branch.match_ == ChooseMatch::All || branch.position.is_some() {
        return;
    }
    if let Some(kinds) = &mut branch.type_ {
        kinds.retain(|kind| world.kinds.contains(kind));
    }
    for variables in [&mut branch.variable, &mut branch.is_numeric].into_iter().flatten() {
        variables.retain(|variable| world.variables.contains(variable));
    }
}
