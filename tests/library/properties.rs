//! What must hold whatever an editor writes, and in whatever order.

use chancery::model::source::tree::Tree;
use chancery::{Options, Report, build};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{cases, dead_links, page, tags, unbalanced, without_data, without_scripts};

// Any input

/// Pieces of Markdown, HTML and what lies between them.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\r\n",
    "> ",
    "- ",
    "1. ",
    "## A\n",
    "### A {#a .b}\n",
    "# T\n",
    "***",
    "*",
    "**",
    "`",
    "```\n",
    "~~",
    "| a | b |\n|---|--:|\n| 1 | 2 |\n",
    "Term\n: ",
    "[^1]",
    "[^1]: ",
    "[^2]",
    "[^2]: ",
    "> [!NOTE]\n> ",
    "- [x] ",
    "[a](y.md)",
    "[a](y.md#one)",
    "[a](#a)",
    "![a](i.png)",
    "![](i.png)",
    "[[y]]",
    "[[y|z]]",
    "[[",
    "]]",
    "[",
    "](",
    ")",
    "![",
    "[b]: y.md\n",
    "[b]",
    "<https://example.org>",
    "<a@b.org>",
    "[x](javascript:x)",
    "[x](JAVASCRIPT&colon;x)",
    "<javascript:x>",
    "[x]: javascript:x\n",
    "[x]",
    "![x](data:x)",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=y.md>",
    "</a>",
    "<a href='javascript:x'>",
    "<a href=\"java\nscript:x\">",
    "<a href=\"&Tab;javascript&colon;x\">",
    "<img src=i.png>",
    "<img src=x onerror=x>",
    "<b onclick=x>",
    "<b/onclick=x>",
    "<b style=x>",
    "<script>",
    "</script>",
    "<script/>",
    "<style>",
    "</style>",
    "<svg onload=x>",
    "</svg>",
    "<svg/>",
    "<math>",
    "<title>",
    "<textarea>",
    "</textarea>",
    "<plaintext>",
    "<xmp>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<br>",
    "</br>",
    "<hr>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<!",
    "<?",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x>",
    "<span id=a>",
    "</span>",
    "<SCRIPT >",
    "</SCRIPT >",
    "<iframe src=x>",
    "</main>",
    "</body>",
    "<b title=\"",
    "\">",
    "<",
    ">",
    "&",
    "&lt;script&gt;",
    "&#0;",
    "&#x1;",
    "\\",
    "\0",
    "\u{1}",
    "\u{FEFF}",
    "\u{FFFD}",
    "日本",
    "é",
    "e\u{301}",
    "🇯🇵",
    "a",
    "one two",
    ".",
    "Text. More text.",
    "{#a}",
    "---\n",
    "===\n",
    "\"",
    "'",
    "--",
    "http://",
    "onclick=x",
    "javascript:",
];

/// Pieces of YAML.
const YAML: &[&str] = &[
    "\n",
    "\n  ",
    " ",
    "title: ",
    "title: X\n",
    "tags: ",
    "date: ",
    "2015-10-02",
    "02/10/2015",
    "order: ",
    "status: draft\n",
    "status: ",
    "aliases: ",
    "description: ",
    "base_url: ",
    "https://example.org/",
    "languages: ",
    "outputs: ",
    "source: ",
    "licence: ",
    "url: ",
    "cname: ",
    "[",
    "]",
    "{",
    "}",
    ",",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: *a\n",
    "!!str ",
    "!x ",
    "!!binary ",
    "|\n  ",
    ">-\n  ",
    "\"",
    "'",
    "\\",
    "\\0",
    "\\x01",
    "# ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "null",
    "~",
    "true",
    "1",
    "-1.5e3",
    "0x10",
    ".inf",
    "1:30",
    "99999999999999999999",
    "\t",
    "\r\n",
    "\0",
    "\u{FEFF}",
    "\u{85}",
    "日本",
    "é",
    "@",
    "`",
    "index.html",
    "a/b.html",
    "en",
    "fr-BE",
];

/// Pieces of templates.
const TEMPLATE: &[&str] = &[
    "\n",
    " ",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{%- ",
    " -%}",
    "{# ",
    " #}",
    "page",
    "page.title",
    "page.children",
    "site",
    "strings.home",
    "if ",
    "elif ",
    "else",
    "endif",
    "for x in ",
    "endfor",
    "block main",
    "endblock",
    "extends \"base.html\"",
    "include \"nav.html\"",
    "include \"nope.html\"",
    "set x = ",
    "raw",
    "endraw",
    "component a(b)",
    "endcomponent",
    "<a b=1/>",
    " | safe",
    " | length",
    " | nope",
    " + ",
    " / ",
    "0",
    "1",
    "\"",
    "'",
    "`",
    "[",
    "]",
    "(",
    ")",
    ".",
    "..",
    "nope()",
    "not ",
    " and ",
    " in ",
    "==",
    "日本",
    "\0",
    "\u{FEFF}",
    "\r\n",
    "<p>",
    "</p>",
    "break",
    "x",
];

fn pieces(of: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    vec(select(of), 0..most).prop_map(|pieces| pieces.concat())
}

fn any_text(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    let mixed = vec(prop_oneof![4 => select(of).prop_map(str::to_owned), 1 => any::<String>()], 0..20);
    prop_oneof![2 => pieces(of, 40), 1 => mixed.prop_map(|parts| parts.concat()), 1 => any::<String>()]
}

/// A small site that a strange file is put into.
fn tree() -> Tree {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    tree.insert("content/index.md", page("Home", "", "[x](x.md)\n"));
    tree.insert("content/x.md", page("X", "", "Text.\n"));
    tree.insert("content/y.md", page("Y", "date: 2015-10-02\n", "## One\n"));
    tree.insert("content/i.png", "");
    tree
}

fn build_with(file: &str, bytes: impl Into<Vec<u8>>) -> Report {
    let mut tree = tree();
    tree.insert(file, bytes);
    // A page that turns out to be a draft is to be looked at all the same.
    build(&tree, &Options { drafts: true, ..Options::default() })
}

fn html(report: &Report, address: &str) -> String {
    String::from_utf8(report.output.get(address).expect("the page is there").to_vec())
        .expect("a page is UTF-8")
}

/// Asserts what must hold of every diagnostic: its place lies in its file, on the edges of characters.
fn check_places(report: &Report, file: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    for found in report.diagnostics.iter().filter(|found| found.file.as_str() == file) {
        if let Some((start, end)) = found.span {
            prop_assert!(start <= end && end <= bytes.len(), "{found:?} in {} bytes", bytes.len());
            if let Ok(text) = str::from_utf8(bytes) {
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{found:?}");
            }
        }
        prop_assert!(found.help.as_ref().is_some_and(|help| !help.is_empty()), "{found:?}");
    }
    Ok(())
}

/// Asserts what must hold of every page's HTML.
fn check_page(html: &str) -> Result<(), TestCaseError> {
    for tag in tags(&without_scripts(&without_data(html))) {
        prop_assert!(!matches!(tag.name.as_str(), "script" | "style" | "iframe" | "svg"), "{tag:?}\n{html}");
        for (key, value) in &tag.attributes {
            prop_assert!(!key.starts_with("on") && key != "style", "{tag:?}\n{html}");
            let address: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let runs = ["javascript:", "data:", "vbscript:"];
            let is_address = matches!(key.as_str(), "href" | "src" | "action");
            let unsafe_address = runs.iter().any(|scheme| address.to_lowercase().starts_with(scheme));
            prop_assert!(!(is_address && unsafe_address), "{tag:?}\n{html}");
        }
    }
    prop_assert!(!html.contains('\0'), "{html}");
    prop_assert_eq!(unbalanced(html), None, "{}", html);
    Ok(())
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_page_is_safe_and_whole_whatever_its_text(body in any_text(PIECES)) {
        let source = page("X", "", &body);
        let mut tree = tree();
        // The first page is made of two halves of its text, with the sections between them.
        for file in ["content/index.md", "content/x.md"] {
            tree.insert(file, source.as_str());
        }
        let report = build(&tree, &Options::default());
        check_places(&report, "content/x.md", source.as_bytes())?;
        for (address, bytes) in report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html")) {
            let mut html = String::from_utf8_lossy(bytes).into_owned();
            if address.as_str() == "search.html" {
                for script in ["static/search.js", "search/stems.js", "search/index.js"] {
                    html = html.replace(&format!("<script src=\"{script}\" defer></script>"), "");
                }
            }
            check_page(&html)?;
        }
    }

    #[test]
    fn no_link_is_dead_on_a_site_that_may_be_published(body in pieces(PIECES, 12)) {
        let report = build_with("content/x.md", page("X", "", &body));
        if report.is_publishable() {
            prop_assert_eq!(dead_links(&report), [], "{}", html(&report, "x.html"));
            let html = html(&report, "x.html");
            let tags = tags(&html);
            let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
            ids.sort_unstable();
            prop_assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}\n{html}");
        }
    }
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn front_matter_may_be_anything(yaml in any_text(YAML)) {
        let source = format!("---\n{yaml}\n---\n\nText.\n");
        let report = build_with("content/x.md", source.as_str());
        check_places(&report, "content/x.md", source.as_bytes())?;
        check_page(&html(&report, "x.html"))?;
    }

    #[test]
    fn a_page_may_be_any_bytes(bytes in vec(any::<u8>(), 0..200)) {
        let report = build_with("content/x.md", bytes.clone());
        check_places(&report, "content/x.md", &bytes)?;
        check_page(&html(&report, "x.html"))?;
    }

    #[test]
    fn the_configuration_may_be_anything(yaml in any_text(YAML)) {
        let report = build_with("chancery.yaml", yaml.as_str());
        check_places(&report, "chancery.yaml", yaml.as_bytes())?;
        check_page(&html(&report, "x.html"))?;
    }

    #[test]
    fn a_strings_file_may_be_anything(yaml in any_text(YAML)) {
        let report = build_with("templates/strings/en.yaml", yaml.as_str());
        check_places(&report, "templates/strings/en.yaml", yaml.as_bytes())?;
        check_page(&html(&report, "x.html"))?;
    }

    #[test]
    fn a_template_may_be_anything(template in any_text(TEMPLATE), name in select(&["page.html", "nav.html", "parts/foot.html"][..])) {
        let file = format!("templates/{name}");
        let report = build_with(&file, template.as_str());
        check_places(&report, &file, template.as_bytes())?;
        prop_assert!(report.output.get("404.html").is_some() || name == "parts/foot.html");
    }

    #[test]
    fn places_do_not_depend_on_the_ends_of_lines(body in pieces(PIECES, 15)) {
        let plain = page("X", "", &body.replace("\r\n", "\n").replace('\r', ""));
        let windows = plain.replace('\n', "\r\n");
        let lines = |source: &str| -> Vec<(String, Option<usize>)> {
            let report = build_with("content/x.md", source);
            let line = |at: usize| source[..at].matches('\n').count();
            let of_page = report.diagnostics.iter().filter(|found| found.code.name() != "carriage-return");
            let mut found: Vec<_> = of_page
                .map(|found| (found.code.name().to_owned(), found.span.map(|(start, _)| line(start))))
                .collect();
            found.sort();
            found
        };
        prop_assert_eq!(lines(&plain), lines(&windows));
    }

    #[test]
    fn two_builds_of_the_same_tree_are_equal(body in pieces(PIECES, 30), yaml in pieces(YAML, 10)) {
        let source = format!("---\ntitle: X\n{yaml}\n---\n{body}");
        prop_assert_eq!(build_with("content/x.md", source.as_str()), build_with("content/x.md", source.as_str()));
    }
}
