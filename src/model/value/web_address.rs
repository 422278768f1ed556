//! Absolute web addresses.

use serde::{Deserialize, Deserializer, Serialize, de};

use super::schema::written;

/// The regular expression of a web address, for schemas.
const PATTERN: &str = r#"^https?://[^/\s"<>\\^`{|}][^\s"<>\\^`{|}]*$"#;

/// An absolute `http` or `https` address without spaces or control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct WebAddress(String);

impl WebAddress {
    /// Parses an address that begins with `https://` or `http://` and has a host.
    pub fn parse(text: &str) -> Result<Self, String> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let named = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'));
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
        if named && clean {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "`{text}` is not a web address: write it whole, as in `https://example.org/briefing/`"
            ))
        }
    }

    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

written!(WebAddress: {
    "type": "string",
    "pattern": PATTERN,
    "patternErrorMessage": "not a web address: write it whole, as in https://example.org/briefing/"
});
