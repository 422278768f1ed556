//! A style of the CSL with the language that it is written in.

use std::fmt;

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style as ArchivedCsl, StyleClass};

use crate::memo::Shared;
use crate::model::language::Language;
use crate::model::nearest::nearest;

use super::narrow::{dated, narrow};
use super::words::words;
use super::world::{PAGES, SOURCES};

/// Which style, in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleChoice {
    /// A name of [`names`].
    pub name: String,
    /// The language of the pages.
    pub language: Language,
}

/// A style, ready to cite with.
#[derive(Debug)]
pub struct Style {
    title: &'static str,
    language: Language,
    /// The whole style.
    pub(super) csl: IndependentStyle,
    /// The style with nothing to say in a text: what is wanted of it is an entry of its list alone.
    pub(super) entry: IndependentStyle,
    /// The language that its words are in.
    pub(super) locale: LocaleCode,
    /// The words of that language, and those of American English for what it lacks.
    pub(super) locales: Vec<Locale>,
}

impl Style {
    /// The style's own name for itself: `APA Style 7th edition`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The language of the pages that it is for.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Whether it cites in notes; other styles cite in the text.
    pub fn is_note(&self) -> bool {
        self.csl.settings.class == StyleClass::Note
    }
}

/// There is no style of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStyle {
    /// The name as written.
    pub name: String,
    /// The name that was probably meant.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no citation style `{}`", self.name)
    }
}

/// The names of all styles, other names for the same one among them. Typst's `alphanumeric` is none of them: it cites by
/// labels, and has no list.
pub fn names() -> impl Iterator<Item = &'static str> {
    let known = ArchivedStyle::all().iter().filter(|style| **style != ArchivedStyle::Alphanumeric);
    known.flat_map(|style| style.names().iter().copied())
}

/// Loads a style with its language. Takes milliseconds: ask it once for a site and a language.
///
/// # Errors
///
/// A name that is not one of [`names`], with the nearest.
pub fn style(choice: &StyleChoice) -> Result<Shared<Style>, UnknownStyle> {
    let style = whole(choice)?;
    Ok(Shared::new(Style { csl: narrow(style.csl, &SOURCES), entry: narrow(style.entry, &PAGES), ..style }))
}

/// A style with all that it asks for, whether it is ever there or not.
pub(super) fn whole(choice: &StyleChoice) -> Result<Style, UnknownStyle> {
    let unknown = || UnknownStyle { name: choice.name.clone(), nearest: nearest(&choice.name, names()) };
    let archived = ArchivedStyle::by_name(&choice.name).filter(|style| *style != ArchivedStyle::Alphanumeric);
    let archived = archived.ok_or_else(unknown)?;
    let ArchivedCsl::Independent(csl) = archived.get() else { return Err(unknown()) };
    let csl = dated(csl);
    let locales = words(&choice.language);
    let locale = locales.first().and_then(|locale| locale.lang.clone()).unwrap_or_else(LocaleCode::en_us);
    Ok(Style {
        title: archived.display_name(),
        language: choice.language.clone(),
        entry: entry_alone(&csl),
        csl,
        locale,
        locales,
    })
}

/// A style whose citations are empty, where it has a list.
fn entry_alone(csl: &IndependentStyle) -> IndependentStyle {
    let mut entry = csl.clone();
    if entry.bibliography.is_some() {
        entry.citation.layout.elements.clear();
        entry.citation.sort = None;
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(name: &str, language: &str) -> StyleChoice {
        StyleChoice { name: name.to_owned(), language: Language::parse(language).unwrap() }
    }

    #[test]
    fn a_style_that_is_not_there_leads_to_the_nearest() {
        let unknown = style(&choice("chicago-note", "en")).unwrap_err();
        assert_eq!(unknown.to_string(), "no citation style `chicago-note`");
        assert_eq!(unknown.nearest, Some("chicago-notes"));
        assert_eq!(style(&choice("", "en")).unwrap_err().nearest, None);
    }

    #[test]
    fn a_style_cites_in_notes_or_in_the_text() {
        assert!(style(&choice("chicago-notes", "en")).unwrap().is_note());
        assert!(!style(&choice("iso-690-numeric", "en")).unwrap().is_note());
        assert_eq!(style(&choice("apa", "en")).unwrap().title(), "APA Style 7th edition");
    }
}
