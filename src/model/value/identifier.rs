//! The identifiers of publications: a DOI and an ISBN.

use serde::{Deserialize, Deserializer, de};

use super::schema::written;

/// A digital object identifier (ISO 26324): `10.1000/182`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doi(String);

impl Doi {
    /// Parses a DOI, with or without the prefix `https://doi.org/` or `doi:`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let starts =
            ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
        let bare = starts.iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text).trim();
        let suffix = bare.strip_prefix("10.").and_then(|rest| rest.split_once('/')).map(|(_, suffix)| suffix);
        let fits = !bare.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
        if fits && suffix.is_some_and(|suffix| !suffix.is_empty()) {
            Ok(Self(bare.to_owned()))
        } else {
            Err(format!("`{text}` is not a DOI: write one as in `10.1000/182`"))
        }
    }

    /// The identifier without a prefix.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Doi {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

written!(Doi: {
    "type": "string",
    "pattern": r#"^(https?://(dx\.)?doi\.org/|doi:)?\s*10\.[^/\s"<>\\^`{|}]*/[^\s"<>\\^`{|}]+\s*$"#,
    "patternErrorMessage": "not a DOI: write one as in 10.1000/182"
});

/// An international standard book number (ISO 2108), of ten or thirteen digits, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isbn(String);

impl Isbn {
    /// Parses ten or thirteen digits with hyphens or spaces between them; the last of ten may be `X`. The check digit is not
    /// verified, because some books were printed with a wrong one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'-' | b' ')).collect();
        let (last, first) = digits.split_last().unwrap_or((&b' ', &[]));
        let ends = last.is_ascii_digit() || (*last == b'X' && digits.len() == 10);
        if matches!(digits.len(), 10 | 13) && ends && first.iter().all(u8::is_ascii_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!(
                "`{text}` is not an ISBN: write its ten or thirteen digits, as in `978-92-64-12345-8`"
            ))
        }
    }

    /// The number as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Isbn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::numbering::Numbering::deserialize(deserializer)
            .and_then(|written| Self::parse(written.as_str()).map_err(de::Error::custom))
    }
}

written!(Isbn: {
    "type": ["string", "integer"],
    "pattern": r"^\s*-*(([0-9][ -]*){9}[0-9X]|([0-9][ -]*){13})[ -]*\s*$",
    "patternErrorMessage": "not an ISBN: write its ten or thirteen digits, as in 978-92-64-12345-8",
    "minimum": 1_000_000,
    "maximum": 9_999_999_999_999_i64
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_taken_from_its_address_too() {
        for text in ["10.1000/182", "doi:10.1000/182", "https://doi.org/10.1000/182"] {
            assert_eq!(Doi::parse(text).unwrap().as_str(), "10.1000/182");
        }
        for wrong in ["", "10.1000", "10.1000/", "https://example.org/10.1000/182", "10.1/a b", "10.1/<x>"] {
            assert!(Doi::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_isbn_has_ten_or_thirteen_digits() {
        for text in ["978-92-64-12345-8", "9789264123458", "0-8044-2957-X"] {
            assert_eq!(Isbn::parse(text).unwrap().as_str(), text);
        }
        for wrong in ["", "978", "978-92-64-1234X-8", "978926412345é"] {
            assert!(Isbn::parse(wrong).is_err(), "{wrong}");
        }
    }
}
