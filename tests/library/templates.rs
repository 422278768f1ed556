//! Templates: what is written into those of the theme before any page is made changes nothing on the pages.

use chancery::model::source::tree::{FilePath, TEMPLATES, Tree};
use chancery::{Options, build};

use crate::common::Site;
use crate::common::repository::{BRIEFING, EVERYTHING, FRENCH, GUIDE, JAPANESE};

/// The site with the theme's templates as its own, so that they are used as they stand: a comment at the end of each makes
/// them other files.
fn with_own_templates(tree: &Tree) -> Tree {
    let mut own = tree.clone();
    for (file, bytes) in BRIEFING.below(TEMPLATES) {
        if !file.as_str().ends_with(".yaml") && own.bytes(file.as_str()).is_none_or(|known| known == bytes) {
            own.insert(file.as_str(), [&bytes[..], b"{# own #}"].concat());
        }
    }
    own
}

/// Compares the site with the one that has the theme's templates as they stand; says how many artifacts there are.
fn is_the_same_with_own_templates(name: &str, tree: &Tree, options: &Options) -> usize {
    let (settled, own) = (build(tree, options), build(&with_own_templates(tree), options));
    assert!(!settled.output.is_empty(), "{name}: {:?}", settled.diagnostics);
    let addresses = |report: &chancery::Report| -> Vec<String> {
        report.output.iter().map(|(address, _)| address.to_string()).collect()
    };
    assert_eq!(addresses(&settled), addresses(&own), "{name}");
    for ((address, one), (_, other)) in settled.output.iter().zip(own.output.iter()) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(one == other, "{name}: {address} is\n{}\nand not\n{}", text(one), text(other));
    }
    settled.output.iter().count()
}

#[test]
fn briefings_are_the_same_with_the_themes_templates_as_they_stand() {
    for (name, tree) in [
        ("the briefing", &BRIEFING),
        ("the guide", &GUIDE),
        ("everything", &EVERYTHING),
        ("french", &FRENCH),
        ("japanese", &JAPANESE),
    ] {
        let count = is_the_same_with_own_templates(name, tree, &Options::default());
        assert!(count > 10, "{name} has {count}");
    }
}

#[test]
fn whatever_a_site_has_or_lacks_its_pages_are_the_same_with_the_themes_templates_as_they_stand() {
    for (number, config) in [
        "",
        "base_url: https://example.org/a/\ndescription: All of it.\npublisher: A ministry\nas_of: 2015-12-01\n",
        "outputs: {feed: false, index: false, search: false, tags: false, print: false}\ncomfort: false\n",
        "comfort: {theme: false, previews: false}\nlicence: Etalab 2.0\nsource: {title: A file}\n",
        "comfort: {slash: false, copy: false, contents: false}\noutputs: {markdown: true, print: true}\n\
         licence: {name: Etalab 2.0, url: \"https://example.org/licence\"}\n\
         source: {title: A file, url: \"https://example.org/file\", publisher: A ministry, date: 2015-10-01, rights: Free.}\n",
        "title: \"{{ braces }} & <signs>\"\ndescription: \"{% if %}\"\n",
    ]
    .into_iter()
    .enumerate()
    {
        let site = Site::new()
            .config(config)
            .file("chancery.yaml", if config.starts_with("title") { config.to_owned() } else { format!("title: A briefing\n{config}") })
            .section("a", "Economy")
            .page_with("content/a/x.md", "Trade", "tags: [trade]\ndate: 2015-10-01\naliases: [old.html]\n", "## One\n\nSee [y](y.md).\n\n## Two\n")
            .page_with("content/a/y.md", "Investment", "status: superseded\nsuperseded_by: x.md\n", "Text.\n");
        is_the_same_with_own_templates(&number.to_string(), site.tree(), site.options());
    }
}

/// What is written into the theme's templates is what all pages share, by its name: nothing else has that name.
#[test]
fn the_theme_calls_nothing_else_by_the_names_of_what_all_pages_share() {
    let templates =
        BRIEFING.below(TEMPLATES).filter(|(file, _): &(&FilePath, _)| file.as_str().ends_with(".html"));
    for (file, bytes) in templates {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("raw %}") && !text.contains("raw -%}"), "{file}");
        for block in text.split("{%").skip(1) {
            let words: Vec<&str> =
                block.split_whitespace().take(4).map(|word| word.trim_matches([',', '-'])).collect();
            let named = match words.iter().position(|word| ["set", "set_global", "for"].contains(word)) {
                Some(at @ (0 | 1)) => &words[at + 1..],
                _ => continue,
            };
            let named = named.split(|word| *word == "in" || *word == "=").next().unwrap_or_default();
            for name in ["site", "assets", "strings", "generator"] {
                assert!(!named.contains(&name), "{file}: {block}");
            }
        }
    }
}
