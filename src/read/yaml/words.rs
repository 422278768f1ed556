//! What serde and the parser say, in the words of this program.

use serde_yaml::Value;

use crate::model::source::diagnostic::Code;
use crate::text::nearest::nearest;

use super::places::{floor, locate};
use super::{Lost, Problem, Step};

/// What serde says, in the words of this program: with the path of what has to be taken out.
pub(super) fn describe(text: &str, mut path: Vec<Step>, message: &str) -> (Vec<Step>, Problem) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field") {
        let key = quoted.first().copied().unwrap_or_default();
        if path.last() != Some(&Step::Key(key.to_owned())) {
            path.push(Step::Key(key.to_owned()));
        }
        let known = nearest(&key.to_lowercase(), quoted.iter().skip(1).copied());
        let help = match known {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the keys are {}", list(&quoted[1..])),
        };
        let problem = Problem {
            code: Code::UnknownKey,
            span: locate(text, &path, true),
            message: format!("unknown key `{key}`"),
            help: Some(help),
            loses: if path.len() == 1 {
                known.map_or(Lost::Nothing, |known| Lost::Key(known.to_owned()))
            } else {
                Lost::Nothing
            },
        };
        return (path, problem);
    }
    let name = path.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    let (message, help) = if message.starts_with("unknown variant") {
        let value = quoted.first().copied().unwrap_or_default();
        let help = match nearest(&value.to_lowercase(), quoted.iter().skip(1).copied()) {
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
    let loses = match path.first() {
        Some(Step::Key(key)) => Lost::Key(key.clone()),
        _ => Lost::Nothing,
    };
    (path, Problem { code: Code::WrongValue, span, message, help, loses })
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

/// What a value is, as an editor would say it.
pub(super) fn kind(value: &Value) -> &'static str {
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

/// A text that is no YAML, or none that is safe to read.
pub(super) fn syntax(text: &str, error: &serde_yaml::Error) -> Problem {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message).trim_end_matches(['.', ' ']);
    let at = error.location().map_or(0, |place| floor(text, place.index()));
    let quote = opening_quote(text, &message);
    let line_start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let tabbed =
        text[line_start..].chars().take_while(|c| c.is_whitespace() && *c != '\n').any(|c| c == '\t');
    let colonless =
        message.contains("could not find expected ':'").then(|| without_colon(text, at)).flatten();
    let help = if let Some((_, help)) = colonless {
        help
    } else if text[at..].starts_with('%') {
        "put it between quotation marks: `\"%\"`"
    } else if message.contains("recursion limit") {
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
    let at = colonless.map(|(at, _)| at).or(quote).unwrap_or(at);
    Problem {
        code: Code::Yaml,
        span: at..at,
        message: format!("not valid YAML: {what}"),
        help: Some(help.into()),
        loses: Lost::Everything,
    }
}

/// The line that is no key with a value, among the last before a byte: where it begins behind its indent, and the mend.
/// The parser notices it at the next key, or at the end.
fn without_colon(text: &str, before: usize) -> Option<(usize, &'static str)> {
    let end = text[before..].find('\n').map_or(text.len(), |at| before + at);
    let mut start = end;
    for line in text[..end].rsplit('\n').take(NEAR) {
        let bare = line.trim_start_matches([' ', '-']);
        let at = start - bare.len();
        start = (start - line.len()).saturating_sub(1);
        let bare = bare.trim_end();
        if bare.is_empty() || bare.starts_with('#') || bare.contains(": ") || bare.ends_with(':') {
            continue;
        }
        let value = bare.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
        let is_tight = value.len() < bare.len() && value.starts_with(':') && !value.starts_with("://");
        return Some((
            at,
            match is_tight {
                true => "write a space behind the colon: `key: value`",
                false => "write a colon and a space behind the key: `key: value`",
            },
        ));
    }
    None
}

/// In how many lines before the place of an error its cause is looked for.
const NEAR: usize = 4;

/// A number that no type holds is refused before its type is known; the message names its path.
pub(super) fn too_large_number(text: &str, error: &serde_yaml::Error) -> Option<Problem> {
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
        loses: Lost::Everything,
    })
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
