//! The CSL locale of a language: its terms and formats, with American English as the fallback.

use std::sync::Arc;

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::{Locale, LocaleCode};

use crate::memo::Shared;
use crate::model::value::language::Language;

/// The start of every locale file of the archive (CBOR, RFC 8949): a map whose first key is `@xml:lang`.
const START: &[u8] = b"\xa5\x69@xml:lang";

/// A language and its CSL locales.
#[derive(Debug)]
pub struct StyleLocale {
    /// The language.
    pub language: Language,
    /// Its locale file, and that of American English as the fallback.
    pub(super) locales: Arc<Vec<Locale>>,
}

/// The locale of a language. Call it once for each language.
pub fn style_locale(language: &Language) -> Shared<StyleLocale> {
    Shared::new(StyleLocale { language: language.clone(), locales: Arc::new(locales(language)) })
}

/// The language's locale file and that of American English. Each is read by itself, in a millisecond; all of them
/// would take sixty.
fn locales(language: &Language) -> Vec<Locale> {
    let files = || LOCALES.iter().filter_map(|bytes| Some((tag(bytes)?, *bytes)));
    let ranked = files().filter_map(|(tag, bytes)| Some((rank(language, tag)?, bytes)));
    let own = ranked.min_by_key(|(rank, _)| *rank).map(|(_, bytes)| bytes);
    let american = files().find(|(tag, _)| *tag == LocaleCode::en_us().0).map(|(_, bytes)| bytes);
    let mut chosen: Vec<&[u8]> = own.into_iter().chain(american).collect();
    chosen.dedup();
    chosen.into_iter().filter_map(|bytes| ciborium::from_reader(bytes).ok()).collect()
}

/// The language of a locale file.
fn tag(bytes: &[u8]) -> Option<&str> {
    let (head, rest) = bytes.strip_prefix(START)?.split_first()?;
    // The initial byte of a text of less than 24 bytes holds its length.
    let length = usize::from(head.checked_sub(0x60)?);
    std::str::from_utf8(rest.get(..length)?).ok()
}

/// How well a locale file fits, the best lowest: the same tag, then the language in the country of the same name,
/// then any country.
fn rank(language: &Language, tag: &str) -> Option<(bool, bool)> {
    let primary = language.primary().to_ascii_lowercase();
    let home = match primary.as_str() {
        "en" => "en-US".to_owned(),
        _ => format!("{primary}-{}", primary.to_ascii_uppercase()),
    };
    let is_same = tag.eq_ignore_ascii_case(language.tag());
    (tag.split('-').next() == Some(primary.as_str())).then_some((!is_same, tag != home))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_file_is_found_by_its_tag() {
        for locale in hayagriva::archive::locales() {
            let LocaleCode(code) = locale.lang.clone().unwrap();
            assert_eq!(locales(&Language::parse(&code).unwrap()).first(), Some(&locale), "{code}");
        }
    }

    #[test]
    fn a_language_has_its_own_locale_or_american_english() {
        for (tag, code) in [
            ("en", "en-US"),
            ("en-GB", "en-GB"),
            ("fr", "fr-FR"),
            ("fr-ca", "fr-CA"),
            ("fr-CH", "fr-FR"),
            ("ja", "ja-JP"),
            ("de", "de-DE"),
            ("ar-EG", "ar"),
            ("zh", "zh-CN"),
            ("tlh", "en-US"),
        ] {
            let words = locales(&Language::parse(tag).unwrap());
            assert_eq!(words[0].lang, Some(LocaleCode(code.to_owned())), "{tag}");
            assert_eq!(words.last().unwrap().lang, Some(LocaleCode::en_us()), "{tag}");
        }
    }
}
