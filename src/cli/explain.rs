//! What a diagnostic means and how to fix it: its entry in docs/content/checks/diagnostics.md, which is embedded in the program.

use crate::model::source::diagnostic::Code;
use crate::text::nearest::nearest;

/// Every code's entry, under a heading of level 3.
const TEXT: &str = include_str!("../../docs/content/checks/diagnostics.md");

/// The entry of a code, its heading first.
///
/// # Errors
/// When there is no such code: what to say then.
pub fn explain(code: &str) -> Result<String, String> {
    let code = code.trim();
    let entry = TEXT.split("\n### ").skip(1).find(|entry| entry.lines().next() == Some(code));
    match entry {
        Some(entry) => Ok(entry.trim_end().to_owned()),
        None => Err(match nearest(code, Code::ALL.iter().map(|code| code.name())) {
            Some(near) => format!("no diagnostic has the code `{code}`\n  help: did you mean `{near}`?"),
            None => {
                format!(
                    "no diagnostic has the code `{code}`\n  help: `chancery explain` alone lists every code"
                )
            }
        }),
    }
}

/// Every code with how much it matters, a line each, in alphabetical order.
pub fn list() -> String {
    let mut codes: Vec<&Code> = Code::ALL.iter().collect();
    codes.sort_by_key(|code| code.name());
    let widest = codes.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let lines = codes.iter().map(|code| format!("{:widest$}  {}", code.name(), code.severity()));
    lines.collect::<Vec<_>>().join("\n")
}
