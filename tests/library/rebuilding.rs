//! Rebuilding is exact: after any edits of any site it gives what building from nothing gives, and costs what it should.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chancery::disk::{Publisher, Sources, scan};
use chancery::model::output::artifact::{Artifacts, Lookup};
use chancery::model::source::tree::Tree;
use chancery::model::value::address::Address;
use chancery::{
    Cancellation, Cancelled, Memory, Options, Plan, Report, Work, build, rebuild, replan, try_rebuild,
    try_replan, with_index,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{cases, page};

const FILES: &[&str] = &[
    "content/index.md",
    "content/a.md",
    "content/b.md",
    "content/s/index.md",
    "content/s/c.md",
    "content/s/d.md",
    "content/s/t/index.md",
    "content/s/t/e.md",
    "content/A.md",
];

const TITLES: &[&str] = &["One", "Two & more", "Écho", "2015", "政治", "one"];

const KEYS: &[&str] = &[
    "",
    "order: 1\n",
    "order: 2\n",
    "tags: [x, y z]\n",
    "tags: [X]\n",
    "status: draft\n",
    "status: withdrawn\n",
    "status: superseded\n",
    "date: 2015-10-02\n",
    "date: 2015-10-02\nupdated: 2016-01-01\n",
    "description: About it\n",
    "aliases: [old.html]\n",
    "aliases: [b.html]\n",
    "date: 02/10/2015\n",
    "tgas: [x]\n",
    "tags: [\n",
    "sources: [s, t]\n",
    "key_figures: [x, x@2011]\nlatest_events: 2\n",
    "latest_events: 1\nowner: Desk\nreviewed: 2016-01-01\n",
    "status: superseded\nsuperseded_by: index.md\n",
];

const BODIES: &[&str] = &[
    "",
    "Prose.\n",
    "Other prose.\n",
    "## H\n\nText.\n",
    "## H\n\n### I\n\n## J\n",
    "See [b](b.md) and [[c]]. And [home](/index.md).\n",
    "To [c](s/c.md#h), [[a#h]], [[One]].\n",
    "Up [a](../a.md) and [[s/t/e]]. Once more [a](../a.md).\n",
    "[^1] note\n\n[^1]: See [[b]].\n",
    "![p](p.png) ![](p.png) <blink>\n",
    "| a |\n|---|\n| [[d]] |\n",
    "> [!TIP]\n> [[index]]\n",
    "[12 billion](figure:x) and [](figure:y).\n",
    "Now [](figure:x).\n",
    "Then [](figure:x@2011), [](name:n) and [N](name:m).\n",
    "## [N](name:n)\n\nIn [May 2014](event:e), [](event:f). Some NATO.\n",
    "The EU and FDI. More EU. See [](term:eu).\n",
    "One.[@s, p. 3] Two.[@t; @s, p. 3]\n\n[^1] [^1]: Note [@s].\n",
    "![](chart:c)\n\n![](chart:c)\n\n![](chart:d)\n",
    "With Manuel Valls and NATO. <!-- unregistered: NATO -->\n",
];

const OTHERS: &[(&str, &str)] = &[
    ("chancery.yaml", "title: A briefing\n"),
    ("chancery.yaml", "title: Another\nbase_url: https://example.org/x\n"),
    ("chancery.yaml", "title: A briefing\nlanguages: [fr]\nas_of: 2015-10-02\n"),
    ("chancery.yaml", "title: A briefing\noutputs: {index: false, tags: false}\n"),
    ("chancery.yaml", "title: A briefing\noutputs: {print: false}\n"),
    ("chancery.yaml", "title: A briefing\noutputs: {markdown: true}\nsource: s\n"),
    ("chancery.yaml", "title: [\n"),
    ("templates/page.html", "{% extends \"base.html\" %}{% block main %}own {{ page.title }}{% endblock %}"),
    ("templates/page.html", "{{ page.title | nope }}"),
    ("templates/page.html", "{{ page.date.text }}"),
    ("templates/parts/foot.html", "own {{ page.backlinks | length }}"),
    ("templates/parts/foot.html", "{% include \"parts/more.html\" %}"),
    ("templates/parts/more.html", "more"),
    ("templates/nav.html", "{{ nav.title }}"),
    ("templates/nav.html", "{{ nav.nothing }}"),
    ("templates/strings/en.yaml", "home: Start\n"),
    ("templates/strings/fr.yaml", "home: Accueil\n"),
    ("templates/base.html", "<title>{{ page.title }}</title>{% block main %}{% endblock main %}"),
    ("templates/base.html", "{% block main %}{% endblock main %}<a href=\"{{ page.root }}nope.html\">"),
    ("templates/base.html", "{% block main %}"),
    ("templates/strings/en.yaml", "home: [\n"),
    ("content/registers/figures.yaml", "- id: x\n  label: X\n  value: 12e9\n  as_of: 2013\n  source: s\n"),
    (
        "content/registers/figures.yaml",
        "# Moved\n- id: x\n  label: X\n  value: 13e9\n  undated: true\n  source: t\n",
    ),
    (
        "content/registers/figures.yaml",
        "- id: x\n  label: Y\n  value: 1\n  as_of: 2013\n  source: s\n- id: y\n  value: 3\n",
    ),
    ("content/registers/sources.yaml", "- id: s\n  title: S\n"),
    ("content/registers/sources.yaml", "- id: t\n  title: T\n- id: s\n  title: S2\n"),
    ("content/registers/figures.yaml", "["),
    (
        "content/registers/figures.yaml",
        "- id: x\n  label: {en: X, fr: Y}\n  value: 12e9\n  unit: EUR\n  as_of: 2013\n  source: s\n  earlier:\n    - {value: 3, as_of: 2011}\n",
    ),
    (
        "content/registers/sources.yaml",
        "- id: s\n  title: S\n  kind: book\n  authors: [\"A, B\"]\n- id: t\n  title: T\n",
    ),
    (
        "content/registers/names.yaml",
        "- id: n\n  kind: person\n  name: N\n- id: m\n  kind: place\n  name: M\n",
    ),
    (
        "content/registers/names.yaml",
        "- id: m\n  kind: organization\n  name: {en: M, fr: Mm}\n  source: s\n- id: n\n  kind: person\n  name: Manuel Valls\n  organization: m\n",
    ),
    (
        "content/registers/names.yaml",
        "# Moved\n- id: n\n  kind: person\n  name: N\n- id: m\n  kind: place\n  name: M\n",
    ),
    (
        "content/registers/events.yaml",
        "- id: e\n  title: E\n  date: 2014-05\n  series: S\n  places: [m]\n  source: s\n  section: s\n- id: f\n  title: F\n  undated: true\n  source: t\n",
    ),
    (
        "content/registers/events.yaml",
        "- id: e\n  title: E2\n  date: 2013-05\n  series: S\n  names: [n]\n  source: s\n  kind: K\n",
    ),
    ("content/registers/terms.yaml", "- id: eu\n  term: EU\n  expansion: European Union\n"),
    (
        "content/registers/terms.yaml",
        "- id: eu\n  term: EU\n  expansion: {en: Union, fr: UE}\n  name: m\n- id: fdi\n  term: FDI\n  expansion: investment\n",
    ),
    (
        "content/registers/charts.yaml",
        "- id: c\n  title: C\n  history: x\n- id: d\n  title: D\n  events: S\n",
    ),
    ("content/registers/charts.yaml", "- id: c\n  title: C2\n  figures: [x@2011, x]\n"),
    (
        "content/registers/retired.yaml",
        "- id: old\n  kind: name\n  replaced_by: n\n- id: y\n  kind: figure\n",
    ),
    ("content/registers/retired.yaml", "- id: n\n  kind: name\n- id: old\n  kind: event\n  note: N\n"),
    ("chancery.yaml", "title: A briefing\ncitation_style: apa\ncite_as: []\nchecks: {unregistered: false}\n"),
    ("chancery.yaml", "title: A briefing\npublisher: P\ncite_as: [apa, nope]\n"),
    ("templates/chart.html", "own {{ chart.title }}"),
    (
        "templates/print.html",
        "own {% for part in page.print.parts %}{{ part.number }}{{ part.body | safe }}{% endfor %}",
    ),
    ("content/print.md", "---\ntitle: Print\n---\n"),
    ("static/theme.css", "own"),
    ("static/theme.css", "other"),
    ("static/new.js", "x"),
    ("content/p.png", "p"),
    ("content/s/p.png", "q"),
    ("content/x.html", "file"),
    ("content/robots.txt", "file"),
];

/// One thing that an editor does.
#[derive(Clone, Debug)]
enum Edit {
    Write { file: usize, title: usize, keys: usize, body: usize },
    Bytes { file: usize, bytes: Vec<u8> },
    Remove(usize),
    Rename { from: usize, to: usize },
    Other(usize),
    RemoveOther(usize),
    MoveFolder { from: usize, to: usize },
    Break(usize),
    Drafts(bool),
    Nothing,
}

/// Folders that may be moved, one in place of the other.
const FOLDERS: &[&str] =
    &["content/s", "content/u", "content/s/t", "content/v", "templates/parts", "templates/other"];

fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..FILES.len();
    prop_oneof![
        12 => (file.clone(), 0..TITLES.len(), 0..KEYS.len(), 0..BODIES.len())
            .prop_map(|(file, title, keys, body)| Edit::Write { file, title, keys, body }),
        1 => (file.clone(), vec(any::<u8>(), 0..20)).prop_map(|(file, bytes)| Edit::Bytes { file, bytes }),
        2 => file.clone().prop_map(Edit::Remove),
        2 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename { from, to }),
        6 => (0..OTHERS.len()).prop_map(Edit::Other),
        3 => (0..OTHERS.len()).prop_map(Edit::RemoveOther),
        2 => (0..FOLDERS.len(), 0..FOLDERS.len()).prop_map(|(from, to)| Edit::MoveFolder { from, to }),
        2 => (0..FILES.len() + OTHERS.len()).prop_map(Edit::Break),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => Just(Edit::Nothing),
    ]
}

fn apply(edit: &Edit, tree: &mut Tree, options: &mut Options) {
    match edit {
        Edit::Write { file, title, keys, body } => {
            tree.insert(FILES[*file], page(TITLES[*title], KEYS[*keys], BODIES[*body]));
        }
        Edit::Bytes { file, bytes } => tree.insert(FILES[*file], bytes.clone()),
        Edit::Remove(file) => {
            tree.remove(FILES[*file]);
        }
        Edit::Rename { from, to } => {
            if let Some(bytes) = tree.bytes(FILES[*from]).map(|bytes| bytes.to_vec()) {
                tree.remove(FILES[*from]);
                tree.insert(FILES[*to], bytes);
            }
        }
        Edit::Other(other) => {
            let (file, text) = OTHERS[*other];
            tree.insert(file, text);
        }
        Edit::RemoveOther(other) => {
            tree.remove(OTHERS[*other].0);
        }
        Edit::MoveFolder { from, to } => {
            let (from, to) = (FOLDERS[*from], FOLDERS[*to]);
            let is_inside = from.starts_with(to) || to.starts_with(from);
            let moved: Vec<String> = tree.below(from).map(|(file, _)| file.to_string()).collect();
            if !is_inside && tree.below(to).next().is_none() {
                for file in moved {
                    let bytes = tree.bytes(&file).map(|bytes| bytes.to_vec()).unwrap_or_default();
                    tree.remove(&file);
                    tree.insert(format!("{to}{}", &file[from.len()..]), bytes);
                }
            }
        }
        Edit::Break(which) => {
            let file = FILES.get(*which).copied().unwrap_or_else(|| OTHERS[*which - FILES.len()].0);
            if let Some(bytes) = tree.bytes(file).map(|bytes| bytes.to_vec()) {
                // Half of it, as a save that is not done yet leaves it.
                tree.insert(file, &bytes[..bytes.len() / 2]);
            }
        }
        Edit::Drafts(drafts) => options.drafts = *drafts,
        Edit::Nothing => {}
    }
}

/// A site with each of the files, before anything was done to it.
fn site() -> Tree {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    for (number, file) in FILES.iter().enumerate().filter(|(_, file)| **file != "content/A.md") {
        let title = TITLES[number % TITLES.len()];
        tree.insert(file, page(title, KEYS[number % 5], BODIES[number % BODIES.len()]));
    }
    tree
}

/// Any site: the usual one after a number of edits.
fn any_site() -> impl Strategy<Value = Tree> {
    vec(edit(), 0..12).prop_map(|edits| {
        let (mut tree, mut options) = (site(), Options::default());
        edits.iter().for_each(|edit| apply(edit, &mut tree, &mut options));
        tree
    })
}

/// Asserts that a rebuild gave all that a build from nothing gives.
fn check_equal(again: &Report, anew: &Report, after: &Edit) -> Result<(), TestCaseError> {
    prop_assert_eq!(&again.diagnostics, &anew.diagnostics, "after {:?}", after);
    prop_assert_eq!(again.pages, anew.pages);
    let addresses = |report: &Report| -> Vec<String> {
        report.output.iter().map(|(address, _)| address.to_string()).collect()
    };
    prop_assert_eq!(addresses(again), addresses(anew), "after {:?}", after);
    for ((address, again), (_, anew)) in again.output.iter().zip(anew.output.iter()) {
        prop_assert!(again == anew, "{} after {:?}", address, after);
    }
    Ok(())
}

/// A site as `serve` makes its pages when they are asked for: without templates of its own, and without a print edition.
fn waiting(tree: &Tree) -> Tree {
    let mut waiting = tree.clone();
    let own = tree.iter().map(|(file, _)| file.as_str());
    for file in own.filter(|file| file.starts_with("templates/") && !file.starts_with("templates/strings/")) {
        waiting.remove(file);
    }
    if let Some(config) = tree.bytes("chancery.yaml") {
        let config = String::from_utf8_lossy(config);
        let config = match config.split_once("outputs: {") {
            Some((before, after)) => {
                format!("{before}outputs: {{print: false, {}", after.replace("print: false", ""))
            }
            None => format!("{config}\noutputs: {{print: false}}\n"),
        };
        waiting.insert("chancery.yaml", config);
    }
    waiting
}

/// Every artifact is there and the same when it is asked for, and no other; but for the index where that is still to be made.
fn check_plan(plan: &Plan, anew: &Report, after: &Edit) -> Result<(), TestCaseError> {
    prop_assert_eq!(&plan.report().diagnostics, &anew.diagnostics, "after {:?}", after);
    prop_assert_eq!(plan.report().pages, anew.pages);
    for (address, bytes) in anew.output.iter().filter(|(address, _)| !plan.awaits(address.as_str())) {
        let is_same = plan.bytes_at(address.as_str()).as_ref() == Some(bytes);
        prop_assert!(plan.has(address.as_str()) && is_same, "{} after {:?}", address, after);
    }
    if plan.awaits_index() {
        return Ok(());
    }
    prop_assert!(!plan.has("nowhere.html"));
    let listing = plan.listing();
    let addresses: Vec<&Address> = anew.output.iter().map(|(address, _)| address).collect();
    prop_assert_eq!(listing.addresses(), addresses, "after {:?}", after);
    Ok(())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn rebuilding_after_any_edits_equals_building_from_nothing(
        tree in any_site(),
        edits in vec((edit(), any::<bool>()), 1..24),
        waits in any::<bool>()
    ) {
        let (mut of_editors, mut options, mut memory) = (tree, Options::default(), Memory::default());
        rebuild(&mut memory, &of_editors, &options);
        for (edit, may_wait) in &edits {
            apply(edit, &mut of_editors, &mut options);
            let tree = if waits { waiting(&of_editors) } else { of_editors.clone() };
            let anew = build(&tree, &options);
            if *may_wait {
                let plan = replan(&mut memory, &tree, &options);
                check_plan(&plan, &anew, edit)?;
                check_plan(&with_index(&mut memory, plan), &anew, edit)?;
            } else {
                check_equal(&rebuild(&mut memory, &tree, &options), &anew, edit)?;
            }
        }
    }
}

/// A memory whose builds are given up after being asked so many times whether they are still wanted; never for the largest
/// number.
fn impatient() -> (Memory, Arc<AtomicUsize>) {
    let left = Arc::new(AtomicUsize::new(usize::MAX));
    let patience = Arc::clone(&left);
    let cancellation = Cancellation::when(move || {
        let less = |left: usize| (left != usize::MAX).then(|| left.saturating_sub(1));
        patience.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) == Ok(0)
    });
    (Memory::cancelled_by(cancellation), left)
}

proptest! {
    #![proptest_config(cases(96))]

    /// Builds that are overtaken leave nothing behind but what is true.
    #[test]
    fn rebuilding_after_builds_that_were_given_up_equals_building_from_nothing(
        tree in any_site(),
        edits in vec((edit(), any::<bool>(), prop_oneof![0..40_usize, 0..2000_usize], any::<bool>()), 1..16)
    ) {
        let (mut tree, mut options, (mut memory, left)) = (tree, Options::default(), impatient());
        for (edit, may_wait, asked, is_overtaken) in &edits {
            apply(edit, &mut tree, &mut options);
            left.store(*asked, Ordering::Relaxed);
            if *may_wait {
                let _ = try_replan(&mut memory, &tree, &options);
            } else {
                let _ = try_rebuild(&mut memory, &tree, &options);
            }
            left.store(usize::MAX, Ordering::Relaxed);
            if !is_overtaken {
                let anew = build(&tree, &options);
                if *may_wait {
                    let plan = replan(&mut memory, &tree, &options);
                    check_plan(&with_index(&mut memory, plan), &anew, edit)?;
                } else {
                    check_equal(&rebuild(&mut memory, &tree, &options), &anew, edit)?;
                }
            }
        }
    }
}

#[test]
fn a_build_that_is_given_up_says_so() {
    let (mut memory, left) = impatient();
    left.store(10, Ordering::Relaxed);
    assert_eq!(try_rebuild(&mut memory, &site(), &Options::default()), Err(Cancelled));
    assert!(try_replan(&mut memory, &site(), &Options::default()).is_err());
    left.store(usize::MAX, Ordering::Relaxed);
    assert_eq!(
        rebuild(&mut memory, &site(), &Options::default()).pages,
        build(&site(), &Options::default()).pages
    );
}

#[test]
fn a_template_that_takes_long_stops_when_its_page_is_no_longer_wanted() {
    let mut tree = site();
    let rounds = "{% for a in range(end=900) %}{% for b in range(end=1000) %}{% endfor %}{% endfor %}";
    tree.insert("templates/page.html", rounds);
    let (mut memory, left) = impatient();
    left.store(5_000, Ordering::Relaxed);
    assert_eq!(try_rebuild(&mut memory, &tree, &Options::default()), Err(Cancelled));
    left.store(usize::MAX, Ordering::Relaxed);
    // What the page would have been when it was given up is not remembered.
    tree.insert("templates/page.html", "short");
    assert_eq!(
        rebuild(&mut memory, &tree, &Options::default()).output.get("a.html").map(|bytes| bytes.len()),
        Some(5)
    );
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn undoing_an_edit_gives_the_first_output_again(tree in any_site(), edit in edit()) {
        let (options, mut memory) = (Options::default(), Memory::default());
        let first = rebuild(&mut memory, &tree, &options);
        let (mut edited, mut edited_options) = (tree.clone(), options.clone());
        apply(&edit, &mut edited, &mut edited_options);
        rebuild(&mut memory, &edited, &edited_options);
        let again = rebuild(&mut memory, &tree, &options);
        prop_assert_eq!((first.output, first.diagnostics), (again.output, again.diagnostics));
    }
}

/// A site of so many pages that one edit leaves most of them as they are, with records that can be found.
fn large_site() -> Tree {
    let mut tree = site();
    for number in 0..100 {
        let body = format!("Talks of {number} and {}. See [next]({}.md).\n", number % 7, (number + 1) % 100);
        tree.insert(format!("content/m/{number}.md"), page(&format!("P{number}"), "", &body));
    }
    tree.insert("content/m/index.md", page("M", "", ""));
    let names = (0..40).map(|number| format!("- {{id: n{number}, kind: person, name: Person {number}}}\n"));
    tree.insert("content/registers/names.yaml", names.collect::<String>());
    tree
}

#[test]
fn rebuilding_a_site_of_many_pages_equals_building_it_from_nothing_too() {
    let (mut tree, options, mut memory) = (large_site(), Options::default(), Memory::default());
    assert_eq!(build(&tree, &options).pages, 109, "the pages of the usual site and these");
    let config = |more: &str| format!("title: A briefing\nbase_url: https://example.org/\n{more}");
    let edits: &[(&str, Option<String>)] = &[
        ("content/m/40.md", Some(page("P40", "", "A word that is new here.\n"))),
        ("content/m/41.md", Some(page("Q41", "", "Talks.\n"))),
        ("content/m/33.md", Some(page("P33", "status: draft\n", "Talks.\n"))),
        ("content/m/50.md", Some(page("P50", "", "In the place behind a draft.\n"))),
        ("content/m/60.md", Some(page("P60", "status: withdrawn\n", "Talks.\n"))),
        ("content/m/99.md", Some(page("P99", "", "The last but the records.\n"))),
        ("content/m/33.md", Some(page("P33", "", "No draft any more.\n"))),
        ("content/registers/names.yaml", Some("- {id: n1, kind: person, name: Somebody Else}\n".to_owned())),
        ("content/m/100.md", Some(page("P100", "", "One more.\n"))),
        ("chancery.yaml", Some(config("outputs: {search: false}\n"))),
        ("content/m/2.md", Some(page("P2", "", "While nothing is searched.\n"))),
        ("chancery.yaml", Some(config(""))),
        ("content/m/3.md", None),
        ("content/m/4.md", Some(page("P4", "", "At the end.\n"))),
    ];
    let mut planning = Memory::default();
    replan(&mut planning, &waiting(&tree), &options);
    let first = rebuild(&mut memory, &tree, &options);
    assert!(first.output.get("names/n39.html").is_some(), "{:?}", first.diagnostics);
    for (file, text) in edits {
        match text {
            Some(text) => tree.insert(file, text.as_str()),
            None => assert!(tree.remove(file), "{file}"),
        }
        let waiting = waiting(&tree);
        let plan = replan(&mut planning, &waiting, &options);
        let planned = with_index(&mut planning, plan).whole();
        let both = [(rebuild(&mut memory, &tree, &options), &tree), (planned, &waiting)];
        for (again, tree) in both {
            let anew = build(tree, &options);
            assert_eq!(again.diagnostics, anew.diagnostics, "after {file}");
            let differing = again.output.iter().zip(anew.output.iter()).find(|(one, other)| one != other);
            assert_eq!(differing.map(|((address, _), _)| address), None, "after {file}");
            assert_eq!(again.output.len(), anew.output.len(), "after {file}");
        }
    }
}

// On the disk

/// Makes the files below a folder those of a tree. Gives the paths that a watcher would name.
fn put_on_disk(folder: &Path, tree: &Tree) -> Vec<PathBuf> {
    let there = on_disk(folder);
    let mut touched = Vec::new();
    for name in there.keys().filter(|name| tree.bytes(name).is_none()) {
        fs::remove_file(folder.join(name)).expect("it can be removed");
        touched.push(folder.join(name));
        let mut above = Path::new(name).parent().filter(|above| !above.as_os_str().is_empty());
        while let Some(inner) = above {
            // A folder that holds something more stays.
            if fs::remove_dir(folder.join(inner)).is_err() {
                break;
            }
            touched.push(folder.join(inner));
            above = inner.parent().filter(|above| !above.as_os_str().is_empty());
        }
    }
    for (file, _) in tree.iter() {
        let (path, bytes) = (folder.join(file.as_str()), tree.bytes(file.as_str()).expect("it was read"));
        if there.get(file.as_str()) == Some(&**bytes) {
            continue;
        }
        let above = path.parent().expect("it is in a folder");
        // Of a folder that is new, a watcher may name nothing but the folder.
        let new = above.ancestors().take_while(|above| !above.exists()).last().map(Path::to_owned);
        fs::create_dir_all(above).expect("a folder can be made");
        fs::write(&path, &**bytes).expect("a file can be written");
        touched.push(new.unwrap_or(path));
    }
    touched
}

/// Every file below a folder, by its path there.
fn on_disk(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                let name = path.strip_prefix(folder).expect("it is below").to_str().expect("UTF-8");
                files.insert(name.to_owned(), fs::read(&path).expect("it can be read"));
            }
        }
    }
    files
}

/// What else happens on a disk.
#[derive(Clone, Debug)]
enum Mishap {
    /// The watcher named every path.
    None,
    /// The watcher said nothing; all files were looked at later.
    Missed,
    /// Somebody wrote into the published folder.
    Scribbled,
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![4 => Just(Mishap::None), 2 => Just(Mishap::Missed), 1 => Just(Mishap::Scribbled)]
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn what_is_read_again_and_published_equals_a_clean_scan_and_build(
        tree in any_site(),
        edits in vec((edit(), mishap()), 1..12),
    ) {
        // No disk that ignores case holds both.
        let without_twin = |tree: &mut Tree| { tree.remove("content/A.md"); };
        let (mut tree, mut options, mut memory) = (tree, Options::default(), Memory::default());
        without_twin(&mut tree);
        let place = tempfile::tempdir().expect("a temporary folder");
        let folder = fs::canonicalize(place.path()).expect("it is there").join("sources");
        let site = folder.with_file_name("site");
        fs::create_dir(&folder).expect("a folder can be made");
        put_on_disk(&folder, &tree);
        let mut sources = Sources::open(&folder).expect("it is there");
        let mut publisher = Publisher::new(&site, &folder);
        for (edit, mishap) in &edits {
            apply(edit, &mut tree, &mut options);
            without_twin(&mut tree);
            let touched = put_on_disk(&folder, &tree);
            if let Mishap::Missed = mishap {
                sources.rescan(|| true);
            } else {
                sources.refresh(touched.iter().map(PathBuf::as_path));
            }
            let clean = scan(&folder).expect("it is there");
            prop_assert!(*sources.tree() == clean, "after {:?} and {:?}", edit, mishap);
            let report = rebuild(&mut memory, sources.tree(), &options);
            check_equal(&report, &build(&clean, &options), edit)?;
            if report.is_publishable() {
                if let Mishap::Scribbled = mishap {
                    let _ = fs::write(site.join("index.html"), "scribbled");
                    let _ = fs::write(site.join("other.html"), "left");
                }
                publisher.publish(&report.output, &mut || {}).expect("it can be written");
                let wanted: BTreeMap<String, Vec<u8>> = report
                    .output
                    .iter()
                    .map(|(address, bytes)| (address.to_string(), bytes.to_vec()))
                    .collect();
                prop_assert!(on_disk(&site) == wanted, "after {:?} and {:?}", edit, mishap);
            }
        }
    }
}

// What an edit costs

/// What the rebuild after an edit of the site has to work out.
fn cost(edit: impl Fn(&mut Tree)) -> Work {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    tree.insert("content/index.md", page("Home", "", "[a](s/1.md)\n"));
    tree.insert("content/s/index.md", page("S", "", ""));
    for number in 0..20 {
        let body = format!("Prose. See [next]({}.md#h).\n\n## H\n\nMore prose.\n", (number + 1) % 20);
        tree.insert(format!("content/s/{number}.md"), page(&format!("P{number}"), "tags: [t]\n", &body));
    }
    let mut memory = Memory::default();
    rebuild(&mut memory, &tree, &Options::default());
    edit(&mut tree);
    rebuild(&mut memory, &tree, &Options::default()).work
}

#[test]
fn no_edit_costs_nothing() {
    assert_eq!(cost(|_| {}), Work::default());
    let same = cost(|tree| tree.insert("content/s/index.md", page("S", "", "")));
    assert_eq!(same, Work::default(), "the same bytes again");
}

#[test]
fn an_edit_of_prose_reads_one_file_and_writes_its_page_and_the_print_edition() {
    let work = cost(|tree| {
        let body = "Prose. See [next](6.md#h).\n\n## H\n\nStill more prose.\n";
        tree.insert("content/s/5.md", page("P5", "tags: [t]\n", body));
    });
    assert_eq!(work, Work { read: 1, joined: 0, filled: 1, written: 2 });
}

#[test]
fn prose_that_moves_a_reference_in_its_file_joins_nothing() {
    let work = cost(|tree| {
        let body = "A paragraph before.\n\nProse. See [next](6.md#h).\n\n## H\n\nMore prose.\n";
        tree.insert("content/s/5.md", page("P5", "tags: [t]\n", body));
    });
    assert_eq!(work, Work { read: 1, joined: 0, filled: 1, written: 2 });
}

#[test]
fn an_edited_sentence_with_a_reference_writes_the_page_its_target_and_the_print_edition() {
    let work = cost(|tree| {
        let body = "Prose. Now see [next](6.md#h).\n\n## H\n\nMore prose.\n";
        tree.insert("content/s/5.md", page("P5", "tags: [t]\n", body));
    });
    assert_eq!(work, Work { read: 1, joined: 1, filled: 1, written: 3 });
}

#[test]
fn an_edited_image_or_style_reads_nothing_and_writes_nothing() {
    let work = cost(|tree| tree.insert("static/theme.css", "own"));
    assert_eq!(work, Work::default());
}

#[test]
fn an_edited_template_reads_no_page_and_fills_none() {
    let work = cost(|tree| tree.insert("templates/tag.html", "own"));
    assert_eq!(work, Work { written: 1, ..Work::default() });
}

// What an edit of a record costs

const REGISTERS: &[(&str, &str)] = &[
    ("sources", "- id: s\n  title: S\n- id: t\n  title: T\n"),
    ("figures", "- id: x\n  label: X\n  value: 12\n  as_of: 2013\n  source: t\n"),
    ("names", "- id: n\n  kind: person\n  name: N\n- id: m\n  kind: person\n  name: M\n"),
    (
        "events",
        "- id: e\n  title: E\n  date: 2014-05\n  source: t\n- id: f\n  title: F\n  date: 2013\n  names: [m]\n  source: t\n",
    ),
    ("terms", "- id: eu\n  term: EU\n  expansion: European Union\n"),
    ("charts", "- id: c\n  title: C\n  figures: [x]\n"),
];

/// What the rebuild after an edit of a register has to work out, on a site where one page shows each record.
fn cost_of_record(register: &str, old: &str, new: &str) -> Work {
    cost_of_edit(|tree| {
        let (_, text) =
            REGISTERS.iter().find(|(name, _)| *name == register).expect("there is such a register");
        assert!(text.contains(old), "{text}");
        tree.insert(format!("content/registers/{register}.yaml"), text.replace(old, new));
    })
}

fn cost_of_edit(edit: impl Fn(&mut Tree)) -> Work {
    let mut tree = Tree::new();
    tree.insert("chancery.yaml", "title: A briefing\nbase_url: https://example.org/\n");
    tree.insert("content/index.md", page("Home", "", ""));
    let texts = ["[](figure:x)", "[](name:n)", "[](event:e)", "The EU.", "Text.[@s]", "![](chart:c)"];
    for (number, text) in texts.iter().chain(&["Prose."; 10]).enumerate() {
        tree.insert(format!("content/{number}.md"), page(&format!("P{number}"), "", &format!("{text}\n")));
    }
    for (register, text) in REGISTERS {
        tree.insert(format!("content/registers/{register}.yaml"), *text);
    }
    let mut memory = Memory::default();
    rebuild(&mut memory, &tree, &Options::default());
    edit(&mut tree);
    rebuild(&mut memory, &tree, &Options::default()).work
}

#[test]
fn an_edited_event_writes_the_page_that_fills_it_in_the_timeline_and_what_is_from_its_source() {
    let work = cost_of_record("events", "title: E", "title: An event");
    // With the print edition, as wherever the text of a page changes.
    assert_eq!(work, Work { read: 0, joined: 1, filled: 1, written: 4 });
}

#[test]
fn an_edited_event_of_a_person_writes_the_page_of_that_person_too() {
    let work = cost_of_record("events", "title: F", "title: Another event");
    assert_eq!(work, Work { read: 0, joined: 1, filled: 0, written: 3 });
}

#[test]
fn an_edited_name_writes_the_page_that_fills_it_in_its_own_and_the_list() {
    let work = cost_of_record("names", "name: N", "name: Someone");
    assert_eq!(work, Work { read: 0, joined: 1, filled: 1, written: 4 });
    let work = cost_of_record("names", "name: N", "name: N\n  note: Known to few.");
    assert_eq!(
        work,
        Work { read: 0, joined: 1, filled: 0, written: 1 },
        "a note stands on its own page alone"
    );
}

#[test]
fn an_edited_term_writes_the_page_that_uses_it_and_the_glossary() {
    let work = cost_of_record("terms", "European Union", "union of Europe");
    assert_eq!(work, Work { read: 0, joined: 1, filled: 1, written: 3 });
    let work = cost_of_record("terms", "European Union", "European Union\n  definition: A union.");
    assert_eq!(
        work,
        Work { read: 0, joined: 1, filled: 0, written: 2 },
        "a definition stands in the glossary and the print edition alone"
    );
}

#[test]
fn an_edited_source_writes_the_page_that_cites_it_and_the_list() {
    let work = cost_of_record("sources", "title: S", "title: A source");
    assert_eq!(work, Work { read: 0, joined: 1, filled: 1, written: 3 });
}

#[test]
fn an_edited_chart_writes_the_page_that_shows_it() {
    let work = cost_of_record("charts", "title: C", "title: A chart");
    assert_eq!(work, Work { read: 0, joined: 1, filled: 1, written: 2 });
}

#[test]
fn an_edited_figure_writes_the_page_that_says_it_and_the_one_that_draws_it() {
    let work = cost_of_record("figures", "value: 12", "value: 13");
    // The two pages, the lists of figures and sources, and the print edition.
    assert_eq!(work, Work { read: 0, joined: 1, filled: 2, written: 5 });
}

#[test]
fn a_comment_in_a_register_costs_nothing() {
    for (register, text) in REGISTERS {
        let work = cost_of_edit(|tree| {
            tree.insert(format!("content/registers/{register}.yaml"), format!("# For editors\n{text}"));
        });
        assert_eq!(work, Work::default(), "{register}");
    }
}
