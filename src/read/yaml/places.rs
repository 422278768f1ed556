//! Where a key or a value stands: the parser is made to stop there, and says where it stopped.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::source::diagnostic::Span;

use super::Step;

/// libyaml counts bytes; a place past the end or within a character is moved to where it can be shown.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What the parser is stopped with.
pub(super) const HERE: &str = "\u{1}here";

/// Where a key (or its value) stands, by making the parser stop there.
pub(super) fn locate(text: &str, path: &[Step], key: bool) -> Span {
    let seed = Walk { path, key };
    let stopped = seed.deserialize(serde_yaml::Deserializer::from_str(text)).err();
    let at = stopped.and_then(|error| error.location()).map_or(0, |place| floor(text, place.index()));
    at..at + token(&text[at..])
}

/// The length of the key or value that begins a text, for the underline.
pub(super) fn token(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let end = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line[1..].find(quote).map(|at| at + 2),
        _ => [line.find(": "), line.find(" #"), line.strip_suffix(':').map(str::len)]
            .into_iter()
            .flatten()
            .min(),
    };
    end.unwrap_or(line.trim_end().len())
}

/// Walks down a path and stops with an error, whose place is what is wanted.
struct Walk<'a> {
    path: &'a [Step],
    key: bool,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! stop {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method<E: serde::de::Error>(self, _: $type) -> Result<(), E> { Err(E::custom(HERE)) })*
    };
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }

    stop! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        let stop_at_key = self.key && rest.is_empty();
        while let Some(found) = map.next_key_seed(Key { wanted, stop: stop_at_key })? {
            if found {
                map.next_value_seed(Walk { path: rest, key: self.key })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        for _ in 0..*wanted {
            seq.next_element::<IgnoredAny>()?;
        }
        seq.next_element_seed(Walk { path: rest, key: self.key })?;
        Ok(())
    }
}

/// Reads a key and says whether it is the wanted one.
struct Key<'a> {
    wanted: &'a str,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        if key == self.wanted && self.stop { Err(E::custom(HERE)) } else { Ok(key == self.wanted) }
    }
}
