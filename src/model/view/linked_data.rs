//! What a page says to machines of what it is about, in the words of schema.org: things with a type and properties.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A thing, or a mention of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    kind: &'static str,
    properties: Vec<(&'static str, Value)>,
}

/// What a property of a thing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(usize),
    Thing(Thing),
    Texts(Vec<String>),
    Things(Vec<Thing>),
}

impl Thing {
    /// A thing of a type of schema.org.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, properties: Vec::new() }
    }

    /// The thing with a text, where there is one.
    pub fn text(self, name: &'static str, text: impl Into<Option<String>>) -> Self {
        self.with(name, text.into().filter(|text| !text.is_empty()).map(Value::Text))
    }

    /// The thing with a number.
    pub fn number(self, name: &'static str, number: usize) -> Self {
        self.with(name, Some(Value::Number(number)))
    }

    /// The thing with several texts; nothing where there are none.
    pub fn texts(self, name: &'static str, texts: Vec<String>) -> Self {
        self.with(name, (!texts.is_empty()).then_some(Value::Texts(texts)))
    }

    /// The thing with another thing, where there is one.
    pub fn thing(self, name: &'static str, thing: impl Into<Option<Thing>>) -> Self {
        self.with(name, thing.into().map(Value::Thing))
    }

    /// The thing with other things; nothing where there are none.
    pub fn things(self, name: &'static str, things: Vec<Thing>) -> Self {
        self.with(name, (!things.is_empty()).then_some(Value::Things(things)))
    }

    fn with(mut self, name: &'static str, value: Option<Value>) -> Self {
        self.properties.extend(value.map(|value| (name, value)));
        self
    }
}

impl Serialize for Thing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.properties.len() + 1))?;
        map.serialize_entry("@type", self.kind)?;
        for (name, value) in &self.properties {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
