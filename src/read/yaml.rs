//! YAML to typed values, with every problem at its place. This file and those below it alone know serde_yaml.
//!
//! A text that is right is read once, straight into its type. Only when that fails is it read again, into a tree
//! without a type: what is wrong is taken out of the tree until the rest fits, so that all problems are found and
//! not the first alone. Places come from the parser itself: it is made to stop at the key or value in question,
//! and says where it stopped.

mod faults;
mod places;
mod words;

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use serde_yaml::{Mapping, Value};

use crate::model::register::record_type::RequiredField;
use crate::model::source::diagnostic::{Code, Span};

use faults::{control_characters, duplicates};
use places::locate;
use words::{describe, kind, syntax, too_large_number};

/// The most bytes that front matter or a configuration may have. A parser's time grows faster than the text
/// where brackets nest.
pub const LIMIT: usize = 16 * 1024;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub code: Code,
    /// Its place in the text.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// The mend.
    pub help: Option<String>,
    /// What it keeps from being read.
    pub loses: Lost,
}

/// What a problem keeps from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The whole text.
    Everything,
    /// The value of this key of the mapping, or of the key that was probably meant.
    Key(String),
    /// Nothing that has a meaning.
    Nothing,
}

impl Problem {
    /// Whether it is the reason why a key of the mapping has no value.
    pub fn loses_key(&self, key: &str) -> bool {
        match &self.loses {
            Lost::Everything => true,
            Lost::Key(lost) => lost == key,
            Lost::Nothing => false,
        }
    }
}

/// A mapping that was read into its type.
#[derive(Debug)]
pub struct Fields<T> {
    /// What was right; `None` if a required field is missing or wrong.
    pub value: Option<T>,
    /// The required fields that are missing.
    pub missing: Vec<RequiredField>,
    /// Everything else that is wrong.
    pub problems: Vec<Problem>,
}

/// Reads a mapping in which no key is required. The value holds everything that was right.
pub fn read<T: DeserializeOwned + Default>(text: &str) -> (T, Vec<Problem>) {
    if is_blank(text) {
        return (T::default(), Vec::new());
    }
    let Fields { value, problems, .. } = read_fields(text, &[]);
    (value.unwrap_or_default(), problems)
}

fn is_blank(text: &str) -> bool {
    text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// Reads a mapping in which some keys are required.
pub fn read_fields<T: DeserializeOwned>(text: &str, required: &[RequiredField]) -> Fields<T> {
    if text.len() > LIMIT {
        let message = format!("{} bytes of YAML; at most {LIMIT} are read", text.len());
        let problem = Problem {
            code: Code::TooLarge,
            span: 0..0,
            message,
            help: Some("move what is not metadata elsewhere".into()),
            loses: Lost::Everything,
        };
        return Fields { value: None, missing: Vec::new(), problems: vec![problem] };
    }
    match serde_yaml::from_str(text) {
        Ok(value) => {
            // Only an escape, with a backslash, can bring a control character past the parser.
            let problems = if text.contains('\\') { control_characters(text) } else { Vec::new() };
            Fields { value: Some(value), missing: Vec::new(), problems }
        }
        Err(_) => read_with_care(text, required),
    }
}

fn read_with_care<T: DeserializeOwned>(text: &str, required: &[RequiredField]) -> Fields<T> {
    let mut problems = duplicates(text);
    let lost = |problems| Fields { value: None, missing: Vec::new(), problems };
    // A mapping's later value takes the place of an earlier one here; the duplicate is reported already.
    let tree: Value = match serde_yaml::from_str(text) {
        Ok(tree) => tree,
        Err(error) => {
            if problems.is_empty() {
                problems.push(too_large_number(text, &error).unwrap_or_else(|| syntax(text, &error)));
            }
            return lost(problems);
        }
    };
    let mut tree = match tree {
        Value::Mapping(mapping) => mapping,
        Value::Null => Mapping::new(),
        other => {
            let message = format!("{} where a mapping of keys to values belongs", kind(&other));
            let span = 0..text.lines().next().map_or(0, str::len);
            let help = Some("write `key: value`, one a line, with a space behind the colon".into());
            problems.push(Problem { code: Code::NotAMapping, span, message, help, loses: Lost::Everything });
            return lost(problems);
        }
    };
    let missing = fill_in(&mut tree, required);
    let mut is_complete = missing.is_empty();
    loop {
        let error = match serde_path_to_error::deserialize(Value::Mapping(tree.clone())) {
            Ok(value) => return Fields { value: Some(value).filter(|_| is_complete), missing, problems },
            Err(error) => error,
        };
        let path: Vec<Step> = error.path().iter().filter_map(Step::of).collect();
        let message = error.into_inner().to_string();
        if message.ends_with("expected a string") && as_text(text, &mut tree, &path) {
            continue;
        }
        let (path, problem) = describe(text, path, &message);
        problems.push(problem);
        if !take_out(&mut tree, &path) {
            return Fields { value: None, missing, problems };
        }
        is_complete &= fill_in(&mut tree, required).is_empty();
    }
}

/// Gives each required field that is missing its example, so that the other fields can be read; gives these fields.
fn fill_in(tree: &mut Mapping, required: &[RequiredField]) -> Vec<RequiredField> {
    let is_missing = |field: &&RequiredField| tree.get(field.name).is_none_or(Value::is_null);
    let missing: Vec<RequiredField> = required.iter().filter(is_missing).copied().collect();
    for field in &missing {
        let example = serde_yaml::from_str(field.example).expect("an example is YAML");
        tree.insert(Value::String(field.name.to_owned()), example);
    }
    missing
}

/// One step from a value to a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    fn of(segment: &Segment) -> Option<Self> {
        match segment {
            Segment::Map { key } => Some(Step::Key(key.clone())),
            Segment::Seq { index } => Some(Step::Index(*index)),
            Segment::Enum { .. } | Segment::Unknown => None,
        }
    }
}

fn take_out(tree: &mut Mapping, path: &[Step]) -> bool {
    let Some((Step::Key(first), rest)) = path.split_first() else { return false };
    // An entry of a list goes with its list: the places of those after it would no longer be the text's.
    if let (Some(Value::Mapping(inner)), [Step::Key(_), ..]) = (tree.get_mut(first.as_str()), rest)
        && take_out(inner, rest)
    {
        return true;
    }
    tree.remove(first.as_str()).is_some()
}

/// A number or `true` where a text belongs is the text as it is written, as the first reading takes it too.
fn as_text(text: &str, tree: &mut Mapping, path: &[Step]) -> bool {
    let Some((Step::Key(first), rest)) = path.split_first() else { return false };
    let mut value = tree.get_mut(first.as_str());
    for step in rest {
        value = match step {
            Step::Key(key) => value.and_then(|value| value.get_mut(key.as_str())),
            Step::Index(index) => value.and_then(|value| value.get_mut(*index)),
        };
    }
    match value {
        Some(value @ (Value::Number(_) | Value::Bool(_))) => {
            let written = &text[locate(text, path, false).start..];
            let end = written.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}'));
            *value = Value::String(written[..end.unwrap_or(written.len())].to_owned());
            true
        }
        _ => false,
    }
}
