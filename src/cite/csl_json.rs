//! A source in CSL-JSON, for reference managers.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{DateValue, Item, NameValue, Value};
use serde::{Serialize, Serializer};

use crate::model::register::cited_source::CitedSource;
use crate::model::value::language::Language;

use super::item;

/// A list with one item, as Zotero and others expect it. A source without a language has the language of the page.
pub fn csl_json(id: &str, source: &CitedSource, language: &Language) -> String {
    let Item(variables) = item::item(id, source, language);
    let mut text = serde_json::to_string_pretty(&[Variables(&variables)]).expect("names are texts");
    text.push('\n');
    text
}

/// The variables of an item (CSL-JSON schema 1.0).
struct Variables<'a>(&'a BTreeMap<String, Value>);

impl Serialize for Variables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().filter_map(|(name, value)| Some((name, Written::of(value)?))))
    }
}

/// A variable's value.
#[derive(Serialize)]
#[serde(untagged)]
enum Written<'a> {
    Text(&'a str),
    Number(i64),
    Names(Vec<Name<'a>>),
    Date(Day<'a>),
}

/// A date: year, month and day, as far as they are known.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Day<'a> {
    date_parts: Vec<&'a [i16]>,
}

/// A name as one text, or in parts.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Whole {
        literal: &'a str,
    },
    #[serde(rename_all = "kebab-case")]
    InParts {
        family: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        given: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        non_dropping_particle: Option<&'a str>,
    },
}

impl<'a> Written<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        Some(match value {
            Value::String(text) => Self::Text(text),
            Value::Number(number) => Self::Number(*number),
            Value::Names(names) => Self::Names(names.iter().map(Name::of).collect()),
            Value::Date(DateValue::DateParts { date_parts, .. }) => {
                Self::Date(Day { date_parts: date_parts.0.iter().map(|date| date.0.as_slice()).collect() })
            }
            Value::Date(DateValue::Raw { .. }) => return None,
        })
    }
}

impl<'a> Name<'a> {
    fn of(name: &'a NameValue) -> Self {
        match name {
            NameValue::Literal(name) => Self::Whole { literal: &name.literal },
            NameValue::Item(name) => Self::InParts {
                family: &name.family,
                given: name.given.as_deref(),
                non_dropping_particle: name.non_dropping_particle.as_deref(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::model::register::cited_source::SourceKind;
    use crate::model::value::author::Author;

    #[test]
    fn names_are_split_into_parts_and_dates_are_as_precise_as_the_source() {
        let book = CitedSource {
            kind: SourceKind::Book,
            title: "</script> \"A\"".to_owned(),
            authors: ["de Martin, Jeanne", "岸田, 文雄", "Vocabulary Bank"]
                .map(|name| Author::parse(name).unwrap())
                .to_vec(),
            date: Some("2013".parse().unwrap()),
            accessed: Some("2015-10-02".parse().unwrap()),
            ..CitedSource::default()
        };
        let json: Json = serde_json::from_str(&csl_json("book", &book, &Language::default())).unwrap();
        assert_eq!(
            json,
            json!([{
                "id": "book", "type": "book", "language": "en", "title": "</script> \"A\"",
                "author": [
                    { "non-dropping-particle": "de", "family": "Martin", "given": "Jeanne" },
                    { "family": "岸田", "given": "文雄" },
                    { "literal": "Vocabulary Bank" },
                ],
                "issued": { "date-parts": [[2013]] },
                "accessed": { "date-parts": [[2015, 10, 2]] },
            }])
        );
    }
}
