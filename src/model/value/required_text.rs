//! Texts that must be there: YAML parsers read a key without a value as an empty text, and this tells the two apart.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// Reads a text.
///
/// # Errors
/// If the value is missing, or is no text.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = Option::deserialize(deserializer)?;
    text.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &"a string"))
}
