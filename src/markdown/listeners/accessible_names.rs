//! The accessible names of links and images, which a screen reader reads out: kept until the page's language can judge them.

use crate::markdown::problems::Problems;
use crate::model::page::outline::Target;
use crate::model::page::wording::{ImageWords, Lead, LinkWords};
use crate::model::register::record_kind::RecordKind;
use crate::model::source::diagnostic::{Code, Span};

/// The accessible names so far.
#[derive(Debug, Default)]
pub struct AccessibleNames {
    links: Vec<LinkWords>,
    images: Vec<ImageWords>,
    open: Option<OpenName>,
    /// The open link of raw HTML: its target, and the span of its start.
    raw_link: Option<(Lead, Span)>,
}

/// The name of a link that is open.
#[derive(Debug, Default)]
struct OpenName {
    text: String,
    /// The spans of images in it that have no alternative text.
    silent_images: Vec<Span>,
}

impl AccessibleNames {
    /// Begins the name of a link.
    pub fn start_link(&mut self) {
        self.open = Some(OpenName::default());
    }

    /// Adds words to the name of the open link.
    pub fn push(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
        }
    }

    /// Forgets the name of a link that has no words of its own.
    pub fn forget_link(&mut self) {
        self.open = None;
    }

    /// Ends a link: keeps its name, or reports that it has none. `target` is that of its reference, `in_prose` is false in tables and
    /// notes, and `span` is in the file.
    pub fn end_link(
        &mut self,
        to: Lead,
        target: Option<&Target>,
        in_prose: bool,
        span: Span,
        problems: &mut Problems<'_>,
    ) {
        let Some(OpenName { text, silent_images }) = self.open.take() else { return };
        if text.trim().is_empty() {
            let is_inside = |image: &Span| span.start <= image.start && image.end <= span.end;
            // An image without alternative text is reported already.
            if !silent_images.iter().any(is_inside) {
                let help =
                    "write where it leads: in words, or in the alternative text of an image in the link";
                problems.add(Code::MissingText, span, "a link without text", help);
            }
            return;
        }
        let record = target.and_then(Target::record).map(|(kind, _)| kind);
        if matches!(record, Some(RecordKind::Figure | RecordKind::Source)) {
            return;
        }
        let in_prose = in_prose && record.is_none();
        self.links.push(LinkWords { text, to, in_prose, span });
    }

    /// Begins a link of raw HTML.
    pub fn start_raw_link(&mut self, to: Lead, span: &Span) {
        self.start_link();
        self.raw_link = Some((to, span.clone()));
    }

    /// Takes where the open link of raw HTML leads, and the span of its start.
    pub fn take_raw_link(&mut self) -> Option<(Lead, Span)> {
        self.raw_link.take()
    }

    /// Adds an image of raw HTML; an empty alternative text means that it adds nothing to the page.
    pub fn add_raw_image(
        &mut self,
        attributes: &[(String, String)],
        span: &Span,
        problems: &mut Problems<'_>,
    ) {
        let get =
            |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match get("alt") {
            Some(text) => {
                self.push(text);
                self.add_image(text, get("src").unwrap_or_default(), span.clone());
            }
            None => self.report_image(span.clone(), problems),
        }
    }

    /// Adds the alternative text of an image; `written` is its address.
    pub fn add_image(&mut self, text: &str, written: &str, span: Span) {
        if !text.trim().is_empty() {
            let image = ImageWords { text: text.trim().to_owned(), written: written.to_owned(), span };
            self.images.push(image);
        }
    }

    /// Reports an image that has no alternative text.
    pub fn report_image(&mut self, span: Span, problems: &mut Problems<'_>) {
        if let Some(open) = &mut self.open {
            open.silent_images.push(span.clone());
        }
        let help = "write between `![` and `]` what a reader who cannot see the image needs to know";
        problems.add(Code::MissingAlternative, span, "an image without alternative text", help);
    }

    /// The names of the links, and those of the images.
    pub fn finish(self) -> (Vec<LinkWords>, Vec<ImageWords>) {
        (self.links, self.images)
    }
}
