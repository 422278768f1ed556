//! References to figures: `trade-deficit` for the latest value, `trade-deficit@2011` for that of a date.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::record_id::RecordId;
use super::required_text::required_text;
use super::schema::written;
use super::when::When;

/// A figure's id, and the date of one of its values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureRef {
    /// The figure.
    pub id: RecordId,
    /// The date of the value; `None` for the latest.
    pub at: Option<ValueDate>,
}

/// The date in a reference to a value of a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ValueDate {
    /// A year, month or day.
    Date(When),
    /// A text other than a date, which matches no value.
    Other(Arc<str>),
}

impl FigureRef {
    /// The latest value of a figure.
    pub fn latest(id: RecordId) -> Self {
        Self { id, at: None }
    }

    /// Whether the reference names the value of a date.
    pub fn is_at(&self, as_of: Option<When>) -> bool {
        matches!((&self.at, as_of), (Some(ValueDate::Date(at)), Some(as_of)) if *at == as_of)
    }
}

impl From<&str> for FigureRef {
    fn from(written: &str) -> Self {
        match written.split_once('@') {
            None => Self::latest(RecordId::from(written)),
            Some((id, at)) => {
                let at = at.parse().map_or_else(|_| ValueDate::Other(at.into()), ValueDate::Date);
                Self { id: RecordId::from(id), at: Some(at) }
            }
        }
    }
}

impl fmt::Display for FigureRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            None => write!(f, "{}", self.id),
            Some(at) => write!(f, "{}@{at}", self.id),
        }
    }
}

impl fmt::Display for ValueDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(when) => write!(f, "{when}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for FigureRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        required_text(deserializer).map(|text| Self::from(text.as_str()))
    }
}

written!(FigureRef: {"type": "string"});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_written_as_it_was_read() {
        for text in
            ["deficit", "deficit@2011", "deficit@2011-03", "deficit@2011-03-01", "deficit@spring", "deficit@"]
        {
            assert_eq!(FigureRef::from(text).to_string(), text);
        }
        assert!(FigureRef::from("deficit@2011").is_at("2011".parse().ok()));
        assert!(!FigureRef::from("deficit@2011").is_at("2011-01".parse().ok()));
        assert!(!FigureRef::from("deficit").is_at("2011".parse().ok()));
    }
}
