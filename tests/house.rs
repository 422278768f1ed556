//! The rules of the house, read from its sources: who may know whom, and that nothing is named that is not there.
#![allow(clippy::disallowed_methods)]

#[path = "house/imports.rs"]
mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use imports::{Room, arrows_up, circles, closed_rooms, homeless, unused};

/// The text of every file below a folder of the repository, by path.
fn files(folder: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry of the repository").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).expect("it is below").to_str().expect("a name in UTF-8");
            let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = String::from_utf8(bytes).unwrap_or_else(|error| {
                assert!(name.ends_with(".png"), "{name}: {error}");
                String::new()
            });
            files.insert(name.replace('\\', "/"), text);
        }
    }
    files
}

/// The Rust sources, without comments and without their unit tests.
fn sources() -> BTreeMap<String, String> {
    let sources = files("src").into_iter().filter(|(name, _)| name.ends_with(".rs"));
    sources
        .map(|(name, text)| {
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = code.lines().map(|line| match line.trim_start().starts_with("//") {
                true => "",
                false => line.split(" // ").next().unwrap_or_default(),
            });
            (name, lines.collect::<Vec<_>>().join("\n"))
        })
        .collect()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What stands behind each place where a path begins with these words: `crate::` gives `model::source::{..`.
fn after<'a>(text: &'a str, path: &'a str) -> impl Iterator<Item = &'a str> {
    let starts =
        move |at: usize| at == 0 || !(is_word(text.as_bytes()[at - 1]) || text.as_bytes()[at - 1] == b':');
    text.match_indices(path).filter(move |(at, _)| starts(*at)).map(move |(at, _)| &text[at + path.len()..])
}

/// The word at the start of a text.
fn word(text: &str) -> &str {
    &text[..text.bytes().position(|byte| !is_word(byte)).unwrap_or(text.len())]
}

/// Whether a file is this one, or is in this folder: `src/disk/`.
fn is_in(name: &str, place: &str) -> bool {
    name == place || (place.ends_with('/') && name.starts_with(place))
}

/// Asserts that a package is known to these files alone, and that each of them needs it.
fn known_to(package: &str, allowed: &[&str]) {
    let path = format!("{package}::");
    let of = |name: &str| allowed.iter().copied().find(|allowed| is_in(name, allowed));
    let knowing: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| after(text, &path).next().is_some())
        .map(|(name, _)| name)
        .collect();
    let wrong: Vec<&String> = knowing.iter().filter(|name| of(name).is_none()).collect();
    assert_eq!(wrong, Vec::<&String>::new(), "`{package}` is the business of {allowed:?}");
    let needed: BTreeSet<&str> = knowing.iter().filter_map(|name| of(name)).collect();
    assert_eq!(needed, allowed.iter().copied().collect(), "who needs `{package}`");
}

// Rooms

/// The rooms from top to bottom, each with what it may import from: only rooms below it, and of those no more than it needs.
const ROOMS: &[Room] = &[
    ("main", &["cli"]),
    ("lib", &["pipeline", "check/stale", "memo"]),
    ("cli", &["serve", "disk", "pipeline", "schemas", "starter", "theme", "model", "text"]),
    ("serve", &["disk", "pipeline", "theme", "model", "text", "memo"]),
    ("disk", &["model", "text"]),
    (
        "pipeline",
        &[
            "check", "write", "search", "cite", "view", "graph", "read", "markdown", "theme", "model",
            "text", "memo",
        ],
    ),
    ("check", &["view", "graph", "theme", "model", "text", "memo"]),
    // It sees views, and never the graph.
    ("write", &["model", "text", "memo"]),
    ("search", &["model", "text"]),
    ("cite", &["model", "text", "memo"]),
    // It sees texts only as they are filled.
    ("view", &["graph", "markdown/fill", "charts", "model", "text", "memo"]),
    // It sees outlines, and no text.
    ("graph", &["locale", "model", "text", "memo"]),
    // It sees one file, and never a second.
    ("read", &["markdown", "model", "text"]),
    ("markdown", &["model", "text"]),
    ("charts", &["model"]),
    ("locale", &["model", "text", "memo"]),
    ("starter", &[]),
    ("theme", &["model"]),
    ("schemas", &["model"]),
    ("model", &[]),
    ("model/output", &["model/view", "model/page", "model/register", "model/source", "model/value", "text"]),
    ("model/view", &["model/register", "model/source", "model/value", "text"]),
    ("model/page", &["model/register", "model/source", "model/value", "text"]),
    ("model/register", &["model/source", "model/value"]),
    ("model/source", &["model/value", "text"]),
    ("model/value", &["text"]),
    ("text", &[]),
    // It knows nothing of websites.
    ("memo", &[]),
];

/// The sources by their paths below `src/`.
fn house() -> imports::Sources {
    let sources = files("src").into_iter().filter(|(name, _)| name.ends_with(".rs"));
    sources.map(|(name, text)| (name.trim_start_matches("src/").to_owned(), text)).collect()
}

#[test]
fn every_file_is_in_a_room() {
    assert_eq!(homeless(&house(), ROOMS), Vec::<String>::new());
}

#[test]
fn rooms_import_only_from_the_rooms_that_they_list() {
    assert_eq!(closed_rooms(&house(), ROOMS), Vec::<String>::new());
    assert_eq!(unused(&house(), ROOMS), Vec::<String>::new());
}

#[test]
fn no_arrow_goes_up_a_floor() {
    assert_eq!(arrows_up(ROOMS), Vec::<String>::new());
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_eq!(circles(&house()), Vec::<String>::new());
}

#[test]
fn the_memory_is_the_only_state() {
    for (name, text) in sources() {
        for word in [
            "static mut ",
            "thread_local!",
            "OnceLock",
            "LazyLock",
            "OnceCell",
            "RefCell",
            "Mutex",
            "AtomicUsize",
        ] {
            // A template that is compiled when it is asked for first is no state: it is the same whenever that is.
            // The digests of artifacts are taken by whoever asks for them, in any order; they are the same in all.
            let lazy = ["src/write/layout.rs", "src/disk/seal.rs"];
            let is_lazy = word == "OnceLock" && lazy.contains(&name.as_str());
            // Tera's functions are given nothing of ours, so the meter of a page stands beside the thread that makes it, as long.
            let is_meter = ["thread_local!", "RefCell"].contains(&word) && name == "src/write/meter.rs";
            let is_known = is_lazy || is_meter || name.starts_with("src/serve");
            assert!(!text.contains(word) || is_known, "{name}: `{word}`");
        }
    }
}

// Packages

#[test]
fn an_outside_package_is_known_to_one_room() {
    known_to("tera", &["src/write/layout.rs", "src/write/layout/"]);
    known_to("serde_yaml", &["src/read/yaml.rs"]);
    known_to("granit_parser", &["src/read/yaml/"]);
    known_to("pulldown_cmark", &["src/markdown/"]);
    known_to("pulldown_cmark_escape", &["src/markdown/"]);
    known_to("html5gum", &["src/check/output.rs", "src/markdown/"]);
    known_to("icu_segmenter", &["src/markdown/", "src/search/words.rs"]);
    known_to("frostem", &["src/search/stemmer.rs"]);
    known_to("icu_properties", &["src/markdown/"]);
    known_to("walkdir", &["src/disk/"]);
    known_to("tempfile", &["src/disk/"]);
    known_to("icu_collator", &["src/locale.rs"]);
    known_to("icu_plurals", &["src/locale.rs"]);
    known_to("icu_datetime", &["src/locale.rs"]);
    known_to("icu_decimal", &["src/locale.rs", "src/model/value/number.rs"]);
    known_to("icu_locale_core", &["src/locale.rs"]);
    known_to("icu_locale", &["src/model/value/script.rs"]);
    known_to("oxilangtag", &["src/model/value/language.rs"]);
    known_to("rayon", &["src/memo/parallel.rs", "src/disk/"]);
    known_to("clap", &["src/cli.rs", "src/cli/"]);
    known_to("annotate_snippets", &["src/cli/"]);
    known_to("anstream", &["src/cli/terminal.rs"]);
    let json = [
        "src/cite/csl_json.rs",
        "src/cli.rs",
        "src/cli/",
        "src/disk/state.rs",
        "src/serve/live.rs",
        "src/write/dataset.rs",
        "src/write/linked_data.rs",
        "src/write/search.rs",
        "src/write/manifest.rs",
    ];
    known_to("serde_json", &json);
    known_to("csv", &["src/write/table.rs"]);
    known_to("imagesize", &["src/read/picture.rs"]);
    known_to("schemars", &["src/model/", "src/schemas.rs"]);
    known_to("hayagriva", &["src/cite/"]);
    known_to("ciborium", &["src/cite/style_locale.rs"]);
    known_to("jiff", &["src/model/value/date.rs"]);
    known_to("strsim", &["src/text/nearest.rs"]);
    known_to("percent_encoding", &["src/model/value/address.rs"]);
    known_to("icu_normalizer", &["src/text/unicode.rs"]);
    known_to("open", &["src/cli.rs", "src/cli/"]);
    known_to("notify", &["src/serve/watcher.rs"]);
    known_to("axum", &["src/serve/handler.rs", "src/serve/headers.rs"]);
    known_to("hyper", &["src/serve/server.rs"]);
    known_to("hyper_util", &["src/serve/server.rs"]);
    known_to("rustix", &["src/serve/limits.rs"]);
    known_to("tokio", &["src/serve/"]);
    known_to("futures_util", &["src/serve/handler.rs"]);
    known_to("blake3", &["src/text/fingerprint.rs"]);
    known_to("mime_guess", &["src/serve/response.rs"]);
}

#[test]
fn only_the_disk_touches_files_and_only_the_command_line_the_rest_of_the_world() {
    let disk: &[&str] = &["src/disk.rs", "src/disk/"];
    for (path, allowed) in [
        ("std::fs", disk),
        // Tera writes the text of a page through `Write`, into memory.
        (
            "std::io",
            &["src/disk.rs", "src/disk/", "src/cli.rs", "src/cli/terminal.rs", "src/write/layout.rs"],
        ),
        ("std::env", &["src/cli.rs"]),
        ("std::time", &["src/cli.rs", "src/cli/", "src/disk/"]),
        ("std::net", &["src/cli/"]),
        ("std::process", &["src/cli.rs", "src/main.rs"]),
        ("std::thread", &[]),
    ] {
        for (name, text) in sources().iter().filter(|(name, _)| !name.starts_with("src/serve")) {
            // The program opens a browser and a server where it serves.
            let is_allowed = allowed.iter().any(|allowed| is_in(name, allowed));
            let wrong = after(text, path).any(|rest| word(rest).is_empty()) && !is_allowed;
            assert!(!wrong, "{name}: {path}");
        }
    }
}

#[test]
fn nothing_is_printed_in_a_way_that_panics() {
    for (name, text) in sources() {
        for print in ["println!", "print!", "dbg!"] {
            assert!(!text.contains(print), "{name}: `{print}` ends the program where it cannot be written");
        }
    }
}

#[test]
fn no_map_without_an_order() {
    for (name, text) in sources() {
        assert!(!text.contains("HashMap") && !text.contains("HashSet"), "{name}");
    }
}

// Files

#[test]
fn every_source_file_opens_with_what_it_is() {
    for (name, text) in files("src").iter().filter(|(name, _)| name.ends_with(".rs")) {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 12, "{name}: {first}");
    }
}

/// How many lines a source file may have. How many a function may have is in clippy.toml.
const MOST_LINES: usize = 400;

#[test]
fn no_source_file_is_too_long() {
    let sources = files("src").into_iter().filter(|(name, _)| name.ends_with(".rs"));
    let long: Vec<(String, usize)> = sources
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .collect();
    assert_eq!(long, [], "files of more than {MOST_LINES} lines: make each of them several");
}

#[test]
fn every_file_of_the_theme_is_embedded() {
    let theme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/theme.rs")).expect("the theme");
    let list =
        theme.split("embedded! {").nth(1).and_then(|rest| rest.split('}').next()).expect("the list of files");
    let embedded: Vec<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    let there: Vec<String> = files("static").into_keys().chain(files("templates").into_keys()).collect();
    assert_eq!(embedded, there, "in the order of their paths");
}

#[test]
fn the_theme_says_its_ground_in_one_colour_everywhere() {
    let css = &files("static")["static/theme.css"];
    let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").expect("a dark theme");
    let paper = |css: &str| {
        let value = css.split("--paper: ").nth(1).and_then(|rest| rest.split(';').next());
        value.expect("a ground").to_owned()
    };
    let meta = &files("templates")["templates/parts/meta.html"];
    for (scheme, colour) in [("light", paper(light)), ("dark", paper(dark))] {
        let said = format!("media=\"(prefers-color-scheme: {scheme})\" content=\"{colour}\"");
        assert!(meta.contains(&said), "{said}");
    }
    let manifest = &files("src/write")["src/write/manifest.rs"];
    assert!(manifest.contains(&format!("const PAPER: &str = \"{}\"", paper(light))), "{}", paper(light));
}

#[test]
fn every_file_of_the_starter_is_embedded() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/starter.rs"))
        .expect("the starter");
    let embedded: BTreeSet<String> = after(&text, "include_str!(\"")
        .map(|rest| format!("src/{}", rest.split('"').next().unwrap_or_default()))
        .collect();
    assert_eq!(embedded, files("src/starter").into_keys().collect());
}

#[test]
fn every_room_and_file_is_in_a_mod() {
    let sources = sources();
    for name in sources.keys().filter(|name| !matches!(name.as_str(), "src/lib.rs" | "src/main.rs")) {
        let (folder, file) = name.rsplit_once('/').expect("it is in src/");
        let (folder, stem) = match file {
            "mod.rs" => folder.rsplit_once('/').expect("a room is in src/"),
            _ => (folder, file.trim_end_matches(".rs")),
        };
        let homes = [format!("{folder}/mod.rs"), format!("{folder}.rs"), format!("{folder}/lib.rs")];
        let home = homes.iter().find_map(|home| sources.get(home)).expect("a room has a home");
        assert!(home.contains(&format!("mod {stem};")), "{name}");
    }
}

// Texts of the interface

/// The keys of the theme's strings file.
fn keys() -> BTreeSet<String> {
    let strings = &files("templates")["templates/strings/en.yaml"];
    let keys =
        strings.lines().filter(|line| !line.starts_with([' ', '#'])).filter_map(|line| line.split_once(':'));
    keys.map(|(key, _)| key.to_owned()).collect()
}

/// Every key that a template or the program uses, with the file where it does.
fn used() -> BTreeMap<String, String> {
    let mut used = BTreeMap::new();
    for (name, text) in files("templates").iter().filter(|(name, _)| !name.ends_with(".yaml")) {
        used.extend(after(text, "strings.").map(|rest| (word(rest).to_owned(), name.clone())));
    }
    for (name, text) in sources() {
        // `strings.get("k")`, `strings.with("k", ..)`, `strings.fill("k", ..)`, `Fill::Text("k")`, and keys that are chosen before they are used.
        for call in ["strings.get(\"", "strings.with(\"", "strings.fill(\"", "Fill::Text(\""] {
            used.extend(after_any(&text, call).map(|rest| (word(rest).to_owned(), name.clone())));
        }
        // The title of the page of a register, by the word for the page.
        let pages = after_any(&text, ", page \"").filter(|_| name.ends_with("record_kind.rs"));
        used.extend(pages.map(|rest| (format!("{}_title", word(rest)), name.clone())));
        for line in text.lines().filter(|line| {
            line.contains("let key = ") || name.ends_with("alert.rs") || name.ends_with("task.rs")
        }) {
            let quoted =
                line.split('"').skip(1).step_by(2).filter(|text| text.contains('_') && word(text) == *text);
            used.extend(quoted.map(|key| (key.to_owned(), name.clone())));
        }
    }
    used
}

fn after_any<'a>(text: &'a str, pattern: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(pattern).map(move |(at, _)| &text[at + pattern.len()..])
}

#[test]
fn every_text_that_is_used_is_in_the_strings_file() {
    let keys = keys();
    let missing: Vec<_> = used().into_iter().filter(|(key, _)| !keys.contains(key)).collect();
    assert_eq!(missing, []);
}

#[test]
fn every_text_in_the_strings_file_is_used() {
    let used = used();
    let unused: Vec<String> = keys().into_iter().filter(|key| !used.contains_key(key)).collect();
    assert_eq!(unused, Vec::<String>::new());
}

#[test]
fn templates_hold_no_text_of_their_own() {
    // A word between tags that is not in braces would be English in every language.
    for (name, text) in files("templates").iter().filter(|(name, _)| name.ends_with(".html")) {
        let mut plain = text.clone();
        for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<", ">")] {
            while let Some(from) = plain.find(open) {
                let to = plain[from..].find(close).map_or(plain.len(), |at| from + at + close.len());
                plain.replace_range(from..to, " ");
            }
        }
        let words: Vec<&str> =
            plain.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
        assert_eq!(words, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn templates_hold_no_script_no_style_and_no_other_host() {
    for (name, text) in files("templates").iter().filter(|(name, _)| name.ends_with(".html")) {
        // A block of data is no script: browsers do not run it, and `script-src` does not speak of it.
        let text =
            text.replace("<script type=\"application/ld+json\">{{ page.linked_data | safe }}</script>", "");
        // Scripts are files of the site, and wait until the page is there.
        let text = text
            .replace("<script src=\"{{ page.root }}{{ assets[", "")
            .replace("<script src=\"{{ page.root }}search/", "");
        for forbidden in
            ["<script", "<style", " style=", " onclick=", " onload=", "javascript:", "https://", "http://"]
        {
            assert!(!text.contains(forbidden), "{name}: {forbidden}");
        }
    }
    for (name, text) in files("static").iter().filter(|(name, _)| name.ends_with(".css")) {
        for forbidden in ["@import", "url(http", "url(//", "url(\"http", "url('http"] {
            assert!(!text.contains(forbidden), "{name}: {forbidden}");
        }
    }
}
