//! The unit of a figure.

use serde::{Deserialize, Deserializer, de};

use super::schema::written;

/// A currency by its ISO 4217 code, `%`, `rank` for a place among others, or a word such as `tonnes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit(String);

/// The codes of units that have other common spellings, which are errors.
const CODES: &[(&str, &[&str])] = &[
    ("EUR", &["€", "euro", "euros"]),
    ("USD", &["$", "US$", "dollar", "dollars"]),
    ("GBP", &["£", "pound", "pounds"]),
    ("JPY", &["¥", "yen"]),
    ("\"%\"", &["“%”", "percent", "per cent", "pct"]),
];

impl Unit {
    /// The unit as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let small = text.to_lowercase();
        let meant = CODES.iter().find(|(code, spellings)| {
            (code.eq_ignore_ascii_case(&text) && *code != text)
                || spellings.iter().any(|spelling| spelling.to_lowercase() == small)
        });
        match meant {
            Some((code, _)) => Err(de::Error::custom(format!("use the code `{code}` for `{text}`"))),
            None if text.trim().is_empty() => Err(de::Error::custom("no unit: write one, or remove the key")),
            None => Ok(Self(text)),
        }
    }
}

written!(Unit: {
    "type": "string",
    "description": "A currency by its ISO 4217 code, `%`, `rank` for a place among others, or a word such as `tonnes`."
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_spelling_of_a_unit_is_an_error_with_its_code() {
        let unit = |text: &str| {
            use serde::de::IntoDeserializer;
            let text: de::value::StrDeserializer<'_, de::value::Error> = text.into_deserializer();
            Unit::deserialize(text).map(|unit| unit.0).map_err(|error| error.to_string())
        };
        for text in ["EUR", "CHF", "%", "rank", "tonnes", "m", "euro a head"] {
            assert_eq!(unit(text), Ok(text.to_owned()));
        }
        for (text, code) in
            [("€", "`EUR`"), ("eur", "`EUR`"), ("Euros", "`EUR`"), ("US$", "`USD`"), ("per cent", "`\"%\"`")]
        {
            assert!(unit(text).unwrap_err().contains(code), "{text}");
        }
        assert!(unit(" ").is_err());
    }
}
