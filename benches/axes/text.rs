//! The axes of what stands on one page.

use chancery::model::source::tree::Tree;

use super::Axis;
use super::site::{empty, page, parts};

pub const AXES: &[Axis] = &[
    Axis { name: "length", what: "bytes of one page", most: 16_000_000, tree: length },
    Axis { name: "paragraph", what: "bytes of one paragraph", most: 16_000_000, tree: paragraph },
    Axis { name: "headings", what: "headings of one page", most: 256_000, tree: headings },
    Axis { name: "levels", what: "headings, half of one name", most: 256_000, tree: levels },
    Axis { name: "notes", what: "notes of one page", most: 128_000, tree: notes },
    Axis { name: "rows", what: "rows of one table", most: 512_000, tree: rows },
    Axis { name: "tables", what: "tables of one page", most: 128_000, tree: tables },
    Axis { name: "items", what: "items of one list", most: 512_000, tree: items },
    Axis { name: "emphasis", what: "marks that are none", most: 2_000_000, tree: emphasis },
    Axis { name: "capitals", what: "different names that no register knows", most: 64_000, tree: capitals },
    Axis { name: "html", what: "elements of raw HTML", most: 256_000, tree: html },
    Axis { name: "block", what: "lines of one block of raw HTML", most: 128_000, tree: block },
    Axis { name: "within", what: "elements of raw HTML within each other", most: 64_000, tree: within },
    Axis { name: "foreign", what: "passages in another language", most: 128_000, tree: foreign },
];

fn one(text: &str) -> Tree {
    let mut tree = empty();
    tree.insert("content/long.md", page(0, "", text));
    tree
}

const SENTENCE: &str = "The trade in goods has grown for ten years, and much of it went by sea. ";

fn length(n: usize) -> Tree {
    let block = format!("{}\n\n", SENTENCE.repeat(8).trim_end());
    one(&block.repeat(n / block.len()))
}

fn paragraph(n: usize) -> Tree {
    one(&SENTENCE.repeat(n / SENTENCE.len()))
}

fn headings(n: usize) -> Tree {
    one(&parts(0..n, |number| format!("## The year {number}\n\nIt went by sea.\n\n")))
}

/// Headings whose ids are told apart by the heading above them.
fn levels(n: usize) -> Tree {
    one(&parts(0..n / 2, |number| format!("## Year {number}\n\n### Trade\n\nIt went by sea.\n\n")))
}

fn notes(n: usize) -> Tree {
    let text = parts(0..n, |number| format!("The year {number} was good.[^{number}]\n\n"));
    one(&format!("{text}{}", parts(0..n, |number| format!("[^{number}]: As is said of {number}.\n\n"))))
}

fn rows(n: usize) -> Tree {
    one(&format!("| Year | Trade |\n|---|---|\n{}", parts(0..n, |number| format!("| {number} | by sea |\n"))))
}

fn tables(n: usize) -> Tree {
    one(&parts(0..n, |number| {
        format!("Table: The year {number}\n\n| Way | Trade |\n|---|---|\n| sea | {number} |\n\n")
    }))
}

fn items(n: usize) -> Tree {
    one(&parts(0..n, |number| format!("- The year {number}\n")))
}

fn emphasis(n: usize) -> Tree {
    one(&parts(0..n / 4, |_| "a *b _c [d ".to_owned()))
}

fn capitals(n: usize) -> Tree {
    let letter = |k: usize| char::from(b'a' + (k % 26) as u8);
    let name =
        |k: usize| format!("Qu{}{}{}{}", letter(k / 17_576), letter(k / 676), letter(k / 26), letter(k));
    one(&parts(0..n, |number| format!("It was Minister {} who said so.\n\n", name(number))))
}

fn html(n: usize) -> Tree {
    one(&parts(0..n, |number| format!("Year <kbd>{number}</kbd>, by sea.\n\n")))
}

fn block(n: usize) -> Tree {
    let lines =
        parts(0..n, |number| format!("<p>The ministry <span lang=\"ja\">外務省</span> said {number}.</p>\n"));
    one(&format!("<div>\n{lines}</div>\n"))
}

fn within(n: usize) -> Tree {
    one(&format!("{}It went by sea.\n{}", "<div>\n".repeat(n), "</div>\n".repeat(n)))
}

fn foreign(n: usize) -> Tree {
    one(&parts(0..n, |number| format!("The ministry <span lang=\"ja\">外務省</span> said {number}.\n\n")))
}
