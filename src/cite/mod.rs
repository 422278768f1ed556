//! Cites sources and pages in the styles of the Citation Style Language (CSL).
//!
//! Three pure functions, each for a stage of the pipeline: [`style`] loads a style, [`cite`](cite()) gives the notes
//! and the list of sources of a page, and [`for_page`] gives the ways to cite the page itself. [`bibtex`] and
//! [`csl_json`] export a source to reference managers. The style decides dates, names and order; only the plain form
//! of a page is decided here.

mod bibtex;
mod citation;
mod citation_template;
mod csl_json;
mod elements;
mod fit;
mod forms;
mod html;
mod item;
mod known_output;
mod locator;
mod macros;
mod page;
mod prune;
mod shape;
mod style;
mod style_locale;
mod vocabulary;

pub use bibtex::bibtex;
pub use citation::{Citation, CiteInput, Cited, cite};
pub use citation_template::{CitationTemplate, TemplateInput, citation_template};
pub use csl_json::csl_json;
pub use forms::{Forms, PageCiting, for_page};
pub use page::PageCitation;
pub use shape::PageShape;
pub use style::{FitInput, Style, StyleChoice, UnknownStyle, fitted, names, style};
pub use style_locale::{StyleLocale, style_locale};

#[cfg(test)]
mod tests;
