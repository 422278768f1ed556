//! The axes of references to one record, or from one page.

use chancery::model::source::tree::Tree;

use super::Axis;
use super::records::{figure, source};
use super::site::{empty, fill, nothing, page, parts};

pub const AXES: &[Axis] = &[
    Axis { name: "figure", what: "pages with one figure", most: 16_000, tree: one_figure },
    Axis { name: "name", what: "pages with one name", most: 16_000, tree: one_name },
    Axis { name: "event", what: "pages with one event", most: 16_000, tree: one_event },
    Axis { name: "acronym", what: "pages with one acronym", most: 16_000, tree: one_acronym },
    Axis { name: "source", what: "pages that cite one source", most: 16_000, tree: one_source },
    Axis { name: "cited", what: "sources cited on one page", most: 2000, tree: cited },
    Axis { name: "again-cited", what: "citations of one source on one page", most: 4000, tree: again_cited },
    Axis { name: "figures-on-one", what: "figures on one page", most: 8000, tree: figures_on_one },
    Axis { name: "names-on-one", what: "names on one page", most: 8000, tree: names_on_one },
    Axis {
        name: "again-named",
        what: "sentences of one page with one name",
        most: 16_000,
        tree: again_named,
    },
    Axis {
        name: "acronyms-in-text",
        what: "words in capitals on one page",
        most: 40_000,
        tree: acronyms_in_text,
    },
];

/// A briefing of n pages that say the same of one record.
fn told(register: &str, record: &str, n: usize, text: &'static str) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, nothing, |_| text.to_owned());
    tree.insert("content/registers/sources.yaml", source(0));
    tree.insert(format!("content/registers/{register}.yaml"), record);
    tree
}

/// A briefing of one page that says something of n records.
fn on_one(register: &str, records: String, text: &str) -> Tree {
    let mut tree = empty();
    tree.insert("content/long.md", page(0, "", text));
    tree.insert("content/registers/sources.yaml", source(0));
    tree.insert(format!("content/registers/{register}.yaml"), records);
    tree
}

fn one_figure(n: usize) -> Tree {
    told("figures", &figure(0), n, "The trade came to [](figure:f0).\n")
}

fn one_name(n: usize) -> Tree {
    told("names", "- id: doe\n  kind: person\n  name: Jane Doe\n", n, "So said [Jane Doe](name:doe).\n")
}

fn one_event(n: usize) -> Tree {
    told(
        "events",
        "- id: visit\n  title: Visit\n  date: 2013-06-07\n  source: s0\n",
        n,
        "Then came [the visit](event:visit).\n",
    )
}

fn one_acronym(n: usize) -> Tree {
    told("terms", "- id: fdi\n  term: FDI\n  expansion: foreign direct investment\n", n, "FDI has grown.\n")
}

fn one_source(n: usize) -> Tree {
    told("sources", &source(0), n, "So it is said [@s0, p. 3].\n")
}

fn cited(n: usize) -> Tree {
    on_one(
        "sources",
        parts(0..n, source),
        &parts(0..n, |number| format!("So it is said [@s{number}, p. 3].\n\n")),
    )
}

fn again_cited(n: usize) -> Tree {
    on_one("sources", source(0), &parts(0..n, |number| format!("So it is said [@s0, p. {number}].\n\n")))
}

fn figures_on_one(n: usize) -> Tree {
    let text = parts(0..n, |number| format!("The trade came to [](figure:f{number}).\n\n"));
    on_one("figures", parts(0..n, figure), &text)
}

fn names_on_one(n: usize) -> Tree {
    let record = |number: usize| format!("- id: n{number}\n  kind: person\n  name: Person Number{number}\n");
    let text = parts(0..n, |number| format!("So said [they](name:n{number}).\n\n"));
    on_one("names", parts(0..n, record), &text)
}

fn again_named(n: usize) -> Tree {
    let text = parts(0..n, |number| format!("In the year {number}, [Jane Doe](name:doe) said so.\n\n"));
    on_one("names", "- id: doe\n  kind: person\n  name: Jane Doe\n".to_owned(), &text)
}

/// Words that the register knows, over and over.
fn acronyms_in_text(n: usize) -> Tree {
    let letter = |k: usize| char::from(b'A' + (k % 26) as u8);
    let word = |k: usize| format!("Q{}{}", letter(k / 26), letter(k));
    let records =
        parts(0..600, |k| format!("- id: t{k}\n  term: {}\n  expansion: way {k} of trade\n", word(k)));
    on_one("terms", records, &parts(0..n, |number| format!("Some say {}.\n\n", word(number % 600))))
}
