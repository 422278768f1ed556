//! Linked data in the vocabulary of schema.org: things with a type and properties.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A thing with a type and properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    kind: &'static str,
    properties: Vec<(&'static str, Value)>,
}

/// The value of a property.
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
    /// A thing with a type of schema.org.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, properties: Vec::new() }
    }

    /// Adds a property with a text, if there is one.
    pub fn text(self, name: &'static str, text: impl Into<Option<String>>) -> Self {
        self.with(name, text.into().filter(|text| !text.is_empty()).map(Value::Text))
    }

    /// Adds a property with a number.
    pub fn number(self, name: &'static str, number: usize) -> Self {
        self.with(name, Some(Value::Number(number)))
    }

    /// Adds a property with several texts, unless there are none.
    pub fn texts(self, name: &'static str, texts: Vec<String>) -> Self {
        self.with(name, (!texts.is_empty()).then_some(Value::Texts(texts)))
    }

    /// Adds a property with another thing, if there is one.
    pub fn thing(self, name: &'static str, thing: impl Into<Option<Thing>>) -> Self {
        self.with(name, thing.into().map(Value::Thing))
    }

    /// Adds a property with other things, unless there are none.
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
