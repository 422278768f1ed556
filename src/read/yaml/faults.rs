//! What neither YAML nor a type minds: keys that stand twice, control characters behind an escape.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::model::source::diagnostic::Code;

use super::places::{floor, token};
use super::{Lost, Problem};

/// The most faults of one kind that are looked for; each costs a reading of the text.
const LOOKS: usize = 20;

/// The keys that stand twice in a mapping.
pub(super) fn duplicates(text: &str) -> Vec<Problem> {
    faults(text, Fault::RepeatedKey, |key| Problem {
        code: Code::DuplicateKey,
        span: 0..0,
        message: format!("the key `{key}` stands here a second time"),
        help: Some("keep one of the two".into()),
        loses: Lost::Everything,
    })
}

/// Control characters that escapes bring into texts; neither XML nor a file name may hold them.
pub(super) fn control_characters(text: &str) -> Vec<Problem> {
    faults(text, Fault::ControlCharacter, |_| Problem {
        code: Code::WrongValue,
        span: 0..0,
        message: "a text holds a control character, written as an escape".into(),
        help: Some("take the escape out".into()),
        loses: Lost::Nothing,
    })
}

/// The faults of one kind at their places: the text is read until the first, then until the second.
fn faults(text: &str, fault: Fault, problem: impl Fn(&str) -> Problem) -> Vec<Problem> {
    let look = |skip| {
        let search = Search { fault, skip: &Cell::new(skip) };
        let error = search.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
        let message = error.to_string();
        let word = message.split_once(FOUND)?.1.split('\u{1}').next()?;
        let at = floor(text, error.location()?.index());
        Some(Problem { span: at..at + token(&text[at..]), ..problem(word) })
    };
    (0..LOOKS).map_while(look).collect()
}

const FOUND: &str = "\u{1}found\u{1}";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    RepeatedKey,
    ControlCharacter,
}

/// Stops at a fault, after passing over as many as it is told.
#[derive(Clone, Copy)]
struct Search<'a> {
    fault: Fault,
    skip: &'a Cell<usize>,
}

impl Search<'_> {
    fn find<E: Error>(self, word: &str) -> Result<(), E> {
        match self.skip.get() {
            0 => Err(E::custom(format!("{FOUND}{word}\u{1}"))),
            left => {
                self.skip.set(left - 1);
                Ok(())
            }
        }
    }

    fn look_at<E: Error>(self, text: &str) -> Result<(), E> {
        let refused =
            |c: char| (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        if self.fault == Fault::ControlCharacter && text.contains(refused) { self.find("") } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Search<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! pass {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method<E: Error>(self, _: $type) -> Result<(), E> { Ok(()) })*
    };
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    pass! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.look_at(text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while map.next_key_seed(Key { seen: &mut seen, search: self })?.is_some() {
            map.next_value_seed(self)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(self)?.is_some() {}
        Ok(())
    }
}

/// Reads a key among those that were seen in its mapping.
struct Key<'a, 'b> {
    seen: &'a mut BTreeSet<String>,
    search: Search<'b>,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        let repeated = !self.seen.insert(key.to_owned());
        if repeated && self.search.fault == Fault::RepeatedKey {
            self.search.find(key)
        } else {
            self.search.look_at(key)
        }
    }
}
