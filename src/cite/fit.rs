//! Specializes a style to pages of one shape.
//!
//! The variables that a page has decide nearly every choice of a style, so only the few elements that output
//! something are left. hayagriva evaluates each choice again at every level of groups and macros above it; here it is
//! decided once for all pages of a shape. The output stays the same, which the tests of `cite` check for every style.

use hayagriva::citationberg::taxonomy::{Kind, NameVariable, StandardVariable, Term, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, CslMacro, ElseBranch, Formatting, Group, IndependentStyle, LayoutRenderingElement,
    Locale, Names, NamesChild, TermForm, Text, TextTarget, ToAffixes, ToFormatting,
};

use super::known_output::KnownOutput;
use super::macros::rename_macros;
use super::prune::decide;
use super::shape::PageShape;

/// The elements of a style that output an entry of a page of this shape. `None` if the style replaces missing names
/// with another variable, because hayagriva then treats that variable as already used.
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
        author_reads: 0,
        substitutions: 0,
        is_unfit: false,
    };
    let citation = fitter.top_level(&style.citation.layout.elements);
    let list = style.bibliography.as_ref().map(|list| fitter.top_level(&list.layout.elements));
    if fitter.is_unfit || (fitter.substitutions > 0 && fitter.author_reads != 1) {
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

/// An element, and its output as far as it is known.
struct Part {
    element: LayoutRenderingElement,
    known: Option<KnownOutput>,
    /// Whether it is a group itself, and not the result of a choice.
    is_group: bool,
}

impl Part {
    fn new(element: LayoutRenderingElement, known: Option<KnownOutput>) -> Self {
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
    /// The macros that cannot be inlined.
    kept: Vec<CslMacro>,
    /// The number of tests and uses of the author.
    author_reads: usize,
    /// The number of these in `cs:substitute` of names. hayagriva treats a variable that was read there as already
    /// used.
    substitutions: usize,
    /// Whether missing names are replaced by anything but names.
    is_unfit: bool,
}

impl Fitter<'_> {
    /// Elements of a layout, each of which is output whether or not the others are.
    fn top_level(&mut self, children: &[LayoutRenderingElement]) -> Vec<LayoutRenderingElement> {
        let parts = self.parts(children).into_iter().filter(|part| !part.is_silent());
        parts.flat_map(|part| unwrapped(part, None)).collect()
    }

    fn parts(&mut self, children: &[LayoutRenderingElement]) -> Vec<Part> {
        children.iter().flat_map(|child| self.part(child)).collect()
    }

    /// The parts that replace an element: itself, or the chosen branch.
    fn part(&mut self, child: &LayoutRenderingElement) -> Vec<Part> {
        let mut variable = |variable: Variable| self.has(variable).map(KnownOutput::variable);
        let known = match child {
            LayoutRenderingElement::Choose(choose) => return self.choose(choose),
            LayoutRenderingElement::Group(group) => return vec![self.group(group)],
            LayoutRenderingElement::Names(names) => return vec![self.names(names)],
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => return self.macro_call(text, name).into_iter().collect(),
                TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => {
                    Some(KnownOutput::term(false))
                }
                TextTarget::Variable { var, .. } => {
                    let is_certain = |known: KnownOutput| known.writes && !text.strip_periods;
                    variable(*var).map(|known| KnownOutput { is_certain: is_certain(known), ..known })
                }
                TextTarget::Term { term, form, .. } => {
                    self.is_term_known(*term, *form).then_some(KnownOutput::term(true))
                }
                TextTarget::Value { val } => Some(KnownOutput::term(!val.is_empty())),
            },
            LayoutRenderingElement::Date(date) => match date.variable {
                Some(date) => variable(Variable::Date(date)),
                None => Some(KnownOutput::variable(false)),
            },
            LayoutRenderingElement::Number(number) => variable(number.variable.into()),
            LayoutRenderingElement::Label(label) => {
                let is_there = self.has(label.variable.into());
                is_there.filter(|is_there| !is_there).map(|_| KnownOutput::term(false))
            }
        };
        vec![Part::new(child.clone(), known)]
    }

    fn group(&mut self, group: &Group) -> Part {
        let parts = self.parts(&group.children);
        let known = known_of_all(&parts);
        let children = writing_children(parts, known, group.delimiter.as_ref());
        let mut group = Group { children, ..group.clone() };
        let element = match group.children.pop() {
            Some(only) if group.children.is_empty() && is_delimiter_only(&group) && is_certain(known) => only,
            last => {
                group.children.extend(last);
                LayoutRenderingElement::Group(group)
            }
        };
        Part { element, known, is_group: true }
    }

    /// A macro call. It becomes a group without delimiter if it outputs a variable and the call only adds formatting.
    fn macro_call(&mut self, text: &Text, name: &str) -> Option<Part> {
        let part = self.macros.iter().find(|part| part.name == name)?;
        let parts = self.parts(&part.children);
        let known = known_of_all(&parts);
        let is_silent = known.is_some_and(|known| !known.writes);
        let known = known.map(|known| KnownOutput { keeps_group: known.writes, ..known });
        // Text case and period stripping affect what a macro outputs besides its texts.
        let is_plain = !text.quotes && !text.strip_periods && text.text_case.is_none();
        let children = writing_children(parts, known, None);
        let element = if is_plain && finds_variable(known) {
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
        // hayagriva outputs quotation marks even around nothing.
        Some(Part::new(element, known.filter(|_| !(is_silent && text.quotes))))
    }

    /// Names that exist need no substitute.
    fn names(&mut self, names: &Names) -> Part {
        let before = self.author_reads;
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
            Some(KnownOutput { is_certain: true, ..KnownOutput::variable(true) })
        } else {
            let known = if is_there { None } else { self.substitute(&mut names) };
            self.is_unfit |= known.is_none() && names.substitute().is_some();
            known
        };
        self.substitutions +=
            if known.is_some_and(|known| known.writes && !is_there) { self.author_reads - before } else { 0 };
        Part::new(LayoutRenderingElement::Names(names), known)
    }

    /// Reduces `cs:substitute` to the element that is used. `None` if that is not names as well.
    fn substitute(&mut self, names: &mut Names) -> Option<KnownOutput> {
        let mut known = KnownOutput::default();
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

    /// Whether a branch is taken. The entry is alone in its list, so it has no locator and needs no disambiguation.
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
        decide(branch.match_, &tests)
    }

    fn has(&mut self, variable: Variable) -> Option<bool> {
        let has = self.shape.has(variable);
        self.author_reads +=
            usize::from(has == Some(true) && variable == Variable::Name(NameVariable::Author));
        has
    }

    /// Whether the locales have a term in a form or in one that it falls back to.
    fn is_term_known(&self, term: Term, form: TermForm) -> bool {
        let forms = std::iter::successors(Some(form), |form| form.fallback());
        forms.into_iter().any(|form| {
            let mut words = self.locales.iter().filter_map(|locale| locale.term(term, form));
            words.next().is_some()
        })
    }
}

fn known_of_all(parts: &[Part]) -> Option<KnownOutput> {
    let parts: Vec<_> = parts.iter().map(|part| (part.known, part.is_group)).collect();
    KnownOutput::group(&parts)
}

fn finds_variable(known: Option<KnownOutput>) -> bool {
    known.is_some_and(|known| known.writes && known.finds_variable)
}

fn is_certain(known: Option<KnownOutput>) -> bool {
    finds_variable(known) && known.is_some_and(|known| known.is_certain)
}

/// The children of a group: only those that output something, if that is known of all.
fn writing_children(
    parts: Vec<Part>,
    known: Option<KnownOutput>,
    delimiter: Option<&String>,
) -> Vec<LayoutRenderingElement> {
    if !known.is_some_and(|known| known.writes) {
        return whole(parts);
    }
    let parts = parts.into_iter().filter(|part| !part.is_silent());
    if finds_variable(known) {
        parts.flat_map(|part| unwrapped(part, delimiter)).collect()
    } else {
        parts.map(|part| part.element).collect()
    }
}

fn whole(parts: Vec<Part>) -> Vec<LayoutRenderingElement> {
    parts.into_iter().map(|part| part.element).collect()
}

/// The children of a group that adds nothing but this delimiter; any other element itself.
fn unwrapped(part: Part, delimiter: Option<&String>) -> Vec<LayoutRenderingElement> {
    match part.element {
        LayoutRenderingElement::Group(group)
            if is_certain(part.known)
                && is_delimiter_only(&group)
                && (group.children.len() == 1 || group.delimiter.as_ref() == delimiter) =>
        {
            group.children
        }
        element => vec![element],
    }
}

/// Whether a group adds nothing but a delimiter.
fn is_delimiter_only(group: &Group) -> bool {
    let affixes = group.to_affixes();
    group.to_formatting().is_empty()
        && affixes.prefix.is_none()
        && affixes.suffix.is_none()
        && group.display.is_none()
}
