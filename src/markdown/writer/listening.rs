//! What is read out of a text: the words of links and images, kept until the page's language can judge them.

use crate::model::page::outline::Target;
use crate::model::page::wording::{ImageWords, Lead, LinkWords, Wording};
use crate::model::register::registers::RecordKind;
use crate::model::source::diagnostic::{Code, Diagnostic, Span};
use crate::model::value::language::Language;
use crate::model::value::script::scripts;

use super::Writer;
use super::blocks::Block;
use super::tongues::Element;

/// What is known while a text is read of how it is heard and not seen.
#[derive(Debug, Default)]
pub(super) struct Listening {
    pub(super) wording: Wording,
    /// The scripts of the page's language; nothing where no one knows them.
    pub(super) scripts: Option<Vec<String>>,
    /// The elements of raw HTML that are open.
    pub(super) elements: Vec<Element>,
    /// The block that was read last, where it is a paragraph.
    pub(super) before: Option<Block>,
    /// The level of the heading that was read last; 0 before the first one.
    pub(super) level: u8,
    /// Where the head of the table stands.
    pub(super) head: Span,
    /// The event that begins the cell of a table.
    pub(super) cell: usize,
    /// The words so far of the link that is being read, and how many problems there were before it.
    link: Option<(String, usize)>,
    /// Where the link of raw HTML leads that is being read, and where it stands.
    raw_link: Option<(Lead, Span)>,
}

impl Listening {
    pub(super) fn new(language: &Language) -> Self {
        Self { scripts: scripts(language), ..Self::default() }
    }

    /// Adds words to the link that is being read.
    pub(super) fn hear(&mut self, text: &str) {
        if let Some((link, _)) = &mut self.link {
            link.push_str(text);
        }
    }

    /// Begins a link, behind so many problems.
    pub(super) fn begin_link(&mut self, problems: usize) {
        self.link = Some((String::new(), problems));
    }

    /// Forgets the words of a link that has none of its own.
    pub(super) fn ignore_link(&mut self) {
        self.link = None;
    }
}

impl Writer<'_> {
    /// Ends a link: keeps its words, or names it where it has none. `span` is where it stands in the file.
    pub(super) fn hear_link(&mut self, to: Lead, span: Span) {
        let Some((text, problems)) = self.listening.link.take() else { return };
        if text.trim().is_empty() {
            return self.report_silent_link(span, problems);
        }
        let target = match &to {
            Lead::Reference(number) => self.references.get(*number).map(|reference| &reference.target),
            Lead::Elsewhere(_) => None,
        };
        if matches!(target, Some(Target::Record { kind: RecordKind::Figure | RecordKind::Source, .. })) {
            return;
        }
        let is_table = self.in_table || self.listening.elements.iter().any(Element::is_table);
        let is_record = matches!(target, Some(Target::Record { .. }));
        let in_prose = !is_table && !is_record && self.outside_notes.is_empty();
        self.listening.wording.links.push(LinkWords { text, to, in_prose, span });
    }

    /// A link whose image says nothing, unless the image is named already, behind the first `problems`.
    fn report_silent_link(&mut self, span: Span, problems: usize) {
        let is_inside = |(start, end): (usize, usize)| span.start <= start && end <= span.end;
        let mut of_link = self.diagnostics.iter().skip(problems);
        let is_said =
            of_link.any(|found| found.code == Code::MissingAlternative && found.span.is_some_and(is_inside));
        if !is_said {
            self.diagnostics.push(
                Diagnostic::at(Code::MissingText, self.text.file, span, "a link without text").help(
                    "say where it leads: in words, or in the alternative text of the image that is the link",
                ),
            );
        }
    }

    /// Begins a link of raw HTML.
    pub(super) fn begin_raw_link(&mut self, to: Lead, span: &Span) {
        self.listening.begin_link(self.diagnostics.len());
        self.listening.raw_link = Some((to, span.clone()));
    }

    /// Ends an element of raw HTML.
    pub(super) fn end_element(&mut self, name: &str) {
        self.close_element();
        if name == "a"
            && let Some((to, span)) = self.listening.raw_link.take()
        {
            self.hear_link(to, span);
        }
    }

    /// Looks at an image of raw HTML; an empty alternative says that it adds nothing to the text.
    pub(super) fn hear_raw_image(&mut self, attributes: &[(String, String)], span: &Span) {
        let get =
            |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match get("alt") {
            Some(text) => {
                self.listening.hear(text);
                self.hear_image(text, get("src").unwrap_or_default(), span.clone());
            }
            None => self.report_alternative(span.clone()),
        }
    }

    /// Keeps the alternative text of an image.
    pub(super) fn hear_image(&mut self, text: &str, written: &str, span: Span) {
        if !text.trim().is_empty() {
            let image = ImageWords { text: text.trim().to_owned(), written: written.to_owned(), span };
            self.listening.wording.images.push(image);
        }
    }
}
