//! The end of a text: what is still open is closed, what nothing refers to is named, the notes come last.

use pulldown_cmark::html::push_html;

use crate::model::source::diagnostic::{Code, Diagnostic};

use super::super::Parsed;
use super::Writer;

impl Writer<'_> {
    pub(super) fn finish(mut self) -> Parsed {
        self.end_prose();
        self.close_raw_html(0);
        self.stop_dropping();
        self.report_ids();
        for (label, at) in self.footnotes.unused() {
            let span = self.text.start + at..self.text.start + at + label.len() + 3;
            self.diagnostics.push(
                Diagnostic::at(
                    Code::UnusedFootnote,
                    self.text.file,
                    span,
                    format!("nothing refers to the note `{label}`"),
                )
                .help(format!("refer to it with `[^{label}]`, or take it out")),
            );
        }
        self.footnotes.number_unused();
        let anchors = self.anchors.into_iter().map(|(id, _)| id).chain(self.footnotes.ids()).collect();
        self.footnotes.finish(&mut self.events, &mut self.marks);
        let mut html = String::with_capacity(self.text.markdown.len() * 3 / 2);
        push_html(&mut html, self.events.into_iter());
        let silenced = self.silenced;
        self.proper.retain(|proper| !silenced.contains(&proper.text));
        Parsed {
            acronyms: self.acronyms,
            proper: self.proper,
            body: self.marks.into_body(&html),
            title: self.title,
            parts: self.parts,
            headings: self.headings,
            anchors,
            references: self.references,
            spans: self.spans,
            labels: self.labels,
            comments: self.comments,
            wording: self.listening.wording,
            diagnostics: self.diagnostics,
        }
    }
}
