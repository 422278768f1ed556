//! The number of a part of a publication, as printed: `2`, `12–15`, `IV`, `revised`.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::schema::written;

/// A volume, an issue, an edition or pages: not necessarily a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering(pub String);

impl Numbering {
    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Numbering {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Numbering;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a text")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Numbering, E> {
                Ok(Numbering(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Numbering, E> {
                Ok(Numbering(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Numbering, E> {
                Ok(Numbering(number.to_string()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Numbering, E> {
                Ok(Numbering(text.trim().to_owned()))
            }
        }

        deserializer.deserialize_any(Written)
    }
}

written!(Numbering: {"type": ["string", "number"]});
