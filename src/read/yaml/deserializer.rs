//! Deserializes a node into a typed value. Errors have the position of the wrong key or value.

use std::collections::BTreeSet;
use std::slice;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::error::{Error, Fault, Part, describe};
use super::node::{Content, Entry, Node};
use super::scalar::{Resolved, Scalar};

/// Deserializes a node without some of its parts.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'a> {
    node: &'a Node<'a>,
    without: &'a BTreeSet<Part>,
}

const LIST: &str = "a list";
const MAPPING: &str = "a mapping of keys to values";
const TEXT: &str = "a text";
const BOOL: &str = "`true` or `false`";
const WHOLE: &str = "a whole number";
const COUNT: &str = "a whole number from 0 up";
const NUMBER: &str = "a number";

impl<'a> NodeDeserializer<'a> {
    /// A deserializer of a node without some of its parts.
    pub fn new(node: &'a Node<'a>, without: &'a BTreeSet<Part>) -> Self {
        Self { node, without }
    }

    fn items(self, items: &'a [Node<'a>]) -> Items<'a> {
        Items { items: items.iter(), without: self.without }
    }

    fn entries(self, entries: &'a [Entry<'a>]) -> Entries<'a> {
        Entries { entries: entries.iter(), value: None, without: self.without }
    }

    /// The error that a node is not of the expected type.
    fn wrong(self, expected: &str) -> Error {
        let found = match &*self.node.content {
            Content::Scalar(scalar) => match scalar.resolve() {
                Resolved::Null => return Error::new(Fault::NoValue),
                Resolved::TooLarge if [WHOLE, COUNT, NUMBER].contains(&expected) => {
                    return Error::new(Fault::TooLarge(scalar.text.to_string()));
                }
                _ => describe(&scalar.unexpected()),
            },
            Content::Sequence(_) => describe(&Unexpected::Seq),
            Content::Mapping(_) => describe(&Unexpected::Map),
        };
        Error::new(Fault::WrongType { found, expected: expected.to_owned() })
    }

    fn scalar(self, expected: &str) -> Result<&'a Scalar<'a>, Error> {
        match &*self.node.content {
            Content::Scalar(scalar) => Ok(scalar),
            Content::Sequence(_) | Content::Mapping(_) => Err(self.wrong(expected)),
        }
    }
}

macro_rules! whole_numbers {
    ($($method:ident: $expected:ident,)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match (self.scalar($expected)?.resolve(), $expected) {
                (Resolved::Unsigned(number), _) => visitor.visit_u64(number),
                (Resolved::Signed(number), WHOLE) => visitor.visit_i64(number),
                _ => Err(self.wrong($expected)),
            }
        })*
    };
}

macro_rules! forward {
    ($($method:ident($($argument:ident: $type:ty),*) to $other:ident,)*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, Error> {
            self.$other(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for NodeDeserializer<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &*self.node.content {
            Content::Scalar(scalar) => match scalar.resolve() {
                Resolved::Null => visitor.visit_unit(),
                Resolved::Bool(value) => visitor.visit_bool(value),
                Resolved::Unsigned(number) => visitor.visit_u64(number),
                Resolved::Signed(number) => visitor.visit_i64(number),
                Resolved::TooLarge => Err(Error::new(Fault::TooLarge(scalar.text.to_string()))),
                Resolved::Float(number) => visitor.visit_f64(number),
                Resolved::Text(text) => visitor.visit_str(text),
            },
            Content::Sequence(items) => visitor.visit_seq(self.items(items)),
            Content::Mapping(entries) => visitor.visit_map(self.entries(entries)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scalar(BOOL)?.resolve() {
            Resolved::Bool(value) => visitor.visit_bool(value),
            _ => Err(self.wrong(BOOL)),
        }
    }

    whole_numbers! {
        deserialize_i8: WHOLE, deserialize_i16: WHOLE, deserialize_i32: WHOLE, deserialize_i64: WHOLE,
        deserialize_u8: COUNT, deserialize_u16: COUNT, deserialize_u32: COUNT, deserialize_u64: COUNT,
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.scalar(NUMBER)?.resolve() {
            Resolved::Unsigned(_) | Resolved::Signed(_) | Resolved::Float(_) => self.deserialize_any(visitor),
            _ => Err(self.wrong(NUMBER)),
        }
    }

    /// A scalar is read as its text, even a number. Types that accept a text or a mapping ask for a text.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let read = match &*self.node.content {
            Content::Scalar(scalar) => return visitor.visit_str(&scalar.text),
            Content::Sequence(items) => visitor.visit_seq(self.items(items)),
            Content::Mapping(entries) => visitor.visit_map(self.entries(entries)),
        };
        read.map_err(|error| error.expecting(TEXT))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_unit() } else { Err(self.wrong("nothing")) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &*self.node.content {
            Content::Sequence(items) => visitor.visit_seq(self.items(items)),
            Content::Scalar(scalar) if scalar.is_left_out() => visitor.visit_seq(self.items(&[])),
            _ => Err(self.wrong(LIST)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &*self.node.content {
            Content::Mapping(entries) => visitor.visit_map(self.entries(entries)),
            Content::Scalar(scalar) if scalar.is_left_out() => visitor.visit_map(self.entries(&[])),
            _ => Err(self.wrong(MAPPING)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &*self.node.content {
            Content::Scalar(scalar) if !scalar.is_left_out() => visitor.visit_enum(Word(&scalar.text)),
            _ => Err(self.wrong(&one_of(words))),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward! {
        deserialize_i128() to deserialize_i64,
        deserialize_u128() to deserialize_u64,
        deserialize_f32() to deserialize_f64,
        deserialize_char() to deserialize_str,
        deserialize_string() to deserialize_str,
        deserialize_identifier() to deserialize_str,
        deserialize_bytes() to deserialize_any,
        deserialize_byte_buf() to deserialize_any,
        deserialize_unit_struct(_name: &'static str) to deserialize_unit,
        deserialize_tuple(_length: usize) to deserialize_seq,
        deserialize_tuple_struct(_name: &'static str, _length: usize) to deserialize_seq,
        deserialize_struct(_name: &'static str, _keys: &'static [&'static str]) to deserialize_map,
    }
}

/// The words of an enum, for a message.
fn one_of(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("one of {}", words.join(", "))
}

/// The items of a sequence.
struct Items<'a> {
    items: slice::Iter<'a, Node<'a>>,
    without: &'a BTreeSet<Part>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let without = self.without;
        let Some(item) = self.items.find(|item| !without.contains(&Part::Item(item.span.start))) else {
            return Ok(None);
        };
        let read = seed.deserialize(NodeDeserializer::new(item, without));
        read.map(Some).map_err(|error| error.at(&item.span, Part::Item(item.span.start)))
    }
}

/// The entries of a mapping.
struct Entries<'a> {
    entries: slice::Iter<'a, Entry<'a>>,
    value: Option<&'a Entry<'a>>,
    without: &'a BTreeSet<Part>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let without = self.without;
        let is_there =
            |entry: &&Entry<'_>| !entry.is_repeated && !without.contains(&Part::Entry(entry.key.span.start));
        self.value = self.entries.find(is_there);
        let Some(Entry { key, .. }) = self.value else { return Ok(None) };
        let read = seed.deserialize(NodeDeserializer::new(key, without));
        read.map(Some).map_err(|error| error.at(&key.span, Part::Entry(key.span.start)))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let entry = self.value.take().expect("serde asks for a value after its key");
        let read = seed.deserialize(NodeDeserializer::new(&entry.value, self.without));
        read.map_err(|error| {
            let error = error.at(&entry.value.span, Part::Entry(entry.key.span.start));
            error.below(entry.name().unwrap_or_default())
        })
    }
}

/// A word of an enum.
struct Word<'a>(&'a str);

impl<'de> EnumAccess<'de> for Word<'_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Error> {
        let word: StrDeserializer<'_, Error> = self.0.into_deserializer();
        seed.deserialize(word).map(|value| (value, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Error> {
        Err(Error::new(Fault::Message(format!("`{}` needs a value", self.0))))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Error> {
        Err(Error::new(Fault::Message(format!("`{}` needs a list", self.0))))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Error> {
        Err(Error::new(Fault::Message(format!("`{}` needs a mapping", self.0))))
    }
}
