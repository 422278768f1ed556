//! The language of a page, as a BCP 47 tag.

use std::fmt;
use std::sync::Arc;

use oxilangtag::LanguageTag;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::schema::written;

/// A language tag (BCP 47) such as `en` or `en-GB`, as in `lang` attributes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

impl Language {
    /// Parses a tag. It must be well-formed (RFC 5646, section 2.2.9) and begin with a subtag of two or three letters.
    pub fn parse(tag: &str) -> Result<Self, String> {
        let primary = tag.split('-').next().unwrap_or_default();
        let primary_fits =
            (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        if primary_fits && is_well_formed(tag) {
            Ok(Self(Arc::from(tag)))
        } else {
            Err(format!("`{tag}` is not a language tag: write one such as `en` or `en-GB` (BCP 47)"))
        }
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag: `en` of `en-GB`. Strings files and the suffixes of translated files have this name.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// Whether a tag is well-formed, even if it is not registered.
pub fn is_well_formed(tag: &str) -> bool {
    LanguageTag::parse(tag).is_ok()
}

impl Default for Language {
    fn default() -> Self {
        Self(Arc::from("en"))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

written!(Language: {
    "type": "string",
    "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
    "patternErrorMessage": "not a language tag: write one such as en or en-GB"
});

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_well_formed_or_none() {
        for tag in
            ["en", "en-GB", "ja-Latn-hepburn", "zh-Hant-TW", "sl-rozaj-biske", "de-u-co-phonebk", "fr-x-a"]
        {
            assert!(Language::parse(tag).is_ok(), "{tag}");
        }
        for tag in ["", "e", "english", "en_GB", "en-", "en-GB-a", "en-GB-GB", "日本", "en GB"] {
            assert!(Language::parse(tag).is_err(), "{tag}");
        }
    }
}
