//! The axes of pages and sections: how many there are, and how they lie.

use chancery::model::source::tree::Tree;

use super::Axis;
use super::site::{SECTION, empty, fill, landing, nothing, page, parts, with};

pub const AXES: &[Axis] = &[
    Axis { name: "pages", what: "pages", most: 16_000, tree: pages },
    Axis { name: "section", what: "pages in one section", most: 50_000, tree: section },
    Axis { name: "sections", what: "sections side by side", most: 16_000, tree: sections },
    Axis { name: "nested", what: "sections of two within each other", most: 8000, tree: nested },
    Axis { name: "depth", what: "sections, each in the one before", most: 96, tree: depth },
    Axis { name: "print", what: "pages printed on one", most: 4000, tree: print },
    Axis { name: "titles", what: "pages of one title", most: 8000, tree: titles },
    Axis { name: "dated", what: "pages with dates", most: 8000, tree: dated },
    Axis { name: "tag", what: "pages with one tag", most: 16_000, tree: tag },
    Axis { name: "tags", what: "tags, each on one page", most: 4000, tree: tags },
    Axis { name: "aliases", what: "earlier addresses", most: 40_000, tree: aliases },
    Axis { name: "retired", what: "ids that are no more", most: 32_000, tree: retired },
    Axis { name: "files", what: "other files", most: 160_000, tree: files },
];

fn pages(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, nothing, |number| {
        format!("See [the page before](p{}.md).\n", number.max(number / SECTION * SECTION + 1) - 1)
    });
    tree
}

fn section(n: usize) -> Tree {
    let mut tree = empty();
    landing(&mut tree, "content/all", 0);
    for number in 0..n {
        tree.insert(format!("content/all/p{number}.md"), page(number, "", ""));
    }
    tree
}

fn sections(n: usize) -> Tree {
    let mut tree = empty();
    for number in 0..n {
        landing(&mut tree, &format!("content/s{number}"), number);
    }
    tree
}

/// Section k is in section (k - 1) / 2, so that their depth is the logarithm of their number.
fn nested(n: usize) -> Tree {
    let mut tree = empty();
    for number in 0..n {
        landing(&mut tree, &binary(number), number);
    }
    tree
}

fn binary(number: usize) -> String {
    match number.checked_sub(1) {
        Some(before) => format!("{}/s{number}", binary(before / 2)),
        None => "content/s0".to_owned(),
    }
}

fn depth(n: usize) -> Tree {
    let mut tree = empty();
    let mut folder = "content".to_owned();
    for number in 0..n {
        folder.push_str("/in");
        landing(&mut tree, &folder, number);
        tree.insert(format!("{folder}/page.md"), page(number, "", ""));
    }
    tree
}

fn print(n: usize) -> Tree {
    let mut tree = with("outputs: {print: true}\n");
    fill(&mut tree, n, nothing, nothing);
    tree
}

fn titles(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, nothing, nothing);
    for number in 0..n {
        let path = format!("content/s{}/p{number}.md", number / SECTION);
        tree.insert(path, format!("---\ntitle: Trade\n---\n\nThe year {number}.\n"));
    }
    tree
}

fn dated(n: usize) -> Tree {
    let mut tree = empty();
    let date = |number: usize| {
        format!("date: {}-{:02}-{:02}\n", 1950 + number % 60, 1 + number % 12, 1 + number % 28)
    };
    fill(&mut tree, n, date, nothing);
    tree
}

fn tag(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, |_| "tags: [trade]\n".to_owned(), nothing);
    tree
}

fn tags(n: usize) -> Tree {
    let mut tree = empty();
    fill(&mut tree, n, |number| format!("tags: [subject {number}]\n"), nothing);
    tree
}

fn aliases(n: usize) -> Tree {
    let mut tree = empty();
    let keys = |number: usize| {
        let list: Vec<String> = (0..20).map(|k| format!("old/{number}-{k}.html")).collect();
        format!("aliases: [{}]\n", list.join(", "))
    };
    fill(&mut tree, n / 20, keys, nothing);
    tree
}

fn retired(n: usize) -> Tree {
    let mut tree = empty();
    let record = |number: usize| format!("- id: f{number}\n  kind: figure\n  note: It was never right.\n");
    tree.insert("content/registers/retired.yaml", parts(0..n, record));
    tree
}

fn files(n: usize) -> Tree {
    let mut tree = empty();
    for number in 0..n {
        tree.insert(format!("content/papers/f{number}.pdf"), "%PDF-1.7");
    }
    tree
}
