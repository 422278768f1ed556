//! Required texts: YAML parsers read a key without a value as an empty text, which this function rejects.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// Deserializes a text.
///
/// # Errors
/// If the value is missing or is not a text.
pub fn required_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = Option::deserialize(deserializer)?;
    text.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &"a string"))
}
