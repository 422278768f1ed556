//! Checks language tags, and suggests corrections.

use super::language::is_well_formed;
use super::script::is_language;

/// Country codes, names and longer codes that are mistaken for language tags, with the correct tags.
const MEANT: &[(&str, &str)] = &[
    ("chi", "zh"),
    ("chinese", "zh"),
    ("cn", "zh"),
    ("cz", "cs"),
    ("deu", "de"),
    ("dk", "da"),
    ("eng", "en"),
    ("english", "en"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("french", "fr"),
    ("ger", "de"),
    ("german", "de"),
    ("gr", "el"),
    ("jap", "ja"),
    ("japanese", "ja"),
    ("jp", "ja"),
    ("jpn", "ja"),
    ("kr", "ko"),
    ("spa", "es"),
    ("ua", "uk"),
    ("zho", "zh"),
];

/// The message and the fix for a wrong tag (RFC 5646, sections 2.2.9 and 4.1); `None` for a correct one.
pub fn fault(tag: &str) -> Option<(String, String)> {
    let (primary, rest) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
    let lower = primary.to_ascii_lowercase();
    let meant = MEANT.iter().find(|(wrong, _)| *wrong == lower).map(|(_, meant)| *meant);
    let is_private = matches!(lower.as_str(), "x" | "i");
    if is_well_formed(tag) && meant.is_none() && (is_private || is_language(primary)) {
        let is_britain = rest.eq_ignore_ascii_case("uk");
        return is_britain.then(|| {
            let message = format!("`{tag}` has an unknown region: the code of the United Kingdom is `GB`");
            (message, format!("write `{lower}-GB`"))
        });
    }
    let message = match is_well_formed(tag) {
        true => format!("`{tag}` is not a known language tag"),
        false => format!("`{tag}` is not a language tag"),
    };
    let spelled = tag.replace('_', "-");
    let help = match meant {
        Some(meant) => format!("write `{meant}`"),
        None if is_well_formed(&spelled) && spelled != tag && is_language(primary) => {
            format!("write `{spelled}`")
        }
        None => "write one such as `en`, `fr` or `ja`, or with a region as in `en-GB` (BCP 47)".to_owned(),
    };
    Some((message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_is_none_is_told_how() {
        for tag in ["en", "en-GB", "ja", "ja-Latn", "zh-Hant", "x-own", "und", "EN-gb"] {
            assert_eq!(fault(tag), None, "{tag}");
        }
        for (tag, help) in [
            ("jp", "write `ja`"),
            ("jpn", "write `ja`"),
            ("en_GB", "write `en-GB`"),
            ("en-UK", "write `en-GB`"),
            ("French", "write `fr`"),
            ("xx", "write one such as `en`, `fr` or `ja`, or with a region as in `en-GB` (BCP 47)"),
        ] {
            assert_eq!(fault(tag).map(|(_, help)| help).as_deref(), Some(help), "{tag}");
        }
    }
}
