//! Figures in texts, formatted, parsed and compared.

use super::*;
use crate::model::value::language::Language;
use crate::model::value::record_id::RecordId;

fn strings() -> Strings {
    let texts = [
        ("magnitude_trillion", "trillion|tn"),
        ("magnitude_billion", "billion|bn"),
        ("magnitude_million", "million|m"),
        ("magnitude_hundred_million", ""),
        ("magnitude_ten_thousand", ""),
        ("magnitude_thousand", "thousand"),
        ("magnitude_hundred", "hundred"),
        ("number_about", "about|around"),
        ("number_almost", "almost|nearly"),
        ("number_below", "below|less than"),
        ("number_above", "above|more than"),
        ("unit_eur", "€{number}|{number} euros|EUR {number}"),
        ("unit_gbp", "£{number}"),
        ("unit_jpy", "¥{number}|{number} yen"),
        ("unit_usd", "${number}|{number} dollars"),
        ("unit_percent", "{number}%|{number} per cent"),
        ("number_ordinals", "first/leading|second|third"),
        ("number_cardinals", "one|two|three"),
    ];
    Strings(texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect())
}

fn said(language: &str, text: &str) -> Option<(String, Option<&'static str>, Option<Qualifier>)> {
    let locale = Locale::new(&Language::parse(language).unwrap());
    let said = Numerals::new(&locale, &strings()).read(text, None)?;
    Some((said.number.to_string(), said.unit, said.qualifier))
}

#[test]
fn magnitude_unit_and_qualifier_are_parsed() {
    let english = |text: &str| said("en", text);
    let number = |text: &str, number: &str| assert_eq!(english(text).unwrap().0, number, "{text}");
    number("€12 billion", "12000000000");
    number("€10.5\u{a0}billion", "10500000000");
    number("12bn euros", "12000000000");
    number("59,000", "59000");
    number("59,000, and more", "59000");
    number("12th-largest", "12");
    number("3.7%", "3.7");
    number("1,2", "1");
    number("12 millionaires", "12");
    number("2008.", "2008");
    assert_eq!(english("€12 billion").unwrap().1, Some("EUR"));
    assert_eq!(english("3.7 per cent").unwrap().1, Some("%"));
    assert_eq!(english("59,000").unwrap().1, None);
    assert_eq!(english("almost 75").unwrap().2, Some(Qualifier::Almost));
    assert_eq!(english("less than €1 billion").unwrap().2, Some(Qualifier::Below));
    number("third-largest", "3");
    number("the leading investor", "1");
    number("Two of the firsts", "2");
    number("the second of three", "2");
    number("three hundred", "300");
    number("-US$5 million", "-5000000");
    number("US$-5 million", "-5000000");
    number("mid-2000", "2000");
    for text in ["thirds and tones", "twenty-first", "twenty-three", "three-quarters", "a one-off"] {
        assert_eq!(english(text), None, "{text}");
    }
}

#[test]
fn words_have_the_inflections_of_the_language() {
    let written = |language: &str, texts: &[(&str, &str)], value: &str, qualifier| {
        let mut strings = strings();
        strings.0.extend(texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
        let locale = Locale::new(&Language::parse(language).unwrap());
        let value: Number = value.parse().unwrap();
        let source = RecordId::default();
        let amount = Amount { value: &value, unit: Some("EUR"), qualifier, as_of: None, source: &source };
        let numerals = Numerals::new(&locale, &strings);
        let text = numerals.write(&amount);
        assert_eq!(numerals.difference(&text, &amount), None, "{text}");
        text
    };
    let french = |value: &str| {
        let texts = [
            ("magnitude_billion", "milliard/milliards|Md"),
            ("unit_eur", "{number}\u{a0}€/{number} d’euros|{number} euros"),
        ];
        written("fr", &texts, value, None)
    };
    assert_eq!(french("1e9"), "1\u{a0}milliard d’euros");
    assert_eq!(french("1.5e9"), "1,5\u{a0}milliard d’euros");
    assert_eq!(french("12e9"), "12\u{a0}milliards d’euros");
    assert_eq!(french("59000"), "59\u{202f}000\u{a0}€");
    let japanese = |value: &str, qualifier| {
        let texts = [
            ("magnitude_billion", ""),
            ("magnitude_million", ""),
            ("magnitude_hundred_million", "億"),
            ("magnitude_ten_thousand", "万"),
            ("unit_eur", "{number}ユーロ"),
            ("number_about", "約{number}|およそ{number}"),
            ("number_below", "{number}未満"),
        ];
        written("ja", &texts, value, qualifier)
    };
    assert_eq!(japanese("10.5e9", None), "105億ユーロ");
    assert_eq!(japanese("1e9", Some(Qualifier::Below)), "10億ユーロ未満");
    assert_eq!(japanese("71500", Some(Qualifier::About)), "約71,500ユーロ");
}

#[test]
fn separators_are_those_of_the_language() {
    assert_eq!(said("fr", "59\u{202f}000").unwrap().0, "59000");
    assert_eq!(said("fr", "59 000 emplois").unwrap().0, "59000");
    assert_eq!(said("fr", "3,7").unwrap().0, "3.7");
    assert_eq!(said("de", "10,5 billion").unwrap().0, "10500000000");
    assert_eq!(said("de", "59.000").unwrap().0, "59000");
    assert_eq!(said("ja", "59,000").unwrap().0, "59000");
}

#[test]
fn formatted_figures_are_parsed_as_the_same() {
    for language in ["en", "fr", "de", "ja"] {
        let locale = Locale::new(&Language::parse(language).unwrap());
        let strings = strings();
        let numerals = Numerals::new(&locale, &strings);
        for value in [
            "0", "-5e6", "-0.5", "12e9", "10.5e9", "1e9", "59000", "71500", "3.7", "75", "1234567", "0.5",
            "999999.5", "2.125e6",
        ] {
            for unit in [None, Some("EUR"), Some("USD"), Some("%"), Some("m")] {
                for qualifier in [None, Some(Qualifier::About), Some(Qualifier::Below)] {
                    let value: Number = value.parse().unwrap();
                    let source = RecordId::default();
                    let amount = Amount { value: &value, unit, qualifier, as_of: None, source: &source };
                    let text = numerals.write(&amount);
                    let said = numerals.read(&text, unit).unwrap();
                    assert_eq!((&said.number, said.qualifier), (&value, qualifier), "{language}: {text}");
                    assert_eq!(said.unit, unit.filter(|unit| *unit != "m"), "{language}: {text}");
                }
            }
        }
    }
}
