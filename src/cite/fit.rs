//! A style for pages of one shape.
//!
//! Which variables a page has settles nearly every question of a style: what is left is the few elements that write.
//! hayagriva asks each question again at every level of groups and macros above it, so it is asked here, once for all
//! pages of a shape; what is written stays the same, which `cite`'s tests hold for every style.

use hayagriva::citationberg::taxonomy::{Kind, NameVariable, StandardVariable, Term, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, CslMacro, ElseBranch, Formatting, Group, IndependentStyle, LayoutRenderingElement,
    Locale, Names, NamesChild, TermForm, Text, TextTarget, ToAffixes, ToFormatting,
};

use super::known::Known;
use super::macros::rename_macros;
use super::narrow::weigh;
use super::shape::PageShape;

/// The elements of a style that write an entry of a page of this shape; nothing where it takes another variable for names
/// that are missing, since that variable counts as written from then on.
pub(super) fn fit(
    style: &IndependentStyle,
    shape: PageShape,
    locales: &[Locale],
) -> Option<IndependentStyle> {
    let mut fitter = Fitter {
        macros: &style.macros,
        shape,
        locales,
        kept: Vec::new(),
        asked: 0,
        taken: 0,
        is_lost: false,
    };
    let citation = fitter.lone(&style.citation.layout.elements);
    let list = style.bibliography.as_ref().map(|list| fitter.lone(&list.layout.elements));
    if fitter.is_lost || (fitter.taken > 0 && fitter.asked != 1) {
        return None;
    }
    let mut fitted = IndependentStyle { macros: fitter.kept, ..style.clone() };
    fitted.citation.layout.elements = citation;
    fitted.citation.sort = None;
    if let (Some(bibliography), Some(elements)) = (&mut fitted.bibliography, list) {
        bibliography.layout.elements = elements;
        bibliography.sort = None;
    }
    rename_macros(&mut fitted);
    Some(fitted)
}

/// An element, and what is known of it.
struct Part {
    element: LayoutRenderingElement,
    known: Option<Known>,
    /// Whether it is a group where it stands, and not in a choice there.
    is_group: bool,
}

impl Part {
    fn new(element: LayoutRenderingElement, known: Option<Known>) -> Self {
        Self { element, known, is_group: false }
    }

    fn is_silent(&self) -> bool {
        self.known.is_some_and(|known| !known.writes)
    }
}

struct Fitter<'a> {
    macros: &'a [CslMacro],
    shape: PageShape,
    locales: &'a [Locale],
    /// The macros that have to stay ones.
    kept: Vec<CslMacro>,
    /// How often the author was asked for.
    asked: usize,
    /// How often of these by names in the place of others, which are taken for written from then on.
    taken: usize,
    /// Whether anything but names stands for names that are missing.
    is_lost: bool,
}

impl Fitter<'_> {
    /// Elements that are written one by one, whatever stands beside them.
    fn lone(&mut self, children: &[LayoutRenderingElement]) -> Vec<LayoutRenderingElement> {
        let parts = self.parts(children).into_iter().filter(|part| !part.is_silent());
        parts.flat_map(|part| opened(part, None)).collect()
    }

    fn parts(&mut self, children: &[LayoutRenderingElement]) -> Vec<Part> {
        children.iter().flat_map(|child| self.part(child)).collect()
    }

    /// What is left of an element: itself, or the branch of a choice that is taken.
    fn part(&mut self, child: &LayoutRenderingElement) -> Vec<Part> {
        let mut variable = |variable: Variable| self.has(variable).map(Known::variable);
        let known = match child {
            LayoutRenderingElement::Choose(choose) => return self.choose(choose),
            LayoutRenderingElement::Group(group) => return vec![self.group(group)],
            LayoutRenderingElement::Names(names) => return vec![self.names(names)],
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => return self.called(text, name).into_iter().collect(),
                TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => {
                    Some(Known::term(false))
                }
                TextTarget::Variable { var, .. } => {
                    let is_read = |known: Known| known.writes && !text.strip_periods;
                    variable(*var).map(|known| Known { is_read: is_read(known), ..known })
                }
                TextTarget::Term { term, form, .. } => {
                    self.has_term(*term, *form).then_some(Known::term(true))
                }
                TextTarget::Value { val } => Some(Known::term(!val.is_empty())),
            },
            LayoutRenderingElement::Date(date) => match date.variable {
                Some(date) => variable(Variable::Date(date)),
                None => Some(Known::variable(false)),
            },
            LayoutRenderingElement::Number(number) => variable(number.variable.into()),
            LayoutRenderingElement::Label(label) => {
                let is_there = self.has(label.variable.into());
                is_there.filter(|is_there| !is_there).map(|_| Known::term(false))
            }
        };
        vec![Part::new(child.clone(), known)]
    }

    fn group(&mut self, group: &Group) -> Part {
        let parts = self.parts(&group.children);
        let known = together(&parts);
        let children = tidy(parts, known, group.delimiter.as_ref());
        let mut group = Group { children, ..group.clone() };
        let element = match group.children.pop() {
            Some(only) if group.children.is_empty() && is_bare(&group) && is_read(known) => only,
            last => {
                group.children.extend(last);
                LayoutRenderingElement::Group(group)
            }
        };
        Part { element, known, is_group: true }
    }

    /// The call of a macro: a group without delimiter, where it writes a variable and nothing else is asked of it.
    fn called(&mut self, text: &Text, name: &str) -> Option<Part> {
        let part = self.macros.iter().find(|part| part.name == name)?;
        let parts = self.parts(&part.children);
        let known = together(&parts);
        let is_silent = known.is_some_and(|known| !known.writes);
        let known = known.map(|known| Known { keeps: known.writes, ..known });
        // A text case and what periods become reach into what a macro writes beside its texts.
        let is_plain = !text.quotes && !text.strip_periods && text.text_case.is_none();
        let children = tidy(parts, known, None);
        let element = if is_plain && finds(known) {
            let Formatting { font_style, font_variant, font_weight, text_decoration, vertical_align } =
                text.formatting;
            LayoutRenderingElement::Group(Group {
                children,
                font_style,
                font_variant,
                font_weight,
                text_decoration,
                vertical_align,
                prefix: text.affixes.prefix.clone(),
                suffix: text.affixes.suffix.clone(),
                delimiter: None,
                display: text.display,
            })
        } else {
            let name = self.kept.len().to_string();
            self.kept.push(CslMacro { name: name.clone(), children });
            LayoutRenderingElement::Text(Text { target: TextTarget::Macro { name }, ..text.clone() })
        };
        // hayagriva sets its quotes even around nothing.
        Some(Part::new(element, known.filter(|_| !(is_silent && text.quotes))))
    }

    /// Names that are there need nothing in their place.
    fn names(&mut self, names: &Names) -> Part {
        let before = self.asked;
        let is_there = names.variable.iter().any(|name| self.has((*name).into()) == Some(true));
        let options = names.options();
        let named = names.children.iter().find_map(|part| match part {
            NamesChild::Name(name) => Some(name.options(&options).et_al_use_first != Some(0)),
            _ => None,
        });
        let is_written = named.unwrap_or(names.children.is_empty());
        let mut names = names.clone();
        let known = if is_there && is_written {
            names.children.retain(|part| !matches!(part, NamesChild::Substitute(_)));
            Some(Known { is_read: true, ..Known::variable(true) })
        } else {
            let known = if is_there { None } else { self.substitute(&mut names) };
            self.is_lost |= known.is_none() && names.substitute().is_some();
            known
        };
        self.taken +=
            if known.is_some_and(|known| known.writes && !is_there) { self.asked - before } else { 0 };
        Part::new(LayoutRenderingElement::Names(names), known)
    }

    /// Leaves of what may stand in the place of missing names what does; nothing where that is not names as well.
    fn substitute(&mut self, names: &mut Names) -> Option<Known> {
        let mut known = Known::default();
        for part in &mut names.children {
            let NamesChild::Substitute(substitute) = part else { continue };
            let mut parts = self.parts(&substitute.children).into_iter();
            for part in parts.by_ref() {
                known = part.known?;
                if known.writes {
                    let LayoutRenderingElement::Names(_) = part.element else { return None };
                    substitute.children = vec![part.element];
                    break;
                }
            }
        }
        Some(known)
    }

    fn choose(&mut self, choose: &Choose) -> Vec<Part> {
        let is_empty = |children: &Vec<LayoutRenderingElement>| children.is_empty();
        if choose.branches().map(|branch| &branch.children).all(is_empty)
            && choose.otherwise.iter().map(|left| &left.children).all(is_empty)
        {
            return Vec::new();
        }
        let mut open = Vec::new();
        let mut left = choose.otherwise.as_ref().map(|left| &left.children);
        for branch in choose.branches() {
            match self.verdict(branch) {
                Some(true) => {
                    left = Some(&branch.children);
                    break;
                }
                Some(false) => {}
                None => open.push(branch),
            }
        }
        let left = left.map(|left| self.parts(left)).unwrap_or_default();
        let mut open = open.into_iter().map(|branch| {
            let children = whole(self.parts(&branch.children));
            ChooseBranch { children, ..branch.clone() }
        });
        let Some(if_) = open.next() else {
            return left.into_iter().map(|part| Part { is_group: false, ..part }).collect();
        };
        let else_if = open.collect();
        let otherwise = Some(ElseBranch { children: whole(left) });
        vec![Part::new(LayoutRenderingElement::Choose(Choose { if_, else_if, otherwise }), None)]
    }

    /// Whether a branch is taken. An entry stands alone in its list, so it has no place in a source and is like no other.
    fn verdict(&mut self, branch: &ChooseBranch) -> Option<bool> {
        if branch.position.is_some() {
            return None;
        }
        let kinds = branch.type_.iter().flatten().map(|kind| Some(*kind == Kind::Webpage));
        let variables: Vec<_> =
            branch.variable.iter().flatten().map(|variable| self.has(*variable)).collect();
        let numeric = branch.is_numeric.iter().flatten().map(|variable| match variable {
            Variable::Date(_) | Variable::Name(_) => Some(false),
            _ => self.shape.has(*variable).filter(|is_there| !is_there),
        });
        let never = branch.is_uncertain_date.iter().flatten().map(|_| Some(false));
        let never = never.chain(branch.locator.iter().flatten().map(|_| Some(false)));
        let alike = branch.disambiguate.iter().map(|wanted| Some(!wanted));
        let tests: Vec<_> = kinds.chain(variables).chain(numeric).chain(never).chain(alike).collect();
        weigh(branch.match_, &tests)
    }

    fn has(&mut self, variable: Variable) -> Option<bool> {
        let has = self.shape.has(variable);
        self.asked += usize::from(has == Some(true) && variable == Variable::Name(NameVariable::Author));
        has
    }

    /// Whether a term is among the words.
    fn has_term(&self, term: Term, form: TermForm) -> bool {
        let forms = std::iter::successors(Some(form), |form| form.fallback());
        forms.into_iter().any(|form| {
            let mut words = self.locales.iter().filter_map(|locale| locale.term(term, form));
            words.next().is_some()
        })
    }
}

fn together(parts: &[Part]) -> Option<Known> {
    let parts: Vec<_> = parts.iter().map(|part| (part.known, part.is_group)).collect();
    Known::group(&parts)
}

fn finds(known: Option<Known>) -> bool {
    known.is_some_and(|known| known.writes && known.finds)
}

fn is_read(known: Option<Known>) -> bool {
    finds(known) && known.is_some_and(|known| known.is_read)
}

/// The children of a group: those that write, where that is known of all.
fn tidy(parts: Vec<Part>, known: Option<Known>, delimiter: Option<&String>) -> Vec<LayoutRenderingElement> {
    if !known.is_some_and(|known| known.writes) {
        return whole(parts);
    }
    let parts = parts.into_iter().filter(|part| !part.is_silent());
    if finds(known) {
        parts.flat_map(|part| opened(part, delimiter)).collect()
    } else {
        parts.map(|part| part.element).collect()
    }
}

fn whole(parts: Vec<Part>) -> Vec<LayoutRenderingElement> {
    parts.into_iter().map(|part| part.element).collect()
}

/// The children of a group that sets nothing, with the delimiter of the place where it stands; any other element.
fn opened(part: Part, delimiter: Option<&String>) -> Vec<LayoutRenderingElement> {
    match part.element {
        LayoutRenderingElement::Group(group)
            if is_read(part.known)
                && is_bare(&group)
                && (group.children.len() == 1 || group.delimiter.as_ref() == delimiter) =>
        {
            group.children
        }
        element => vec![element],
    }
}

/// Whether a group sets nothing but a delimiter.
fn is_bare(group: &Group) -> bool {
    let affixes = group.to_affixes();
    group.to_formatting().is_empty()
        && affixes.prefix.is_none()
        && affixes.suffix.is_none()
        && group.display.is_none()
}
