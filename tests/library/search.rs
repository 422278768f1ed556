//! The search: its page, and the index that a browser reads.

use std::collections::BTreeMap;

use crate::common::{Built, Site};
use serde_json::Value;

/// An index, as a browser has it when everything of it is read.
struct Index {
    directory: Value,
    /// Each stem with its forms and its pages, as written.
    words: BTreeMap<String, (Vec<String>, String)>,
    /// Every page and record: address, title, place, summary, parts.
    texts: Vec<Value>,
}

/// What the call of a function in a script gives it.
fn given(script: &str, function: &str) -> Value {
    let call = script.trim_end().strip_prefix(&format!("chancerySearch.{function}("));
    let json = call.and_then(|call| call.strip_suffix(");")).expect("a call");
    serde_json::from_str(json).expect("JSON")
}

/// Text of JSON.
fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}

impl Index {
    fn of(site: &Built) -> Self {
        let directory = given(&site.text("search/index.js"), "start");
        let list = |key: &str| directory[key].as_array().expect("a list").clone();
        let mut words = BTreeMap::new();
        for file in list("words") {
            let lines = given(&site.text(&format!("search/w-{}.js", string(&file[1]))), "words");
            for line in string(&lines).lines() {
                let parts: Vec<&str> = line.split('\t').collect();
                let forms = parts[1].split(' ').filter(|form| !form.is_empty()).map(str::to_owned);
                words.insert(parts[0].to_owned(), (forms.collect(), parts[2].to_owned()));
            }
        }
        let names = list("texts");
        let texts = names.iter().flat_map(|name| {
            let texts = given(&site.text(&format!("search/t-{}.js", string(name))), "texts");
            texts.as_array().expect("a list").clone()
        });
        let texts = texts.collect();
        Self { directory, words, texts }
    }

    /// The titles of what has a word, by its stem.
    fn titles(&self, stem: &str) -> Vec<&str> {
        let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let Some((_, pages)) = self.words.get(stem) else { return Vec::new() };
        let mut block = usize::MAX;
        let mut titles = Vec::new();
        for group in pages.split(' ') {
            let (step, pairs) = group.split_once(':').expect("a group");
            block = block.wrapping_add(usize::from_str_radix(step, 36).expect("a number"));
            for pair in pairs.as_bytes().chunks(2) {
                let number = block * 32 + digits.find(char::from(pair[0])).expect("a digit");
                titles.push(string(&self.texts[number][1]));
            }
        }
        titles
    }

    /// The text of the page or record with a title.
    fn text_of(&self, title: &str) -> String {
        let found = self.texts.iter().find(|found| string(&found[1]) == title).expect("it is in the index");
        let parts = found[4].as_array().expect("parts").iter();
        parts
            .map(|part| format!("[{}] {}: {}", string(&part[0]), string(&part[1]), string(&part[2])))
            .collect()
    }
}

fn index(site: Site) -> Index {
    Index::of(&site.build())
}

// The page, and the way there

#[test]
fn every_page_has_a_form_that_leads_to_the_search_and_the_search_has_its_own() {
    let site = Site::new().section("a", "A").page("content/a/x.md", "X", "Text.\n").build();
    let leads = "<form class=\"search\" role=\"search\" action=\"../search.html\">";
    site.page("a/x.html").shows_times(leads, 1).lacks("search.js");
    site.page("search.html")
        .shows_times("<form class=\"search\"", 1)
        .shows("<script src=\"static/search.js\" defer></script>")
        .shows("<script src=\"search/index.js\" defer></script>")
        .main()
        .shows("<input id=\"_q\" name=\"q\" type=\"search\"")
        .shows("<a href=\"a-z.html\">");
}

#[test]
fn a_site_may_have_no_search() {
    let site = Site::new().config("outputs:\n  search: false\n").build();
    site.page("index.html").lacks("class=\"search\"").lacks("search.html");
    assert!(site.addresses().iter().all(|address| !address.starts_with("search")), "{:?}", site.addresses());
}

#[test]
fn a_page_of_an_editors_at_the_address_of_the_search_is_an_error() {
    let site = Site::new().page("content/search.md", "Search", "Mine.\n").build();
    site.reports(chancery::model::source::diagnostic::Code::SameAddress).says("search.html");
}

// Words

#[test]
fn forms_of_a_word_are_found_under_one_stem() {
    let site =
        Site::new().page("content/x.md", "X", "They invest.\n").page("content/y.md", "Y", "It invested.\n");
    let index = index(site);
    assert_eq!(index.titles("invest"), ["X", "Y"]);
    assert_eq!(index.words["invest"].0, ["invested"]);
}

#[test]
fn accents_and_capitals_make_no_difference() {
    let site = Site::new().config("languages: [fr]\n").page("content/x.md", "X", "La COOPÉRATION, l'État.\n");
    let index = index(site);
    assert_eq!(index.words["cooper"].0, ["cooperation"]);
    assert_eq!(index.titles("etat"), ["X"]);
    assert_eq!(index.titles("l"), Vec::<&str>::new());
}

#[test]
fn japanese_is_found_word_by_word() {
    let index = index(Site::new().config("languages: [ja]\n").page(
        "content/x.md",
        "貿易",
        "日本とフランスの貿易赤字は縮小した。\n",
    ));
    for word in ["日本", "フランス", "貿易", "赤字"] {
        assert_eq!(index.titles(word), ["貿易"], "{word}: {:?}", index.words.keys());
    }
}

#[test]
fn what_a_reference_shows_is_a_part_of_the_text() {
    let site = Site::new().page("content/x.md", "X", "See [[y]] for more.\n").page(
        "content/y.md",
        "Fisheries",
        "Fish.\n",
    );
    let index = index(site);
    assert_eq!(index.titles("fisheri"), ["X", "Fisheries"]);
    assert_eq!(index.text_of("X"), "[] : See Fisheries for more.");
}

#[test]
fn a_text_is_kept_by_its_headings() {
    let text = "Opening.\n\n## The deficit {#deficit}\n\nIt shrinks.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
    let index = index(Site::new().page("content/x.md", "X", text));
    assert_eq!(index.text_of("X"), "[] : Opening.[deficit] The deficit: It shrinks.\na · b\n1 · 2");
}

// What can be found

#[test]
fn drafts_and_withdrawn_pages_are_not_found() {
    let site = Site::new().page_with("content/x.md", "X", "status: draft\n", "Secret.\n").page_with(
        "content/y.md",
        "Y",
        "status: withdrawn\n",
        "Wrong.\n",
    );
    let index = index(site);
    assert_eq!(index.texts.len(), 1);
    assert!(!index.words.contains_key("secret") && !index.words.contains_key("wrong"));
}

#[test]
fn records_are_found_as_what_they_are() {
    let site = Site::new()
        .file("content/registers/sources.yaml", "- id: s\n  title: A source\n  publisher: P\n  date: 2015\n")
        .file(
            "content/registers/figures.yaml",
            "- id: deficit\n  label: Trade deficit\n  value: 3.1\n  as_of: 2013\n  source: s\n",
        )
        .file(
            "content/registers/names.yaml",
            "- id: abe\n  kind: person\n  name: Shinzo Abe\n  also: [Abe Shinzō]\n  role: Prime Minister of Japan\n",
        )
        .file(
            "content/registers/events.yaml",
            "- id: visit\n  title: Visit to Tokyo\n  date: 2013-06\n  source: s\n",
        )
        .file(
            "content/registers/terms.yaml",
            "- id: fdi\n  term: FDI\n  expansion: foreign direct investment\n",
        );
    let index = index(site);
    let kinds = serde_json::json!([["page", 1], ["figure", 1], ["name", 1], ["event", 1], ["term", 1]]);
    assert_eq!(index.directory["kinds"], kinds);
    let of = |title: &str| index.texts.iter().find(|found| found[1] == title).expect("it is in the index");
    assert_eq!(
        (string(&of("Trade deficit")[0]), string(&of("Trade deficit")[2])),
        ("figures.html#deficit", "3.1, 2013")
    );
    assert_eq!(string(&of("Shinzo Abe")[0]), "names/abe.html");
    assert_eq!(
        (string(&of("Visit to Tokyo")[0]), string(&of("Visit to Tokyo")[2])),
        ("timeline.html#visit", "June 2013")
    );
    assert_eq!(index.titles("foreign"), ["FDI"]);
    assert_eq!(index.titles("shinzo"), ["Shinzo Abe"]);
    assert_eq!(index.titles("prime"), ["Shinzo Abe"]);
}

// Files

#[test]
fn files_bear_the_fingerprint_of_what_is_in_them_and_an_edit_renames_few() {
    let site = |text: &str| {
        let pages = (0..200).fold(Site::new(), |site, number| {
            let words: String =
                (0..120).map(|word| format!("w{}x{} ", word * 7 % 50, number * 31 % 97 + word)).collect();
            site.page(&format!("content/p{number}.md"), &format!("Page {number}"), &words)
        });
        pages.page("content/x.md", "X", text).build()
    };
    let (before, after) = (site("One zebra.\n"), site("Two zebras.\n"));
    let kept =
        |address: &&&str| after.addresses().contains(address) && before.text(address) == after.text(address);
    let names = before.addresses();
    let hashed: Vec<&&str> =
        names.iter().filter(|name| name.starts_with("search/") && name.contains('-')).collect();
    let same = hashed.iter().filter(|name| kept(name)).count();
    // One file of texts, and the files with `one`, `two` and `zebra`.
    assert!(hashed.len() > 55 && hashed.len() - same <= 4, "{} of {}", hashed.len() - same, hashed.len());
    for name in hashed.iter().filter(|name| name.starts_with("search/w-")) {
        assert!(before.text(name).len() < 40 * 1024, "{name}");
    }
}

#[test]
fn a_language_without_a_stemmer_is_searched_as_it_is_written() {
    let site = Site::new().config("languages: [ja]\n").build();
    site.page("search/stems.js").lacks("Stemmer");
    let site = Site::new().config("languages: [fr-CA]\n").build();
    site.page("search/stems.js").shows("new FrenchStemmer()").shows("Redistribution");
}
