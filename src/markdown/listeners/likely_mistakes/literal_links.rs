//! Text that looks like a link but is not read as one by CommonMark.

use std::ops::Range;

use crate::markdown::Text;
use crate::markdown::next_match::NextMatch;
use crate::markdown::problems::Problems;
use crate::model::register::record_kind::RecordKind;
use crate::model::source::diagnostic::Code;

/// The longest scheme of an address that is looked for, in bytes.
const LONGEST_SCHEME: usize = 32;

/// The signs that make a link, each with its next match in the text.
#[derive(Debug)]
pub struct LiteralLinks {
    line_end: NextMatch,
    close: NextMatch,
    open: NextMatch,
    link: NextMatch,
    space: NextMatch,
    colon: NextMatch,
    page: NextMatch,
    host: NextMatch,
}

/// How to fix what looks like a link, and the byte of the Markdown at which it ends.
struct Fix {
    help: &'static str,
    end: usize,
}

impl Default for LiteralLinks {
    fn default() -> Self {
        Self {
            line_end: NextMatch::new("\n"),
            close: NextMatch::new(")"),
            open: NextMatch::new("["),
            link: NextMatch::new("]("),
            space: NextMatch::new(" "),
            colon: NextMatch::new(":"),
            page: NextMatch::new(".md"),
            host: NextMatch::new("://"),
        }
    }
}

impl LiteralLinks {
    /// Reports what looks like a link but is text to CommonMark.
    pub fn report(&mut self, range: &Range<usize>, text: Text<'_>, problems: &mut Problems<'_>) {
        let markdown = text.markdown;
        let Some(words) = markdown.get(range.clone()) else { return };
        for (at, _) in words.match_indices(']') {
            let start = range.start + at;
            let Some(fix) = self.literal_link(markdown, start) else { continue };
            if !markdown[..start].ends_with('\\') {
                let span = text.span(&(start..fix.end));
                problems.add(Code::LiteralLink, span, "this is not read as a link", fix.help);
            }
        }
    }

    /// How to fix what looks like a link, by the place of its `]`; `None` if it does not look like one.
    fn literal_link(&mut self, markdown: &str, bracket: usize) -> Option<Fix> {
        let rest = &markdown[bracket + 1..];
        let is_near = rest.starts_with('(');
        let from = bracket + if is_near { 2 } else { rest.starts_with(" (").then_some(3)? };
        let end_of_line = self.line_end.next(markdown, from);
        let is_closed = self.close.next(markdown, from) < end_of_line;
        let end = self.close.next(markdown, from).min(end_of_line);
        let address = from..end;
        let names_page = self.page.is_within(markdown, &address);
        let is_address = names_page
            || self.host.is_within(markdown, &address)
            || markdown[address.clone()].starts_with('#')
            || self.is_of_register(markdown, &address);
        if !is_address || !(is_near || names_page) {
            return None;
        }
        let has_space = self.space.is_within(markdown, &address);
        let has_bracket = self.open.is_within(markdown, &address) || self.link.is_within(markdown, &address);
        let help = match (is_near, has_space, is_closed) {
            (false, ..) => "write `](` without a space in between",
            (_, _, false) => "close the address with `)`",
            (_, true, _) if has_bracket => "close the address with `)`",
            (_, true, _) => "put an address with spaces between `<` and `>`, or write `%20` for each",
            _ => "write `[text](address)`; for brackets that are text, `\\[`",
        };
        Some(Fix { help, end })
    }

    /// Whether an address begins with the scheme of a register: `figure:jobs`.
    fn is_of_register(&mut self, markdown: &str, address: &Range<usize>) -> bool {
        let colon = self.colon.next(markdown, address.start).min(address.end);
        let scheme = address.start..colon;
        colon < address.end
            && scheme.len() <= LONGEST_SCHEME
            && RecordKind::of_scheme(markdown[scheme].trim()).is_some()
    }
}
