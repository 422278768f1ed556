//! What must hold whatever an editor writes, and in whatever order.

mod common;

use chancery::model::source::Tree;
use chancery::{Memory, Options, Report, Work, build, rebuild};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use common::{dead_links, page, tags, unbalanced};

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
    for tag in tags(html) {
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
    #![proptest_config(ProptestConfig { cases: 600, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() })]

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
        for (_, bytes) in report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html")) {
            check_page(&String::from_utf8_lossy(bytes))?;
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
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 1000, failure_persistence: None, ..ProptestConfig::default() })]

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

// Rebuilding

const FILES: &[&str] = &[
    "content/index.md",
    "content/a.md",
    "content/b.md",
    "content/s/index.md",
    "content/s/c.md",
    "content/s/d.md",
    "content/s/t/index.md",
    "content/s/t/e.md",
    "content/A.md",
];

const TITLES: &[&str] = &["One", "Two & more", "Écho", "2015", "政治", "one"];

const KEYS: &[&str] = &[
    "",
    "order: 1\n",
    "order: 2\n",
    "tags: [x, y z]\n",
    "tags: [X]\n",
    "status: draft\n",
    "status: withdrawn\n",
    "status: superseded\n",
    "date: 2015-10-02\n",
    "date: 2015-10-02\nupdated: 2016-01-01\n",
    "description: About it\n",
    "aliases: [old.html]\n",
    "aliases: [b.html]\n",
    "date: 02/10/2015\n",
    "tgas: [x]\n",
    "tags: [\n",
];

const BODIES: &[&str] = &[
    "",
    "Prose.\n",
    "Other prose.\n",
    "## H\n\nText.\n",
    "## H\n\n### I\n\n## J\n",
    "See [b](b.md) and [[c]]. And [home](/index.md).\n",
    "To [c](s/c.md#h), [[a#h]], [[One]].\n",
    "Up [a](../a.md) and [[s/t/e]]. Once more [a](../a.md).\n",
    "[^1] note\n\n[^1]: See [[b]].\n",
    "![p](p.png) ![](p.png) <blink>\n",
    "| a |\n|---|\n| [[d]] |\n",
    "> [!TIP]\n> [[index]]\n",
];

const OTHERS: &[(&str, &str)] = &[
    ("chancery.yaml", "title: A briefing\n"),
    ("chancery.yaml", "title: Another\nbase_url: https://example.org/x\n"),
    ("chancery.yaml", "title: A briefing\nlanguages: [fr]\nas_of: 2015-10-02\n"),
    ("chancery.yaml", "title: A briefing\noutputs: {index: false, tags: false}\n"),
    ("chancery.yaml", "title: [\n"),
    ("templates/page.html", "{% extends \"base.html\" %}{% block main %}own {{ page.title }}{% endblock %}"),
    ("templates/page.html", "{{ page.title | nope }}"),
    ("templates/page.html", "{{ page.date.text }}"),
    ("templates/parts/foot.html", "own {{ page.backlinks | length }}"),
    ("templates/parts/foot.html", "{% include \"parts/more.html\" %}"),
    ("templates/parts/more.html", "more"),
    ("templates/nav.html", "{{ nav.title }}"),
    ("templates/nav.html", "{{ nav.nothing }}"),
    ("templates/strings/en.yaml", "home: Start\n"),
    ("templates/strings/fr.yaml", "home: Accueil\n"),
    ("static/theme.css", "own"),
    ("static/theme.css", "other"),
    ("static/new.js", "x"),
    ("content/p.png", "p"),
    ("content/s/p.png", "q"),
    ("content/x.html", "file"),
    ("content/robots.txt", "file"),
];

/// One thing that an editor does.
#[derive(Clone, Debug)]
enum Edit {
    Write { file: usize, title: usize, keys: usize, body: usize },
    Bytes { file: usize, bytes: Vec<u8> },
    Remove(usize),
    Rename { from: usize, to: usize },
    Other(usize),
    RemoveOther(usize),
    Drafts(bool),
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..FILES.len();
    prop_oneof![
        12 => (file.clone(), 0..TITLES.len(), 0..KEYS.len(), 0..BODIES.len())
            .prop_map(|(file, title, keys, body)| Edit::Write { file, title, keys, body }),
        1 => (file.clone(), vec(any::<u8>(), 0..20)).prop_map(|(file, bytes)| Edit::Bytes { file, bytes }),
        2 => file.clone().prop_map(Edit::Remove),
        2 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename { from, to }),
        6 => (0..OTHERS.len()).prop_map(Edit::Other),
        3 => (0..OTHERS.len()).prop_map(Edit::RemoveOther),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => Just(Edit::Nothing),
    ]
}

fn apply(edit: &Edit, tree: &mut Tree, options: &mut Options) {
    match edit {
        Edit::Write { file, title, keys, body } => {
            tree.insert(FILES[*file], page(TITLES[*title], KEYS[*keys], BODIES[*body]));
        }
        Edit::Bytes { file, bytes } => tree.insert(FILES[*file], bytes.clone()),
        Edit::Remove(file) => {
            tree.remove(FILES[*file]);
        }
        Edit::Rename { from, to } => {
            if let Some(bytes) = tree.bytes(FILES[*from]).map(|bytes| bytes.to_vec()) {
                tree.remove(FILES[*from]);
                tree.insert(FILES[*to], bytes);
            }
        }
        Edit::Other(other) => {
            let (file, text) = OTHERS[*other];
            tree.insert(file, text);
        }
        Edit::RemoveOther(other) => {
            tree.remove(OTHERS[*other].0);
        }
        Edit::Drafts(drafts) => options.drafts = *drafts,
        Edit::Nothing => {}
    }
}

/// A site with each of the files, before anything was done to it.
fn site() -> Tree {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    for (number, file) in FILES.iter().enumerate().filter(|(_, file)| **file != "content/A.md") {
        let title = TITLES[number % TITLES.len()];
        tree.insert(file, page(title, KEYS[number % 5], BODIES[number % BODIES.len()]));
    }
    tree
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilding_after_any_edits_equals_building_from_nothing(edits in vec(edit(), 1..14)) {
        let (mut tree, mut options, mut memory) = (site(), Options::default(), Memory::default());
        rebuild(&mut memory, &tree, &options);
        for edit in &edits {
            apply(edit, &mut tree, &mut options);
            let (again, anew) = (rebuild(&mut memory, &tree, &options), build(&tree, &options));
            prop_assert_eq!(&again.diagnostics, &anew.diagnostics, "after {:?}", edit);
            prop_assert_eq!(again.pages, anew.pages);
            let addresses = |report: &Report| -> Vec<String> {
                report.output.iter().map(|(address, _)| address.to_string()).collect()
            };
            prop_assert_eq!(addresses(&again), addresses(&anew), "after {:?}", edit);
            for ((address, again), (_, anew)) in again.output.iter().zip(anew.output.iter()) {
                prop_assert!(again == anew, "{} after {:?}", address, edit);
            }
        }
    }

    #[test]
    fn undoing_an_edit_gives_the_first_output_again(edit in edit()) {
        let (tree, options, mut memory) = (site(), Options::default(), Memory::default());
        let first = rebuild(&mut memory, &tree, &options);
        let (mut edited, mut edited_options) = (tree.clone(), options.clone());
        apply(&edit, &mut edited, &mut edited_options);
        rebuild(&mut memory, &edited, &edited_options);
        let again = rebuild(&mut memory, &tree, &options);
        prop_assert_eq!((first.output, first.diagnostics), (again.output, again.diagnostics));
    }
}

// What an edit costs

/// What the rebuild after an edit of the site has to work out.
fn cost(edit: impl Fn(&mut Tree)) -> Work {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    tree.insert("content/index.md", page("Home", "", "[a](s/1.md)\n"));
    tree.insert("content/s/index.md", page("S", "", ""));
    for number in 0..20 {
        let body = format!("Prose. See [next]({}.md#h).\n\n## H\n\nMore prose.\n", (number + 1) % 20);
        tree.insert(format!("content/s/{number}.md"), page(&format!("P{number}"), "tags: [t]\n", &body));
    }
    let mut memory = Memory::default();
    rebuild(&mut memory, &tree, &Options::default());
    edit(&mut tree);
    rebuild(&mut memory, &tree, &Options::default()).work
}

#[test]
fn no_edit_costs_nothing() {
    assert_eq!(cost(|_| {}), Work::default());
    let same = cost(|tree| tree.insert("content/s/index.md", page("S", "", "")));
    assert_eq!(same, Work::default(), "the same bytes again");
}

#[test]
fn an_edit_of_prose_reads_one_file_and_writes_one() {
    let work = cost(|tree| {
        let body = "Prose. See [next](6.md#h).\n\n## H\n\nStill more prose.\n";
        tree.insert("content/s/5.md", page("P5", "tags: [t]\n", body));
    });
    assert_eq!(work, Work { read: 1, joined: 0, filled: 1, written: 1 });
}

#[test]
fn prose_that_moves_a_reference_in_its_file_joins_nothing() {
    let work = cost(|tree| {
        let body = "A paragraph before.\n\nProse. See [next](6.md#h).\n\n## H\n\nMore prose.\n";
        tree.insert("content/s/5.md", page("P5", "tags: [t]\n", body));
    });
    assert_eq!(work, Work { read: 1, joined: 0, filled: 1, written: 1 });
}

#[test]
fn an_edited_sentence_with_a_reference_writes_the_page_and_its_target() {
    let work = cost(|tree| {
        let body = "Prose. Now see [next](6.md#h).\n\n## H\n\nMore prose.\n";
        tree.insert("content/s/5.md", page("P5", "tags: [t]\n", body));
    });
    assert_eq!(work, Work { read: 1, joined: 1, filled: 1, written: 2 });
}

#[test]
fn an_edited_image_or_style_reads_nothing_and_writes_nothing() {
    let work = cost(|tree| tree.insert("static/theme.css", "own"));
    assert_eq!(work, Work::default());
}

#[test]
fn an_edited_template_reads_no_page_and_fills_none() {
    let work = cost(|tree| tree.insert("templates/tag.html", "own"));
    assert_eq!(work, Work { written: 1, ..Work::default() });
}
