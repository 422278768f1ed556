//! Localizes the texts and dates of records.

use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::when::When;
use crate::model::view::label::DateLabel;

use super::Locale;

/// Localizes texts and dates for a language.
pub struct Localizer<'a> {
    locale: &'a Locale,
    language: &'a Language,
}

impl<'a> Localizer<'a> {
    /// A localizer for a language.
    pub fn new(locale: &'a Locale, language: &'a Language) -> Self {
        Self { locale, language }
    }

    /// A text in this language.
    pub fn text(&self, text: &Localized) -> String {
        text.in_language(self.language).to_owned()
    }

    /// An optional text in this language.
    pub fn optional(&self, text: &Option<Localized>) -> Option<String> {
        text.as_ref().map(|text| self.text(text))
    }

    /// A date for machines and for readers.
    pub fn label(&self, when: When) -> DateLabel {
        DateLabel { iso: when.to_string(), text: self.locale.when(when) }
    }

    /// A period for machines and for readers: for machines, it is its start.
    pub fn span(&self, start: When, end: Option<When>) -> DateLabel {
        let text = end.map_or_else(|| self.locale.when(start), |end| self.locale.span(start, end));
        DateLabel { iso: start.to_string(), text }
    }
}
