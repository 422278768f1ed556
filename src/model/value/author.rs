//! The author of a document: a person or an institution.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use super::schema::written;

/// An author or editor of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person, whom styles may list by the family name and shorten to initials.
    Person {
        /// The family name, with its particle: `de Gaulle`.
        family: String,
        /// The given names.
        given: String,
    },
    /// An institution, whose name is never shortened.
    Institution(String),
}

impl Author {
    /// Parses `Family, Given`; a name without a comma is an institution's. Institutions with a comma in their name must be
    /// written without it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        match text.split_once(',') {
            Some((family, given)) => {
                let (family, given) = (family.trim(), given.trim());
                if family.is_empty() || given.is_empty() {
                    return Err(format!("`{text}` is not a name: write a person as `Family, Given`"));
                }
                Ok(Self::Person { family: family.to_owned(), given: given.to_owned() })
            }
            None if text.is_empty() => Err("the name is empty".to_owned()),
            None => Ok(Self::Institution(text.to_owned())),
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { family, given } => write!(f, "{family}, {given}"),
            Self::Institution(name) => f.write_str(name),
        }
    }
}

impl<'de> Deserialize<'de> for Author {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

written!(Author: {
    "type": ["string", "number", "boolean"],
    "pattern": r"^\s*[^,\s][^,]*(,\s*\S[\s\S]*)?$",
    "patternErrorMessage": "not a name: write a person as `Family, Given`, an institution by its name"
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_means_a_person() {
        let person =
            |family: &str, given: &str| Author::Person { family: family.to_owned(), given: given.to_owned() };
        assert_eq!(Author::parse("de Gaulle,  Charles"), Ok(person("de Gaulle", "Charles")));
        assert_eq!(Author::parse("岸田, 文雄"), Ok(person("岸田", "文雄")));
        assert_eq!(Author::parse(" World Bank "), Ok(Author::Institution("World Bank".to_owned())));
        for wrong in ["", " ", ",", "Family,", ", Given"] {
            assert!(Author::parse(wrong).is_err(), "{wrong}");
        }
    }
}
