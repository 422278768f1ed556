//! Tests of the whole module: golden forms, harmless HTML, and the same output from pruned and fitted styles.

mod arbitrary;

use std::sync::Arc;

use crate::memo::Shared;
use crate::model::register::cited_source::{CitedSource, SourceKind};
use crate::model::value::author::Author;
use crate::model::value::language::Language;
use crate::model::value::numbering::Numbering;
use crate::model::value::record_id::RecordId;
use crate::model::value::web_address::WebAddress;

use super::page::entry;
use super::style::whole;
use super::{
    Citation, CiteInput, Cited, FitInput, PageCitation, PageCiting, Style, StyleChoice, TemplateInput,
    bibtex, citation_template, cite, fitted, for_page, names, style, style_locale,
};

const KINDS: [SourceKind; 18] = [
    SourceKind::WebPage,
    SourceKind::Report,
    SourceKind::Book,
    SourceKind::Chapter,
    SourceKind::Article,
    SourceKind::NewspaperArticle,
    SourceKind::Law,
    SourceKind::Treaty,
    SourceKind::CourtCase,
    SourceKind::Speech,
    SourceKind::Interview,
    SourceKind::PressRelease,
    SourceKind::Dataset,
    SourceKind::Map,
    SourceKind::Film,
    SourceKind::Broadcast,
    SourceKind::Thesis,
    SourceKind::Document,
];

fn choice(name: &str, language: &str) -> StyleChoice {
    StyleChoice { name: name.to_owned(), locale: style_locale(&Language::parse(language).unwrap()) }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn record(id: &str, source: CitedSource) -> CitedSource {
    CitedSource { id: RecordId::from(id), ..source }
}

fn ministry() -> CitedSource {
    CitedSource {
        title: "France and Japan".to_owned(),
        publisher: text("French Ministry of Foreign Affairs and International Development"),
        date: Some("2015-10-02".parse().unwrap()),
        ..CitedSource::default()
    }
}

fn book() -> CitedSource {
    CitedSource {
        kind: SourceKind::Book,
        title: "A history of trade".to_owned(),
        authors: vec![Author::parse("de Martin, Jeanne").unwrap(), Author::parse("岸田, 文雄").unwrap()],
        publisher: text("Presses de Sciences Po"),
        place: text("Paris"),
        date: Some("2013".parse().unwrap()),
        ..CitedSource::default()
    }
}

fn report() -> CitedSource {
    CitedSource {
        kind: SourceKind::Report,
        title: "Investment in Japan".to_owned(),
        authors: vec![Author::parse("Vocabulary Bank").unwrap()],
        publisher: text("Vocabulary Bank"),
        date: Some("2014-09".parse().unwrap()),
        url: Some(WebAddress::parse("https://example.org/r?a=1&b=2").unwrap()),
        ..CitedSource::default()
    }
}

/// Cites each source once with a locator, and the second one again.
fn cited(style: Shared<Style>, sources: Vec<CitedSource>) -> Arc<Cited> {
    let sources: Vec<_> =
        sources.into_iter().enumerate().map(|(at, value)| record(&format!("s{at}"), value)).collect();
    let mut places: Vec<(usize, Option<&str>)> = (0..sources.len()).map(|at| (at, Some("p. 3"))).collect();
    places.push((1.min(sources.len() - 1), Some("art. 5")));
    let citations = places.into_iter().enumerate().map(|(at, (source, locator))| Citation {
        source: sources[source].id.clone(),
        locator: locator.map(str::to_owned),
        note: at + 1,
    });
    cite(&CiteInput { style, citations: citations.collect(), also: Vec::new(), sources })
}

fn cite_three(name: &str, language: &str) -> Arc<Cited> {
    cited(style(&choice(name, language)).unwrap(), vec![ministry(), book(), report()])
}

fn entries(cited: &Cited) -> Vec<&str> {
    cited.list.iter().map(|(_, html)| html.as_str()).collect()
}

#[test]
fn notes_are_full_the_first_time_and_short_after_that() {
    let cited = cite_three("chicago-notes", "en-GB");
    assert_eq!(
        *cited.notes,
        [
            "French Ministry of Foreign Affairs and International Development, ‘France and Japan’, 2 October 2015, 3.",
            "Jeanne de Martin and 岸田文雄, <em>A History of Trade</em> (Presses de Sciences Po, 2013), 3.",
            "Vocabulary Bank, <em>Investment in Japan</em> (Vocabulary Bank, 2014), 3, \
         <a href=\"https://example.org/r?a=1&amp;b=2\" class=\"url\">https://example.org/r?a=1&amp;b=2</a>.",
            "de Martin and 岸田, <em>A History of Trade</em>, art. 5.",
        ]
    );
    let french = cite_three("chicago-notes", "fr");
    assert_eq!(
        french.notes[0],
        "French Ministry of Foreign Affairs and International Development, «\u{a0}France and Japan\u{a0}», 2 octobre 2015, 3."
    );
    assert_eq!(
        french.notes[1],
        "Jeanne de Martin et 岸田文雄, <em>A history of trade</em> (Presses de Sciences Po, 2013), 3."
    );
    let japanese = cite_three("chicago-notes", "ja");
    assert!(japanese.notes[0].contains("「France and Japan」, 2015年10月2日"), "{}", japanese.notes[0]);
}

#[test]
fn an_author_date_style_gives_citations_in_the_text_and_a_sorted_list() {
    let cited = cite_three("apa", "en-GB");
    assert_eq!(
        *cited.notes,
        [
            "(French Ministry of Foreign Affairs and International Development, 2015, p. 3)",
            "(de Martin &amp; 岸田, 2013, p. 3)",
            "(Vocabulary Bank, 2014, p. 3)",
            "(de Martin &amp; 岸田, 2013, Article 5)",
        ]
    );
    assert_eq!(
        entries(&cited),
        [
            "de Martin, J., &amp; 岸田文雄. (2013). <em>A history of trade</em>. Presses de Sciences Po.",
            "French Ministry of Foreign Affairs and International Development. (2015, October 2). <em>France and Japan</em>.",
            "Vocabulary Bank. (2014). <em>Investment in Japan</em>. Vocabulary Bank. \
         <a href=\"https://example.org/r?a=1&amp;b=2\" class=\"url\">https://example.org/r?a=1&amp;b=2</a>",
        ]
    );
    let iso = cite_three("iso-690-author-date", "en-GB");
    assert_eq!(
        iso.notes[0],
        "(French Ministry of Foreign Affairs and International Development 2015, p.\u{a0}3)"
    );
    assert_eq!(
        entries(&iso)[1],
        "FRENCH MINISTRY OF FOREIGN AFFAIRS AND INTERNATIONAL DEVELOPMENT, 2015. France and Japan. 2 October 2015."
    );
}

#[test]
fn a_numeric_style_numbers_sources_in_page_order() {
    let cited = cite_three("iso-690-numeric", "en-GB");
    assert_eq!(*cited.notes, ["(1, p.\u{a0}3)", "(2, p.\u{a0}3)", "(3, p.\u{a0}3)", "(2, art.\u{a0}5)"]);
    let ids: Vec<&str> = cited.list.iter().map(|(id, _)| &**id).collect();
    assert_eq!(ids, ["s0", "s1", "s2"]);
    assert!(entries(&cited)[1].starts_with("<span class=\"citation-number\">2.</span> DE MARTIN, Jeanne"));
}

#[test]
fn uncited_sources_are_listed_and_a_citation_without_a_source_is_empty() {
    let input = CiteInput {
        style: style(&choice("apa", "en")).unwrap(),
        citations: vec![Citation { source: RecordId::from("gone"), locator: None, note: 1 }],
        also: vec![RecordId::from("book"), RecordId::from("gone")],
        sources: vec![record("book", book()), record("unused", report())],
    };
    let cited = cite(&input);
    assert_eq!(*cited.notes, [""]);
    assert_eq!(cited.list.iter().map(|(id, _)| &**id).collect::<Vec<_>>(), ["book"]);
}

#[test]
fn a_pruned_style_gives_the_same_output_as_the_whole_one() {
    let sources = || {
        KINDS.map(|kind| CitedSource { kind, editors: book().authors, volume: numbering("2"), ..report() })
    };
    let bare = || KINDS.map(|kind| CitedSource { kind, container: text("A container"), ..ministry() });
    for name in names() {
        let choice = choice(name, "en-GB");
        let (pruned, all) = (style(&choice).unwrap(), Shared::new(whole(&choice).unwrap()));
        for sources in [sources(), bare()] {
            assert_eq!(
                cited(pruned.clone(), sources.to_vec()),
                cited(all.clone(), sources.to_vec()),
                "{name}"
            );
        }
        for page in [page(), PageCitation { date: None, url: None, publisher: None, ..page() }] {
            let form = |style: &Shared<Style>| for_page(&citing(page.clone(), vec![style.clone()]));
            assert_eq!(form(&pruned), form(&all), "{name}");
        }
    }
}

fn numbering(text: &str) -> Option<Numbering> {
    Some(Numbering(text.to_owned()))
}

fn page() -> PageCitation {
    PageCitation {
        title: "Trade".to_owned(),
        site: "Japan: a briefing".to_owned(),
        authors: Vec::new(),
        publisher: text("Ministry for Europe"),
        date: Some("2015-10-02".parse().unwrap()),
        url: Some(WebAddress::parse("https://example.org/trade.html").unwrap()),
        language: Language::parse("en-GB").unwrap(),
    }
}

fn citing(page: PageCitation, styles: Vec<Shared<Style>>) -> PageCiting {
    let styles = styles.into_iter().map(|style| (style.title().to_owned(), style));
    PageCiting { page: Arc::new(page), styles: Arc::new(styles.collect()), templates: Arc::default() }
}

#[test]
fn a_page_is_cited_in_plain_words_and_in_each_style() {
    let styles = ["apa", "chicago-notes", "iso-690-author-date"];
    let styles = styles.map(|name| style(&choice(name, "en-GB")).unwrap());
    let forms = for_page(&citing(page(), styles.to_vec()));
    const LINK: &str =
        "<a href=\"https://example.org/trade.html\" class=\"url\">https://example.org/trade.html</a>";
    assert_eq!(forms.plain, format!("Trade. Japan: a briefing. Ministry for Europe. 2015-10-02. {LINK}"));
    let styled: Vec<&str> = forms.styled.iter().map(|(_, html)| html.as_str()).collect();
    assert_eq!(
        styled,
        [
            format!("Ministry for Europe. (2015, October 2). <em>Trade</em>. Japan: A Briefing. {LINK}"),
            format!("Ministry for Europe. ‘Trade’. Japan: A Briefing, 2 October 2015. {LINK}."),
            format!(
                "MINISTRY FOR EUROPE, 2015. Trade. <em>Japan: a briefing</em>. Online. 2 October 2015. Available from: {LINK}"
            ),
        ]
    );
}

/// Asserts that the template of a style gives the same entry as the style, if it gives one. Returns whether it does.
fn check_template(page: &PageCitation, whole: &Shared<Style>, name: &str) -> bool {
    let Some(shape) = page.shape().filter(|_| page.fits_template()) else { return false };
    let style = fitted(&FitInput { style: whole.clone(), shape });
    let template = citation_template(&TemplateInput { style: style.clone(), page: page.blank() });
    let given = template.as_ref().and_then(|template| template.entry(page));
    if let Some(given) = &given {
        assert_eq!(*given, for_page(&citing(page.clone(), vec![style])).styled[0].1, "{name}: {page:?}");
    }
    given.is_some()
}

#[test]
fn a_template_gives_the_entry_that_its_style_gives() {
    let titles = [
        "Trade",
        "the war of 1914 and the peace in",
        "Nuclear power: a state of play",
        "A-bomb survivors (2)x",
    ];
    let dates = ["2013", "2014-09", "2014-01-01", "2015-10-02", "1987-12-31", "1000-02-10", "2013-11-21"];
    let languages = ["en-GB", "fr", "ja", "sv"];
    let mut given = [0, 0];
    for (number, name) in names().enumerate() {
        for (title, date) in titles.iter().flat_map(|title| dates.map(|date| (title, date))) {
            let date = Some(date.parse().unwrap());
            let language = Language::parse(languages[number % languages.len()]).unwrap();
            let page = PageCitation { title: (*title).to_owned(), date, language, ..page() };
            let style = style(&choice(name, page.language.tag())).unwrap();
            given[usize::from(check_template(&page, &style, name))] += 1;
        }
        for name in ["apa", "chicago-notes", "iso-690-author-date"] {
            let style = style(&choice(name, "en-GB")).unwrap();
            assert!(check_template(&page(), &style, name), "{name} has a template");
        }
    }
    assert!(given[1] > 9 * given[0], "most styles have check_template: {given:?}");
}

/// Asserts that a style fitted to a page's shape cites the page as the whole style does.
fn check_fit(page: &PageCitation, whole: &Shared<Style>, name: &str) {
    let Some(shape) = page.shape() else { return };
    let fitted = fitted(&FitInput { style: whole.clone(), shape });
    let form = |style: &Shared<Style>| for_page(&citing(page.clone(), vec![style.clone()]));
    assert_eq!(form(&fitted), form(whole), "{name}: {page:?}");
}

#[test]
fn a_fitted_style_gives_the_same_output_as_the_whole_one() {
    for name in names() {
        let style = style(&choice(name, "en-GB")).unwrap();
        for has in 0..32_u8 {
            let has = |bit: u8| has & (1 << bit) != 0;
            let page = page();
            let page = PageCitation {
                site: if has(0) { page.site } else { String::new() },
                authors: if has(1) { book().authors } else { Vec::new() },
                publisher: page.publisher.filter(|_| has(2)),
                date: page.date.filter(|_| has(3)),
                url: page.url.filter(|_| has(4)),
                ..page
            };
            check_fit(&page, &style, name);
        }
    }
}

#[test]
fn a_style_fitted_to_another_shape_still_cites_a_page() {
    let whole = style(&choice("apa", "en-GB")).unwrap();
    let shape = page().shape().unwrap();
    let fitted = fitted(&FitInput { style: whole.clone(), shape });
    let other = PageCitation { date: None, url: None, ..page() };
    assert_ne!(other.shape(), Some(shape));
    assert_eq!(for_page(&citing(other.clone(), vec![fitted])), for_page(&citing(other, vec![whole])));
}

#[test]
fn a_title_may_begin_with_punctuation() {
    for name in names() {
        let style = style(&choice(name, "en")).unwrap();
        for title in [".日本", ".®", ",é", ")é", "]é"] {
            for source in [
                CitedSource { container: text(title), ..book() },
                CitedSource { title: title.to_owned(), ..ministry() },
                CitedSource { publisher: text(title), authors: Vec::new(), ..book() },
                CitedSource {
                    authors: Author::parse(&format!("{title}, Jeanne")).into_iter().collect(),
                    ..book()
                },
            ] {
                let entry = entry(&source, &style);
                assert!(!entry.contains('\u{1}'), "{name}: {entry}");
            }
        }
    }
    let dotted = CitedSource { title: ".NET in Europe".to_owned(), ..ministry() };
    let apa = entry(&dotted, &style(&choice("apa", "en")).unwrap());
    assert!(apa.contains(" <em>.NET in Europe</em>"), "{apa}");
}

#[test]
fn bibtex_exports_a_page_and_escapes_the_special_characters_of_tex() {
    assert_eq!(
        bibtex("trade", &CitedSource { authors: book().authors, ..page().source() }),
        "@online{trade,\n  author = {de Martin, Jeanne and 岸田, 文雄},\n  title = {{Trade}},\n  \
         howpublished = {Japan: a briefing},\n  organization = {Ministry for Europe},\n  year = {2015},\n  \
         month = oct,\n  day = {2},\n  url = {https://example.org/trade.html},\n}\n"
    );
    let hostile = CitedSource { title: "}, evil = {\\input{x} 100% & $".to_owned(), ..report() };
    let hostile = bibtex("a}b", &hostile);
    assert!(hostile.starts_with("@techreport{ab,\n  author = {{Vocabulary Bank}},\n"), "{hostile}");
    assert!(hostile.contains("{{\\}, evil = \\{\\textbackslash{}input\\{x\\} 100\\% \\& \\$}}"), "{hostile}");
}
