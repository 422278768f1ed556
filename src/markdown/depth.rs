//! The depth to which blocks and spans are nested, and its limit.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::model::source::diagnostic::Code;

use super::problems::Problems;

/// The most blocks and spans that may be open at once. Browsers themselves stop at about 500 elements.
const DEEPEST: usize = 200;

/// How many blocks and spans are open.
#[derive(Debug, Default)]
pub struct Depth {
    open: usize,
    /// Open blocks and spans that are left out, because they are too deep.
    left_out: usize,
    is_reported: bool,
}

impl Depth {
    /// How many blocks and spans are open.
    pub fn get(&self) -> usize {
        self.open
    }

    /// Counts one that begins.
    pub fn enter(&mut self) {
        self.open += 1;
    }

    /// Counts one that ends.
    pub fn leave(&mut self) {
        self.open = self.open.saturating_sub(1);
    }

    /// Whether an event is left out because it is too deep; the first one is reported.
    pub fn skips(&mut self, event: &Event<'_>, range: &Range<usize>, problems: &mut Problems<'_>) -> bool {
        match event {
            Event::Start(_) if self.left_out > 0 || self.open >= DEEPEST => {
                self.left_out += 1;
                self.report(range, problems);
                true
            }
            Event::End(_) if self.left_out > 0 => {
                self.left_out -= 1;
                true
            }
            _ => self.left_out > 0,
        }
    }

    fn report(&mut self, range: &Range<usize>, problems: &mut Problems<'_>) {
        if !std::mem::replace(&mut self.is_reported, true) {
            let span = problems.span(&(range.start..range.start));
            let message = format!("more than {DEEPEST} nested blocks and spans");
            let help = "nest quotations, lists, emphasis, links and images less deeply";
            problems.add(Code::TooDeep, span, message, help);
        }
    }
}
