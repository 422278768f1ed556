//! A text of a register, for all languages or in several languages.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::language::Language;
use super::schema::written;

/// A text in a register: a single text, or a mapping of language tags to texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Localized {
    texts: Vec<(Option<Language>, String)>,
}

impl Localized {
    /// The text in a language: with the same tag, else with the same primary subtag, else the first text.
    pub fn in_language(&self, language: &Language) -> &str {
        let find = |fits: &dyn Fn(&Language) -> bool| {
            let of = |tag: &Option<Language>| tag.as_ref().is_some_and(fits);
            self.texts.iter().find(|(tag, _)| of(tag)).map(|(_, text)| text.as_str())
        };
        find(&|tag| tag == language)
            .or_else(|| find(&|tag| tag.primary() == language.primary()))
            .unwrap_or_else(|| self.first())
    }

    /// The first text, which is in the briefing's own language.
    pub fn first(&self) -> &str {
        self.texts.first().map_or("", |(_, text)| text)
    }

    /// The text in every language, in the order of the register; a text for all languages has no tag.
    pub fn iter(&self) -> impl Iterator<Item = (Option<&Language>, &str)> {
        self.texts.iter().map(|(tag, text)| (tag.as_ref(), text.as_str()))
    }
}

impl From<&str> for Localized {
    fn from(text: &str) -> Self {
        Self { texts: vec![(None, text.to_owned())] }
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Localized;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Localized, E> {
                Ok(Localized::from(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Localized, A::Error> {
                let mut texts = Vec::new();
                while let Some((tag, text)) = map.next_entry::<Language, String>()? {
                    texts.push((Some(tag), text));
                }
                match texts.is_empty() {
                    true => Err(de::Error::custom("no text: write one, or one for each language")),
                    false => Ok(Localized { texts }),
                }
            }
        }

        deserializer.deserialize_str(Written)
    }
}

written!(Localized: {
    "type": ["string", "number", "boolean", "object"],
    "propertyNames": {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"},
    "additionalProperties": {"type": ["string", "number", "boolean"]},
    "minProperties": 1
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_without_a_text_gets_the_nearest_one() {
        let language = |tag: &str| Language::parse(tag).unwrap();
        let texts = [("en", "Trade"), ("fr", "Commerce"), ("fr-CA", "Commerce canadien")];
        let text =
            Localized { texts: texts.map(|(tag, text)| (Some(language(tag)), text.to_owned())).to_vec() };
        assert_eq!(text.in_language(&language("en-GB")), "Trade");
        assert_eq!(text.in_language(&language("fr-CA")), "Commerce canadien");
        assert_eq!(text.in_language(&language("fr-FR")), "Commerce");
        assert_eq!(text.in_language(&language("ja")), "Trade");
        assert_eq!(Localized::from("Trade").in_language(&language("ja")), "Trade");
    }
}
