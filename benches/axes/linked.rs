//! The axes of links between pages.

use chancery::model::source::tree::Tree;

use super::Axis;
use super::site::{PAGES, empty, fill, nothing, page, parts, to};

pub const AXES: &[Axis] = &[
    Axis { name: "links", what: "links between 500 pages", most: 100_000, tree: links },
    Axis { name: "hub", what: "pages that link one", most: 50_000, tree: hub },
    Axis { name: "fan", what: "links from one page to as many", most: 8000, tree: fan },
    Axis { name: "sentence", what: "links in one sentence", most: 8000, tree: sentence },
    Axis { name: "again", what: "links from one page to another", most: 64_000, tree: again },
    Axis { name: "wikilinks", what: "links by title", most: 80_000, tree: wikilinks },
    Axis { name: "anchors", what: "links to headings of one page", most: 64_000, tree: anchors },
    Axis { name: "outside", what: "links to other sites", most: 160_000, tree: outside },
    Axis { name: "wrong", what: "links that lead nowhere", most: 8000, tree: wrong },
];

/// Links of a page: n among all pages, each to another.
fn numbers(page: usize, n: usize) -> impl Iterator<Item = usize> {
    (page..n).step_by(PAGES).map(move |number| (page * 7 + number / PAGES * 3 + 1) % PAGES)
}

fn links(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, PAGES, nothing, |page| {
        parts(numbers(page, n), |number| format!("Then came [the trade]({}) of that year.\n\n", to(number)))
    });
    tree
}

fn hub(n: usize) -> Tree {
    let mut tree = empty();
    tree.insert("content/hub.md", "---\ntitle: Hub\n---\n\nAll lead here.\n");
    fill(&mut tree, n, nothing, |_| "As [the hub](../hub.md) has it.\n".to_owned());
    tree
}

fn fan(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, nothing, nothing);
    let text = parts(0..n, |number| format!("See [number {number}](s{}/p{number}.md).\n\n", number / 50));
    tree.insert("content/fan.md", page(0, "", &text));
    tree
}

fn sentence(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, nothing, nothing);
    let text = parts(0..n, |number| format!("and [number {number}](s{}/p{number}.md)\n", number / 50));
    tree.insert("content/fan.md", page(0, "", &format!("See the first {text} for it.\n")));
    tree
}

fn again(n: usize) -> Tree {
    let mut tree = empty();
    tree.insert("content/hub.md", "---\ntitle: Hub\n---\n\nAll lead here.\n");
    let text = parts(0..n, |number| format!("In the year {number}, [the hub](hub.md) had it.\n\n"));
    tree.insert("content/from.md", page(0, "", &text));
    tree
}

fn wikilinks(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, PAGES, nothing, |page| {
        parts(numbers(page, n), |number| format!("Then came [[Page {number}]].\n\n"))
    });
    tree
}

fn anchors(n: usize) -> Tree {
    let mut tree = empty();
    let text =
        parts(0..n, |number| format!("## Year {number}\n\nSee [that year](#year-{}).\n\n", n - 1 - number));
    tree.insert("content/years.md", page(0, "", &text));
    tree
}

fn outside(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, PAGES, nothing, |page| {
        parts((page..n).step_by(PAGES), |number| {
            format!("See [paper {number}](https://example.org/{number}).\n\n")
        })
    });
    tree
}

/// The one axis of a briefing that cannot be published.
fn wrong(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, nothing, |number| format!("See [that](../s0/q{number}.md).\n"));
    tree.insert("content/wrong.md", page(0, "", "See [this](nowhere.md).\n"));
    tree
}
