//! Each page's Markdown for readers that are machines: references resolved, comments gone, code as it was.

use chancery::{Memory, Options, rebuild};

use crate::common::{Built, Site};

const REGISTERS: &[(&str, &str)] = &[
    (
        "figures",
        "- id: stock\n  label: Stock\n  value: 12e9\n  unit: EUR\n  as_of: 2013\n  source: paper\n  earlier:\n    - {value: 9e9, as_of: 2010}\n",
    ),
    ("sources", "- id: paper\n  title: A [first] paper\n- id: other\n  title: Another\n"),
    ("names", "- id: abe\n  kind: person\n  name: Shinzo Abe\n"),
    ("events", "- id: visit\n  title: A visit\n  date: 2014-05\n  source: paper\n"),
    ("charts", "- id: c\n  title: The stock\n  history: stock\n"),
];

fn site(text: &str) -> Site {
    let site = Site::new().config("outputs: {markdown: true}\n");
    let site = REGISTERS
        .iter()
        .fold(site, |site, (name, records)| site.file(&format!("content/registers/{name}.yaml"), *records));
    site.section("a", "Section").page_with(
        "content/a/x.md",
        "X",
        "description: What it is.\ndate: 2015-10-02\nsources: [other]\n",
        text,
    )
}

fn markdown(text: &str) -> String {
    body(&site(text).build())
}

/// The Markdown of the page below what is said of it.
fn body(site: &Built) -> String {
    let text = site.text("a/x.md");
    let at = text.find("- Sources:").expect("the page names its source");
    text[at..].split_once("\n\n").expect("a text").1.trim().to_owned()
}

#[test]
fn every_kind_of_reference_leads_to_what_is_published() {
    for (written, resolved) in [
        ("[home](../index.md)", "[home](../index.md)"),
        ("[[a]]", "[Section](index.md)"),
        ("[[a|the section]]", "[the section](index.md)"),
        ("[](figure:stock)", "[€12\u{a0}billion](../figures.html#stock)"),
        ("[€9 billion](figure:stock@2010)", "[€9 billion](../figures.html#stock)"),
        ("[*he*](name:abe)", "[*he*](../names/abe.html)"),
        ("[](event:visit)", "[A visit](../timeline.html#visit)"),
        ("[one][l]\n\n[l]: figure:stock", "[one](../figures.html#stock)\n\n[l]: figure:stock"),
        ("[home](../index.md \"a](b\")", "[home](../index.md)"),
        ("[out](https://example.org/)", "[out](https://example.org/)"),
        ("It is so.[@paper, p. 4]", "It is so. ([A \\[first\\] paper](../sources.html#paper), p. 4)"),
        (
            "It is so.[@paper; @other]",
            "It is so. ([A \\[first\\] paper](../sources.html#paper)) ([Another](../sources.html#other))",
        ),
        (
            "![](chart:c)",
            "**The stock.** Bar chart starting at zero. 2010: €9\u{a0}billion; 2013: €12\u{a0}billion.",
        ),
    ] {
        assert_eq!(markdown(written), resolved, "{written}");
    }
}

#[test]
fn comments_are_the_editors_own_and_code_is_code() {
    for (written, published) in [
        ("One <!-- private --> two.", "One  two."),
        ("<!-- a\nprivate\nnote -->\n\nTwo.", "Two."),
        ("```x``` <!-- private -->", "```x```"),
        (
            "> [!NOTE]\n> ```\n> a <!-- code -->\n> ```\n\nB <!-- private --> c",
            "> [!NOTE]\n> ```\n> a <!-- code -->\n> ```\n\nB  c",
        ),
        ("````\n```\n<!-- code -->\n````\n\nB <!-- private --> c", "````\n```\n<!-- code -->\n````\n\nB  c"),
        ("Write `<!--` first, and `<!-- x -->`.", "Write `<!--` first, and `<!-- x -->`."),
        ("    <!-- code -->\n", "<!-- code -->"),
    ] {
        assert_eq!(markdown(written), published, "{written}");
    }
}

#[test]
fn a_page_says_above_its_text_what_it_is_and_the_list_names_all() {
    let site = site("Text.\n")
        .page_with("content/gone.md", "Gone", "status: withdrawn\n", "")
        .published_at("https://example.org/b/")
        .build();
    let text = site.text("a/x.md");
    for line in [
        "# X\n",
        "\n> What it is.\n",
        "- First published: 2015-10-02\n",
        "- Web address: https://example.org/b/a/x.html\n",
        "- Sources: Another\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let list = site.text("llms.txt");
    assert!(list.starts_with("# A briefing\n"), "{list}");
    assert!(list.contains("## Section\n\n- [Section](https://example.org/b/a/index.md)\n- [X](https://example.org/b/a/x.md): What it is.\n"), "{list}");
    assert!(!list.contains("Gone"));
    site.has_no("gone.md")
        .page("a/x.html")
        .shows("<link rel=\"alternate\" type=\"text/markdown\" href=\"x.md\">");
}

#[test]
fn a_site_that_does_not_want_it_has_none() {
    let site = Site::new().build();
    site.has_no("index.md").has_no("llms.txt");
}

#[test]
fn rebuilding_it_equals_building_it_anew() {
    let mut memory = Memory::default();
    let options = Options::default();
    for text in
        ["One <!-- a --> [](figure:stock)\n", "Two ![](chart:c)\n", "![](chart:c)\n", "It is.[@paper]\n"]
    {
        let tree = site(text).tree().clone();
        let again = rebuild(&mut memory, &tree, &options);
        assert_eq!(again.output, chancery::build(&tree, &options).output, "{text}");
    }
}
