//! Edits without a pause while others read: does any page stay stale, does the memory grow?

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::corpus::{self, Links};
use crate::server::Server;

/// Readers at the same time.
const READERS: usize = 3;

/// Runs for so long on a site of so many pages, and prints what happened each half minute.
pub fn soak(program: &str, folder: &Path, pages: usize, length: Duration) {
    fs::write(folder.join("chancery.yaml"), "title: Soak\nbase_url: https://example.org/\n").expect("a file");
    corpus::write(folder, pages, Links::Files);
    let server = Server::start(program, &["serve", ".", "--port", "PORT"], folder);
    let mut client = server.client();
    client.until("/index.html", "Welcome", Instant::now()).expect("the server starts");
    let (is_over, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    println!("soak: {pages} pages, {READERS} readers, {} s", length.as_secs());
    println!("| after | edits | reads | median | worst | stale | memory now | at most |");
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    std::thread::scope(|scope| {
        for reader in 0..READERS {
            let (is_over, reads) = (&is_over, &reads);
            let mut client = server.client();
            scope.spawn(move || {
                let mut page = reader * 7;
                while !is_over.load(Ordering::Relaxed) {
                    page = (page + 13) % pages;
                    client.get(&format!("/{}", corpus::file(page).replace(".md", ".html")));
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let started = Instant::now();
        let mut told = Duration::ZERO;
        let (mut edits, mut stale, mut times) = (0_usize, 0, Vec::new());
        while started.elapsed() < length {
            match edit(folder, &mut client, edits, pages) {
                Some(took) => times.push(took),
                None => stale += 1,
            }
            edits += 1;
            if started.elapsed() - told > Duration::from_secs(30) {
                told = started.elapsed();
                times.sort();
                let (now, most) = server.memory();
                println!(
                    "| {} s | {edits} | {} | {:.1} ms | {:.1} ms | {stale} | {now} MiB | {most} MiB |",
                    told.as_secs(),
                    reads.load(Ordering::Relaxed),
                    times[times.len() / 2].as_secs_f64() * 1e3,
                    times[times.len() - 1].as_secs_f64() * 1e3,
                );
                times.clear();
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
}

/// One edit, of a kind that goes by its number; how long until it was seen, or nothing when it never was.
fn edit(folder: &Path, client: &mut crate::server::Client, number: usize, pages: usize) -> Option<Duration> {
    let page = (number * 31) % pages;
    let (file, address) = (corpus::file(page), corpus::file(page).replace(".md", ".html"));
    let path = folder.join("content").join(&file);
    let text = corpus::page(page, pages, Links::Files);
    let word = format!("marker-{number}-end");
    let from = Instant::now();
    match number % 10 {
        // A title, seen on a neighbour's navigation.
        7 => {
            let sibling = page / corpus::SECTION * corpus::SECTION + (page + 1) % corpus::SECTION;
            fs::write(path, text.replacen("title: \"", &format!("title: \"{word} "), 1)).expect("a file");
            client.until(&format!("/{}", corpus::file(sibling).replace(".md", ".html")), &word, from)
        }
        // A page that comes, and goes again.
        8 => {
            let new = folder.join("content").join(corpus::section(page)).join("new.md");
            fs::write(&new, format!("---\ntitle: New\n---\n\n{word}\n")).expect("a file");
            let took = client.until(&format!("/{}/new.html", corpus::section(page)), &word, from);
            fs::remove_file(new).expect("it can be removed");
            took
        }
        // Something wrong, and mended.
        9 => {
            fs::write(&path, format!("{text}\n[nope](nope.md)\n")).expect("a file");
            fs::write(&path, format!("{text}\n{word}\n")).expect("a file");
            client.until(&format!("/{address}"), &word, from)
        }
        _ => {
            fs::write(path, format!("{text}\n{word}\n")).expect("a file");
            client.until(&format!("/{address}"), &word, from)
        }
    }
}
