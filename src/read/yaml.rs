//! Reads YAML into typed values, and reports every problem with its position.
//!
//! A text becomes a tree of nodes with spans, and a type is read from a node. Whatever is wrong is left out until the
//! rest fits, so that all problems are found. Front matter is first deserialized directly, which is faster; a tree is
//! built only if that fails, or if the text may contain a problem that it would not notice.

mod deserializer;
mod error;
mod faults;
mod line;
mod list;
mod mistakes;
mod node;
mod problem;
mod record;
mod scalar;
mod split;
mod syntax;
mod tree;

use serde::de::DeserializeOwned;

use crate::model::register::record_type::RequiredField;
use crate::model::source::diagnostic::Code;

use line::Line;
use list::{Item, List, items, not_a_list};
use mistakes::tight_hyphen;
use node::{Content, Node};
use problem::{Lost, in_first_line, line_at};
use record::read_node;
use split::read_in_parts;
use tree::{Anchors, parse};

pub use problem::Problem;

/// The maximum size of front matter, a configuration or a record in bytes: more is not metadata.
pub const LIMIT: usize = 16 * 1024;

/// The result of reading a mapping into a type.
#[derive(Debug)]
pub struct Fields<T> {
    /// The valid fields; `None` if a required field is missing or wrong.
    pub value: Option<T>,
    /// The required fields that are missing.
    pub missing: Vec<RequiredField>,
    /// All other problems.
    pub problems: Vec<Problem>,
}

/// Reads a mapping without required keys. The value has all fields that are valid.
pub fn read<T: DeserializeOwned + Default>(text: &str) -> (T, Vec<Problem>) {
    if text.len() > LIMIT {
        return (T::default(), vec![Problem::too_large(0..0, text.len())]);
    }
    match parse(text, 0..text.len(), &mut Anchors::default()) {
        Ok(Some(node)) if !node.is_null() => read_mapping(text, &node),
        Ok(_) => (T::default(), Vec::new()),
        Err(error) => (T::default(), vec![syntax::problem(text, 0..text.len(), &error)]),
    }
}

/// Reads a mapping as [`read`] does, but faster if there are no problems. For types without maps among their values:
/// a repeated key in one of those would go unnoticed.
pub fn read_fast<T: DeserializeOwned + Default>(text: &str) -> (T, Vec<Problem>) {
    // Control characters come only from escapes, and only comments cut texts short.
    let may_hide_faults = text.len() > LIMIT || text.contains(['\\', '#']);
    match if may_hide_faults { None } else { serde_yaml::from_str(text).ok() } {
        Some(value) => (value, Vec::new()),
        None => read(text),
    }
}

fn read_mapping<T: DeserializeOwned + Default>(text: &str, node: &Node<'_>) -> (T, Vec<Problem>) {
    if matches!(&*node.content, Content::Mapping(_)) {
        let Fields { value, problems, .. } = read_node(text, node, &[]);
        return (value.unwrap_or_default(), problems);
    }
    let problem = Problem {
        code: Code::NotAMapping,
        span: in_first_line(text, &node.span),
        message: format!("expected a mapping of keys to values, found {}", node.kind()),
        help: Some("write `key: value`, one a line, with a space after the colon".into()),
        loses: Lost::Everything,
    };
    (T::default(), vec![problem])
}

/// Reads a list of mappings in any YAML form. A list that is not valid YAML as a whole is split into its items, so
/// that an invalid item does not affect the others.
pub fn read_list(text: &str) -> List<'_> {
    match parse(text, 0..text.len(), &mut Anchors::default()) {
        Ok(Some(root)) if !root.is_null() => list_of(text, &root),
        Ok(_) => List { items: Vec::new(), problems: Vec::new() },
        Err(error) => read_in_parts(text, &error),
    }
}

fn list_of<'t>(text: &'t str, root: &Node<'t>) -> List<'t> {
    match &*root.content {
        Content::Sequence(nodes) => List { items: items(text, root.span.start, nodes), problems: Vec::new() },
        Content::Scalar(_) | Content::Mapping(_) => {
            let line = Line::all(text, line_at(text, root.span.start)).next();
            let problem = line.and_then(|line| tight_hyphen(&line));
            let problem = problem.unwrap_or_else(|| not_a_list(text, root.span.start));
            List { items: items_below_key(text, root), problems: vec![problem] }
        }
    }
}

/// The items of a list below a key: only the key is wrong, and they are read anyway.
fn items_below_key<'t>(text: &'t str, root: &Node<'t>) -> Vec<Item<'t>> {
    let Content::Mapping(entries) = &*root.content else { return Vec::new() };
    match entries.as_slice() {
        [entry] => match &*entry.value.content {
            Content::Sequence(nodes) => items(text, entry.value.span.start, nodes),
            Content::Scalar(_) | Content::Mapping(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Page {
        title: Option<String>,
        tags: Vec<String>,
        order: Option<i64>,
    }

    const PIECES: &[&str] = &[
        "title: ", "tags: ", "order: ", "x", "\n", "\n", "\n  ", "\n  - ", ": ", ":", "[", "]", ", ", "&a ",
        "*a", "|\n  ", ">-\n  ", "\"", "'", "\\n", "#", " #", "---\n", "? ", "-", "\t", "日本", "~", "null",
        "12", "1.5", "0x1F", "012", "true", "\r\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn a_mapping_has_the_same_value_with_and_without_a_tree(pieces in vec(select(PIECES), 0..14)) {
            let text = pieces.concat();
            let (value, problems) = read::<Page>(&text);
            for problem in &problems {
                prop_assert!(text.get(problem.span.clone()).is_some(), "{:?} in {:?}", problem, text);
            }
            // libyaml also accepts a few texts that are not YAML 1.2, such as `|` below its key in the same column.
            let plain = serde_yaml::from_str::<Page>(&text).ok();
            if let Some(plain) = plain.filter(|_| !problems.iter().any(Problem::is_error)) {
                prop_assert_eq!(value, plain, "{:?}", text);
            }
        }
    }

    #[test]
    fn aliases_count_towards_the_depth_of_a_text() {
        let chain: String = (1..200).map(|n| format!("- &a{n} [*a{}]\n", n - 1)).collect();
        let list = read_list(&format!("- &a0 x\n{chain}")).problems.len();
        assert!(list > 0);
    }
}
