//! What a page's text says to those who do not see it: the words of its images and links, and passages in another script.

use crate::model::source::diagnostic::Span;
use crate::text::fitted::fitted;

/// The words of a page that are judged in the page's language, once the rest of the site is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The images that have an alternative text.
    pub images: Vec<ImageWords>,
    /// The links that have a text of their own.
    pub links: Vec<LinkWords>,
    /// Passages in a script that the page's language is not written in.
    pub foreign: Vec<Foreign>,
}

impl Wording {
    /// Whether there is nothing to judge.
    pub fn is_empty(&self) -> bool {
        self.images.is_empty() && self.links.is_empty() && self.foreign.is_empty()
    }

    /// The same without room for more.
    pub fn fitted(self) -> Self {
        let Self { images, links, foreign } = self;
        Self { images: fitted(images), links: fitted(links), foreign: fitted(foreign) }
    }

    /// The same at other places: a text's as a file's.
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
    /// Its alternative text.
    pub text: String,
    /// Its address as the editor wrote it.
    pub written: String,
    /// Where it stands in the source.
    pub span: Span,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkWords {
    /// What is read out of it: its words, and the texts of the images in it.
    pub text: String,
    /// Where it leads.
    pub to: Lead,
    /// Whether it stands in running text, and not in a table.
    pub in_prose: bool,
    /// Where it stands in the source.
    pub span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To what answers a reference of the page, by its number.
    Reference(usize),
    /// To another site.
    Elsewhere(String),
}

/// Words in another script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The words.
    pub text: String,
    /// The scripts that they are written in, each once, as Unicode's short names: `Hani`, `Hira`.
    pub scripts: Vec<String>,
    /// Where they stand in the source.
    pub span: Span,
}
