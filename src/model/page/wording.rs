//! The words of a page that the checks of accessibility need: of images, links and passages in another script.

use crate::model::source::diagnostic::Span;
use crate::text::fitted::fitted;

/// The words of a page that are checked after the site is joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The images with an alternative text.
    pub images: Vec<ImageWords>,
    /// The links with a text of their own.
    pub links: Vec<LinkWords>,
    /// Passages in a script that the page's language does not use.
    pub foreign: Vec<Foreign>,
}

impl Wording {
    /// Whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        self.images.is_empty() && self.links.is_empty() && self.foreign.is_empty()
    }

    /// The same without spare capacity.
    pub fn fitted(self) -> Self {
        let Self { images, links, foreign } = self;
        Self { images: fitted(images), links: fitted(links), foreign: fitted(foreign) }
    }

    /// Maps the spans, for example from a text to its file.
    pub fn placed(mut self, place: impl Fn(&Span) -> Span) -> Self {
        let images = self.images.iter_mut().map(|image| &mut image.span);
        let links = self.links.iter_mut().map(|link| &mut link.span);
        let foreign = self.foreign.iter_mut().map(|foreign| &mut foreign.span);
        images.chain(links).chain(foreign).for_each(|span| *span = place(span));
        self
    }
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageWords {
    /// The alternative text.
    pub text: String,
    /// The address as the editor wrote it.
    pub written: String,
    /// The span in the source.
    pub span: Span,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkWords {
    /// The accessible name: the words, with the alternative texts of images.
    pub text: String,
    /// The target.
    pub to: Lead,
    /// Whether the link is in running text rather than in a table.
    pub in_prose: bool,
    /// The span in the source.
    pub span: Span,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// The target of a reference of the page, by its number.
    Reference(usize),
    /// An address on another site.
    Elsewhere(String),
}

/// Words in another script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The words.
    pub text: String,
    /// The distinct scripts of the words, as Unicode's short names: `Hani`, `Hira`.
    pub scripts: Vec<String>,
    /// The span in the source.
    pub span: Span,
}
