//! A source for reference managers, as CSL-JSON.

use hayagriva::citationberg::json::{DateValue, Item, NameValue, Value};
use serde_json::{Map, Value as Json, json};

use crate::model::language::Language;
use crate::model::register::CitedSource;

use super::item;

/// A list with one item, as Zotero and others take it. A source without a language is in that of the page.
pub fn csl_json(id: &str, source: &CitedSource, language: &Language) -> String {
    let Item(variables) = item::item(id, source, language);
    let variables: Map<String, Json> =
        variables.into_iter().filter_map(|(name, value)| Some((name, json(value)?))).collect();
    let mut text = serde_json::to_string_pretty(&json!([variables])).expect("names are texts");
    text.push('\n');
    text
}

/// A variable's value (CSL-JSON schema 1.0).
fn json(value: Value) -> Option<Json> {
    Some(match value {
        Value::String(text) => json!(text),
        Value::Number(number) => json!(number),
        Value::Names(names) => names.into_iter().map(name).collect(),
        Value::Date(DateValue::DateParts { date_parts, .. }) => {
            let parts: Vec<Vec<i16>> = date_parts.0.into_iter().map(|date| date.0).collect();
            json!({ "date-parts": parts })
        }
        Value::Date(DateValue::Raw { .. }) => return None,
    })
}

fn name(name: NameValue) -> Json {
    match name {
        NameValue::Literal(name) => json!({ "literal": name.literal }),
        NameValue::Item(name) => {
            let parts = [
                ("family", Some(name.family)),
                ("given", name.given),
                ("non-dropping-particle", name.non_dropping_particle),
            ];
            parts.into_iter().filter_map(|(part, text)| Some((part.to_owned(), json!(text?)))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::author::Author;
    use crate::model::register::SourceKind;

    #[test]
    fn a_source_has_its_names_in_parts_and_its_date_as_far_as_it_is_known() {
        let book = CitedSource {
            kind: SourceKind::Book,
            title: Some("</script> \"A\"".to_owned()),
            authors: ["de Martin, Jeanne", "岸田, 文雄", "World Bank"]
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
                    { "literal": "World Bank" },
                ],
                "issued": { "date-parts": [[2013]] },
                "accessed": { "date-parts": [[2015, 10, 2]] },
            }])
        );
    }
}
