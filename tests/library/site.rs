//! What an editor writes, and what a reader then sees.

use chancery::model::source::diagnostic::Code;

use crate::common::{
    Built, Page, Site, dead_links, is_absolute, page, tags, unbalanced, without_data, without_scripts,
};

/// A site whose only page beside the first has this text.
fn build_text(markdown: &str) -> Built {
    Site::new().page("content/x.md", "X", markdown).build()
}

// Links to pages, headings and files

#[test]
fn a_page_has_its_title_as_its_only_level_one_heading() {
    let site = Site::new().page("content/trade.md", "Trade & more", "## Goods\n").build();
    site.is_clean();
    site.page("trade.html").shows_times("<h1", 1).main().shows("<h1>Trade &amp; more</h1>");
}

#[test]
fn a_page_comes_out_where_it_went_in() {
    let site = Site::new().section("a", "A").section("a/b", "B").page("content/a/b/c.md", "C", "").build();
    site.is_clean().has("index.html").has("a/index.html").has("a/b/index.html").has("a/b/c.html");
}

#[test]
fn a_link_to_a_file_becomes_a_link_to_its_page() {
    let site = Site::new()
        .home("[trade](economic/trade.md)")
        .section("economic", "Economic")
        .page(
            "content/economic/trade.md",
            "Trade",
            "[home](../index.md), [section](index.md), [self](trade.md)",
        )
        .build();
    site.is_clean();
    site.page("index.html").shows("<a href=\"economic/trade.html\">trade</a>");
    let trade = site.page("economic/trade.html").body();
    trade.shows("<a href=\"../index.html\">home</a>");
    trade.shows("<a href=\"index.html\">section</a>");
    trade.shows("<a href=\"trade.html\">self</a>");
}

#[test]
fn a_link_crosses_from_one_folder_to_another() {
    let site = Site::new()
        .section("a", "A")
        .section("a/b", "B")
        .section("c", "C")
        .page("content/a/b/x.md", "X", "[y](../../c/y.md)")
        .page("content/c/y.md", "Y", "")
        .build();
    site.is_clean();
    site.page("a/b/x.html").body().shows("<a href=\"../../c/y.html\">y</a>");
}

#[test]
fn a_link_to_a_folder_leads_to_its_landing_page() {
    let site = Site::new().home("[a](a/)").section("a", "A").page("content/a/x.md", "X", "[up](..)").build();
    site.is_clean();
    site.page("index.html").shows("<a href=\"a/index.html\">a</a>");
    site.page("a/x.html").body().shows("<a href=\"../index.html\">up</a>");
}

#[test]
fn a_link_leads_to_a_heading() {
    let site = Site::new()
        .home("[goods](trade.md#goods)")
        .page("content/trade.md", "Trade", "## Goods\n\n[above](#goods)\n")
        .build();
    site.is_clean();
    site.page("index.html").shows("<a href=\"trade.html#goods\">goods</a>");
    site.page("trade.html").body().shows("<a href=\"#goods\">above</a>");
}

#[test]
fn a_heading_is_linked_by_its_own_words_where_they_are_the_only_such() {
    let site = build_text("## Trade\n\n### Exports\n\n[short](#exports), [whole](#trade-exports)\n");
    site.is_clean();
    site.page("x.html").body().shows_times("href=\"#trade-exports\"", 2);
}

#[test]
fn the_short_form_of_two_headings_is_ambiguous() {
    let site = build_text("## Trade\n\n### Total\n\n## Aid\n\n### Total\n\n[t](#total)\n");
    let found = site.reports(Code::AmbiguousTarget).is_at("content/x.md", 13, 1);
    found.says("`#total`").advises("`#trade-total`, `#aid-total`");
}

#[test]
fn a_wikilink_shows_the_title_of_its_page() {
    let site = Site::new().page("content/trade.md", "Trade & aid", "").home("See [[trade]].").build();
    site.is_clean();
    site.page("index.html").shows("See <a href=\"trade.html\">Trade &amp; aid</a>.");
}

#[test]
fn a_link_without_text_shows_the_title_of_its_page() {
    let site = Site::new().page("content/trade.md", "Trade & aid", "").home("See [](trade.md).").build();
    site.is_clean();
    site.page("index.html").shows("See <a href=\"trade.html\">Trade &amp; aid</a>.");
    site.page("trade.html").shows("<p>See Trade &amp; aid.</p>");
}

#[test]
fn a_wikilink_has_the_text_that_it_is_given() {
    let site =
        Site::new().page("content/trade.md", "Trade", "## Goods\n").home("[[trade#goods|the goods]]").build();
    site.is_clean();
    site.page("index.html").shows("<a href=\"trade.html#goods\">the goods</a>");
}

#[test]
fn a_wikilink_finds_a_page_by_name_by_the_end_of_its_path_and_by_title() {
    let site = Site::new()
        .section("economic", "Economic affairs")
        .page("content/economic/trade.md", "Trade in goods", "")
        .home("[[trade]] [[Economic/Trade]] [[trade in goods]] [[economic]]")
        .build();
    site.is_clean();
    let home = site.page("index.html").main();
    home.shows_times("<a href=\"economic/trade.html\">Trade in goods</a>", 4);
    home.shows("<a href=\"economic/index.html\">Economic affairs</a></p>");
}

#[test]
fn a_name_that_several_pages_have_is_ambiguous() {
    let site = Site::new()
        .section("a", "A")
        .section("b", "B")
        .page("content/a/trade.md", "One", "")
        .page("content/b/trade.md", "Two", "")
        .home("[[trade]] [[a/trade]]")
        .build();
    site.reports(Code::AmbiguousTarget).is_at("content/index.md", 5, 1).advises("`a/trade`, `b/trade`");
}

#[test]
fn headings_of_a_page_that_has_many_are_found_as_those_of_any_other() {
    let many: String = (0..60).map(|number| format!("## Year {number}\n\n### Trade {number}\n\n")).collect();
    let text = format!("{many}## First\n\n### Twin\n\n## Second\n\n### Twin\n\nA note.[^1]\n\n[^1]: Here.\n");
    let link = |to: &str| {
        Site::new()
            .page("content/x.md", "X", &text)
            .page("content/y.md", "Y", &format!("[there](x.md#{to})"))
            .build()
    };
    link("year-59").page("y.html").shows("href=\"x.html#year-59\"");
    link("trade-59").page("y.html").shows("href=\"x.html#year-59-trade-59\"");
    link("fn-1").page("y.html").shows("href=\"x.html#fn-1\"");
    link("twin").reports(Code::AmbiguousTarget).advises("`#first-twin`, `#second-twin`");
    link("year-60").reports(Code::MissingHeading);
}

#[test]
fn a_wikilink_to_a_heading_of_its_own_page_needs_no_name() {
    let site = build_text("## Goods\n\n[[#goods|what is sold]]\n");
    site.is_clean();
    site.page("x.html").body().shows("<a href=\"#goods\">what is sold</a>");
}

#[test]
fn addresses_are_percent_encoded_and_read_so() {
    let site = Site::new()
        .page("content/名 前.md", "名前", "## <span lang=\"ja\">概要</span>\n")
        .home("[a](%E5%90%8D%20%E5%89%8D.md#%E6%A6%82%E8%A6%81) [b](<名 前.md#概要>) [[名 前#概要]]")
        .build();
    site.is_clean().has("名 前.html");
    let home = site.page("index.html").main();
    home.shows_times("href=\"%E5%90%8D%20%E5%89%8D.html#%E6%A6%82%E8%A6%81\"", 3);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_name_with_a_percent_sign_or_a_number_sign_is_linked() {
    let site = Site::new().page("content/100%#.md", "All", "").home("[all](100%25%23.md)").build();
    site.is_clean();
    site.page("index.html").shows("<a href=\"100%25%23.html\">all</a>");
}

#[test]
fn a_file_beside_a_page_is_copied_and_linked() {
    let site = Site::new()
        .section("a", "A")
        .page("content/a/x.md", "X", "[figures](data/figures.csv)\n\n![exports](chart.svg \"Chart\")\n")
        .file("content/a/data/figures.csv", "1,2")
        .file("content/a/chart.svg", "<svg/>")
        .build();
    site.is_clean();
    assert_eq!(site.text("a/data/figures.csv"), "1,2");
    let page = site.page("a/x.html").body();
    page.shows("<a href=\"data/figures.csv\">figures</a>");
    page.shows("<img src=\"chart.svg\" alt=\"exports\" title=\"Chart\" loading=\"lazy\">");
}

#[test]
fn what_follows_a_files_address_stays_as_it_is() {
    let site = Site::new().file("content/a.pdf", "").home("[a](a.pdf?v=1#page=2%20b)").build();
    site.is_clean();
    site.page("index.html").shows("href=\"a.pdf?v=1#page=2%20b\"");
}

#[test]
fn links_to_other_sites_stay_as_they_are() {
    let site = build_text(
        "[a](https://example.org/a?b=1&c=2) <https://example.org> <a@example.org> [t](tel:+331)\n",
    );
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows("<a href=\"https://example.org/a?b=1&amp;c=2\">a</a>");
    page.shows("<a href=\"https://example.org\" class=\"url\">").shows("<a href=\"mailto:a@example.org\">");
    page.shows("<a href=\"tel:+331\">t</a>");
}

#[test]
fn the_text_in_place_of_an_image_holds_words_alone() {
    let site = Site::new()
        .file("content/a.png", "")
        .page("content/x.md", "X", "![see *the* [trade](index.md)](a.png)\n")
        .build();
    let page = site.page("x.html").body();
    page.shows("alt=\"see the trade\"").lacks("<a href");
}

// Markdown

#[test]
fn footnotes_have_a_way_there_and_a_way_back() {
    let site = build_text("One[^a] and two[^b], one again[^a].\n\n[^b]: Second.\n[^a]: First.\n");
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows("<sup class=\"footnote-reference\" id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup> and two");
    page.shows_in_order(&["<li id=\"fn-1\">", "First.", "href=\"#fnref-1\"", "href=\"#fnref-1-2\"", "</li>"]);
    page.shows_in_order(&["<li id=\"fn-2\">", "Second.", "href=\"#fnref-2\"", "</li>"]);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_note_that_only_an_unused_note_refers_to_leaves_no_dead_link() {
    let site = build_text("Text.\n\n[^a]: See[^b].\n\n[^b]: Else.\n");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_heading_in_an_unused_note_leaves_no_dead_link() {
    let site = build_text("## One\n\n## Two\n\nText.\n\n[^a]: Note\n\n    ## Three\n");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn tables_align_by_class() {
    let site = build_text("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |\n");
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows("<th scope=\"col\">a</th><th scope=\"col\" class=\"left\">b</th>");
    page.shows("<td>1</td><td class=\"left\">2</td><td class=\"center\">3</td><td class=\"right\">4</td>");
    page.lacks("style=");
}

#[test]
fn definition_lists_alerts_and_task_lists() {
    let site = build_text("Term\n: Meaning\n\n> [!WARNING]\n> Mind.\n\n- [x] done\n- [ ] open\n");
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows_in_order(&["<dl>", "<dt>Term</dt>", "<dd>Meaning</dd>", "</dl>"]);
    page.shows_in_order(&[
        "<aside",
        "class=\"alert alert-warning\">",
        "Warning</p>",
        "<p id=\"_.1\">Mind.</p>",
        "</aside>",
    ]);
    page.shows_times("type=\"checkbox\"", 2).shows_times("checked", 1);
}

#[test]
fn each_kind_of_alert_has_its_label() {
    for (kind, label) in [
        ("NOTE", "Editor’s note"),
        ("TIP", "Tip"),
        ("IMPORTANT", "Important"),
        ("WARNING", "Warning"),
        ("CAUTION", "Caution"),
    ] {
        let page = build_text(&format!("> [!{kind}]\n> Text.\n")).page("x.html").body();
        page.shows(&format!("class=\"alert alert-{}\">", kind.to_lowercase()));
        page.shows(&format!("<p class=\"alert-title\">{label}</p>"));
    }
}

#[test]
fn punctuation_is_smart_and_words_are_struck_through() {
    let site = build_text("\"One\" -- two --- three... ~~four~~ Japan's\n");
    site.page("x.html").body().shows("“One” – two — three… <del>four</del> Japan’s");
}

#[test]
fn a_heading_takes_an_id_and_classes_and_nothing_else() {
    let site =
        build_text("## Key figures {#figures .key-figures}\n\n### Trade {onclick=x}\n\n[f](#figures)\n");
    let page = site.page("x.html").body();
    page.shows("<h2 id=\"figures\" class=\"key-figures\">Key figures</h2>");
    page.shows("<h3 id=\"figures-trade\">Trade</h3>").shows("href=\"#figures\"");
    site.reports(Code::RemovedHtml).says("`onclick`");
}

#[test]
fn heading_ids_keep_the_letters_of_every_script() {
    let site = build_text("## Pôles & clusters\n\n## <span lang=\"ja\">政治関係（概要）</span>\n\n## !?\n");
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows("id=\"pôles-clusters\"").shows("id=\"政治関係-概要\"").shows("id=\"heading\"");
}

#[test]
fn a_heading_keeps_its_id_when_the_same_words_stand_under_another() {
    let before = build_text("## Aid\n\n### Total\n");
    let after = build_text("## Trade\n\n### Total\n\n## Aid\n\n### Total\n");
    before.page("x.html").body().shows("<h3 id=\"aid-total\">");
    after.is_clean();
    after.page("x.html").body().shows("<h3 id=\"aid-total\">").shows("<h3 id=\"trade-total\">");
}

#[test]
fn two_headings_with_one_id_are_an_error() {
    let site = build_text("## Total\n\ntext\n\n## Total\n");
    let found = site.reports(Code::DuplicateHeading).is_at("content/x.md", 9, 1);
    found.says("`total`").advises("{#total-2}");
}

#[test]
fn no_id_of_a_page_is_used_twice() {
    // Words that a template is likely to use for ids of its own.
    let words = ["main", "Section nav", "nav", "contents", "top", "footnotes", "backlinks", "search", "skip"];
    let headings: String = words.iter().map(|word| format!("## {word}\n\n")).collect();
    let site = Site::new().section("a", "A").page("content/a/x.md", "X", &headings).build();
    let page = site.page("a/x.html");
    let mut ids: Vec<String> =
        tags(page.text()).iter().filter_map(|tag| Some(tag.get("id")?.to_owned())).collect();
    ids.sort();
    let repeated: Vec<&String> =
        ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert_eq!(repeated, Vec::<&String>::new());
}

#[test]
fn an_empty_heading_id_is_not_written() {
    build_text("## Goods {#}\n").page("x.html").body().lacks("id=\"\"");
}

#[test]
fn code_is_shown_as_it_is_written() {
    let site = build_text("`<b>` and\n\n```html\n<script>alert(1)</script>\n```\n");
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows("<code>&lt;b&gt;</code>").shows("&lt;script&gt;alert(1)&lt;/script&gt;");
}

// Backlinks

/// The backlinks of the page `y`, to which a page `x` refers in this text.
fn backlinks(markdown: &str) -> Page {
    let site = Site::new().page("content/x.md", "X", markdown).page("content/y.md", "Y", "").build();
    site.is_clean();
    site.page("y.html").between("<section class=\"backlinks\">", "</section>")
}

#[test]
fn a_page_lists_the_sentence_that_refers_to_it() {
    let found = backlinks("Before. See *the* [why & how](y.md) of it. After.\n");
    found.shows("<a href=\"x.html\">X</a>").shows("<p>See the why &amp; how of it.</p>");
    found.lacks("Before").lacks("After");
}

#[test]
fn a_sentence_stands_once_however_often_it_refers() {
    backlinks("[One](y.md) and [two](y.md#) and [[y]].\n\n[One](y.md) and [two](y.md) and [[y]].\n")
        .shows_times("<p>", 1);
}

#[test]
fn several_sentences_of_a_page_stand_under_its_title() {
    let found = backlinks("See [one](y.md). Or [two](y.md).\n");
    found.shows_times("<li>", 1).shows_in_order(&["<p>See one.</p>", "<p>Or two.</p>"]);
}

#[test]
fn the_sentence_of_a_table_is_its_row() {
    backlinks("| year | visit |\n|---|---|\n| 2013 | none |\n| 2014 | [Tokyo](y.md) |\n")
        .shows("<p>2014 · Tokyo</p>")
        .lacks("2013");
}

#[test]
fn the_sentence_of_a_definition_names_its_term() {
    backlinks("June 2013\n: The [visit](y.md). It rained.\n").shows("June 2013 · The visit.");
}

#[test]
fn the_sentence_of_a_list_item_is_of_that_item() {
    backlinks("- one\n- [two](y.md)\n  - three\n").shows("<p>two</p>").lacks("one").lacks("three");
}

#[test]
fn japanese_sentences_are_told_apart() {
    backlinks("<span lang=\"ja\">一つ。[貿易](y.md)は減った。終わり。</span>\n")
        .shows("<p>貿易は減った。</p>");
}

#[test]
fn a_wikilink_is_named_in_its_sentence() {
    backlinks("See [[y]] now. And [[y|the page]] then.\n").shows("the page then").shows("<p>See Y now.</p>");
}

#[test]
fn a_page_does_not_list_itself() {
    let site = build_text("[me](x.md)\n");
    site.page("x.html").lacks("backlinks");
}

#[test]
fn an_image_is_no_reference_to_a_page() {
    let site = Site::new().file("content/a.png", "").home("![a](a.png)").build();
    site.is_clean();
    site.page("index.html").lacks("backlinks");
}

// Raw HTML

#[test]
fn a_safe_subset_of_html_is_kept() {
    let site = build_text(
        "H<sub>2</sub>O <abbr title=\"a &amp; b\">x</abbr>\n\n<div class=\"note\">\n\n**b**\n\n</div>\n",
    );
    site.is_clean();
    let page = site.page("x.html").body();
    page.shows("H<sub>2</sub>O <abbr title=\"a &amp; b\">x</abbr>");
    page.shows_in_order(&["<div class=\"note\">", "<strong>b</strong>", "</div>"]);
}

#[test]
fn a_script_goes_with_what_is_in_it() {
    let site = build_text("Before.\n\n<script>\nalert(1)\n\nalert(2)\n</script>\n\nAfter.\n");
    site.reports(Code::RemovedHtml).is_at("content/x.md", 7, 1).says("`<script>`").underlines("<script>");
    let page = site.page("x.html").body();
    page.lacks("alert").shows(">Before.</p>").shows(">After.</p>");
}

#[test]
fn a_script_in_a_sentence_goes_with_what_is_in_it() {
    let site = build_text("One <script>two</script> three.\n");
    site.page("x.html").body().shows("One  three.").lacks("two");
}

#[test]
fn what_is_taken_out_takes_markdown_with_it_in_balance() {
    for markdown in [
        "a <script> **b** `c` [d](index.md) </script> *e*\n",
        "a <svg> **b**\n\nc\n",
        "<svg>\n\n- one\n- two\n\n</svg>\n\nafter\n",
        "<select>\n\n| a |\n|---|\n| b |\n\n</select>\n\nafter\n",
        "<iframe>\n\n## b\n\n</iframe>\n\nafter\n",
        "> <iframe> *b*\n\nafter\n",
        "<plaintext>\n\n**b**\n",
        "*a <object> b* c </object> d\n",
        "[^1] <svg>\n\n[^1]: x *y*\n",
        "[a <svg>](index.md) b </svg> c\n",
    ] {
        let page = build_text(markdown).page("x.html");
        assert_eq!(unbalanced(page.main().text()), None, "{markdown}\n{}", page.body().text());
    }
}

#[test]
fn handlers_and_styles_are_taken_out_of_elements() {
    let site = build_text("<b onclick=\"x()\" STYLE='color:red' class=\"y\">bold</b>\n");
    site.page("x.html").body().shows("<b class=\"y\">bold</b>");
    let found = site.all(Code::RemovedHtml);
    assert_eq!(found.len(), 2);
    found[0].is_at("content/x.md", 5, 1);
}

#[test]
fn an_element_that_is_not_closed_is_closed_where_its_block_ends() {
    for (markdown, name) in [
        ("One <em>two.\n\nThree.\n", "em"),
        ("<div>\n\nOne.\n", "div"),
        ("> <div>\n>\n> One.\n\nTwo.\n", "div"),
        ("- <div>\n\n  One.\n- Two.\n", "div"),
        ("<div><p>\n", "p"),
    ] {
        let site = build_text(markdown);
        let found = site.all(Code::RemovedHtml);
        assert!(found.iter().any(|found| found.message().contains(&format!("`<{name}>`"))), "{markdown}");
        let page = site.page("x.html");
        assert_eq!(unbalanced(page.main().text()), None, "{markdown}\n{}", page.body().text());
    }
}

#[test]
fn an_end_without_a_start_is_taken_out() {
    let site = build_text("One</div> two</em>\n\n</main>\n\n</div>\n");
    assert!(site.all(Code::RemovedHtml).len() >= 2);
    assert_eq!(unbalanced(site.page("x.html").main().text()), None);
}

#[test]
fn a_block_within_a_paragraph_is_taken_out() {
    let site = build_text("One <div>two</div> three.\n");
    site.page("x.html").body().shows("<p id=\"_.1\">One two three.</p>");
    assert!(site.all(Code::RemovedHtml)[0].message().contains("`<div>`"));
}

#[test]
fn a_comment_goes_without_a_word() {
    let site = build_text("One <!-- secret --> two.\n\n<!--\nsecret\n\n-->\n");
    site.is_clean();
    site.page("x.html").lacks("secret");
}

#[test]
fn an_image_in_html_needs_alternative_text() {
    let site =
        Site::new().file("content/a.png", "").page("content/x.md", "X", "<img src=\"a.png\">\n").build();
    site.reports(Code::MissingAlternative).is_at("content/x.md", 5, 1);
}

#[test]
fn links_in_html_are_checked_and_rewritten() {
    let site = Site::new()
        .page("content/x.md", "X", "<a href=\"y.md#a\">y</a> and <a href=\"z.md\">z</a>.\n")
        .page("content/y.md", "Y", "## A\n")
        .build();
    site.page("x.html").body().shows("<a href=\"y.html#a\">y</a>");
    site.reports(Code::MissingTarget).is_at("content/x.md", 5, 28).says("`z.md`");
    site.page("y.html").shows("<p>y and z.</p>");
}

#[test]
fn an_id_in_html_can_be_linked() {
    let site = build_text("<span id=\"here\">x</span> [y](#here)\n");
    site.is_clean();
    site.page("x.html").body().shows("<a href=\"#here\">y</a>");
}

#[test]
fn unsafe_addresses_are_errors_in_every_disguise() {
    for markdown in [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](<\u{1}javascript:alert(1)>)",
        "[a](javascript&colon;alert(1))",
        "[a](&#x6A;avascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](file:///etc/passwd)",
        "[a](//example.org/)",
        "[a](\\\\\\\\example.org/)",
        "<javascript:alert(1)>",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "![a](javascript:alert(1))",
        "![a](data:image/svg+xml,x)",
        "<a href=\"javascript:alert(1)\">a</a>",
        "<A HREF=' javascript:alert(1)'>a</A>",
        "<a href=\"java\nscript:alert(1)\">a</a>",
        "<a href=\"&#106;avascript&colon;alert(1)\">a</a>",
        "<a href=\"&Tab;javascript:alert(1)\">a</a>",
        "<a href=javascript:alert(1)>a</a>",
        "<div>\n<a href=\"javascript:alert(1)\">a</a>\n</div>",
        "<img alt=\"a\" src=\"data:image/png,x\">",
    ] {
        let site = build_text(markdown);
        let found = site.reports(Code::UnsafeAddress);
        assert_eq!(found.file(), "content/x.md", "{markdown}");
        assert!(found.place().is_some_and(|(line, _)| line >= 5), "{markdown}");
        let html = site.page("x.html").body().text().to_ascii_lowercase();
        for scheme in ["javascript", "data:", "vbscript", "file:", "example.org"] {
            assert!(!html.contains(&format!("href=\"{scheme}")), "{markdown}\n{html}");
            assert!(!html.contains(&format!("src=\"{scheme}")), "{markdown}\n{html}");
        }
    }
}

#[test]
fn an_image_of_another_host_is_an_error_and_is_not_shown() {
    for markdown in ["![a](https://example.org/a.png)", "<img alt=\"a\" src=\"http://example.org/a.png\">"] {
        let site = build_text(markdown);
        site.reports(Code::RemoteImage).is_at("content/x.md", 5, 1);
        site.page("x.html").lacks("example.org");
    }
}

// Drafts, withdrawn and superseded pages

fn with_status(status: &str) -> Site {
    Site::new()
        .config("base_url: https://example.org/\n")
        .section("a", "A")
        .page_with("content/a/1.md", "First", "date: 2015-10-01\n", "")
        .page_with(
            "content/a/2.md",
            "Special",
            &format!("status: {status}\ndate: 2015-10-02\ntags: [unusual]\n"),
            "",
        )
        .page_with("content/a/3.md", "Third", "date: 2015-10-03\n", "")
}

#[test]
fn a_draft_is_left_out() {
    let site = with_status("draft").build();
    site.is_clean().has_no("a/2.html").has_no("tags/index.html");
    for address in ["a/index.html", "a/1.html", "a-z.html", "feed.xml", "sitemap.xml"] {
        site.page(address).lacks("Special").lacks("a/2.html");
    }
    site.page("a/1.html").shows("href=\"3.html\" rel=\"next\"");
}

#[test]
fn a_draft_is_published_with_a_notice_when_drafts_are_asked_for() {
    let site = with_status("draft").with_drafts().build();
    site.is_clean();
    site.page("a/2.html").main().shows("<p class=\"status\"><strong>Draft.</strong>");
    site.page("a/index.html").main().shows("<a href=\"2.html\">Special</a>");
}

#[test]
fn a_link_to_a_draft_is_an_error_until_drafts_are_asked_for() {
    let site = with_status("draft").home("[s](a/2.md)");
    site.clone().with_drafts().build().is_clean();
    let built = site.build();
    built
        .reports(Code::DraftTarget)
        .is_at("content/index.md", 5, 1)
        .says("`content/a/2.md`")
        .advises("--drafts");
}

#[test]
fn a_draft_may_be_half_written_and_is_checked_all_the_same() {
    let site = Site::new().page_with("content/x.md", "X", "status: draft\n", "# One\n").build();
    site.reports(Code::LevelOneHeading);
}

#[test]
fn a_withdrawn_page_stands_with_a_notice_and_in_no_list() {
    let site = with_status("withdrawn").build();
    site.is_clean().has_no("tags/unusual.html").has_no("tags/index.html");
    let page = site.page("a/2.html");
    page.main().shows("<h1>Special</h1>").shows("<p class=\"status\"><strong>Withdrawn.</strong>");
    page.lacks("rel=\"prev\"").lacks("rel=\"next\"").lacks("rel=\"tag\"");
    for address in [
        "index.html",
        "a/index.html",
        "a/1.html",
        "a/3.html",
        "a-z.html",
        "feed.xml",
        "sitemap.xml",
        "404.html",
    ] {
        site.page(address).lacks("Special").lacks("2.html");
    }
    site.page("a/1.html").shows("href=\"3.html\" rel=\"next\"");
    site.page("a/3.html").shows("href=\"1.html\" rel=\"prev\"");
}

#[test]
fn a_withdrawn_section_is_in_no_navigation() {
    let site = Site::new()
        .page_with("content/a/index.md", "Gone", "status: withdrawn\n", "")
        .page("content/x.md", "X", "")
        .build();
    site.is_clean().has("a/index.html");
    for address in ["index.html", "x.html", "a-z.html", "404.html"] {
        site.page(address).lacks("Gone");
    }
}

#[test]
fn a_withdrawn_page_may_be_linked() {
    let site = with_status("withdrawn").home("[s](a/2.md)").build();
    site.is_clean();
    site.page("index.html").shows("<a href=\"a/2.html\">s</a>");
}

#[test]
fn a_superseded_page_says_so_and_stays_in_lists() {
    let site = with_status("superseded").build();
    site.is_clean();
    site.page("a/2.html").main().shows("<strong>Superseded.</strong>");
    site.page("a/index.html").shows("Special");
    site.page("feed.xml").shows("Special");
}

// Lists and ways

#[test]
fn each_tag_has_a_page_with_its_pages() {
    let site = Site::new()
        .section("a", "Alpha")
        .page_with("content/a/x.md", "X", "tags: [trade, 経済, Local Government]\ndescription: About X\n", "")
        .page_with("content/y.md", "Y", "tags: [trade]\n", "")
        .build();
    site.is_clean();
    let x = site.page("a/x.html").main();
    x.shows("<a href=\"../tags/trade.html\" rel=\"tag\">trade</a>");
    x.shows("<a href=\"../tags/local-government.html\" rel=\"tag\">Local Government</a>");
    x.shows("<a href=\"../tags/%E7%B5%8C%E6%B8%88.html\" rel=\"tag\">経済</a>");
    let trade = site.page("tags/trade.html").main();
    trade.shows("<h1>Topic: trade</h1>").shows("<a href=\"index.html\">Topics</a>");
    trade.shows_in_order(&[
        "<a href=\"../a/x.html\">X</a>",
        "Alpha",
        "About X",
        "<a href=\"../y.html\">Y</a>",
    ]);
    site.page("tags/index.html").main().shows("<a href=\"local-government.html\">Local Government</a>");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn the_page_of_all_tags_says_how_many_pages_each_has() {
    let site = Site::new()
        .page_with("content/x.md", "X", "tags: [one, two]\n", "")
        .page_with("content/y.md", "Y", "tags: [two]\n", "")
        .build();
    let all = site.page("tags/index.html").main();
    all.lacks("tag_page").lacks("{count}");
    all.shows_in_order(&["one", "1", "two", "2"]);
}

#[test]
fn no_page_shows_the_key_of_a_text_in_place_of_the_text() {
    let site = with_status("draft").with_drafts().home("> [!NOTE]\n> x[^1]\n\n[^1]: y\n").build();
    let strings = include_str!("../../templates/strings/en.yaml");
    let keys = strings.lines().filter_map(|line| line.split_once(": ")).map(|(key, _)| key);
    let keys: Vec<&str> = keys.filter(|key| key.contains('_')).collect();
    for (address, bytes) in
        site.report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html"))
    {
        let html = String::from_utf8_lossy(bytes);
        for key in &keys {
            assert!(!html.contains(key), "`{key}` in {address}");
        }
    }
}

#[test]
fn the_index_lists_every_page_by_its_letter() {
    let site = Site::new()
        .page("content/index.md", "Welcome", "")
        .page("content/1.md", "Zebra", "")
        .page("content/2.md", "Économie", "")
        .page("content/3.md", "Eclipse", "")
        .page("content/4.md", "effort", "")
        .page("content/5.md", "2015", "")
        .page("content/6.md", "政治", "")
        .build();
    site.is_clean();
    let index = site.page("a-z.html").main();
    index.shows_times("<h2>E</h2>", 1).shows_times("id=\"letter-e\"", 1);
    index.shows_in_order(&[
        "<h2>0–9</h2>",
        "2015",
        "<h2>E</h2>",
        "Eclipse",
        "Économie",
        "effort",
        "<h2>W</h2>",
        "Welcome",
        "<h2>Z</h2>",
        "Zebra",
        "<h2>政</h2>",
        "政治",
    ]);
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn a_title_without_a_letter_has_an_address_in_the_index_too() {
    let site = Site::new().page("content/x.md", "'!?'", "").page("content/y.md", "\"<&>\"", "").build();
    let index = site.page("a-z.html").main();
    let fragments: Vec<String> = tags(index.text())
        .iter()
        .filter_map(|tag| Some(tag.get("href")?.strip_prefix('#')?.to_owned()))
        .collect();
    // RFC 3986, section 3.5: `#` cannot stand within a fragment.
    assert!(fragments.iter().all(|fragment| !fragment.contains('#')), "{fragments:?}");
    assert_eq!(dead_links(&site.report), []);
}

#[test]
fn breadcrumbs_lead_from_the_first_page_to_the_section() {
    let site = Site::new().section("a", "A").section("a/b", "B").page("content/a/b/x.md", "X", "").build();
    let crumbs = site.page("a/b/x.html").main().between("class=\"breadcrumbs\"", "</nav>");
    crumbs.shows_in_order(&[
        "<a href=\"../../index.html\">Home</a>",
        "<a href=\"../index.html\">A</a>",
        "<a href=\"index.html\">B</a>",
    ]);
    crumbs.shows_times("<li>", 3);
    site.page("a/b/index.html").main().between("class=\"breadcrumbs\"", "</nav>").shows_times("<li>", 2);
    site.page("index.html").lacks("class=\"breadcrumbs\"");
}

#[test]
fn a_page_with_several_headings_has_a_table_of_contents() {
    let site = build_text("## One & two\n\n### Three\n\n#### Four\n\n## Five\n");
    let contents = site.page("x.html").main().between("<nav class=\"contents\"", "</nav>");
    contents.shows_in_order(&[
        "<a href=\"#one-two\">One &amp; two</a>",
        "<a href=\"#one-two-three\">Three</a>",
        "<a href=\"#five\">Five</a>",
    ]);
    contents.lacks("Four");
    build_text("## One\n").page("x.html").lacks("class=\"contents\"");
}

#[test]
fn pages_follow_each_other_in_reading_order() {
    let site = Site::new()
        .page_with("content/a/index.md", "A", "order: 2\n", "")
        .page_with("content/a/x.md", "X", "order: 2\n", "")
        .page_with("content/a/y.md", "Y", "order: 1\n", "")
        .page("content/a/w.md", "W", "")
        .page_with("content/b/index.md", "B", "order: 1\n", "")
        .build();
    site.is_clean();
    let way = ["index.html", "b/index.html", "a/index.html", "a/y.html", "a/x.html", "a/w.html"];
    let titles = ["Home", "B", "A", "Y", "X", "W"];
    for (at, address) in way.iter().enumerate() {
        let page = site.page(address).main();
        match titles.get(at + 1) {
            Some(next) => page.between("rel=\"next\"", "</a>").shows(&format!("</span> {next}</a>")),
            None => page.lacks("rel=\"next\""),
        };
        match at.checked_sub(1) {
            Some(before) => page
                .between("rel=\"prev\"", "</a>")
                .shows(&format!("</span> {}</a>", titles[before]))
                .lacks("next"),
            None => page.lacks("rel=\"prev\""),
        };
    }
}

#[test]
fn order_puts_pages_of_a_section_in_their_place() {
    let site = Site::new()
        .section("a", "A")
        .page_with("content/a/1.md", "Last", "", "")
        .page_with("content/a/2.md", "Second", "order: 10\n", "")
        .page_with("content/a/3.md", "First", "order: -1\n", "")
        .build();
    site.is_clean();
    let landing = site.page("a/index.html").main().between("<nav class=\"listing\"", "</nav>");
    landing.shows_in_order(&["First", "Second", "Last"]);
}

#[test]
fn the_first_page_gives_quick_access_to_the_sections() {
    let site = Site::new()
        .home("Opening.\n\n## Below\n")
        .page_with("content/a/index.md", "Alpha", "description: About alpha\n", "")
        .page("content/a/x.md", "X", "")
        .build();
    site.is_clean();
    let home = site.page("index.html").main();
    home.shows_in_order(&[
        "<h1>Home</h1>",
        "Opening.",
        "<nav class=\"quick-access\"",
        "<a href=\"a/index.html\">Alpha</a>",
        "<p>About alpha</p>",
        "<a href=\"a/x.html\">X</a>",
        "</nav>",
        "<h2 id=\"below\">Below</h2>",
    ]);
    site.page("a/x.html").between("<nav class=\"sections\"", "</nav>").shows("<a href=\"../a/index.html\"");
}

#[test]
fn a_landing_page_lists_its_pages_with_their_descriptions() {
    let site = Site::new()
        .section("a", "A")
        .page_with("content/a/x.md", "X", "description: About x & y\n", "")
        .section("a/b", "B")
        .page("content/a/b/z.md", "Z", "")
        .build();
    let listing = site.page("a/index.html").main().between("<nav class=\"listing\"", "</nav>");
    listing.shows("<a href=\"x.html\">X</a>").shows("<p>About x &amp; y</p>");
    listing.shows("<a href=\"b/index.html\">B</a>").shows("<a href=\"b/z.html\">Z</a>");
}

#[test]
fn the_navigation_of_a_section_marks_the_page_that_it_stands_on() {
    for (file, href) in
        [("x", "x"), ("Q&A", "Q&amp;A"), ("l'an", "l'an"), ("名前", "%E5%90%8D%E5%89%8D"), ("a: b", "")]
    {
        let site = Site::new().section("a", "A").page(&format!("content/a/{file}.md"), "X", "").build();
        let page = site.page(&format!("a/{file}.html"));
        let nav = page.between("<nav class=\"section-nav\"", "</nav>");
        nav.shows_times("aria-current=\"page\"", 1);
        if file == "x" {
            nav.shows(&format!("<a href=\"{href}.html\" aria-current=\"page\">X</a>"));
        }
    }
}

#[test]
fn dates_are_shown_as_the_language_writes_them() {
    let keys = "date: 2015-10-02\nupdated: 2016-01-31\n";
    let site = Site::new().config("languages: [en-GB]\n").page_with("content/x.md", "X", keys, "").build();
    site.is_clean();
    let page = site.page("x.html");
    page.shows("<html lang=\"en-GB\" data-edition=\"A briefing\">")
        .shows("<time datetime=\"2015-10-02\">2 October 2015</time>");
    page.shows("<time datetime=\"2016-01-31\">31 January 2016</time>");
}

#[test]
fn the_date_that_the_briefing_describes_and_its_source_stand_on_every_page() {
    let site = Site::new()
        .config(
            "as_of: 2015-10-02\npublisher: The Ministry\nsource:\n  title: The \"Source\"\n  publisher: Someone\n  \
             date: 2015-10-01\n  url: https://example.org/s\nlicence:\n  name: CC BY 4.0\n  url: https://example.org/l\n",
        )
        .page("content/x.md", "X", "")
        .build();
    site.is_clean();
    for address in ["index.html", "x.html", "a-z.html", "404.html"] {
        let page = site.page(address);
        page.shows("As of <time datetime=\"2015-10-02\">").shows("The Ministry");
        page.shows("<a href=\"https://example.org/s\">The &quot;Source&quot;</a>");
        page.shows("<a href=\"https://example.org/l\" rel=\"license\">CC BY 4.0</a>");
    }
}

// What hosts and machines read

#[test]
fn the_missing_page_starts_at_the_sites_own_path() {
    let site = |url: &str| Site::new().config(url).section("a", "A").build();
    let missing = site("base_url: https://example.org/some/repository\n").page("404.html");
    missing.shows("href=\"/some/repository/index.html\"").shows("href=\"/some/repository/static/theme.css\"");
    missing.shows("href=\"/some/repository/a/index.html\"").shows("noindex").lacks("canonical");
    for link in tags(missing.text()).iter().filter_map(|tag| tag.get("href")) {
        assert!(link.starts_with("/some/repository/") || link.starts_with('#'), "{link}");
    }
    site("base_url: https://example.org\n").page("404.html").shows("href=\"/index.html\"");
    site("").page("404.html").shows("href=\"index.html\"").lacks("href=\"/");
}

#[test]
fn the_base_url_of_the_command_line_comes_before_the_configured_one() {
    let site =
        Site::new().config("base_url: https://example.org/\n").published_at("https://other.org/x").build();
    site.page("index.html").shows("<link rel=\"canonical\" href=\"https://other.org/x/\">");
    site.page("404.html").shows("href=\"/x/index.html\"");
}

#[test]
fn the_sitemap_lists_the_pages_at_their_absolute_addresses() {
    let site = Site::new()
        .config("base_url: https://example.org/b\n")
        .section("a", "A")
        .page_with(
            "content/a/é & è.md",
            "X",
            "date: 2015-10-01\nupdated: 2015-10-02\naliases: [old.html]\n",
            "",
        )
        .build();
    site.is_clean();
    let sitemap = site.page("sitemap.xml");
    sitemap.shows("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    sitemap.shows("<url><loc>https://example.org/b/</loc></url>");
    sitemap
        .shows("<loc>https://example.org/b/a/index.html</loc>")
        .shows("<loc>https://example.org/b/a-z.html</loc>");
    sitemap.shows(
        "<loc>https://example.org/b/a/%C3%A9%20&amp;%20%C3%A8.html</loc><lastmod>2015-10-02</lastmod>",
    );
    sitemap.lacks("404.html").lacks("old.html");
    site.page("robots.txt").shows("Sitemap: https://example.org/b/sitemap.xml\n");
    site.page("a/index.html").shows("<link rel=\"canonical\" href=\"https://example.org/b/a/index.html\">");
}

#[test]
fn the_feed_has_the_newest_pages_first_by_editorial_date() {
    let site = Site::new()
        .config("base_url: https://example.org/\npublisher: The <Ministry>\n")
        .page_with("content/1.md", "Old & changed", "date: 2015-01-01\nupdated: 2015-10-04\n", "")
        .page_with("content/2.md", "\"<New>\"", "date: 2015-10-03\ndescription: a < b\ntags: [x & y]\n", "")
        .page("content/3.md", "Undated", "")
        .build();
    site.is_clean();
    let feed = site.page("feed.xml");
    feed.shows("<updated>2015-10-04T00:00:00Z</updated>\n<link").shows("<name>The &lt;Ministry&gt;</name>");
    feed.shows_in_order(&["Old &amp; changed", "<published>2015-01-01T00:00:00Z</published>", "&lt;New&gt;"]);
    feed.shows("<summary>a &lt; b</summary>").shows("<category term=\"x &amp; y\"/>").lacks("Undated");
    feed.shows("<id>https://example.org/2.html</id>");
    site.page("index.html").shows("type=\"application/atom+xml\" href=\"feed.xml\"");
}

#[test]
fn pages_of_one_date_stand_in_the_feed_in_the_order_of_their_files() {
    let mut site = Site::new().config("base_url: https://example.org/\n");
    for number in 10..40 {
        site = site.page_with(
            &format!("content/{number}.md"),
            &format!("Page {number}"),
            "date: 2015-10-02\n",
            "",
        );
    }
    let feed = site.build().page("feed.xml");
    feed.shows_in_order(&["Page 10", "Page 11", "Page 12"]).shows_times("<entry>", 20);
}

#[test]
fn what_links_to_the_feed_does_so_only_where_there_is_one() {
    let site = Site::new().config("base_url: https://example.org/\n").build();
    assert_eq!(dead_links(&site.report), [], "no page has a date, so there is no feed");
}

#[test]
fn the_feed_and_the_sitemap_hold_only_characters_that_xml_may_hold() {
    let keys = "date: 2015-10-02\ndescription: \"a\\bb\\0c\"\ntags: [\"d\\ee\"]\n";
    let site = Site::new()
        .config("base_url: https://example.org/\npublisher: \"p\\x01q\"\n")
        .page_with("content/x.md", "\"x\\x0By\"", keys, "")
        .build();
    // XML 1.0, production 2. An error that keeps the site from being published does as well.
    let allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    if site.report.is_publishable() {
        assert!(site.text("feed.xml").chars().all(allowed), "{}", site.text("feed.xml").escape_debug());
    }
}

#[test]
fn hosts_find_their_files() {
    let site = Site::new().config("cname: briefing.example.org\n").build();
    assert_eq!(site.text(".nojekyll"), "");
    assert_eq!(site.text("CNAME"), "briefing.example.org\n");
    site.page(".chancery").shows("Made by Chancery");
    site.page("robots.txt").shows("User-agent: *\nAllow: /\n").lacks("Sitemap");
    Site::new().build().has_no("CNAME").has(".nojekyll").has(".chancery");
}

#[test]
fn a_page_leaves_a_redirect_at_its_earlier_addresses() {
    let keys = "aliases: [old.html, deep/er/old.html]\n";
    let site = |config: &str| {
        Site::new().config(config).section("a", "A").page_with("content/a/x.md", "X & y", keys, "").build()
    };
    let plain = site("");
    plain.is_clean();
    let redirect = plain.page("deep/er/old.html");
    redirect.shows("<meta http-equiv=\"refresh\" content=\"0; url=../../a/x.html\">");
    redirect.shows("<a href=\"../../a/x.html\">X &amp; y</a>").shows("noindex");
    redirect.shows("<link rel=\"canonical\" href=\"../../a/x.html\">");
    plain.page("old.html").shows("url=a/x.html");
    let absolute = site("base_url: https://example.org/b\n");
    absolute.page("old.html").shows("<link rel=\"canonical\" href=\"https://example.org/b/a/x.html\">");
}

#[test]
fn an_alias_outside_the_site_is_an_error() {
    for alias in ["../x.html", "x", "/", "a//b.html", "https://example.org/x.html", "a/./b.html"] {
        let site =
            Site::new().page_with("content/x.md", "X", &format!("aliases: [\"{alias}\"]\n"), "").build();
        let found = site.reports(Code::WrongValue);
        assert_eq!(found.file(), "content/x.md");
        found.says(&format!("`{alias}`"));
    }
}

#[test]
fn without_a_base_url_what_needs_one_is_left_out_with_a_note() {
    let site = Site::new().page_with("content/x.md", "X", "date: 2015-10-02\n", "").build();
    site.is_clean().has_no("feed.xml").has_no("sitemap.xml");
    site.page("x.html").lacks("canonical").lacks("feed.xml");
    site.reports(Code::NoBaseUrl).is_of("chancery.yaml").advises("base_url");
    let config = "outputs: {feed: false, sitemap: false}\n";
    Site::new().config(config).build().does_not_report(Code::NoBaseUrl);
}

#[test]
fn outputs_that_are_not_wanted_are_not_made() {
    let config =
        "base_url: https://example.org/\noutputs: {feed: false, sitemap: false, index: false, tags: false}\n";
    let site = Site::new()
        .config(config)
        .page_with("content/x.md", "X", "date: 2015-10-02\ntags: [a]\n", "")
        .build();
    site.is_clean().has_no("feed.xml").has_no("sitemap.xml").has_no("a-z.html").has_no("tags/a.html");
    assert_eq!(dead_links(&site.report), []);
    site.page("x.html").lacks("rel=\"tag\"");
}

// The theme

#[test]
fn a_template_of_the_site_takes_the_place_of_one_of_the_theme() {
    let site = Site::new()
        .file("templates/tag.html", "<p>own: {{ page.title }}</p>")
        .page_with("content/x.md", "X", "tags: [a]\n", "")
        .build();
    site.is_clean();
    assert_eq!(site.text("tags/a.html"), "<p>own: Topic: a</p>");
    site.page("x.html").shows("<h1>X</h1>");
}

#[test]
fn a_part_of_a_template_can_be_replaced_alone() {
    let site = Site::new().file("templates/parts/head.html", "<h1>own {{ page.title }}</h1>").build();
    site.is_clean();
    site.page("index.html").shows("<!doctype html>").shows("<h1>own Home</h1>");
}

#[test]
fn a_static_file_of_the_site_takes_the_place_of_one_of_the_theme() {
    let site =
        Site::new().file("static/theme.css", "own").file("static/more/logo.png", vec![0xFF, 0]).build();
    site.is_clean().has("static/icon.svg");
    assert_eq!(site.text("static/theme.css"), "own");
    assert_eq!(site.report.output.get("static/more/logo.png").unwrap().as_slice(), [0xFF, 0]);
}

#[test]
fn a_link_of_a_template_that_leads_nowhere_is_named_once() {
    let with = |html: &str| {
        let page = format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<h1 id=\"top\">x</h1>{html}{{% endblock %}}"
        );
        let site =
            Site::new().section("a", "A").page("content/a/x.md", "X", "").page("content/a/y.md", "Y", "");
        site.file("templates/page.html", page).build()
    };
    for link in
        ["../a-z.html", "#top", "x.html#top", "y.html", "https://example.org/x", "../static/theme.css?v=1"]
    {
        with(&format!("<a href=\"{link}\">l</a>")).is_clean();
    }
    for link in ["nope.html", "#nope", "x.html#nope", "/a-z.html", "../static/nope.css", "../../a-z.html/.."]
    {
        let site = with(&format!("<a href=\"{link}\">l</a>"));
        let found = site.reports(Code::DeadLink);
        found.says(&format!("links to `{link}`"));
        assert_eq!(found.file(), "templates/page.html");
        assert_eq!(site.report.diagnostics.iter().filter(|found| found.code == Code::DeadLink).count(), 1);
    }
}

#[test]
fn templates_escape_what_editors_write() {
    let site = Site::new()
        .config("description: \"<d>\"\n")
        .page_with(
            "content/x.md",
            "\"<b>&\\\"\"",
            "description: \"<i>\\\"\"\ntags: [\"<u>\"]\n",
            "## <script>\n",
        )
        .build();
    for (_, bytes) in site.report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html")) {
        let html = without_scripts(&without_data(&String::from_utf8_lossy(bytes)));
        for raw in ["<d>", "<b>", "<i>", "<u>", "<script"] {
            assert!(!html.contains(raw), "{raw}");
        }
    }
}

#[test]
fn the_texts_of_the_interface_can_be_replaced() {
    let english = include_str!("../../templates/strings/en.yaml");
    let own = english.replace("\ntags: Topics\n", "\ntags: Subjects\n");
    let site = Site::new()
        .file("templates/strings/en.yaml", own)
        .page_with("content/x.md", "X", "tags: [a]\n", "")
        .build();
    site.is_clean();
    site.page("tags/index.html").main().shows("<h1>Subjects</h1>");
}

#[test]
fn a_language_has_texts_of_its_own_by_its_whole_tag_or_its_first_part() {
    let english = include_str!("../../templates/strings/en.yaml");
    let french = english.replace("\nhome: Home\n", "\nhome: Accueil\n");
    let belgian = english.replace("\nhome: Home\n", "\nhome: Début\n");
    let site = Site::new().config("languages: [fr-BE]\n").file("templates/strings/fr.yaml", french);
    site.clone().build().is_clean().page("index.html").shows("<html lang=\"fr-BE\" ").shows("Accueil</a>");
    site.file("templates/strings/fr-BE.yaml", belgian).build().page("index.html").shows("Début</a>");
    Site::new().config("languages: [cy]\n").build().page("index.html").shows("<html lang=\"cy\" ");
}

// Bytes and addresses

#[test]
fn the_ends_of_lines_make_no_difference() {
    let markdown = "Two lines\nof text with a hard  \nbreak.\n\n```\na\n\nb\n```\n\n    c\n    d\n\n<div>\n<b>x</b>\n\ny\n</div>\n\n\
                    | a | b |\n|---|---|\n| 1 | 2 |\n\nTerm\n: Meaning\n\n- [x] one\n  two\n- three\n\n> [!NOTE]\n> Mind\n> this.\n\n\
                    [^1] [a][b] <i\nclass=\"z\">i</i> `c\nd`\n\n[^1]: Note\n    more\n\n[b]: index.md\n\nSet\n===\n\nText\n---\n";
    let page = page("X", "description: >-\n  one\n  two\ntags:\n  - a\n  - b\n", markdown);
    let build = |page: String, config: &str| {
        let site = Site::new().file("content/x.md", page).file("chancery.yaml", config).build();
        (site.text("x.html"), site.text("index.html"))
    };
    let config = "title: T\ndescription: |\n  one\n  two\n";
    let plain = build(page.clone(), config);
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(build(windows(&page), &windows(config)), plain);
    assert_eq!(build(format!("\u{FEFF}{page}"), &format!("\u{FEFF}{config}")), plain);
    assert_eq!(build(format!("\u{FEFF}{}", windows(&page)), config), plain);
}

/// The first page, made with a template of the site's own.
fn with_template(template: String) -> String {
    Site::new().file("templates/home.html", template).build().text("index.html")
}

const TEMPLATE: &str =
    "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ page.title }}</h1>\n{% endblock %}\n";

#[test]
fn the_ends_of_lines_in_templates_make_no_difference() {
    assert_eq!(with_template(TEMPLATE.replace('\n', "\r\n")), with_template(TEMPLATE.to_owned()));
}

#[test]
fn a_byte_order_mark_in_a_template_makes_no_difference() {
    assert_eq!(with_template(format!("\u{FEFF}{TEMPLATE}")), with_template(TEMPLATE.to_owned()));
    let part = "<h1>{{ page.title }}</h1>";
    let build = |part: &str| Site::new().file("templates/parts/head.html", part).build().text("index.html");
    assert_eq!(build(&format!("\u{FEFF}{part}")), build(part));
}

/// A site with everything that has an address.
fn everything(config: &str) -> Built {
    let body = "[h](../index.md) [y](b/y.md#one) [[y]] ![i](i.png) [f](f.csv)[^1]\n\n## One\n\n### Two\n\n[^1]: Note.\n";
    Site::new()
        .config(config)
        .section("a", "A")
        .section("a/b", "B")
        .page_with("content/a/x.md", "X", "date: 2015-10-02\ntags: [t, u v]\naliases: [old/x.html]\n", body)
        .page("content/a/b/y.md", "Y", "## One\n\n[x](../x.md)\n")
        .file("content/a/i.png", "")
        .file("content/a/f.csv", "")
        .build()
}

#[test]
fn every_address_inside_the_site_is_relative_and_ends_in_a_file() {
    for config in ["", "base_url: https://example.org/some/repository/\n"] {
        let site = everything(config);
        site.is_clean();
        for (address, bytes) in site
            .report
            .output
            .iter()
            .filter(|(address, _)| address.as_str().ends_with(".html") && address.as_str() != "404.html")
        {
            // A citation gives the address at which the page is published, for readers to copy.
            let html = String::from_utf8_lossy(bytes);
            let (before, after) = html.split_once("<details class=\"cite\">").unwrap_or((&html, ""));
            let html = format!("{before}{}", after.split_once("</details>").map_or("", |(_, after)| after));
            for tag in tags(&html).iter().filter(|tag| tag.get("rel") != Some("canonical")) {
                for link in [tag.get("href"), tag.get("src")].into_iter().flatten() {
                    let path = link.split(['#', '?']).next().unwrap_or_default();
                    assert!(!link.starts_with('/'), "`{link}` in {address}");
                    assert!(!is_absolute(link), "`{link}` in {address}");
                    assert!(
                        link.starts_with('#') || path.rsplit('/').next().unwrap().contains('.'),
                        "`{link}`"
                    );
                }
            }
        }
        if config.is_empty() {
            assert_eq!(dead_links(&site.report), []);
        } else {
            let dead = dead_links(&site.report);
            assert!(dead.iter().all(|(page, _)| page == "404.html"), "{dead:?}");
        }
    }
}

#[test]
fn the_same_bytes_serve_at_every_address() {
    let at = |url: &str| {
        let site = everything(&format!("base_url: {url}\n"));
        let page = site.text("a/x.html");
        page.replace(url, "")
    };
    assert_eq!(at("https://example.org/"), at("https://example.org/some/repository/"));
}

#[test]
fn no_page_holds_a_script_of_its_own_a_style_or_a_handler() {
    let site = everything("base_url: https://example.org/\n");
    for (address, bytes) in
        site.report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html"))
    {
        let html = without_scripts(&without_data(&String::from_utf8_lossy(bytes)));
        for tag in tags(&html) {
            assert!(!matches!(tag.name.as_str(), "script" | "style"), "<{}> in {address}", tag.name);
            for (key, _) in &tag.attributes {
                assert!(!key.starts_with("on") && key != "style", "{key} in {address}");
            }
        }
    }
}

#[test]
fn every_page_is_balanced() {
    let site = everything("");
    for (address, bytes) in
        site.report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html"))
    {
        assert_eq!(unbalanced(&String::from_utf8_lossy(bytes)), None, "{address}");
    }
}
