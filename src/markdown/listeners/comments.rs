//! The comments of a text, which are the editor's own.

use crate::model::source::diagnostic::Span;

/// The comments so far.
#[derive(Debug, Default)]
pub struct Comments {
    spans: Vec<Span>,
}

impl Comments {
    /// Finds the comments of raw HTML, and passes the words of each on. `places` are bytes of the HTML and the bytes of the file
    /// for them.
    pub fn read(&mut self, html: &str, places: &[(usize, usize)], mut read: impl FnMut(&str)) {
        let in_file = |at: usize| {
            let (html, file) = places[places.partition_point(|(html, _)| *html <= at).saturating_sub(1)];
            file + (at - html)
        };
        let mut from = 0;
        while let Some(start) = html[from..].find("<!--").map(|at| from + at) {
            let Some(end) = html[start..].find("-->").map(|at| start + at) else { break };
            read(html[start + 4..end.max(start + 4)].trim());
            // The end is found from its last byte: the byte after it may be in another line.
            self.spans.push(in_file(start)..in_file(end + 2) + 1);
            from = end + 3;
        }
    }

    /// The span of each in the file.
    pub fn finish(self) -> Vec<Span> {
        self.spans
    }
}
