//! What the program leaves in an output folder, whatever was there before, whoever else is at work there, and whenever it is
//! killed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Folder, page};

/// The bytes of the site that a briefing gives when nothing was there before.
fn clean(briefing: &Folder) -> BTreeMap<String, Vec<u8>> {
    let fresh = tempfile::tempdir().expect("a temporary folder");
    let site = fresh.path().join("site");
    briefing.run(&["build", "-o", site.to_str().expect("a name in UTF-8")]).ends_with(0);
    let site = Folder { place: fresh };
    site.bytes("site")
}

/// Starts a build of a briefing into its `site`.
fn start(briefing: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("build").args(arguments).current_dir(briefing.place.path());
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs")
}

/// Every entry below a folder whose name is that of a temporary file or folder.
fn temporary(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let below = entries.flat_map(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let mut found = if is_folder { temporary(&entry.path()) } else { Vec::new() };
        let name = entry.file_name().to_string_lossy().into_owned();
        found.extend(name.starts_with(".chancery-").then(|| entry.path().display().to_string()));
        found
    });
    below.collect()
}

/// A pipe that nobody writes to: whoever reads it waits for ever.
fn pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().expect("mkfifo runs");
    assert!(made.success());
}

// Symbolic links in the output folder

#[test]
fn a_link_with_the_name_of_an_old_temporary_file_is_not_written_through() {
    let briefing = Folder::new().file("precious.txt", "precious");
    briefing.run(&["build"]).ends_with(0);
    for folder in ["site", "site/static", "site/a"] {
        for number in 0..100 {
            let link = briefing.path(folder).join(format!(".chancery-{number}"));
            symlink(briefing.path("precious.txt"), link).unwrap();
        }
    }
    for file in ["site/index.html", "site/a/x.html", "site/static/style.css"] {
        // Whatever its size was, it has to be written again.
        briefing.write(file, "old");
    }
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.read("precious.txt"), "precious");
    assert_eq!(briefing.bytes("site"), clean(&briefing));
}

#[test]
fn a_link_in_place_of_any_file_or_folder_of_the_site_is_replaced() {
    let briefing = Folder::new().file("precious/x.html", "precious");
    briefing.run(&["build"]).ends_with(0);
    let names: Vec<String> = briefing.bytes("site").into_keys().collect();
    for name in names.iter().filter(|name| *name != ".chancery") {
        let file = briefing.path("site").join(name);
        fs::remove_file(&file).unwrap();
        symlink(briefing.path("precious/x.html"), &file).unwrap();
    }
    fs::remove_dir_all(briefing.path("site/a")).unwrap();
    symlink("../precious", briefing.path("site/a")).unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.bytes("precious"), [("x.html".to_owned(), b"precious".to_vec())].into());
    assert_eq!(briefing.bytes("site"), clean(&briefing));
    let is_link = |name: &String| briefing.path("site").join(name).is_symlink();
    assert!(!names.iter().any(is_link) && !briefing.path("site/a").is_symlink());
}

#[test]
fn a_link_in_place_of_the_marker_is_replaced() {
    let briefing = Folder::new().file("precious.txt", "precious");
    briefing.run(&["build"]).ends_with(0);
    fs::remove_file(briefing.path("site/.chancery")).unwrap();
    symlink("../precious.txt", briefing.path("site/.chancery")).unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.read("precious.txt"), "precious");
    assert_eq!(briefing.bytes("site"), clean(&briefing));
}

#[test]
fn a_pipe_in_place_of_a_page_is_replaced_and_not_waited_for() {
    let briefing = Folder::new();
    briefing.run(&["build"]).ends_with(0);
    for name in ["site/index.html", "site/.chancery", "site/ids.txt"] {
        let _ = fs::remove_file(briefing.path(name));
        pipe(&briefing.path(name));
    }
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.bytes("site"), clean(&briefing));
}

#[test]
fn the_state_of_the_last_build_is_neither_read_nor_written_through_a_link() {
    let briefing = Folder::new().file("precious/note.txt", "precious");
    fs::create_dir(briefing.path("site")).unwrap();
    symlink("precious", briefing.path(".chancery")).unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.bytes("precious").len(), 1, "nothing was added");

    fs::remove_file(briefing.path(".chancery")).unwrap();
    fs::create_dir(briefing.path(".chancery")).unwrap();
    for name in ["last-build.json", ".gitignore"] {
        symlink("../precious/note.txt", briefing.path(".chancery").join(name)).unwrap();
    }
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.read("precious/note.txt"), "precious");
    assert!(!briefing.path(".chancery/last-build.json").is_symlink());
}

#[test]
fn the_output_folder_itself_may_be_a_link() {
    let briefing = Folder::new();
    fs::create_dir(briefing.path("elsewhere")).unwrap();
    symlink("elsewhere", briefing.path("site")).unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert!(briefing.path("site").is_symlink());
    assert_eq!(briefing.bytes("elsewhere"), clean(&briefing));
}

#[test]
fn ids_are_not_read_through_a_link() {
    let briefing = Folder::new().file("secret.txt", "figure secret-token\n");
    briefing.run(&["build"]).ends_with(0);
    symlink("../secret.txt", briefing.path("site/ids.txt")).unwrap();
    briefing.run(&["check"]).ends_with(0).does_not_say("secret-token");
    briefing.run(&["build"]).ends_with(0).does_not_say("secret-token");
    assert_eq!(briefing.read("secret.txt"), "figure secret-token\n");
}

// What is in place of the output folder

#[test]
fn a_file_or_a_link_to_nothing_in_place_of_the_output_folder_is_named_as_such() {
    let briefing = Folder::new().file("site", "text").file("notes.txt", "text");
    briefing.run(&["build"]).ends_with(2).says("`./site` is not a folder").says("--output");
    fs::remove_file(briefing.path("site")).unwrap();
    symlink("notes.txt", briefing.path("site")).unwrap();
    briefing.run(&["build"]).ends_with(2).says("`./site` is not a folder");
    fs::remove_file(briefing.path("site")).unwrap();
    symlink("nowhere", briefing.path("site")).unwrap();
    briefing
        .run(&["build"])
        .ends_with(2)
        .says("`./site` is a symbolic link to `nowhere`, which does not exist");
}

#[test]
fn a_folder_that_lost_its_marker_is_not_taken_for_one_of_ours() {
    let briefing = Folder::new();
    briefing.run(&["build"]).ends_with(0);
    briefing.write("content/a/x.md", page("X", "", "Other text.\n"));
    briefing.run(&["build"]).ends_with(0);
    fs::remove_file(briefing.path("site/.chancery")).unwrap();
    briefing.run(&["build"]).ends_with(2).says("was not made by Chancery");
}

// Temporary files

#[test]
fn what_a_killed_build_left_is_removed_by_the_next_wherever_it_is() {
    let briefing = Folder::new();
    briefing.run(&["build"]).ends_with(0);
    briefing.write("site/.chancery-aB3dEf", "half a page");
    briefing.write("site/a/.chancery-aB3dEf", "half a page");
    briefing.write(".chancery-site-aB3dEf/.chancery", "");
    briefing.write(".chancery-site-aB3dEf/a/x.html", "half a page");
    fs::create_dir(briefing.path(".chancery-site-empty")).unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(temporary(briefing.place.path()), Vec::<String>::new());
    // A build that finds nothing to do tidies up, too.
    briefing.run(&["build"]).ends_with(0);
    briefing.write(".chancery-site-aB3dEf/.chancery", "");
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(temporary(briefing.place.path()), Vec::<String>::new());
}

#[test]
fn a_temporary_folder_that_is_in_use_or_is_not_ours_stays() {
    let briefing = Folder::new().file(".chancery-site-in-use/.chancery", "");
    let briefing = briefing.file(".chancery-site-letters/letter.txt", "Dear Sir");
    let marker = fs::File::open(briefing.path(".chancery-site-in-use/.chancery")).unwrap();
    marker.lock().unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert!(briefing.path(".chancery-site-in-use/.chancery").is_file());
    assert!(briefing.path(".chancery-site-letters/letter.txt").is_file());
}

// Several builds at once

#[test]
fn a_build_waits_for_another_that_publishes_into_the_same_folder() {
    let briefing = Folder::new();
    briefing.run(&["build"]).ends_with(0);
    let marker = fs::File::open(briefing.path("site/.chancery")).unwrap();
    marker.lock().unwrap();
    briefing.write("content/a/x.md", page("X", "", "Other text.\n"));
    let before = briefing.bytes("site");
    let mut build = start(&briefing, &[]);
    let mut said = BufReader::new(build.stderr.take().expect("a pipe"));
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, "waiting for another build that is publishing into ./site\n");
    assert_eq!(briefing.bytes("site"), before);
    marker.unlock().unwrap();
    said.read_to_string(&mut line).unwrap();
    assert!(build.wait().unwrap().success(), "{line}");
    assert_eq!(briefing.bytes("site"), clean(&briefing));
}

#[test]
fn builds_of_two_briefings_into_one_folder_at_the_same_time_leave_one_of_them_whole() {
    let many = |word: &str| {
        let pages = (0..40).map(|number| (format!("content/a/p{number}.md"), page("P", "", word)));
        pages.fold(Folder::new(), |briefing, (path, text)| briefing.file(&path, &text))
    };
    let briefings = [many("Quinces."), many("Medlars.")];
    let whole = briefings.each_ref().map(clean);
    for round in 0..6 {
        let shared = tempfile::tempdir().unwrap();
        let output = shared.path().join("site");
        // Into a folder that is not there, one that is empty, and one that holds a site.
        match round % 3 {
            0 => {}
            1 => fs::create_dir(&output).unwrap(),
            _ => drop(briefings[0].run(&["build", "-o", output.to_str().unwrap()]).ends_with(0)),
        }
        let builds = briefings.each_ref().map(|briefing| start(briefing, &["-o", output.to_str().unwrap()]));
        for build in builds {
            let ended = build.wait_with_output().unwrap();
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        let left = Folder { place: shared };
        assert!(whole.contains(&left.bytes("site")), "round {round}: a mixture of two sites");
        assert_eq!(temporary(left.place.path()), Vec::<String>::new());
    }
}

// Kills

/// Numbers that look like chance, the same in each run.
struct Chance(u64);

impl Chance {
    /// A number below a bound.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A briefing of many pages, whose publishing takes a while.
fn long() -> Folder {
    let names = (0..120).map(|number| format!("content/a/p{number}.md"));
    names.fold(Folder::new(), |briefing, name| briefing.file(&name, &page("P", "", "[x](x.md)\n")))
}

fn is_running(build: &mut Child) -> bool {
    build.try_wait().expect("a child says whether it ended").is_none()
}

/// Waits until anything at all below a briefing's folder tells that a build has begun to publish.
fn until_it_publishes(briefing: &Folder, build: &mut Child) {
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().count();
    let look = || {
        (entries(briefing.place.path()), entries(&briefing.path("site")), entries(&briefing.path("site/a")))
    };
    let before = look();
    while look() == before && is_running(build) {}
}

/// Kills builds at random moments, each into a folder that `prepare` has set up, while `meanwhile` is done to it; the next
/// build must complete each to the bytes of a clean one.
fn kill_builds(seed: u64, prepare: impl Fn(&Folder), meanwhile: impl Fn(&Folder)) {
    /// A short form; `CHANCERY_KILLS=1000` is a long one.
    const KILLS: u64 = 16;
    let kills = std::env::var("CHANCERY_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut chance = Chance(seed);
    let briefing = long();
    let started = Instant::now();
    let whole = clean(&briefing);
    let whole_time = started.elapsed();
    let mut interrupted = 0;
    for kill in 0..kills {
        prepare(&briefing);
        let mut build = start(&briefing, &[]);
        if kill % 4 == 0 {
            std::thread::sleep(whole_time.mul_f64(chance.below(1000) as f64 / 1000.0));
        } else {
            until_it_publishes(&briefing, &mut build);
            std::thread::sleep(Duration::from_micros(chance.below(20_000)));
        }
        meanwhile(&briefing);
        interrupted += u64::from(is_running(&mut build));
        build.kill().expect("a child can be killed");
        build.wait().expect("a child that was killed ends");
        briefing.run(&["build"]).ends_with(0);
        assert!(briefing.bytes("site") == whole, "seed {seed}, kill {kill}: not the bytes of a clean build");
        assert_eq!(temporary(briefing.place.path()), Vec::<String>::new(), "seed {seed}, kill {kill}");
    }
    assert!(interrupted > 0, "no build was killed before it ended");
}

/// Has an older site in place of the one that a briefing gives: of every second page another text, and the others missing,
/// so that much is to be written.
fn have_older_site(briefing: &Folder) {
    briefing.run(&["build"]).ends_with(0);
    for (number, (name, bytes)) in briefing.bytes("site").iter().enumerate() {
        match name.strip_suffix(".html") {
            Some(_) if number % 2 == 0 => fs::remove_file(briefing.path("site").join(name)).expect("a page"),
            Some(_) => briefing.write(&format!("site/{name}"), [bytes, &b"older"[..]].concat()),
            None => {}
        }
    }
    briefing.write("site/a/gone.html", "older");
}

fn remove_site(briefing: &Folder) {
    let _ = fs::remove_dir_all(briefing.path("site"));
    let _ = fs::remove_dir_all(briefing.path(".chancery"));
}

#[test]
fn a_build_killed_while_it_creates_its_folder_is_completed_by_the_next() {
    kill_builds(1, remove_site, |_| {});
}

#[test]
fn a_build_killed_in_an_empty_folder_is_completed_by_the_next() {
    let empty = |briefing: &Folder| {
        remove_site(briefing);
        fs::create_dir(briefing.path("site")).unwrap();
    };
    kill_builds(2, empty, |_| {});
}

#[test]
fn a_build_killed_in_a_folder_with_an_older_site_is_completed_by_the_next() {
    kill_builds(3, have_older_site, |_| {});
}

#[test]
fn a_build_killed_while_its_folder_is_removed_is_completed_by_the_next() {
    // Removed while files are written into it, it may be left half removed: what is there then is a site without a marker.
    kill_builds(4, have_older_site, |briefing| drop(fs::remove_dir_all(briefing.path("site"))));
}

#[test]
fn a_folder_that_vanishes_while_it_is_written_is_written_again() {
    let briefing = long();
    let whole = clean(&briefing);
    let mut chance = Chance(5);
    for round in 0..8 {
        have_older_site(&briefing);
        let mut build = start(&briefing, &[]);
        until_it_publishes(&briefing, &mut build);
        std::thread::sleep(Duration::from_micros(chance.below(10_000)));
        let _ = fs::remove_dir_all(briefing.path("site"));
        let ended = build.wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        briefing.run(&["build"]).ends_with(0);
        assert!(briefing.bytes("site") == whole, "round {round}");
    }
}

// Links at the top of a briefing's folder

#[test]
fn a_link_at_the_top_that_leads_out_of_the_briefing_is_refused_and_nothing_behind_it_is_shown() {
    let elsewhere = Folder::empty()
        .file("secret/index.md", "secret-token: [\n")
        .file("secret/index.html", "secret-token {{")
        .file("secret.yaml", "secret-token: [\n");
    for (name, target) in [
        ("content", "secret"),
        ("templates", "secret"),
        ("static", "secret"),
        ("chancery.yaml", "secret.yaml"),
    ] {
        let briefing = Folder::new();
        let path = briefing.path(name);
        let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        symlink(elsewhere.path(target), &path).unwrap();
        let ran = briefing.run(&["build"]).ends_with(1);
        ran.says("error[link-outside]").says(&format!("--> {name}")).does_not_say("secret-token");
        assert!(!briefing.path("site").exists(), "{name}");
    }
}

#[test]
fn a_link_at_the_top_to_what_is_hidden_or_around_it_is_refused() {
    for (target, code) in [
        (".git", "link-outside"),
        (".", "link-circle"),
        ("nowhere", "link-broken"),
        ("static", "link-circle"),
    ] {
        let briefing = Folder::new().file(".git/config", "secret-token");
        symlink(target, briefing.path("static")).unwrap();
        briefing.run(&["build"]).ends_with(1).says(&format!("error[{code}]")).says("--> static");
    }
}

#[test]
fn a_link_at_the_top_to_another_folder_of_the_briefing_is_followed() {
    let briefing = Folder::new().file("files/map.csv", "1,2");
    symlink("files", briefing.path("static")).unwrap();
    briefing.run(&["build"]).ends_with(0);
    assert_eq!(briefing.read("site/static/map.csv"), "1,2");
}

// What is neither a file nor a folder

#[test]
fn a_pipe_among_the_sources_is_named_and_not_waited_for() {
    for path in ["content/a/p.md", "static/p.css", "content/registers/names.yaml"] {
        let briefing = Folder::new();
        fs::create_dir_all(briefing.path(path).parent().unwrap()).unwrap();
        pipe(&briefing.path(path));
        let ran = briefing.run(&["build"]).ends_with(1);
        ran.says("error[unreadable]: expected a file, found a named pipe").says(path);
    }
    let briefing = Folder::new();
    fs::remove_file(briefing.path("chancery.yaml")).unwrap();
    pipe(&briefing.path("chancery.yaml"));
    briefing
        .run(&["build"])
        .ends_with(1)
        .says("error[unreadable]: expected a file, found a named pipe")
        .says("chancery.yaml");
}

#[test]
fn a_file_in_place_of_a_folder_of_the_sources_is_named() {
    let briefing = Folder::new().file("static", "text");
    briefing
        .run(&["build"])
        .ends_with(1)
        .says("error[unreadable]: expected a folder, found a file")
        .says("static");
}

#[test]
fn a_page_whose_path_is_too_long_for_the_system_is_named() {
    let briefing = Folder::new();
    // No system call takes the whole of such a path: one half is made elsewhere, and moved into the other.
    let half = [&*"d".repeat(190); 12].join("/");
    briefing.write(&format!("other/{half}/p.md"), page("P", "", ""));
    fs::create_dir_all(briefing.path("content/a").join(&half)).unwrap();
    fs::rename(briefing.path("other"), briefing.path("content/a").join(&half).join("other")).unwrap();
    briefing
        .run(&["build"])
        .ends_with(1)
        .says("error[unreadable]: cannot be read: its path is too long for this system");
}

#[test]
fn the_name_of_a_file_and_the_target_of_a_link_do_nothing_to_a_terminal() {
    let briefing = Folder::new().file("content/a/red\u{1B}[31m\n.md", &page("P", "", ""));
    symlink("/etc/red\u{1B}[31m", briefing.path("content/a/link.md")).unwrap();
    let ran = briefing.run(&["build"]).ends_with(1).does_not_say("\u{1B}");
    ran.says(r"content/a/red\u{1b}[31m\n.md").says("link-broken");
    // Programs get the name as it is.
    briefing.run(&["build", "--format", "json"]).ends_with(1).says(r"red\u001b[31m\n.md");
}
