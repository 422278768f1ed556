//! The texts of the interface in one language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The texts of `templates/strings/<language>.yaml`, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Strings(pub BTreeMap<String, String>);

impl Strings {
    /// The text of a key; the key itself if the file lacks it, which is a separate error.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with `{name}` replaced by a value.
    pub fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.get(key).replace(&format!("{{{name}}}"), value)
    }

    /// The text of a key with each `{name}` replaced by its value. A value with braces stays as it is.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut parts = self.get(key).split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let filled = part.split_once('}').and_then(|(name, rest)| {
                let (_, value) = values.iter().find(|(known, _)| *known == name)?;
                Some([*value, rest])
            });
            text.extend(filled.unwrap_or(["{", part]));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_once() {
        let text = "{a}, {b} {c} {".to_owned();
        let strings = Strings(BTreeMap::from([("k".to_owned(), text)]));
        assert_eq!(strings.fill("k", &[("a", "{b}"), ("b", "x")]), "{b}, x {c} {");
    }
}
