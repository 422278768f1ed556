//! The fragment of a heading, from its words.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::text::unicode::composed;

/// The letters, marks and numbers of a text in any script, in lower case and composed (NFC), with one hyphen for everything
/// between them. `heading` if there are none.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    if text.is_ascii() {
        push_words(&mut slug, text.chars().map(|c| (c, c.is_ascii_alphanumeric())));
    } else {
        let words = GeneralCategoryGroup::Letter
            .union(GeneralCategoryGroup::Mark)
            .union(GeneralCategoryGroup::Number);
        let categories = CodePointMapData::<GeneralCategory>::new();
        let composed = composed(text);
        let lower = composed.chars().flat_map(char::to_lowercase);
        push_words(&mut slug, lower.map(|c| (c, words.contains(categories.get(c)))));
    }
    if slug.is_empty() { "heading".to_owned() } else { slug }
}

fn push_words(slug: &mut String, chars: impl Iterator<Item = (char, bool)>) {
    let mut gap = false;
    for (c, in_word) in chars {
        if !in_word {
            // An apostrophe is part of the word around it: "Japan's" is one word.
            gap |= c != '\'' && c != '’';
            continue;
        }
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        slug.push(c.to_ascii_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_keep_the_letters_of_every_script() {
        assert_eq!(slug("Trade & investment, 2011–2014"), "trade-investment-2011-2014");
        assert_eq!(slug("Japan’s exports"), "japans-exports");
        assert_eq!(slug("Pôles de compétitivité"), "pôles-de-compétitivité");
        assert_eq!(slug("Cafe\u{301}"), "café");
        assert_eq!(slug("政治関係（概要）"), "政治関係-概要");
        assert_eq!(slug("हिन्दी भाषा"), "हिन्दी-भाषा");
        assert_eq!(slug("!?"), "heading");
    }
}
