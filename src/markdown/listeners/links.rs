//! The links and images that are open while a text is read.

use pulldown_cmark::{Event, TagEnd};

use crate::model::source::diagnostic::Span;

/// The open links and images.
#[derive(Debug, Default)]
pub struct Links {
    links: Vec<OpenLink>,
    /// The outermost first: the text of an image may hold another image.
    images: Vec<OpenImage>,
}

/// A link that has begun and not ended.
#[derive(Debug)]
pub struct OpenLink {
    /// Its target.
    pub to: LinkTo,
    /// How many events there were when it began: as many when it ends mean that it has no text.
    pub events: usize,
    /// Its span in the file.
    pub span: Span,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTo {
    /// To the answer of a reference, by its number.
    Reference(usize),
    /// The same; the text of the link is the title of the page that answers.
    Titled(usize),
    /// To this address on another site: pulldown-cmark writes the tags.
    Elsewhere(String),
    /// To notes that cite sources, already written in its place.
    Notes,
    /// Nowhere: its address was refused.
    Nowhere,
}

/// An image that has begun and not ended.
#[derive(Debug)]
pub struct OpenImage {
    /// The mark for its address; empty if it may not be shown.
    pub src: String,
    /// Its title.
    pub title: String,
    /// Its text so far.
    pub alternative: String,
    /// `![[file]]`: pulldown-cmark gives the file's name for the text.
    pub is_unnamed: bool,
    /// Whether it is a drawing of the register of charts.
    pub is_drawing: bool,
    /// Its address as the editor wrote it.
    pub written: String,
    /// The number of its reference.
    pub reference: Option<usize>,
    /// Its span in the file.
    pub span: Span,
}

impl Links {
    /// Whether a link is open.
    pub fn in_link(&self) -> bool {
        !self.links.is_empty()
    }

    /// Whether an image is open: its text goes into an attribute.
    pub fn in_image(&self) -> bool {
        !self.images.is_empty()
    }

    /// Whether the text of the open link is not the editor's words.
    pub fn hides_text(&self) -> bool {
        self.links.last().is_some_and(|link| matches!(link.to, LinkTo::Titled(_) | LinkTo::Notes))
    }

    /// Whether the open link cites sources.
    pub fn cites(&self) -> bool {
        self.links.last().is_some_and(|link| link.to == LinkTo::Notes)
    }

    /// The reference whose text an event is part of.
    pub fn reference_around(&self, event: &Event<'_>) -> Option<usize> {
        let image = self.images.last().filter(|_| !matches!(event, Event::End(TagEnd::Image)));
        let link = self.links.last().filter(|_| !matches!(event, Event::End(TagEnd::Link)));
        match (image, link.map(|link| &link.to)) {
            (Some(image), _) => image.reference,
            (None, Some(LinkTo::Reference(reference))) => Some(*reference),
            _ => None,
        }
    }

    /// Adds words to the text of the open image.
    pub fn push(&mut self, text: &str) {
        if let Some(image) = self.images.last_mut() {
            image.alternative.push_str(text);
        }
    }

    /// Begins a link.
    pub fn start_link(&mut self, link: OpenLink) {
        self.links.push(link);
    }

    /// Ends the last link.
    pub fn end_link(&mut self) -> Option<OpenLink> {
        self.links.pop()
    }

    /// Begins an image.
    pub fn start_image(&mut self, image: OpenImage) {
        self.images.push(image);
    }

    /// Ends the last image.
    pub fn end_image(&mut self) -> Option<OpenImage> {
        self.images.pop()
    }
}
