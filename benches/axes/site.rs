//! What the briefings of all axes have in common.

use std::fmt::Write as _;

use chancery::model::source::tree::Tree;

/// The pages of an axis on which the number of pages does not grow.
pub const PAGES: usize = 500;

/// The pages of a section.
pub const SECTION: usize = 50;

/// A briefing with its first page, and no more. It has no page of all pages, which is an axis of its own.
pub fn empty() -> Tree {
    with("outputs: {print: false}\n")
}

/// A briefing with its first page, and more in its configuration.
pub fn with(configuration: &str) -> Tree {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", format!("title: Bench\nbase_url: https://example.org/\n{configuration}"));
    tree.insert("content/index.md", "---\ntitle: Bench\ndescription: A briefing that grows.\n---\n");
    tree
}

/// Adds n pages in sections of [`SECTION`]; what each holds beside its title is told by its number.
pub fn fill(tree: &mut Tree, n: usize, keys: impl Fn(usize) -> String, text: impl Fn(usize) -> String) {
    for section in 0..n.div_ceil(SECTION) {
        landing(tree, &format!("content/s{section}"), section);
    }
    for number in 0..n {
        let text = page(number, &keys(number), &text(number));
        tree.insert(format!("content/s{}/p{number}.md", number / SECTION), text);
    }
}

/// Adds the landing page of a folder.
pub fn landing(tree: &mut Tree, folder: &str, number: usize) {
    tree.insert(
        format!("{folder}/index.md"),
        format!("---\ntitle: Section {number}\n---\n\nWhat is known of part {number}.\n"),
    );
}

/// A small page.
pub fn page(number: usize, keys: &str, text: &str) -> String {
    format!(
        "---\ntitle: Page {number}\ndescription: What page {number} is about.\n{keys}---\n\nThe trade in goods of the year {number} \
         went by sea, and *some of it* by rail.\n\n{text}"
    )
}

/// The address of a page that [`fill`] adds, from another.
pub fn to(number: usize) -> String {
    format!("../s{}/p{number}.md", number / SECTION)
}

/// A text of n parts, each on its own.
pub fn parts(numbers: impl Iterator<Item = usize>, part: impl Fn(usize) -> String) -> String {
    numbers.fold(String::new(), |mut text, number| {
        let _ = write!(text, "{}", part(number));
        text
    })
}

/// Nothing beside what every page has.
pub fn nothing(_: usize) -> String {
    String::new()
}
