//! Why a node cannot be read into a type, as a value: no error message is parsed.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::model::source::diagnostic::Span;

/// Why a node could not be read, and where.
#[derive(Debug)]
pub(super) struct Error {
    /// The fault.
    pub fault: Fault,
    /// Its position; `None` until the mapping or sequence around it adds it.
    pub place: Option<Box<Place>>,
    /// The outermost key around it.
    pub first_key: Option<String>,
}

/// The kinds of faults of a node.
#[derive(Debug)]
pub(super) enum Fault {
    /// An unknown key.
    UnknownKey { key: String, known: &'static [&'static str] },
    /// An unknown value of an enum.
    UnknownValue { value: String, known: &'static [&'static str] },
    /// A missing key.
    MissingKey(&'static str),
    /// A value of another type.
    WrongType { found: String, expected: String },
    /// A number out of the range of the type.
    TooLarge(String),
    /// A missing value.
    NoValue,
    /// A message of the type itself: the problem, a colon, and the fix.
    Message(String),
}

/// The position of a fault.
#[derive(Debug)]
pub(super) struct Place {
    /// Its bytes in the text.
    pub span: Span,
    /// The innermost key around it.
    pub key: Option<String>,
    /// The part to leave out so that the rest can be read.
    pub part: Part,
}

/// A part of a tree that can be left out, by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// An entry of a mapping.
    Entry(usize),
    /// An item of a sequence.
    Item(usize),
}

impl Part {
    fn start(self) -> usize {
        match self {
            Self::Entry(start) | Self::Item(start) => start,
        }
    }
}

impl Error {
    /// Whether its position contains one of these parts.
    pub fn is_around(&self, parts: &BTreeSet<Part>) -> bool {
        let span = self.place.as_ref().map(|place| &place.span);
        span.is_some_and(|span| parts.iter().any(|part| span.contains(&part.start())))
    }

    /// A fault without a position.
    pub fn new(fault: Fault) -> Self {
        Self { fault, place: None, first_key: None }
    }

    /// Adds a position, if it has none.
    pub fn at(mut self, span: &Span, part: Part) -> Self {
        self.place.get_or_insert_with(|| Box::new(Place { span: span.clone(), key: None, part }));
        self
    }

    /// Adds a key around it.
    pub fn below(mut self, key: &str) -> Self {
        if let Some(place) = &mut self.place {
            place.key.get_or_insert_with(|| key.to_owned());
        }
        self.first_key = Some(key.to_owned());
        self
    }

    /// Replaces the expected type, if it is that of the node itself.
    pub fn expecting(mut self, wanted: &str) -> Self {
        if let (Fault::WrongType { expected, .. }, None) = (&mut self.fault, &self.place) {
            wanted.clone_into(expected);
        }
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.fault)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::new(Fault::Message(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(match found {
            Unexpected::Unit | Unexpected::Option => Fault::NoValue,
            found => Fault::WrongType { found: describe(&found), expected: expected.to_string() },
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        match found {
            Unexpected::Unsigned(number) => Self::new(Fault::TooLarge(number.to_string())),
            Unexpected::Signed(number) => Self::new(Fault::TooLarge(number.to_string())),
            found => Self::invalid_type(found, expected),
        }
    }

    fn unknown_variant(value: &str, known: &'static [&'static str]) -> Self {
        Self::new(Fault::UnknownValue { value: value.to_owned(), known })
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        Self::new(Fault::UnknownKey { key: key.to_owned(), known })
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(Fault::MissingKey(key))
    }
}

/// A description of a value for editors.
pub(super) fn describe(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(number) => format!("the number `{number}`"),
        Unexpected::Signed(number) => format!("the number `{number}`"),
        Unexpected::Float(number) => format!("the number `{number}`"),
        Unexpected::Other(number) => format!("the number `{number}`"),
        Unexpected::Str(text) if text.chars().count() <= LONGEST => format!("`{text}`"),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping of keys to values".to_owned(),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        _ => "a text".to_owned(),
    }
}

/// The maximum length of a text that a message repeats, in characters.
const LONGEST: usize = 60;
