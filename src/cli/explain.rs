//! `chancery explain`: the entry of a diagnostic in docs/content/checks/diagnostics.md, which is embedded in the
//! program.

use crate::model::source::diagnostic::Code;
use crate::text::nearest::nearest;

/// The entries of all codes, each under a heading of level 3.
const TEXT: &str = include_str!("../../docs/content/checks/diagnostics.md");

/// The entry of a code, starting with its heading.
///
/// # Errors
/// If the code does not exist: the message to print.
pub fn explain(code: &str) -> Result<String, String> {
    let code = code.trim();
    let entry = TEXT.split("\n### ").skip(1).find(|entry| entry.lines().next() == Some(code));
    match entry {
        Some(entry) => Ok(entry.trim_end().to_owned()),
        None => Err(match nearest(code, Code::ALL.iter().map(|code| code.name())) {
            Some(near) => format!("no diagnostic has the code `{code}`\n  help: did you mean `{near}`?"),
            None => {
                format!(
                    "no diagnostic has the code `{code}`\n  help: `chancery explain` without a code lists every code"
                )
            }
        }),
    }
}

/// Every code with its severity, one per line, in alphabetical order.
pub fn list() -> String {
    let mut codes: Vec<&Code> = Code::ALL.iter().collect();
    codes.sort_by_key(|code| code.name());
    let widest = codes.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let lines = codes.iter().map(|code| format!("{:widest$}  {}", code.name(), code.severity()));
    lines.collect::<Vec<_>>().join("\n")
}
