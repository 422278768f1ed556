//! Stems: the common part of the forms of a word, by the Snowball algorithms (snowballstem.org), here and in the
//! browser.

use std::borrow::Cow;
use std::fmt;

use frostem::Algorithm;

use crate::model::value::language::Language;
use crate::text::unicode::folded;

/// The base class of the Snowball algorithms in JavaScript.
const BASE: &str = include_str!("stemmers/base.js");

/// The algorithm of a language, by its primary subtag, with the name of its JavaScript class and the source of that
/// class.
fn algorithm(language: &Language) -> Option<(Algorithm, &'static str, &'static str)> {
    Some(match language.primary() {
        "da" => (Algorithm::Danish, "DanishStemmer", include_str!("stemmers/danish.js")),
        "de" => (Algorithm::German, "GermanStemmer", include_str!("stemmers/german.js")),
        "en" => (Algorithm::English, "EnglishStemmer", include_str!("stemmers/english.js")),
        "es" => (Algorithm::Spanish, "SpanishStemmer", include_str!("stemmers/spanish.js")),
        "fi" => (Algorithm::Finnish, "FinnishStemmer", include_str!("stemmers/finnish.js")),
        "fr" => (Algorithm::French, "FrenchStemmer", include_str!("stemmers/french.js")),
        "it" => (Algorithm::Italian, "ItalianStemmer", include_str!("stemmers/italian.js")),
        "nb" | "nn" | "no" => {
            (Algorithm::Norwegian, "NorwegianStemmer", include_str!("stemmers/norwegian.js"))
        }
        "nl" => (Algorithm::Dutch, "DutchStemmer", include_str!("stemmers/dutch.js")),
        "pt" => (Algorithm::Portuguese, "PortugueseStemmer", include_str!("stemmers/portuguese.js")),
        "ru" => (Algorithm::Russian, "RussianStemmer", include_str!("stemmers/russian.js")),
        "sv" => (Algorithm::Swedish, "SwedishStemmer", include_str!("stemmers/swedish.js")),
        _ => return None,
    })
}

/// Reduces words to stems; a word of a language without an algorithm is its own stem.
pub struct Stemmer(Option<frostem::Stemmer>);

impl fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stemmer").field(&self.0.is_some()).finish()
    }
}

impl Stemmer {
    /// The stemmer of a language.
    pub fn new(language: &Language) -> Self {
        Self(algorithm(language).map(|(algorithm, ..)| frostem::Stemmer::new(algorithm)))
    }

    /// The stem of a word in lower case. The word has its accents, the stem has none.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        let is_word = word.starts_with(char::is_alphabetic);
        match self.0.as_ref().filter(|_| is_word) {
            Some(stemmer) => {
                let stem = stemmer.stem(word);
                Cow::Owned(folded(&stem).into_owned())
            }
            None => folded(word),
        }
    }
}

/// The script by which the browser stems as this program does; it does nothing if the language has no algorithm.
pub fn script(language: &Language) -> String {
    let Some((_, class, source)) = algorithm(language) else {
        return "// Words of this language are searched as they are written.\n".to_owned();
    };
    let licence = include_str!("stemmers/LICENSE-SNOWBALL");
    format!(
        "/*! The Snowball stemming algorithms, snowballstem.org.\n\n{licence}*/\n{BASE}\n{source}\nchancerySearch.stem(new {class}());\n"
    )
}
