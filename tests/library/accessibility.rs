//! What readers hear who do not see a page: texts of images and links, headings, lists, tables, languages.

use chancery::model::source::diagnostic::{Code, Severity};

use crate::common::{Built, Page, Site};

/// A site whose only other page, `content/x.md`, has this text from line 5 on.
fn build_text(markdown: &str) -> Built {
    files(Site::new().page("content/x.md", "X", markdown)).build()
}

fn files(site: Site) -> Site {
    let site = site.page("content/y.md", "Y", "").page("content/z.md", "Z", "");
    site.file("content/a.png", "").file("content/france-japan.svg", "")
}

fn body(markdown: &str) -> Page {
    build_text(markdown).page("x.html").body()
}

/// The words that a code underlines, in the order of the text.
fn underlined(site: &Built, code: Code) -> Vec<String> {
    site.all(code).iter().map(|found| found.words()).collect()
}

// Images

#[test]
fn an_alternative_that_is_the_name_of_a_file_is_named() {
    for (name, src) in [
        ("a.png", "a.png"),
        ("Chart.PNG", "a.png"),
        ("france-japan", "france-japan.svg"),
        ("france-japan.svg", "france-japan.svg"),
    ] {
        let site = build_text(&format!("![{name}]({src})\n"));
        site.reports(Code::VagueAlternative)
            .is_at("content/x.md", 5, 1)
            .says(&format!("`{name}`"))
            .says("file");
    }
    for name in ["a", "The seal of a.png", "G20", "Exports, 2009-2014", "france-japan"] {
        build_text(&format!("![{name}](a.png)\n")).is_clean();
    }
}

#[test]
fn an_alternative_that_says_no_more_than_image_is_named() {
    for name in ["image", "Photo", " Chart. ", "an image"] {
        build_text(&format!("![{name}](a.png)\n")).reports(Code::VagueAlternative);
    }
    build_text("Text <img src=\"a.png\" alt=\"image\">.\n").reports(Code::VagueAlternative).is_at(
        "content/x.md",
        5,
        6,
    );
    build_text("![A photo of the visit](a.png) and <img src=\"a.png\" alt=\"\">\n").is_clean();
}

#[test]
fn vague_texts_are_defined_by_the_strings_of_the_language() {
    let strings = include_str!("../../templates/strings/en.yaml");
    let strings = strings
        .replace("\nvague_links: here|", "\nvague_links: ici|")
        .replace("\nvague_images: image|", "\nvague_images: visuel|");
    let site = files(Site::new().page(
        "content/x.md",
        "X",
        "[Ici](y.md) [here](y.md) ![visuel](a.png) ![image](a.png)\n",
    ));
    let site = site.file("templates/strings/en.yaml", strings).build();
    site.reports(Code::VagueLink).underlines("[Ici](y.md)");
    site.reports(Code::VagueAlternative).underlines("![visuel](a.png)");
}

// Links

#[test]
fn a_link_that_does_not_say_where_it_leads_is_named() {
    for link in [
        "[here](y.md)",
        "[Click here!](y.md)",
        "[**read**  more …](https://example.org/)",
        "[here](#deficit)",
        "[[y|here]]",
        "<a href=\"y.md\">here</a>",
        "[![here](a.png)](y.md)",
    ] {
        let site = build_text(&format!("For trade, {link}.\n\n## Deficit\n"));
        site.reports(Code::VagueLink).is_at("content/x.md", 5, 12).says("does not say where it leads");
    }
    build_text("[Here it is](y.md), [More on trade](z.md), [[z]], here and [hereabouts](z.md#top).\n")
        .does_not_report(Code::VagueLink);
}

#[test]
fn an_address_that_is_read_as_a_text_is_named() {
    for link in [
        "<https://example.org/a?b=c>",
        "[https://example.org/a](https://example.org/a)",
        "[www.example.org/a](https://www.example.org/a)",
    ] {
        build_text(&format!("See {link}.\n"))
            .reports(Code::VagueLink)
            .is_at("content/x.md", 5, 5)
            .says("an address");
    }
    build_text("Ask <desk@example.org>, <https://example.org/>, [www.example.org](https://www.example.org), [+33 1](tel:+331).\n")
        .is_clean();
}

#[test]
fn a_link_whose_image_says_nothing_has_no_text() {
    for link in [
        "[<img src=\"a.png\" alt=\"\">](y.md)",
        "<a href=\"y.md\"><img src=\"a.png\" alt=\"\"></a>",
        "<a href=\"y.md\"> </a>",
    ] {
        build_text(&format!("See {link}\n")).reports(Code::MissingText).is_at("content/x.md", 5, 5);
    }
    // The image is named already: one mend for one slip.
    build_text("[![](a.png)](y.md)\n").does_not_report(Code::MissingText).reports(Code::MissingAlternative);
    build_text("[<img src=\"a.png\" alt=\"\"> Trade](y.md) [![Exports](a.png)](z.md) <a id=\"b\"></a>\n")
        .is_clean();
}

#[test]
fn one_text_for_two_places_is_named_at_the_second() {
    let site = build_text("[The page](y.md) and, below, [the  page](z.md), [the page](y.md).\n");
    site.reports(Code::SameLinkText).underlines("[the  page](z.md)").advises("`y.html`");
    let site = build_text("[Exports](https://example.org/1) [exports](https://example.org/2)\n");
    site.reports(Code::SameLinkText).is_at("content/x.md", 5, 34);
}

#[test]
fn one_text_for_one_target_is_accepted_however_it_is_written() {
    for markdown in [
        "[The page](y.md) [the page](y.md#top) [[y|the page]] <a href=\"y.md\">the page</a>\n",
        // The head of its row or column tells them apart.
        "| Year | Text |\n|---|---|\n| 2014 | [text](y.md) |\n| 2015 | [text](z.md) |\n",
    ] {
        build_text(markdown).does_not_report(Code::SameLinkText);
    }
    let names = "- {id: abe, kind: person, name: Abe}\n- {id: abe-2, kind: person, name: Akie Abe}\n";
    let site = Site::new().file("content/registers/names.yaml", names);
    site.home("[they](name:abe) [they](name:abe-2)\n").build().does_not_report(Code::SameLinkText);
}

// Headings and lists

#[test]
fn a_heading_that_skips_a_level_is_told_its_own() {
    let site = build_text("### A\n\n##### B\n\n## C\n\n### D\n");
    let found = site.all(Code::SkippedLevel);
    found[0].is_at("content/x.md", 5, 1).says("level 3").says("title").advises("`##`");
    found[1].is_at("content/x.md", 7, 1).says("level 5").says("level 3").advises("`####`");
    assert_eq!(found.len(), 2);
}

#[test]
fn bold_words_alone_before_a_paragraph_are_no_heading() {
    for bold in ["**Exports**", "__Exports__", "**Exports:**", "**Exports**:", "**Exports of *wine***"] {
        let site = build_text(&format!("{bold}\n\nThey grew.\n"));
        site.reports(Code::BoldHeading).is_at("content/x.md", 5, 1).underlines(bold).advises("`## …`");
    }
    for markdown in [
        "**They grew.**\n\nSo did imports.\n",
        "**Exports** grew.\n\nImports too.\n",
        "**Exports** and **imports**\n\nThey grew.\n",
        "**Exports**\n\n- wine\n",
        "- **Exports**\n\n  They grew.\n",
        "**[To the exports](y.md)**\n\nThey grew.\n",
        "They grew.\n\n**Exports**\n",
    ] {
        build_text(markdown).does_not_report(Code::BoldHeading);
    }
    let site = build_text("## Trade\n\n**Exports**\n\nThey grew.\n");
    site.reports(Code::BoldHeading).advises("`### …`");
}

#[test]
fn lines_that_look_like_a_list_are_named_once() {
    for list in [
        "• cars\n• wine\n",
        "• cars\n\n• wine\n",
        "– cars\n– wine\n",
        "-- cars\n\n-- wine\n\n-- cheese\n",
        "-Cars\n-Wine\n",
        "(1) cars\n(2) wine\n",
        "a) cars\n\nb) wine\n",
        "・車\n・酒\n",
        "> – cars\n> – wine\n",
    ] {
        let site = build_text(list);
        let found = site.reports(Code::UnmarkedList);
        assert_eq!(found.place().map(|(line, _)| line), Some(5), "{list}");
        found.advises("`- `");
    }
    build_text("Exports:\n• cars\n")
        .reports(Code::UnmarkedList)
        .is_at("content/x.md", 6, 1)
        .underlines("• cars");
}

#[test]
fn a_dash_or_a_bracket_alone_makes_no_list() {
    for markdown in [
        "– So he said.\n\nThen he left.\n",
        "The minister\n– he was ill –\ndid not come.\n",
        "(1) is the first.\n\nThe second is not.\n",
        "-5 degrees\n-6 degrees\n",
        "1) cars\n2) wine\n",
        "- – cars\n- – wine\n",
        "```\n• cars\n• wine\n```\n",
        "○○ and ●●\n\n○○\n",
    ] {
        build_text(markdown).does_not_report(Code::UnmarkedList);
    }
}

// Tables

#[test]
fn the_cells_below_an_empty_corner_head_their_rows() {
    let table = body("| | 2013 | 2014 |\n|:--|--:|---|\n| Visits | 2 | 3 |\n| | 4 | |\n");
    table.shows("<thead><tr><td class=\"left\"></td><th scope=\"col\" class=\"right\">2013</th>");
    table.shows("<tr><th scope=\"row\" class=\"left\">Visits</th><td class=\"right\">2</td><td>3</td></tr>");
    table.shows("<tr><td class=\"left\"></td><td class=\"right\">4</td><td></td></tr>");
    body("| Year | Visits |\n|---|---|\n| 2014 | 2 |\n").shows("<tr><td>2014</td><td>2</td></tr>");
}

#[test]
fn no_head_is_rendered_where_there_is_none() {
    let site = build_text("| Year | | |\n|---|---|---|\n| 2014 | 2 | 3 |\n");
    site.reports(Code::MissingHead).says("columns 2 and 3");
    site.page("x.html").body().shows("<thead><tr><th scope=\"col\">Year</th><td></td><td></td></tr></thead>");
    build_text("| | |\n|---|---|\n| 2014 | 2 |\n").reports(Code::MissingHead).says("table header is empty");
    build_text("| |\n|---|\n| 2014 |\n").reports(Code::MissingHead);
    build_text("| ![Year](a.png) | `n` |\n|---|---|\n| 2014 | 2 |\n").is_clean();
}

#[test]
fn a_table_of_raw_html_has_a_head_too() {
    let row = |cell: &str| format!("<table>\n<tr><{cell}>Year</{cell}><td>2014</td></tr>\n</table>\n");
    build_text(&row("td")).reports(Code::MissingHead).is_at("content/x.md", 5, 1).underlines("<table>");
    build_text(&row("th")).is_clean();
}

// Languages

#[test]
fn words_in_another_script_need_a_language_tag() {
    for (words, mend) in [
        ("外務省", "such as `ja` or `zh`"),
        ("日仏会館フランス事務所", "<span lang=\"ja\">"),
        ("외교부", "<span lang=\"ko\">"),
        ("Москва", "such as `ru` or `uk`"),
        ("وزارة الخارجية", "such as `ar` or `fa`"),
        ("Αθήνα", "<span lang=\"el\">"),
    ] {
        let site = build_text(&format!("The ministry ({words}), and\n\n## {words}\n"));
        assert_eq!(underlined(&site, Code::UnmarkedLanguage), [words, words]);
        site.all(Code::UnmarkedLanguage)[0].is_at("content/x.md", 5, 15).advises(mend);
    }
}

#[test]
fn a_register_says_what_language_words_are_in() {
    let names = "- id: mofa\n  kind: organization\n  name: {en: Ministry, ja: 外務省}\n";
    let site =
        Site::new().file("content/registers/names.yaml", names).home("The [Ministry](name:mofa) (外務省).\n");
    site.build().reports(Code::UnmarkedLanguage).advises("`<span lang=\"ja\">外務省</span>`");
}

#[test]
fn a_passage_over_several_lines_is_one() {
    let site = build_text("He said 「一つの\n日本」、そして。 So it was.\n");
    assert_eq!(underlined(&site, Code::UnmarkedLanguage), ["一つの\n日本」、そして"]);
}

#[test]
fn words_of_raw_html_are_found_at_their_places() {
    let site = build_text("> <div>é\n> one\n> 外務省 two\n> 日本</div>\n");
    assert_eq!(underlined(&site, Code::UnmarkedLanguage), ["外務省", "日本"]);
}

#[test]
fn words_that_are_marked_or_are_signs_ask_for_nothing() {
    for markdown in [
        "The <span lang=\"ja\">外務省 (**日本**)</span>.\n",
        "<div lang=\"ja\">\n\n外務省\n\n<p>日本</p>\n\n</div>\n",
        "`外務省`, <code>外務省</code>\n\n    外務省\n",
        "From α to ω, 5 µm, 10 Ω, café, Pôles, œuvre, naïve.\n",
        "[[外務省]]\n",
    ] {
        build_text(markdown).does_not_report(Code::UnmarkedLanguage);
    }
    let site = build_text("<span lang=\"ja\">外務省</span> 日本 <em>日本</em>\n");
    assert_eq!(underlined(&site, Code::UnmarkedLanguage), ["日本", "日本"]);
}

#[test]
fn the_scripts_of_a_page_are_those_of_its_language() {
    let of = |language: &str| {
        let site = Site::new().config(&format!("languages: [{language}]\n"));
        let site = site.home("日本のODA, Москва\n").build();
        underlined(&site, Code::UnmarkedLanguage)
    };
    assert_eq!(of("ja"), ["Москва"]);
    assert_eq!(of("ru"), ["日本の"]);
    assert_eq!(of("sr-Latn"), ["日本の", "Москва"]);
    // Nobody knows what this one is written in.
    assert_eq!(of("qaa"), Vec::<String>::new());
}

#[test]
fn a_language_tag_that_is_none_is_told_how() {
    for (tag, mend) in
        [("jp", "`ja`"), ("en_GB", "`en-GB`"), ("en-UK", "`en-GB`"), ("French", "`fr`"), ("e", "BCP 47")]
    {
        let site = build_text(&format!("One <em lang=\"{tag}\">two</em>\n"));
        site.reports(Code::WrongLanguage).is_at("content/x.md", 5, 5).says(&format!("`{tag}`")).advises(mend);
    }
    build_text("One <em lang=\"fr-CA\">two</em> <i lang=\"\">three</i> <i lang=\"zh-Hant\">四</i>\n")
        .is_clean();
    let site = Site::new().config("languages: [jp]\n").build();
    site.reports(Code::WrongLanguage).is_at("chancery.yaml", 2, 13).advises("`ja`");
}

// All of them

#[test]
fn the_warnings_can_be_left_out_and_the_errors_cannot() {
    let markdown = "### A\n\n**B**\n\n[here](y.md), 日本, ![image](a.png), <b lang=\"jp\">c</b>\n\n• d\n\n| |\n|---|\n| e |\n\n![](a.png)\n";
    let all = build_text(markdown);
    assert_eq!(all.report.count(Severity::Warning), 8, "{:#?}", all.report.diagnostics);
    let site = files(Site::new().page("content/x.md", "X", markdown))
        .config("checks: {accessibility: false}\n")
        .build();
    assert_eq!(site.report.count(Severity::Warning), 0, "{:#?}", site.report.diagnostics);
    site.reports(Code::MissingAlternative);
}

// Captions

/// The text of a page whose text this is.
fn text_of(markdown: &str) -> Page {
    Site::new().page("content/x.md", "X", markdown).build().page("x.html").body()
}

const VISITS: &str = "| Year | Visits |\n|---|--:|\n| 2014 | 3 |\n";

#[test]
fn a_paragraph_that_begins_so_is_the_caption_of_the_table_below_it() {
    text_of(&format!("Before.\n\nTable: Visits of *heads* of government\n\n{VISITS}"))
        .shows("<p id=\"_.1\">Before.</p>")
        .shows(
            "<div class=\"table\" role=\"region\" aria-labelledby=\"_.2\" tabindex=\"0\"><table>\n\
             <caption id=\"_.2\">Visits of <em>heads</em> of government</caption>\n<thead>",
        )
        .lacks("Table:");
}

#[test]
fn a_caption_may_refer_to_what_a_text_may_refer_to() {
    let text = format!("Table: Visits, see [home](index.md)[^1]\n\n{VISITS}\n[^1]: A note.\n");
    text_of(&text).shows("<caption id=\"_.1\">Visits, see <a href=\"index.html\">home</a><sup");
}

#[test]
fn a_paragraph_that_no_table_follows_or_that_says_nothing_stays_one() {
    text_of(&format!("Table: Visits\n\nMore.\n\n{VISITS}"))
        .shows("<p id=\"_.1\">Table: Visits</p>")
        .lacks("<caption");
    text_of(&format!("Table:\n\n{VISITS}")).shows("<p id=\"_.1\">Table:</p>").shows("aria-label=\"Table 1\"");
    text_of(&format!("> Table: Visits\n\n{VISITS}")).lacks("<caption");
    text_of(&format!("- Table: Visits\n\n{VISITS}")).lacks("<caption");
}
