//! YAML to typed values, with every problem at its place. The only file that knows serde_yaml.
//!
//! A text that is right is read once, straight into its type. Only when that fails is it read again, into a tree
//! without a type: what is wrong is taken out of the tree until the rest fits, so that all problems are found and
//! not the first alone. Places come from the parser itself: it is made to stop at the key or value in question,
//! and says where it stopped.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_path_to_error::Segment;
use serde_yaml::{Mapping, Value};

use crate::model::diagnostic::{Code, Span};

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
}

/// Reads a mapping. What comes back holds all that was right; a text without any key is a mapping without keys.
pub fn read<T: DeserializeOwned + Default>(text: &str) -> (T, Vec<Problem>) {
    if text.len() > LIMIT {
        let message = format!("{} bytes of YAML; at most {LIMIT} are read", text.len());
        let problem = Problem {
            code: Code::TooLarge,
            span: 0..0,
            message,
            help: Some("move what is not metadata elsewhere".into()),
        };
        return (T::default(), vec![problem]);
    }
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return (T::default(), Vec::new());
    }
    match serde_yaml::from_str(text) {
        // Only an escape, with a backslash, can bring a control character past the parser.
        Ok(value) if text.contains('\\') => (value, control_characters(text)),
        Ok(value) => (value, Vec::new()),
        Err(_) => read_with_care(text),
    }
}

fn read_with_care<T: DeserializeOwned + Default>(text: &str) -> (T, Vec<Problem>) {
    let mut problems = duplicates(text);
    // A mapping's later value takes the place of an earlier one here; the duplicate is reported already.
    let tree: Value = match serde_yaml::from_str(text) {
        Ok(tree) => tree,
        Err(error) => {
            if problems.is_empty() {
                problems.push(too_large_number(text, &error).unwrap_or_else(|| syntax(text, &error)));
            }
            return (T::default(), problems);
        }
    };
    let mut tree = match tree {
        Value::Mapping(mapping) => mapping,
        Value::Null => Mapping::new(),
        other => {
            let message = format!("{} where a mapping of keys to values belongs", kind(&other));
            let span = 0..text.lines().next().map_or(0, str::len);
            let help = Some("write `key: value`, one a line".into());
            problems.push(Problem { code: Code::NotAMapping, span, message, help });
            return (T::default(), problems);
        }
    };
    loop {
        let error = match serde_path_to_error::deserialize(Value::Mapping(tree.clone())) {
            Ok(value) => return (value, problems),
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
            return (T::default(), problems);
        }
    }
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

/// What serde says, in the words of this program: with the path of what has to be taken out.
fn describe(text: &str, mut path: Vec<Step>, message: &str) -> (Vec<Step>, Problem) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field") {
        let key = quoted.first().copied().unwrap_or_default();
        if path.last() != Some(&Step::Key(key.to_owned())) {
            path.push(Step::Key(key.to_owned()));
        }
        let help = match nearest(key, quoted.iter().skip(1).copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the keys are {}", list(&quoted[1..])),
        };
        let problem = Problem {
            code: Code::UnknownKey,
            span: locate(text, &path, true),
            message: format!("unknown key `{key}`"),
            help: Some(help),
        };
        return (path, problem);
    }
    let name = path.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    let (message, help) = if message.starts_with("unknown variant") {
        let value = quoted.first().copied().unwrap_or_default();
        let help = match nearest(value, quoted.iter().skip(1).copied()) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the values are {}", list(&quoted[1..])),
        };
        (format!("unknown value `{value}`"), Some(help))
    } else if let Some(rest) = message.strip_prefix("missing field ") {
        let key = rest.trim_matches('`');
        (format!("the key `{key}` is missing"), Some(format!("add `{key}: …` to it")))
    } else if let Some(rest) = message.strip_prefix("invalid type: ") {
        let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
        if found == "unit value" {
            ("there is no value".to_owned(), Some("write one, or take the key out".to_owned()))
        } else {
            let help = match plain(expected).as_str() {
                "a list" => "write a list, as in `[one, two]`".to_owned(),
                "a mapping of keys to values" => {
                    "write its keys on lines of their own below it, indented".to_owned()
                }
                other => format!("write {other}"),
            };
            (format!("{} where {} belongs", plain(found), plain(expected)), Some(help))
        }
    } else {
        match message.split_once(": ") {
            Some((what, help)) => (what.to_owned(), Some(help.to_owned())),
            None => (message.to_owned(), None),
        }
    };
    let message = name.map_or(message.clone(), |name| format!("`{name}`: {message}"));
    let span = locate(text, &path, false);
    (path, Problem { code: Code::WrongValue, span, message, help })
}

/// serde's words for what was found and what was expected, as an editor would say them.
fn plain(serde: &str) -> String {
    let quoted = serde.split_once('`').and_then(|(_, rest)| rest.strip_suffix('`'));
    match (serde, quoted) {
        ("sequence" | "a sequence", _) => "a list".to_owned(),
        ("map" | "a map", _) => "a mapping of keys to values".to_owned(),
        ("a string", _) => "a text".to_owned(),
        ("a boolean", _) => "`true` or `false`".to_owned(),
        ("i64", _) => "a whole number".to_owned(),
        _ if serde.starts_with("struct ") => "a mapping of keys to values".to_owned(),
        _ if serde.starts_with("string ") => serde
            .trim_start_matches("string \"")
            .strip_suffix('"')
            .map_or_else(|| "a text".to_owned(), |text| format!("`{text}`")),
        (_, Some(value)) if serde.starts_with("integer") || serde.starts_with("floating") => {
            format!("the number `{value}`")
        }
        (_, Some(value)) if serde.starts_with("boolean") => format!("`{value}`"),
        _ => serde.to_owned(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The word that was probably meant, if one is near.
fn nearest<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    among
        .map(|candidate| (strsim::damerau_levenshtein(&word.to_lowercase(), candidate), candidate))
        .filter(|(distance, candidate)| *distance * 2 <= candidate.len().max(word.len()))
        .min()
        .map(|(_, candidate)| candidate)
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

fn syntax(text: &str, error: &serde_yaml::Error) -> Problem {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message).trim_end_matches(['.', ' ']);
    let at = error.location().map_or(0, |place| floor(text, place.index()));
    let quote = opening_quote(text, &message);
    let line_start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let tabbed =
        text[line_start..].chars().take_while(|c| c.is_whitespace() && *c != '\n').any(|c| c == '\t');
    let help = if message.contains("recursion limit") {
        "write it less deeply nested"
    } else if message.contains("repetition limit") {
        "write the values out instead of repeating them with `*`"
    } else if message.contains("more than one document") {
        "keep one document: take out the lines of `---` within"
    } else if quote.is_some() {
        "close the quotation that begins here"
    } else if tabbed {
        "indent with spaces: YAML takes no tabs"
    } else {
        "a value with `: `, ` #`, or a quotation mark or bracket at its start needs quotation marks around it"
    };
    let at = quote.unwrap_or(at);
    Problem {
        code: Code::Yaml,
        span: at..at,
        message: format!("not valid YAML: {what}"),
        help: Some(help.into()),
    }
}

/// A number that no type holds is refused before its type is known; the message names its path.
fn too_large_number(text: &str, error: &serde_yaml::Error) -> Option<Problem> {
    let message = error.to_string();
    let (path, rest) = message
        .split_once(": invalid type: integer `")
        .or_else(|| message.split_once("invalid type: integer `"))?;
    let number = rest.split('`').next()?;
    let steps: Vec<Step> =
        path.split('.').filter(|key| !key.is_empty()).map(|key| Step::Key(key.to_owned())).collect();
    Some(Problem {
        code: Code::WrongValue,
        span: locate(text, &steps, false),
        message: format!("`{path}`: the number `{number}` is too large"),
        help: Some("write a smaller number, or put it between quotation marks if it is a text".into()),
    })
}

/// Control characters that escapes bring into texts; neither XML nor a file name may hold them.
fn control_characters(text: &str) -> Vec<Problem> {
    let stopped = Clean.deserialize(serde_yaml::Deserializer::from_str(text)).err();
    let at = stopped.and_then(|error| error.location()).map(|place| floor(text, place.index()));
    at.map(|at| Problem {
        code: Code::WrongValue,
        span: at..at + token(&text[at..]),
        message: "a text holds a control character, written as an escape".into(),
        help: Some("take the escape out".into()),
    })
    .into_iter()
    .collect()
}

/// Where a quotation begins that the parser found no end of: it says so in words.
fn opening_quote(text: &str, message: &str) -> Option<usize> {
    let (_, place) = message.split_once("while scanning a quoted scalar at line ")?;
    let mut numbers =
        place.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse::<usize>().ok());
    let (line, column) = (numbers.next()?, numbers.next()?);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    Some(floor(text, start + column - 1))
}

/// libyaml counts bytes; a place past the end or within a character is moved to where it can be shown.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

// Places

const HERE: &str = "\u{1}here";

/// Where a key (or its value) stands, by making the parser stop there.
fn locate(text: &str, path: &[Step], key: bool) -> Span {
    let seed = Walk { path, key };
    let stopped = seed.deserialize(serde_yaml::Deserializer::from_str(text)).err();
    let at = stopped.and_then(|error| error.location()).map_or(0, |place| floor(text, place.index()));
    at..at + token(&text[at..])
}

/// The length of the key or value that begins a text, for the underline.
fn token(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let end = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line[1..].find(quote).map(|at| at + 2),
        _ => [line.find(": "), line.find(" #"), line.strip_suffix(':').map(str::len)]
            .into_iter()
            .flatten()
            .min(),
    };
    end.unwrap_or(line.trim_end().len())
}

/// Walks down a path and stops with an error, whose place is what is wanted.
struct Walk<'a> {
    path: &'a [Step],
    key: bool,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! stop {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method<E: serde::de::Error>(self, _: $type) -> Result<(), E> { Err(E::custom(HERE)) })*
    };
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }

    stop! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        let stop_at_key = self.key && rest.is_empty();
        while let Some(found) = map.next_key_seed(Key { wanted, stop: stop_at_key })? {
            if found {
                map.next_value_seed(Walk { path: rest, key: self.key })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some((Step::Index(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom(HERE));
        };
        for _ in 0..*wanted {
            seq.next_element::<IgnoredAny>()?;
        }
        seq.next_element_seed(Walk { path: rest, key: self.key })?;
        Ok(())
    }
}

/// Reads a key and says whether it is the wanted one.
struct Key<'a> {
    wanted: &'a str,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        if key == self.wanted && self.stop { Err(E::custom(HERE)) } else { Ok(key == self.wanted) }
    }
}

// Duplicate keys, which neither YAML's reader nor a mapping minds

/// The most problems of one kind that are looked for; each costs a reading of the text.
const LOOKS: usize = 20;

/// The keys that stand twice in a mapping.
pub fn duplicates(text: &str) -> Vec<Problem> {
    let look = |skip| {
        let skip = Cell::new(skip);
        let error = Unique { skip: &skip }.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
        let message = error.to_string();
        let key = message.split_once(TWICE)?.1.split('\u{1}').next()?;
        let at = floor(text, error.location()?.index());
        Some(Problem {
            code: Code::DuplicateKey,
            span: at..at + token(&text[at..]),
            message: format!("the key `{key}` stands here a second time"),
            help: Some("keep one of the two".into()),
        })
    };
    (0..LOOKS).map_while(look).collect()
}

const TWICE: &str = "\u{1}twice\u{1}";

/// Stops at a key that stands twice in its mapping, after passing over as many as it is told.
#[derive(Clone, Copy)]
struct Unique<'a> {
    skip: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Unique<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! pass {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method<E: serde::de::Error>(self, _: $type) -> Result<(), E> { Ok(()) })*
    };
}

impl<'de> Visitor<'de> for Unique<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    pass! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while map.next_key_seed(NewKey { seen: &mut seen, skip: self.skip })?.is_some() {
            map.next_value_seed(self)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(self)?.is_some() {}
        Ok(())
    }
}

struct NewKey<'a> {
    seen: &'a mut BTreeSet<String>,
    skip: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for NewKey<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NewKey<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<(), E> {
        if self.seen.insert(key.to_owned()) {
            return Ok(());
        }
        match self.skip.get() {
            0 => Err(E::custom(format!("{TWICE}{key}\u{1}"))),
            left => {
                self.skip.set(left - 1);
                Ok(())
            }
        }
    }
}

/// Stops at a text that holds a control character.
#[derive(Clone, Copy)]
struct Clean;

impl<'de> DeserializeSeed<'de> for Clean {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Clean {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    pass! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        let refused =
            |c: char| (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
        if text.contains(refused) { Err(E::custom(HERE)) } else { Ok(()) }
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key_seed(Clean)?.is_some() {
            map.next_value_seed(Clean)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Clean)?.is_some() {}
        Ok(())
    }
}
