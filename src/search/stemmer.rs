//! What the forms of a word have in common, by Snowball's algorithms (snowballstem.org), here and in the browser.

use std::borrow::Cow;
use std::fmt;

use frostem::Algorithm;

use crate::model::value::language::Language;
use crate::text::unicode::folded;

/// The part that Snowball's algorithms share in JavaScript.
const BASE: &str = include_str!("stemmers/base.js");

/// The algorithm of a language, by its primary subtag, and the same in JavaScript with the name of its class.
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

/// Takes words to their stems; where a language has no algorithm, a word is its own.
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

    /// The stem, without accents, of a word in small letters with them.
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

/// The script that has the browser stem as this program does; where the language has no algorithm, it does nothing.
pub fn script(language: &Language) -> String {
    let Some((_, class, source)) = algorithm(language) else {
        return "// Words of this language are searched as they are written.\n".to_owned();
    };
    let licence = include_str!("stemmers/LICENSE-SNOWBALL");
    format!(
        "/*! The Snowball stemming algorithms, snowballstem.org.\n\n{licence}*/\n{BASE}\n{source}\nchancerySearch.stem(new {class}());\n"
    )
}
