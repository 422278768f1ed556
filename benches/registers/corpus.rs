//! A briefing of 1,000 pages that knows any number of figures, and half as many names.

use std::fmt::Write as _;

use chancery::model::source::tree::Tree;

/// Pages, landing pages not among them.
pub const PAGES: usize = 1000;

/// Pages in a section.
const SECTION: usize = 50;

/// Documents that the records are from.
const SOURCES: usize = 100;

/// Acronyms; letters of the alphabet stand for them, so that texts hold them as words.
const TERMS: usize = 200;

const REGISTERS: &str = "content/registers";

/// The briefing with so many figures.
pub fn site(figures: usize) -> Tree {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: Bench\nbase_url: https://example.org/\n");
    tree.insert("content/index.md", "---\ntitle: Bench\nlatest_events: 5\nkey_figures: [f0, f1]\n---\n");
    for section in 0..PAGES / SECTION {
        let text = format!("---\ntitle: Section {section}\nlatest_events: 5\n---\n");
        tree.insert(format!("content/s{section}/index.md"), text);
    }
    for number in 0..PAGES {
        let path = format!("content/s{}/p{number}.md", number / SECTION);
        tree.insert(path, page(number, figures));
    }
    let sources: String = (0..SOURCES)
        .map(|n| format!("- id: s{n}\n  title: Paper {n}\n  publisher: Ministry\n  date: 2015\n"))
        .collect();
    tree.insert(format!("{REGISTERS}/sources.yaml"), sources);
    write_figures(&mut tree, figures, 0);
    write_names(&mut tree, figures, 0);
    tree.insert(format!("{REGISTERS}/events.yaml"), events(figures));
    let terms: String = (0..TERMS)
        .map(|n| format!("- id: t{n}\n  term: {}\n  expansion: term of letters {n}\n", acronym(n)))
        .collect();
    tree.insert(format!("{REGISTERS}/terms.yaml"), terms);
    let charts: String = (0..PAGES / 10)
        .map(|n| format!("- id: c{n}\n  title: Chart {n}\n  figures: [f{}, f{}]\n", n * 10, n * 10 + 1))
        .collect();
    tree.insert(format!("{REGISTERS}/charts.yaml"), charts);
    write_prose(&mut tree, 0);
    tree
}

/// Writes the register of figures; an edition differs from another in one figure.
pub fn write_figures(tree: &mut Tree, figures: usize, edition: usize) {
    let mut text = String::new();
    for n in 0..figures {
        let value = if n == figures / 2 { 1_000_000 + edition } else { 1000 + n };
        let _ = write!(
            text,
            "- id: f{n}\n  label: Number {n} of the trade\n  value: {value}\n  unit: EUR\n  as_of: 2013\n  source: s{}\n",
            n % SOURCES
        );
    }
    tree.insert(format!("{REGISTERS}/figures.yaml"), text);
}

/// Writes the text of one page; an edition differs from another in a word that refers to nothing.
pub fn write_prose(tree: &mut Tree, edition: usize) {
    tree.insert(
        "content/s7/prose.md",
        format!("---\ntitle: Prose\n---\n\nThe text in its state {edition}.\n"),
    );
}

/// Writes the register of names; an edition differs from another in one name.
pub fn write_names(tree: &mut Tree, figures: usize, edition: usize) {
    let mut text = String::new();
    for n in 0..figures / 2 {
        let description =
            if n == figures / 4 { format!("The edition {edition}.") } else { format!("The person {n}.") };
        // One of ten is an organization, which the nine behind it belong to.
        let kind = match n % 10 {
            0 => "organization".to_owned(),
            _ => format!("person\n  organization: n{}", n / 10 * 10),
        };
        let _ = write!(
            text,
            "- id: n{n}\n  kind: {kind}\n  name: Person Number{n}\n  description: {description}\n  source: s{}\n",
            n % SOURCES
        );
    }
    tree.insert(format!("{REGISTERS}/names.yaml"), text);
}

fn events(figures: usize) -> String {
    let mut text = String::new();
    for n in 0..figures / 4 {
        let _ = write!(
            text,
            "- id: e{n}\n  title: Meeting {n}\n  date: {}-{:02}-{:02}\n  kind: Kind {}\n  series: Series {}\n  names: [n{}]\n  \
             section: s{}\n  source: s{}\n",
            1950 + n % 60,
            1 + n % 12,
            1 + n % 28,
            n % 8,
            n / 4,
            n,
            n % (PAGES / SECTION),
            n % SOURCES,
        );
    }
    text
}

fn acronym(number: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    ['Q', letter(number / 26), letter(number)].iter().collect()
}

/// A page: every figure stands on two pages, every name and every event on one.
fn page(number: usize, figures: usize) -> String {
    let mut text = format!("---\ntitle: Page {number}\nsources: [s{}]\n---\n\n", number % SOURCES);
    for n in (number..figures).step_by(PAGES) {
        let _ = writeln!(text, "The trade in goods came to [](figure:f{n}), more than ever before.\n");
    }
    for n in ((number + 7) % PAGES..figures).step_by(PAGES) {
        let _ = writeln!(text, "Of these, [](figure:f{n}) went by sea.[@s{}, p. {n}]\n", n % SOURCES);
    }
    text.push_str("## Meetings\n\n");
    for n in (number..figures / 2).step_by(PAGES) {
        let _ = writeln!(text, "Then [they](name:n{n}) spoke of the harbour and of its trade.\n");
    }
    for n in (number..figures / 4).step_by(PAGES) {
        let _ = writeln!(text, "It ended with [the meeting](event:e{n}).\n");
    }
    let _ = writeln!(text, "Some say {} for it.\n", acronym(number % TERMS));
    if number.is_multiple_of(10) {
        let _ = writeln!(text, "![](chart:c{})\n", number / 10);
    }
    text
}
