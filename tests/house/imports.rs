//! Who imports whom: every path from a file of `src/` to another, held against the order of the rooms and against circles.
//!
//! Read are `use` lines and paths in code alike: groups, renames, `self`, modules that are imported and then opened
//! (`use crate::check; .. check::stale::Stale`). A re-export is followed to the file that has the item. Comments, texts and
//! unit tests are left out, and so is what a module and its direct child know of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

mod tokens;

use tokens::{is_word, tokens, without_tests};

/// A room, and the rooms, or files in rooms, that its files may import from besides their own room.
pub type Room = (&'static str, &'static [&'static str]);

/// The source files, by their path below `src/`.
pub type Sources = BTreeMap<String, String>;

/// A module by the names that lead to it from the top.
type Module = Vec<String>;

/// The names by which files import each other: from, to, names.
type Imports = BTreeMap<(String, String), BTreeSet<String>>;

/// Every import from a room that the file's own room does not list, a line for each pair of files.
pub fn closed_rooms(sources: &Sources, rooms: &[Room]) -> Vec<String> {
    let is_open = |from: &str, to: &str| {
        let (room, opens) = room_of(from, rooms);
        room_of(to, rooms).0 == *room || opens.iter().any(|open| is_in(to, open))
    };
    let imports = imports(sources).into_iter();
    let closed = imports.filter(|((from, to), _)| !is_open(from, to));
    closed.map(|((from, to), names)| line(&from, &to, &names)).collect()
}

/// Each room that lists another without importing from it: `room opens other`.
pub fn unused(sources: &Sources, rooms: &[Room]) -> Vec<String> {
    let imports = imports(sources);
    let mut unused = Vec::new();
    for (room, opens) in rooms {
        let is_used =
            |open: &str| imports.keys().any(|(from, to)| room_of(from, rooms).0 == *room && is_in(to, open));
        unused.extend(opens.iter().filter(|open| !is_used(open)).map(|open| format!("{room} opens {open}")));
    }
    unused
}

/// Every import between files that are in one circle, a line for each pair of files.
pub fn circles(sources: &Sources) -> Vec<String> {
    let imports = imports(sources);
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in imports.keys() {
        next.entry(from).or_default().push(to);
    }
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for from in next.keys() {
        let (reached, mut open) = (reached.entry(from).or_default(), vec![*from]);
        while let Some(file) = open.pop() {
            open.extend(next.get(file).into_iter().flatten().filter(|to| reached.insert(**to)));
        }
    }
    let comes_back = |from: &str, to: &str| reached.get(to).is_some_and(|reached| reached.contains(from));
    let in_circle = imports.iter().filter(|((from, to), _)| comes_back(from, to));
    in_circle.map(|((from, to), names)| line(from, to, names)).collect()
}

/// Each room that lists one above it, or one that does not exist: `room opens other`.
pub fn arrows_up(rooms: &[Room]) -> Vec<String> {
    let named = |open: &str| {
        let inside = rooms.iter().enumerate().filter(|(_, (room, _))| is_within(room, open));
        let around = rooms.iter().enumerate().filter(|(_, (room, _))| is_within(open, room));
        let innermost = around.max_by_key(|(_, (room, _))| room.len());
        let inside: Vec<usize> = inside.map(|(place, _)| place).collect();
        if inside.is_empty() { innermost.map(|(place, _)| place).into_iter().collect() } else { inside }
    };
    let mut wrong = Vec::new();
    for (place, (room, opens)) in rooms.iter().enumerate() {
        let is_below = |open: &str| named(open).first().is_some_and(|first| *first > place);
        wrong.extend(opens.iter().filter(|open| !is_below(open)).map(|open| format!("{room} opens {open}")));
    }
    wrong
}

/// The files that are in no room, and the rooms without a file.
pub fn homeless(sources: &Sources, rooms: &[Room]) -> Vec<String> {
    let is_empty = |room: &str| !sources.keys().any(|file| is_in(file, room));
    let has_room = |file: &str| rooms.iter().any(|(room, _)| is_in(file, room));
    let files = sources.keys().map(String::as_str).filter(|file| !has_room(file));
    let empty = rooms.iter().map(|(room, _)| *room).filter(|room| is_empty(room));
    files.chain(empty).map(str::to_owned).collect()
}

fn line(from: &str, to: &str, names: &BTreeSet<String>) -> String {
    let mut line = format!("{from} -> {to}:");
    for name in names {
        let _ = write!(line, " {name}");
    }
    line
}

/// Whether a file is this one without its ending, or is below this folder: `graph` has `graph.rs` and `graph/join.rs`.
fn is_in(file: &str, place: &str) -> bool {
    is_within(file.strip_suffix(".rs").unwrap_or(file), place)
}

fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The innermost room that a file is in.
fn room_of<'a>(file: &str, rooms: &'a [Room]) -> &'a Room {
    let around = rooms.iter().filter(|(room, _)| is_in(file, room));
    around.max_by_key(|(room, _)| room.len()).unwrap_or_else(|| panic!("{file} is in no room"))
}

/// All imports from file to file, but those between a module and its direct child.
fn imports(sources: &Sources) -> Imports {
    let house = House::new(sources);
    let mut imports = Imports::new();
    for (module, file) in &house.modules {
        for path in house.files[file].paths(module, &house) {
            let (target, name) = house.target(path);
            let other = &house.modules[&target];
            let is_parent = |parent: &[String], child: &[String]| {
                child.split_last().is_some_and(|(_, rest)| rest == parent)
            };
            if other != file && !is_parent(&target, module) && !is_parent(module, &target) {
                imports.entry((file.clone(), other.clone())).or_default().insert(name);
            }
        }
    }
    imports
}

/// The modules of a house and what is in them.
struct House {
    /// The file of each module.
    modules: BTreeMap<Module, String>,
    /// What each file says.
    files: BTreeMap<String, Code>,
}

impl House {
    fn new(sources: &Sources) -> Self {
        let mut files: BTreeMap<String, Code> =
            sources.iter().map(|(file, text)| (file.clone(), Code::new(text))).collect();
        let tests: Vec<Module> = files
            .iter()
            .flat_map(|(file, code)| code.tests.iter().map(|name| child(&module_of(file), name)))
            .collect();
        files.retain(|file, _| !tests.iter().any(|test| module_of(file).starts_with(test)));
        // The program is a crate of its own that sees the library from outside.
        let modules = files.keys().map(|file| (module_of(file), file.clone())).collect();
        Self { modules, files }
    }

    /// The module that a path of names from the top leads to, and the name that is taken from it.
    fn target(&self, path: Module) -> (Module, String) {
        let mut module = Module::new();
        for (place, name) in path.iter().enumerate() {
            let inner = child(&module, name);
            if self.modules.contains_key(&inner) {
                module = inner;
                continue;
            }
            let again = self.files[&self.modules[&module]].exports(&module, name, self);
            return match again {
                Some(item) if item != path => {
                    self.target(item.into_iter().chain(path[place + 1..].iter().cloned()).collect())
                }
                _ => (module, name.clone()),
            };
        }
        (module, "self".to_owned())
    }
}

fn child(module: &[String], name: &str) -> Module {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// The module of a file: `graph/mod.rs` is `graph`.
fn module_of(file: &str) -> Module {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Module::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// A file's code as words and signs, without comments, texts and unit tests.
struct Code {
    /// All but the `use` lines.
    tokens: Vec<String>,
    /// The modules that are declared for unit tests alone.
    tests: Vec<String>,
    /// What is imported: its path as written, the name that it has here, and whether it is exported again.
    uses: Vec<(Vec<String>, String, bool)>,
}

impl Code {
    fn new(text: &str) -> Self {
        let (tokens, tests) = without_tests(tokens(text));
        let (mut uses, mut code, mut at) = (Vec::new(), Vec::new(), 0);
        while at < tokens.len() {
            if tokens[at] != "use" {
                code.push(tokens[at].clone());
                at += 1;
                continue;
            }
            let is_start = |token: &&String| matches!(token.as_str(), ";" | "}" | "{" | "]");
            let is_public =
                code.iter().rev().take_while(|token| !is_start(token)).any(|token| token == "pub");
            let mut leaves = Vec::new();
            at = tree(&tokens, at + 1, &[], &mut leaves);
            uses.extend(leaves.into_iter().map(|(path, name)| (path, name, is_public)));
        }
        Self { tokens: code, tests, uses }
    }

    /// Every path into the house, from the top.
    fn paths(&self, module: &[String], house: &House) -> Vec<Module> {
        let mut written: Vec<Vec<String>> = self.uses.iter().map(|(path, ..)| path.clone()).collect();
        for at in 1..self.tokens.len() {
            if self.tokens[at] == "::"
                && self.tokens.get(at.wrapping_sub(2)).is_none_or(|before| before != "::")
            {
                let mut leaves = Vec::new();
                tree(&self.tokens, at - 1, &[], &mut leaves);
                written.extend(leaves.into_iter().map(|(path, _)| path));
            }
        }
        written.iter().filter_map(|path| self.absolute(path, module, house)).collect()
    }

    /// The path from the top of what a `use` of this file exports under a name.
    fn exports(&self, module: &[String], name: &str, house: &House) -> Option<Module> {
        let mut exported = self.uses.iter().filter(|(_, own, is_public)| *is_public && own == name);
        exported.find_map(|(path, ..)| self.absolute(path, module, house))
    }

    /// A path as written, from the top; nothing where it leads out of the house or to an item of this file.
    fn absolute(&self, path: &[String], module: &[String], house: &House) -> Option<Module> {
        let first = path.first()?.as_str();
        let join = |start: &[String], rest: &[String]| start.iter().chain(rest).cloned().collect::<Module>();
        match first {
            "crate" | "chancery" => Some(path[1..].to_vec()),
            "self" => Some(join(module, &path[1..])),
            "super" => {
                let ups = path.iter().take_while(|name| *name == "super").count();
                let around = module.len().checked_sub(ups).expect("`super` stays in the house");
                Some(join(&module[..around], &path[ups..]))
            }
            _ if house.modules.contains_key(&child(module, first)) => Some(join(module, path)),
            _ => {
                let imported = self.uses.iter().find(|(path, name, _)| name == first && path[0] != first)?;
                Some(join(&self.absolute(&imported.0, module, house)?, &path[1..]))
            }
        }
    }
}

/// The leaves of a path or of a tree of paths that begins at a token, each with its name here; gives the token behind it.
fn tree(
    tokens: &[String],
    mut at: usize,
    before: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        let token = tokens.get(at).map_or("", String::as_str);
        if token == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token != "}") {
                at = tree(tokens, at, &path, leaves);
                at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
            }
            return at + 1;
        }
        if !(token == "*" || token.starts_with(is_word)) {
            // A path ends before its types: `Vec::<u8>`.
            leaves.push((path.clone(), path.last().cloned().unwrap_or_default()));
            return at;
        }
        // A group's `self` is what stands before it.
        if token != "self" || path.is_empty() {
            path.push(token.to_owned());
        }
        at += 1;
        if tokens.get(at).is_none_or(|next| next != "::") {
            break;
        }
        at += 1;
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if tokens.get(at).is_some_and(|token| token == "as") {
        name = tokens.get(at + 1).cloned().unwrap_or_default();
        at += 2;
    }
    leaves.push((path, name));
    at
}

#[test]
fn a_circle_is_found_with_its_files_and_names() {
    let house = sources(&[
        ("lib.rs", "mod view;"),
        ("view/mod.rs", "mod list;\nmod search;\nmod frame;\npub use list::Item;"),
        (
            "view/list.rs",
            "use super::search::{self as finding, page};\nuse super::frame::Frame;\npub struct Item;",
        ),
        ("view/search.rs", "fn page(_: super::Item) { super::frame::Frame::new(); }"),
        ("view/frame.rs", "use super::View;\npub struct Frame;"),
    ]);
    let expected = ["view/list.rs -> view/search.rs: page self", "view/search.rs -> view/list.rs: Item"];
    assert_eq!(circles(&house), expected);
}

#[test]
fn a_circle_through_a_module_that_is_imported_whole_is_found() {
    let house = sources(&[
        ("lib.rs", "mod check;\nmod pipeline;"),
        ("check/mod.rs", "pub mod stale;"),
        ("check/stale.rs", "pub struct Stale;\nfn ask() { crate::pipeline::run() }"),
        ("pipeline.rs", "use crate::check;\npub fn run() -> check::stale::Stale { todo!() }"),
    ]);
    let expected = ["check/stale.rs -> pipeline.rs: run", "pipeline.rs -> check/stale.rs: Stale"];
    assert_eq!(circles(&house), expected);
}

#[test]
fn an_arrow_that_points_up_is_found_however_it_is_written() {
    const ROOMS: &[Room] =
        &[("lib", &[]), ("write", &["model"]), ("model", &["model/value"]), ("model/value", &[])];
    for code in [
        "use crate::write::Page;",
        "pub use crate::{write::Page};",
        "use crate::{model::{self, value}, write::{Layout as Shape, Page}};",
        "use super::super::write as writing;\nfn one(_: writing::Page) {}",
        "fn one(_: &'static [crate::write::Page]) {}",
        "written!(Date: crate::write::Page);",
    ] {
        let house = sources(&[
            ("lib.rs", "mod model;\nmod write;"),
            ("write.rs", "use crate::model::value;\npub struct Page;"),
            ("model/mod.rs", "pub mod value;"),
            ("model/value.rs", code),
        ]);
        let found = closed_rooms(&house, ROOMS);
        assert!(
            found.len() == 1 && found[0].starts_with("model/value.rs -> write.rs: "),
            "{code}: {found:?}"
        );
        assert!(found[0].contains("Page"), "{code}: {found:?}");
    }
    assert_eq!(arrows_up(ROOMS), Vec::<String>::new());
    assert_eq!(arrows_up(&[("model", &["write"]), ("write", &["disk"])]), ["write opens disk"]);
    assert_eq!(arrows_up(&[("write", &[]), ("model", &["write"])]), ["model opens write"]);
}

#[test]
fn a_room_that_is_listed_and_not_imported_from_is_found() {
    const ROOMS: &[Room] = &[("lib", &[]), ("write", &["model", "memo"]), ("model", &[]), ("memo", &[])];
    let house = sources(&[
        ("lib.rs", "mod memo;\nmod model;\nmod write;"),
        ("write.rs", "use crate::model::Date;"),
        ("model.rs", "pub struct Date;"),
        ("memo.rs", ""),
    ]);
    assert_eq!(unused(&house, ROOMS), ["write opens memo"]);
}

#[test]
fn what_is_no_import_is_not_taken_for_one() {
    const ROOMS: &[Room] = &[("lib", &[]), ("write", &[]), ("model", &[])];
    let house = sources(&[
        ("lib.rs", "mod model;\nmod write;"),
        ("write.rs", "pub struct Page;"),
        (
            "model.rs",
            "//! See `crate::write`.\n/* crate::write::Page */\n#[cfg(test)]\nmod proofs;\nconst A: &str = \"crate::write\";
            const B: &str = r#\"a \" crate::write::Page\"#;\nconst C: char = '\"'; // crate::write
            const D: &[char] = &['\\'', '{'];\nfn own<'a>(write: &'a str) -> std::io::Write { write::io() }
            #[cfg(test)]\nmod tests {\n    use crate::write::Page;\n    fn one() {}\n}",
        ),
        ("model/proofs.rs", "use crate::write::Page;"),
    ]);
    assert_eq!(closed_rooms(&house, ROOMS), Vec::<String>::new());
    assert_eq!(homeless(&house, ROOMS), Vec::<String>::new());
    assert_eq!(homeless(&house, &[("lib", &[]), ("model", &[]), ("disk", &[])]), ["write.rs", "disk"]);
}

fn sources(files: &[(&str, &str)]) -> Sources {
    files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect()
}
