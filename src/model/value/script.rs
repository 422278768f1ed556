//! The scripts that a language is written in, as four-letter codes (ISO 15924): `Latn`, `Cyrl`, `Hira`.

use icu_locale::{LanguageIdentifier, LocaleExpander};

use super::language::Language;

/// The script that every language also uses for acronyms, names and units.
const LATIN: &str = "Latn";

/// Codes that are valid tags but do not denote a language (RFC 5646, section 4.1; ISO 639-2).
const SPECIAL: &[&str] = &["und", "mul", "zxx", "mis"];

/// The scripts of a language, including those that texts of any language may contain; `None` if they are unknown.
pub fn scripts(language: &Language) -> Option<Vec<String>> {
    let mut likely: LanguageIdentifier = language.tag().parse().ok()?;
    LocaleExpander::new_extended().maximize(&mut likely);
    let script = likely.script?.to_string();
    // Unicode's Script property distinguishes scripts that ISO 15924 combines in one code.
    let parts: &[&str] = match script.as_str() {
        "Jpan" => &["Hani", "Hira", "Kana"],
        "Kore" => &["Hang", "Hani"],
        "Hans" | "Hant" => &["Hani", "Bopo"],
        script => &[script],
    };
    let beside = [LATIN].into_iter().filter(|latin| script != *latin);
    Some(parts.iter().copied().chain(beside).map(str::to_owned).collect())
}

/// Whether a primary subtag denotes a language, according to Unicode's CLDR.
pub fn is_language(primary: &str) -> bool {
    let primary = primary.to_ascii_lowercase();
    let is_private = primary.len() == 3 && ("qaa"..="qtz").contains(&primary.as_str());
    let Ok(mut likely) = primary.parse::<LanguageIdentifier>() else { return false };
    LocaleExpander::new_extended().maximize(&mut likely);
    likely.script.is_some() || is_private || SPECIAL.contains(&primary.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_scripts_and_the_latin_one() {
        let of = |tag: &str| scripts(&Language::parse(tag).unwrap()).unwrap_or_default().join(" ");
        assert_eq!(of("en-GB"), "Latn");
        assert_eq!(of("ja"), "Hani Hira Kana Latn");
        assert_eq!(of("sr"), "Cyrl Latn");
        assert_eq!(of("sr-Latn"), "Latn");
        assert_eq!(of("zh-TW"), "Hani Bopo Latn");
        assert_eq!(of("xyz"), "");
    }

    #[test]
    fn codes_of_countries_are_no_languages() {
        for primary in ["en", "fr", "ja", "zh", "ain", "gsw", "br", "oc", "ryu", "und", "qaa", "EN"] {
            assert!(is_language(primary), "{primary}");
        }
        for primary in ["jp", "cn", "cz", "dk", "xx", "english"] {
            assert!(!is_language(primary), "{primary}");
        }
    }
}
