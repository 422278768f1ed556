//! The shape of a page: which variables it has. Pages of one shape use the same parts of a style.

use hayagriva::citationberg::json::{Item, NameValue, Value};
use hayagriva::citationberg::taxonomy::{
    DateVariable, NameVariable, NumberVariable, StandardVariable, Variable,
};

use super::vocabulary::DATED;

/// The variables that a page may have.
const VARIABLES: [(&str, Variable); 7] = [
    ("URL", Variable::Standard(StandardVariable::URL)),
    ("author", Variable::Name(NameVariable::Author)),
    ("container-title", Variable::Standard(StandardVariable::ContainerTitle)),
    ("issued", Variable::Date(DateVariable::Issued)),
    ("language", Variable::Standard(StandardVariable::Language)),
    ("publisher", Variable::Standard(StandardVariable::Publisher)),
    ("title", Variable::Standard(StandardVariable::Title)),
];

/// The variables that a page has, such as an author, a date, an address. Most pages of a site have the same shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageShape([bool; VARIABLES.len()]);

impl PageShape {
    /// The shape of a page. `None` without a title, because a style then outputs little and punctuation meets that
    /// otherwise never does. `None` also if a text is blank: styles test for it as if it were missing, but output it.
    pub(super) fn of(item: &Item) -> Option<Self> {
        let values = VARIABLES.map(|(name, _)| item.0.get(name));
        let is_blank = |value: &&Value| match value {
            Value::String(text) => text.trim().is_empty(),
            Value::Names(names) => names.iter().any(|name| match name {
                NameValue::Literal(name) => name.literal.trim().is_empty(),
                NameValue::Item(name) => name.family.trim().is_empty(),
            }),
            _ => false,
        };
        let is_plain = item.0.contains_key("title") && !values.iter().flatten().any(is_blank);
        is_plain.then_some(Self(values.map(|value| value.is_some())))
    }

    /// Whether a page has a variable; `None` if that depends on the list, not the page.
    pub(super) fn has(&self, variable: Variable) -> Option<bool> {
        match variable {
            Variable::Number(NumberVariable::CitationNumber)
            | Variable::Standard(
                StandardVariable::YearSuffix
                | StandardVariable::CitationLabel
                | StandardVariable::CitationKey,
            ) => None,
            Variable::Date(DATED) => self.has(Variable::Date(DateVariable::Issued)),
            _ => Some(
                VARIABLES.iter().zip(self.0).any(|((_, known), is_there)| is_there && *known == variable),
            ),
        }
    }
}
