//! Property tests: any register or page gives harmless output.

use proptest::prelude::*;

use crate::model::register::cited_source::CitedSource;
use crate::model::value::author::Author;
use crate::model::value::language::Language;
use crate::model::value::numbering::Numbering;
use crate::model::value::web_address::WebAddress;

use super::super::{Citation, CiteInput, PageCitation, bibtex, cite, csl_json, for_page, names, style};
use super::{
    KINDS, check_fit, check_template, choice, cited, citing, entries, ministry, numbering, page, record,
    report, text,
};

/// Asserts that HTML has only the elements and attributes of this module, and only web addresses.
fn assert_harmless(html: &str) {
    let known = [
        "em",
        "/em",
        "strong",
        "/strong",
        "u",
        "/u",
        "sup",
        "/sup",
        "sub",
        "/sub",
        "/a",
        "/span",
        "span class=\"citation-number\"",
        "span class=\"small-caps\"",
    ];
    let mut rest = html;
    let mut open: Vec<&str> = Vec::new();
    while let Some(at) = rest.find(['<', '>']) {
        assert!(rest[at..].starts_with('<'), "{html}");
        let end = at + rest[at..].find('>').expect("a tag has an end");
        let tag = &rest[at + 1..end];
        let address = tag.strip_prefix("a href=\"http");
        let is_link =
            address.and_then(|tag| tag.strip_suffix("\" class=\"url\"").or_else(|| tag.strip_suffix('"')));
        let is_link = is_link.is_some_and(|address| !address.contains(['"', '<', ' ']));
        assert!(known.contains(&tag) || is_link, "{tag}: {html}");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None => open.push(tag.split(' ').next().unwrap_or_default()),
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{html}");
    assert!(!html.chars().any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')), "{html}");
}

#[test]
fn nothing_that_an_editor_writes_becomes_markup() {
    let hostile = |title: &str| CitedSource {
        title: title.to_owned(),
        publisher: text("<b onclick='x'>\"A\" & Co</b>"),
        authors: vec![Author::parse("<i>, \"x\"").unwrap(), Author::parse("<script>").unwrap()],
        container: text("javascript:alert(1)"),
        archive: text("<a href=\"javascript:x\">"),
        genre: text("</em>"),
        pages: numbering("<12>"),
        number: numbering("\"><script>"),
        ..report()
    };
    let titles = [
        "<script>alert(\"x\")</script> & Co",
        "javascript:alert(1)",
        "“Quoted” 'text' \"here\"",
        "العلاقات بين فرنسا واليابان",
        "\u{202e}reversed\u{0}",
        "日本とフランス『関係』",
        "",
    ];
    for name in ["chicago-notes", "apa", "iso-690-numeric", "alphanumeric", "mla", "sist02"] {
        let Ok(style) = style(&choice(name, "en")) else { continue };
        for title in titles {
            let sources = KINDS.map(|kind| CitedSource { kind, ..hostile(title) });
            let cited = cited(style.clone(), sources.to_vec());
            cited
                .notes
                .iter()
                .chain(cited.list.iter().map(|(_, html)| html))
                .for_each(|html| assert_harmless(html));
            let forms =
                for_page(&citing(PageCitation { title: title.to_owned(), ..page() }, vec![style.clone()]));
            forms
                .styled
                .iter()
                .map(|(_, html)| html)
                .chain([&forms.plain])
                .for_each(|html| assert_harmless(html));
        }
    }
    let arabic = cited(style(&choice("apa", "en")).unwrap(), vec![hostile(titles[3])]);
    assert!(entries(&arabic)[0].contains(titles[3]));
}

#[test]
fn a_list_may_have_many_sources_and_all_alike() {
    for alike in [false, true] {
        let sources: Vec<_> = (0..600)
            .map(|at| {
                let title = if alike { "Same".to_owned() } else { format!("Title {at}") };
                record(&format!("s{at}"), CitedSource { title, ..ministry() })
            })
            .collect();
        let also = sources.iter().map(|record| record.id.clone()).collect();
        let style = style(&choice("iso-690-author-date", "en")).unwrap();
        assert_eq!(cite(&CiteInput { style, citations: Vec::new(), also, sources }).list.len(), 600);
    }
}

fn a_text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![
        "\\PC{0,12}",
        "[0-9,;.–&-]{0,14}",
        "[<>&\"'{}\\\\ a-zA-Z.:éة日]{0,12}",
        Just("18446744073709551616-2".to_owned()),
        Just("IV".to_owned()),
    ])
}

fn a_source() -> impl Strategy<Value = CitedSource> {
    let texts = proptest::collection::vec(a_text(), 12);
    const DATES: [&str; 5] = ["0000", "0001", "0999-12", "2015-10-02", "9999-12-31"];
    let dates = proptest::option::of(proptest::sample::select(&DATES));
    let names = proptest::collection::vec("[\\PC]{0,8}|[a-z]{1,3} [A-Z]{0,2}, \\PC{1,4}", 0..5);
    (proptest::sample::select(&KINDS), texts, dates, names).prop_map(|(kind, mut texts, date, names)| {
        let mut next = || texts.pop().flatten();
        CitedSource {
            kind,
            title: next().unwrap_or_default(),
            container: next(),
            genre: next(),
            publisher: next(),
            place: next(),
            archive: next(),
            archive_location: next(),
            number: next().map(Numbering),
            volume: next().map(Numbering),
            issue: next().map(Numbering),
            pages: next().map(Numbering),
            edition: next().map(Numbering),
            authors: names.iter().filter_map(|name| Author::parse(name).ok()).collect(),
            date: date.map(|date| date.parse().unwrap()),
            ..CitedSource::default()
        }
    })
}

fn a_title() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[a-zA-Z ]{0,30}[?!.:”’»)…\"']{0,2}",
        "[“‘«(\"'][A-Za-z&<>:;,. 0-9-]{0,40}",
        "[日本とフランスの関係]{1,12}[？。」]?",
        "[A-Z]{2,8}( [A-Z]{2,8}){0,3}",
        "([a-z]{2,9} ){60,80}[0-9]{1,4}",
        " {0,3}\u{3000}{0,2}",
    ]
}

fn a_page() -> impl Strategy<Value = PageCitation> {
    const DATES: [&str; 6] = ["0999", "2015", "2015-05", "2015-10-01", "2024-12-22", "9999-12-31"];
    const LANGUAGES: [&str; 6] = ["en-GB", "en-US", "fr", "de", "ja", "tlh"];
    const URLS: [&str; 2] = ["https://example.org/trade.html", "https://example.org/a?b=1&c=%20d"];
    let names = proptest::collection::vec("[\\PC]{0,8}|[a-z]{1,3} [A-Z]{1,2}[a-z]{0,4}, \\PC{1,4}", 0..4);
    let texts = (a_title(), a_title(), proptest::option::of(a_title()));
    let date = proptest::option::of(proptest::sample::select(&DATES));
    let url = proptest::option::of(proptest::sample::select(&URLS));
    (texts, names, date, url, proptest::sample::select(&LANGUAGES)).prop_map(
        |((title, site, publisher), names, date, url, language)| PageCitation {
            title,
            site,
            authors: names.iter().filter_map(|name| Author::parse(name).ok()).collect(),
            publisher,
            date: date.map(|date| date.parse().unwrap()),
            url: url.and_then(|url| WebAddress::parse(url).ok()),
            language: Language::parse(language).unwrap(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_may_be_anything(
        page in a_page(),
        name in proptest::sample::select(names().chain(["apa", "chicago-notes"]).collect::<Vec<_>>()),
    ) {
        check_fit(&page, &style(&choice(name, page.language.tag())).unwrap(), name);
    }

    #[test]
    fn a_template_takes_any_title_and_day(
        page in a_page(),
        title in "[A-Za-z0-9éÉßǆ日本]([A-Za-z éÉßǆ日本0-9,:()-]{0,30}[a-zA-Z0-9é日])?",
        (year, month, day) in (1000..=9999_u16, 1..=12_u8, 1..=28_u8),
        name in proptest::sample::select(names().chain(["apa", "chicago-notes"]).collect::<Vec<_>>()),
    ) {
        let date = Some(format!("{year}-{month:02}-{day:02}").parse().unwrap());
        let page = PageCitation { title, date, ..page };
        check_template(&page, &style(&choice(name, page.language.tag())).unwrap(), name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_source_may_be_anything(
        sources in proptest::collection::vec(a_source(), 1..5),
        place in a_text(),
        name in proptest::sample::select(names().collect::<Vec<_>>()),
        language in proptest::sample::select(&["en-GB", "fr", "ja", "ar", "tlh"]),
    ) {
        let style = style(&choice(name, language)).unwrap();
        let records: Vec<_> =
            sources.iter().enumerate().map(|(at, source)| record(&format!("s{at}"), source.clone())).collect();
        let citations = records.iter().chain(&records).enumerate().map(|(at, record)| Citation {
            source: record.id.clone(),
            locator: place.clone(),
            note: at,
        });
        let cited = cite(&CiteInput { style, citations: citations.collect(), also: Vec::new(), sources: records });
        prop_assert_eq!((cited.notes.len(), cited.list.len()), (sources.len() * 2, sources.len()));
        cited.notes.iter().chain(cited.list.iter().map(|(_, html)| html)).for_each(|html| assert_harmless(html));
        for source in &sources {
            bibtex("id", source);
            csl_json("id", source, &Language::default());
        }
    }
}
