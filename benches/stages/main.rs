//! What each part of a build costs, for 1,000 pages: scanning, judging, making, indexing, rebuilding, publishing.
//!
//!     cargo bench --bench stages
//!     cargo bench --bench stages -- rebuild
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types)]

#[allow(dead_code)]
#[path = "../serve/corpus.rs"]
mod corpus;

use chancery::disk;
use chancery::model::source::tree::Tree;
use chancery::{Memory, Options, build, plan, rebuild, replan, with_index};
use corpus::Links;
use divan::Bencher;
use mimalloc::MiMalloc;
use tempfile::TempDir;

/// The program's own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const PAGES: usize = 1000;

fn main() {
    divan::Divan::default().sample_count(20).config_with_args().main();
}

/// A briefing in a folder, with more lines in its configuration.
fn folder(more: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let config = format!("title: Bench\nbase_url: https://example.org/\n{more}");
    std::fs::write(folder.path().join("chancery.yaml"), config).expect("a file can be written");
    corpus::write(folder.path(), PAGES, Links::Files);
    folder
}

fn tree(more: &str) -> Tree {
    disk::scan(folder(more).path()).expect("the folder is there")
}

/// Another text of the page that edits change.
fn edit(tree: &mut Tree, number: usize, title: &str, words: &str) {
    let text = corpus::page(number, PAGES, Links::Files);
    let text = text.replacen(&corpus::title(number), title, 1) + words;
    tree.insert(format!("content/{}", corpus::file(number)), text);
}

#[divan::bench]
fn scan(bencher: Bencher) {
    let folder = folder("");
    bencher.bench(|| disk::scan(folder.path()));
}

/// All but the pages of editors: reading, joining, checking, lists, the index of the search.
#[divan::bench]
fn judge(bencher: Bencher) {
    let tree = tree("");
    bencher.with_inputs(|| tree.clone()).bench_values(|tree| plan(tree, &Options::default()));
}

/// The same without the index of the search.
#[divan::bench]
fn judge_without_search(bencher: Bencher) {
    let tree = tree("outputs: {search: false}\n");
    bencher.with_inputs(|| tree.clone()).bench_values(|tree| plan(tree, &Options::default()));
}

/// The pages of editors: filling, showing, writing.
#[divan::bench]
fn make(bencher: Bencher) {
    let tree = tree("outputs: {search: false}\n");
    bencher.with_inputs(|| plan(tree.clone(), &Options::default()).0).bench_values(|plan| plan.whole());
}

/// The index of the search, of pages that are read and joined.
#[divan::bench]
fn index(bencher: Bencher) {
    let tree = tree("");
    let planned = || {
        let mut memory = Memory::default();
        let plan = replan(&mut memory, &tree, &Options::default());
        (memory, plan)
    };
    bencher.with_inputs(planned).bench_local_values(|(mut memory, plan)| with_index(&mut memory, plan));
}

#[divan::bench]
fn whole(bencher: Bencher) {
    let tree = tree("");
    bencher.bench(|| build(&tree, &Options::default()));
}

/// What a memory that remembers makes, round after round, of sources that change before each.
fn rounds<Made>(
    bencher: Bencher,
    round: impl Fn(&mut Memory, &Tree, &Options) -> Made,
    change: impl Fn(&mut Tree, usize),
) {
    let (mut tree, mut memory, mut edits) = (tree(""), Memory::default(), 0);
    round(&mut memory, &tree, &Options::default());
    bencher.bench_local(|| {
        edits += 1;
        change(&mut tree, edits);
        round(&mut memory, &tree, &Options::default())
    });
}

fn prose(tree: &mut Tree, edits: usize) {
    edit(tree, 160, &corpus::title(160), &format!("\nEdit {edits}.\n"));
}

fn title(tree: &mut Tree, edits: usize) {
    edit(tree, 160, &format!("Edit {edits}"), "");
}

#[divan::bench]
fn rebuild_of_nothing(bencher: Bencher) {
    rounds(bencher, rebuild, |_, _| {});
}

#[divan::bench]
fn rebuild_of_prose(bencher: Bencher) {
    rounds(bencher, rebuild, prose);
}

#[divan::bench]
fn rebuild_of_a_title(bencher: Bencher) {
    rounds(bencher, rebuild, title);
}

fn all_prose(tree: &mut Tree, edits: usize) {
    for number in 0..PAGES {
        edit(tree, number, &corpus::title(number), &format!("\nEdit {edits}.\n"));
    }
}

/// All pages read and made anew, and their words put in the index; nothing is joined.
#[divan::bench]
fn rebuild_of_all_prose(bencher: Bencher) {
    rounds(bencher, rebuild, all_prose);
}

/// All pages made anew with a template of the site's own.
#[divan::bench]
fn rebuild_of_a_template(bencher: Bencher) {
    rounds(bencher, rebuild, |tree, edits| {
        let text = format!("<header class=\"head\"><h1>{{{{ page.title }}}}</h1><p>{edits}</p></header>\n");
        tree.insert("templates/parts/head.html", text);
    });
}

/// All pages read anew, and their slips looked through: nothing is joined, and nothing made.
#[divan::bench]
fn read(bencher: Bencher) {
    rounds(bencher, replan, all_prose);
}

/// What `serve` does before it can answer: no page is made.
#[divan::bench]
fn replan_of_prose(bencher: Bencher) {
    rounds(bencher, replan, prose);
}

/// All outlines joined, what came of it checked, and all lists made.
#[divan::bench]
fn replan_of_a_title(bencher: Bencher) {
    rounds(bencher, replan, title);
}

#[divan::bench]
fn publish_new(bencher: Bencher) {
    let report = build(&tree(""), &Options::default());
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        disk::publish(&report.output, &place.path().join(number.to_string()), place.path(), &mut || {})
    });
}

#[divan::bench]
fn publish_the_same(bencher: Bencher) {
    let report = build(&tree(""), &Options::default());
    let place = tempfile::tempdir().expect("a temporary folder");
    let site = place.path().join("site");
    let publish =
        || disk::publish(&report.output, &site, place.path(), &mut || {}).expect("the folder is ours");
    publish();
    bencher.bench_local(publish);
}
