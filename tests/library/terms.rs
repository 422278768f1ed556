//! Terms: acronyms that are spelled out, the glossary, and words that no register knows.

use chancery::model::source::diagnostic::Code;

use crate::common::{Built, Page, Site, dead_links};

const TERMS: &str = "content/registers/terms.yaml";

const FDI: &str = "- id: fdi\n  term: FDI\n  expansion: foreign direct investment\n";

fn site(terms: &str, text: &str) -> Site {
    Site::new().file(TERMS, terms).page("content/x.md", "X", text)
}

fn built(terms: &str, text: &str) -> Built {
    site(terms, text).build()
}

/// What a text becomes on a site that knows one acronym.
fn body(text: &str) -> Page {
    built(FDI, text).page("x.html").body()
}

const FULL: &str = "<abbr>FDI</abbr> (foreign direct investment)";

const SHORT: &str = "<abbr title=\"foreign direct investment\">FDI</abbr>";

// Acronyms in texts

#[test]
fn an_acronym_is_spelled_out_where_a_page_has_it_first() {
    body("Some FDI came. More FDI left.\n\nAnd FDI again.\n")
        .shows(&format!("Some {FULL} came. More {SHORT} left."))
        .shows(&format!("And {SHORT} again"));
}

#[test]
fn an_acronym_behind_its_own_words_is_left_alone() {
    for text in ["Foreign direct investment (FDI) came.", "**Foreign direct investment** (FDI) came."] {
        body(&format!("{text} More FDI.\n")).lacks("FDI</abbr> (foreign").shows(&format!("({SHORT})"));
    }
}

#[test]
fn no_heading_code_link_or_cell_is_drawn_out_by_an_expansion() {
    body("## FDI in Japan\n\nText.\n").lacks("<abbr").lacks("foreign direct");
    body("Write `FDI`.\n\n    FDI\n").lacks("<abbr").lacks("foreign direct");
    body("[FDI in Japan](index.md)\n").shows(&format!("{SHORT} in Japan</a>"));
    body("| a |\n|---|\n| FDI |\n").shows(SHORT).lacks("(foreign");
    body("[FDI](index.md), and FDI.\n").shows(&format!("and {FULL}."));
}

#[test]
fn a_compound_and_a_possessive_are_not_cut() {
    let eu = "- id: eu\n  term: EU\n  expansion: European Union\n";
    let body = |text: &str| built(eu, text).page("x.html").body();
    let short = "<abbr title=\"European Union\">EU</abbr>";
    body("The EU-Japan talks.\n").shows(&format!("{short}-Japan talks"));
    body("The EU’s aims.\n").shows(&format!("{short}’s aims"));
    body("The EU's aims.\n").shows(&format!("{short}’s aims"));
    body("The EU-Japan talks. The EU.\n").shows("The <abbr>EU</abbr> (European Union).");
}

#[test]
fn each_page_spells_out_for_itself() {
    let site = site(FDI, "FDI.\n").page("content/y.md", "Y", "FDI.\n").build();
    site.page("x.html").body().shows(FULL);
    site.page("y.html").body().shows(FULL);
}

#[test]
fn an_expansion_is_text_and_no_markup() {
    let terms = "- id: r\n  term: \"R&D\"\n  expansion: research & <development>\n";
    built(terms, "The R&D. R&D.\n")
        .page("x.html")
        .body()
        .shows("<abbr>R&amp;D</abbr> (research &amp; &lt;development&gt;)")
        .shows("title=\"research &amp; &lt;development&gt;\"");
}

// References and the glossary

#[test]
fn a_reference_leads_to_the_glossary() {
    let terms = "- id: soft\n  term: soft power\n  definition: Influence without force.\n";
    let site = built(terms, "Its [soft power](term:soft), [](term:soft).\n");
    site.is_clean();
    site.page("x.html").body().shows_times("<a href=\"glossary.html#soft\" class=\"term\">soft power</a>", 2);
    site.page("glossary.html").main().shows_in_order(&[
        "<div id=\"soft\">",
        "<dfn>soft power</dfn>",
        "Influence without force.",
        "Mentioned in <a href=\"x.html\">X</a>",
    ]);
}

#[test]
fn the_glossary_is_alphabetical_and_knows_pages_that_use_an_acronym() {
    let terms =
        format!("{FDI}- id: eu\n  term: EU\n  expansion: European Union\n  name: eu\n  source: paper\n");
    let site = site(&terms, "The EU and FDI.\n")
        .file("content/registers/names.yaml", "- id: eu\n  kind: organization\n  name: European Union\n")
        .file("content/registers/sources.yaml", "- id: paper\n  title: A paper\n")
        .page("content/y.md", "Y", "[EU](term:eu)\n")
        .build();
    site.is_clean();
    site.page("glossary.html").main().shows_in_order(&[
        "<div id=\"eu\">",
        "<a href=\"names/eu.html\">European Union</a>",
        "<a href=\"sources.html#paper\">A paper</a>",
        "Mentioned in <a href=\"x.html\">X</a>, <a href=\"y.html\">Y</a>",
        "<div id=\"fdi\">",
        "foreign direct investment",
        "Mentioned in <a href=\"x.html\">X</a>",
    ]);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_term_needs_an_expansion_or_a_definition() {
    built("- id: fdi\n  term: FDI\n", "FDI\n")
        .reports(Code::MissingField)
        .is_at(TERMS, 1, 1)
        .says("`expansion`");
}

#[test]
fn a_reference_with_the_words_for_another_term_is_an_error() {
    let terms = format!("{FDI}- id: eu\n  term: EU\n  expansion: European Union\n");
    let site = built(&terms, "FDI. [European Union](term:fdi), [EU](term:eu)\n");
    site.reports(Code::NameDiffers).is_at("content/x.md", 5, 6).says("`fdi`").says("`eu`");
}

// What no register knows

#[test]
fn an_acronym_that_no_register_knows_is_warned_of_once_a_page() {
    let site = built(FDI, "FDI, NATO, NATO.\n");
    site.reports(Code::UnregisteredAcronym)
        .is_at("content/x.md", 5, 6)
        .underlines("NATO")
        .advises("terms.yaml");
    for known in ["Both G20 and XIV.", "[NATO](index.md)", "`NATO`", "FDIs"] {
        built(FDI, &format!("FDI {known}\n")).does_not_report(Code::UnregisteredAcronym);
    }
}

#[test]
fn an_acronym_that_is_a_name_is_known() {
    let names = "- id: meae\n  kind: organization\n  name: Ministry\n  also: [MEAE]\n";
    let site = site(FDI, "FDI of the MEAE, [it](name:meae).\n").file("content/registers/names.yaml", names);
    site.build().is_clean();
}

#[test]
fn words_that_look_like_a_name_are_warned_of_where_they_stand() {
    let names = "- id: abe\n  kind: person\n  name: Shinzo Abe\n";
    let told = |text: &str| {
        let site =
            Site::new().file("content/registers/names.yaml", names).page("content/x.md", "X", text).build();
        site.all(Code::UnregisteredName).iter().map(|found| found.words()).collect::<Vec<_>>()
    };
    assert_eq!(told("[he](name:abe) met Manuel Valls and Shinzo Abe.\n"), ["Manuel Valls"]);
    assert_eq!(told("[he](name:abe) met Prime Minister Shinzo Abe.\n"), [""; 0]);
    assert_eq!(told("[he](name:abe) met [Manuel Valls](index.md).\n"), [""; 0]);
    assert_eq!(told("## With Manuel Valls\n\n[he](name:abe)\n"), [""; 0]);
}

#[test]
fn a_comment_names_what_no_register_has_to_know() {
    let names = "- id: abe\n  kind: person\n  name: Shinzo Abe\n";
    let site = |comment: &str| {
        let text = format!("FDI, NATO, [he](name:abe) met Manuel Valls.{comment}\n");
        site(FDI, &text).file("content/registers/names.yaml", names).build()
    };
    site("\n\n<!-- unregistered: NATO, Manuel Valls -->").is_clean();
    site(" <!-- unregistered: NATO, Manuel Valls -->").is_clean();
    let other = site("\n\n<!-- unregistered: NATO -->");
    other.does_not_report(Code::UnregisteredAcronym).reports(Code::UnregisteredName);
    other.page("x.html").lacks("unregistered");
}

#[test]
fn a_site_may_look_for_nothing_unregistered() {
    let site = site(FDI, "FDI, NATO.\n").config("checks: {unregistered: false}\n");
    site.build().does_not_report(Code::UnregisteredAcronym);
}

#[test]
fn without_a_register_nothing_is_unregistered() {
    let text = "Then NATO met Manuel Valls.\n";
    let site = Site::new().page("content/x.md", "X", text).build();
    site.does_not_report(Code::UnregisteredAcronym).does_not_report(Code::UnregisteredName);
    let terms = built(FDI, "FDI. Then Manuel Valls came.\n");
    terms.does_not_report(Code::UnregisteredName);
}

#[test]
fn what_is_read_as_one_word_is_not_cut_by_an_expansion() {
    for text in ["US$5 and **US**-led, *US*'s", "<code>US</code> <abbr title=\"Own\">US</abbr>"] {
        let site = Site::new()
            .file("content/registers/terms.yaml", "- id: us\n  term: US\n  expansion: United States\n")
            .page("content/x.md", "X", &format!("{text}\n\n[](term:us)\n"))
            .build();
        site.page("x.html").main().lacks("(United States)");
    }
}

#[test]
fn a_name_over_the_end_of_a_line_is_one_name() {
    let site = |text: &str| {
        Site::new()
            .file(
                "content/registers/names.yaml",
                "- id: m\n  kind: organization\n  name: Ministry of Foreign Affairs\n",
            )
            .page("content/x.md", "X", &format!("[It](name:m). {text}\n"))
            .build()
    };
    site("Then the Ministry of Foreign\nAffairs spoke of the Ministry of Foreign Affairs’s aims.").is_clean();
    let found = site("Then Jane\nDoe spoke.");
    found.reports(Code::UnregisteredName).is_at("content/x.md", 5, 20).underlines("Jane\nDoe");
}
