//! The program itself, over real folders.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::{Folder, Ran, page, run_in};
use serde_json::Value;

// Building

#[test]
fn a_clean_build_writes_the_site_and_ends_with_0() {
    let folder = Folder::new();
    folder.run(&["build"]).ends_with(0).says("3 pages").says("site");
    assert!(folder.read("site/a/x.html").contains("<p id=\"_.1\">Text.</p>"));
    for name in
        [".chancery", ".nojekyll", "404.html", "feed.xml", "sitemap.xml", "robots.txt", "static/icon.svg"]
    {
        assert!(folder.path("site").join(name).is_file(), "{name}");
    }
}

#[test]
fn a_clean_build_says_nothing_on_standard_output() {
    assert_eq!(Folder::new().run(&["build"]).out, "");
}

#[test]
fn a_briefing_is_built_from_anywhere() {
    let folder = Folder::new();
    let elsewhere = Folder::empty();
    let path = folder.place.path().to_str().unwrap();
    run_in(elsewhere.place.path(), &["build", path]).ends_with(0);
    assert!(folder.path("site/index.html").is_file());
    assert_eq!(elsewhere.files(""), BTreeMap::new());
}

#[test]
fn errors_end_with_1_and_name_file_line_and_mend() {
    let folder = Folder::new();
    folder.write("content/a/x.md", page("X", "", "One.\n\n[y](../indx.md)\n"));
    let ran = folder.run(&["build"]).ends_with(1);
    ran.says("content/a/x.md:7:1")
        .says("missing-target")
        .says("did you mean `../index.md`?")
        .says("1 error")
        .says("| [y](../indx.md)");
    assert!(!folder.path("site").exists());
}

#[test]
fn a_folder_that_is_not_there_ends_with_2() {
    Folder::empty().run(&["build", "nowhere"]).ends_with(2).says("nowhere");
}

#[test]
fn a_folder_that_is_no_briefing_ends_with_1_and_says_how_to_start_one() {
    let folder = Folder::empty();
    folder.run(&["build"]).ends_with(1).says("missing-configuration").says("chancery new");
    assert_eq!(folder.files(""), BTreeMap::new());
}

#[test]
fn output_names_another_folder() {
    let folder = Folder::new();
    folder.run(&["build", "--output", "public/deep"]).ends_with(0).says("public/deep");
    assert!(folder.path("public/deep/index.html").is_file());
    assert!(!folder.path("site").exists());
    folder.run(&["build", "-o", "other"]).ends_with(0);
    assert_eq!(folder.files("other").len(), folder.files("public/deep").len());
}

#[test]
fn output_is_seen_from_where_the_command_is_given() {
    let folder = Folder::new();
    let elsewhere = Folder::empty();
    run_in(elsewhere.place.path(), &["build", folder.place.path().to_str().unwrap(), "-o", "here"])
        .ends_with(0);
    assert!(elsewhere.path("here/index.html").is_file());
}

#[test]
fn drafts_are_published_when_asked_for() {
    let folder = Folder::new();
    folder.write("content/a/y.md", page("Y", "status: draft\n", ""));
    folder.run(&["build"]).ends_with(0);
    assert!(!folder.path("site/a/y.html").exists());
    folder.run(&["build", "--drafts"]).ends_with(0);
    assert!(folder.read("site/a/y.html").contains("Draft."));
    folder.run(&["build"]).ends_with(0).says(" removed");
    assert!(!folder.path("site/a/y.html").exists());
}

#[test]
fn strict_takes_a_warning_for_an_error() {
    let folder = Folder::new();
    folder.write("content/a/x.md", page("X", "", "One <blink>two</blink>\n"));
    folder.run(&["build", "--strict"]).ends_with(1).says("1 warning").says("nothing was written");
    assert!(!folder.path("site").exists());
    folder.run(&["build"]).ends_with(0).says("1 warning");
}

#[test]
fn strict_does_not_mind_a_note() {
    let folder = Folder::new().file("chancery.yaml", "title: A briefing\n");
    folder.run(&["build", "--strict"]).ends_with(0).says("no-base-url");
}

#[test]
fn base_url_names_the_sites_address() {
    let folder = Folder::new();
    folder.run(&["build", "--base-url", "https://other.org/x"]).ends_with(0);
    assert!(folder.read("site/sitemap.xml").contains("<loc>https://other.org/x/</loc>"));
    for wrong in ["other.org", "ftp://other.org", "https://other.org/?a"] {
        folder.run(&["build", "--base-url", wrong]).ends_with(2).says(wrong);
    }
}

#[test]
fn check_looks_at_the_site_as_it_will_be_at_an_address() {
    let folder = Folder::new().file("chancery.yaml", "title: A briefing\n");
    folder.run(&["check"]).ends_with(0).says("no-base-url");
    let ran = folder.run(&["check", "--base-url", "https://org.github.io/repo"]).ends_with(0);
    assert!(!ran.err.contains("no-base-url"), "{}", ran.err);
    folder.run(&["check", "--base-url", "org.github.io"]).ends_with(2).says("org.github.io");
}

// Formats

#[test]
fn json_is_one_object_a_line() {
    let folder = Folder::new();
    folder.write("content/a/x.md", page("X", "", "日本 [\"y\"](y.md)\n\n<blink>\n"));
    let ran = folder.run(&["build", "--format", "json"]).ends_with(1);
    let found: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let target = found.iter().find(|found| found["code"] == "missing-target").unwrap();
    assert_eq!((&target["severity"], &target["file"]), (&"error".into(), &"content/a/x.md".into()));
    assert_eq!((&target["line"], &target["column"]), (&5.into(), &4.into()));
    let source = folder.read("content/a/x.md");
    let (start, end) = (target["start"].as_u64().unwrap(), target["end"].as_u64().unwrap());
    assert_eq!(&source[start as usize..end as usize], "[\"y\"](y.md)");
    assert!(target["message"].as_str().unwrap().contains("`y.md`") && target["help"].is_string());
    assert!(found.iter().any(|found| found["severity"] == "warning"));
}

#[test]
fn json_of_a_clean_build_is_empty() {
    assert_eq!(Folder::new().run(&["build", "--format", "json"]).ends_with(0).out, "");
}

#[test]
fn a_place_in_the_first_line_is_printed_right_behind_a_byte_order_mark() {
    let folder = Folder::new();
    folder.write("content/a/x.md", "\u{FEFF}Text.\n");
    let ran = folder.run(&["build", "--format", "json"]).ends_with(1);
    let found: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for code in ["byte-order-mark", "no-front-matter"] {
        let found = found.iter().find(|found| found["code"] == code).unwrap();
        assert_eq!((&found["line"], &found["column"]), (&1.into(), &1.into()), "{found}");
    }
    folder.run(&["build"]).says("content/a/x.md:1:1").does_not_say("content/a/x.md:1:2");
}

#[test]
fn github_gets_an_annotation_a_line() {
    let folder = Folder::new();
    folder.write("content/a/x,y.md", page("X", "", "One [100%](y.md)\n"));
    let ran = folder.run(&["build", "--format", "github"]).ends_with(1);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(
        ran.out.starts_with(
            "::error file=content/a/x%2Cy.md,line=5,col=5,title=missing-target::no page `y.md`%0Ahelp: "
        ),
        "{}",
        ran.out
    );
}

/// A page with more warnings than are shown, and then errors.
fn page_with(warnings: usize, errors: usize) -> String {
    let notes: String = (0..warnings).map(|number| format!("[^n{number}]: Unused.\n\n")).collect();
    let links: String = (0..errors).map(|number| format!("[link {number}](nope-{number}.md)\n\n")).collect();
    page("W", "", &format!("{notes}[here](../index.md)\n\n{links}"))
}

#[test]
fn errors_come_first_and_no_number_of_warnings_hides_one() {
    let folder = Folder::new().file("content/a/w.md", &page_with(110, 1));
    let ran = folder.run(&["build"]).ends_with(1).says("1 error, 111 warnings");
    let (error, warning) = (ran.err.find("error[missing-target]"), ran.err.find("warning["));
    assert!(error.is_some() && error < warning, "{}", ran.err);
    assert_eq!(ran.err.matches("\nwarning[").count(), 100);
    ran.says("\nand 11 more warnings: 10 × unused-footnote, 1 × vague-link (`--format json` prints all)\n");
}

#[test]
fn a_long_list_of_errors_is_cut_and_counted_by_code() {
    let folder = Folder::new().file("content/a/w.md", &page_with(0, 130));
    let ran = folder.run(&["build"]).ends_with(1);
    assert_eq!(ran.err.matches("error[missing-target]").count(), 100);
    ran.says("\nand 30 more errors: 30 × missing-target (")
        .says("warning[vague-link]")
        .says("130 errors, 1 warning");
}

#[test]
fn programs_get_every_problem_errors_first() {
    let folder = Folder::new().file("content/a/w.md", &page_with(110, 110));
    for (format, error, warning) in
        [("json", "\"severity\":\"error\"", "\"severity\":\"warning\""), ("github", "::error ", "::warning ")]
    {
        let ran = folder.run(&["build", "--format", format]).ends_with(1);
        let lines: Vec<&str> = ran.out.lines().collect();
        let is_error = |line: &&&str| line.contains(error);
        assert_eq!(lines.iter().take_while(is_error).count(), 110, "{format}");
        assert_eq!(lines.iter().filter(|line| line.contains(warning)).count(), 111, "{format}");
        assert_eq!(lines.len(), 221, "{format}");
    }
}

#[test]
fn a_build_that_is_repeated_says_the_same_of_many_problems() {
    let folder = Folder::new().file("content/a/w.md", &page_with(110, 0));
    folder.run(&["build"]).ends_with(0);
    let told = |ran: Ran| ran.err.rsplit_once("pages, ").map(|(told, _)| told.to_owned());
    let first = told(folder.run(&["build"]).ends_with(0).says("and 11 more warnings: "));
    assert_eq!(told(folder.run(&["build"]).ends_with(0)), first);
}

// Where nothing can be printed

/// Runs the program in a briefing's folder with its streams sent elsewhere by a shell.
#[cfg(target_os = "linux")]
fn run_with(folder: &Folder, arguments: &[&str], streams: &str) -> Ran {
    let script = format!("exec \"$0\" \"$@\" {streams}");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_chancery")])
        .args(arguments)
        .current_dir(folder.place.path())
        .output()
        .expect("a shell is there");
    Ran {
        status: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).expect("what is said is UTF-8"),
        err: String::from_utf8(output.stderr).expect("what is said is UTF-8"),
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_site_is_written_wherever_its_messages_go() {
    for streams in ["2>/dev/full", ">/dev/full", ">/dev/full 2>&1", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let folder = Folder::new().file("content/a/w.md", &page_with(3, 0));
        run_with(&folder, &["build"], streams).ends_with(0);
        assert!(folder.path("site/a/x.html").is_file(), "{streams}");
        run_with(&folder, &["build"], streams).ends_with(0);
        folder.write("content/a/w.md", page_with(3, 1));
        run_with(&folder, &["build"], streams).ends_with(1);
        run_with(&folder, &["check"], streams).ends_with(1);
        run_with(&folder, &["new", "other"], streams).ends_with(0);
        assert!(folder.path("other/chancery.yaml").is_file(), "{streams}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_a_failure_and_the_site_is_written_all_the_same() {
    let lost = "error: standard output cannot be written: No space left on device";
    let folder = Folder::new().file("content/a/w.md", &page_with(3, 0));
    for _ in 0..2 {
        run_with(&folder, &["build", "--format", "json"], ">/dev/full").ends_with(2).says(lost);
        assert!(folder.path("site/a/w.html").is_file());
    }
    for arguments in [
        &["check", "--format", "github"][..],
        &["schema", "figures"],
        &["explain"],
        &["explain", "missing-target"],
        &["--help"],
        &["build", "--help"],
        &["--version"],
    ] {
        let ran = run_with(&folder, arguments, ">/dev/full").ends_with(2).says(lost);
        assert_eq!(ran.err.matches("error: ").count(), 1, "{arguments:?}");
        run_with(&folder, arguments, ">/dev/full 2>&1").ends_with(2);
    }
    stale().run(&["build"]).ends_with(0);
    run_with(&stale(), &["check", "--as-of", "2026-11-25"], ">/dev/full").ends_with(2).says(lost);
}

#[test]
#[cfg(unix)]
fn a_closed_pipe_is_not_an_error() {
    let folder = Folder::new().file("content/a/w.md", &page_with(3, 0));
    for arguments in [
        &["build", "--format", "json"][..],
        &["schema", "figures"],
        &["explain"],
        &["--help"],
        &["--version"],
    ] {
        // Nobody is at the other end of the pipe.
        let closed = || std::io::pipe().expect("a pipe").1;
        let program = || {
            let mut program = Command::new(env!("CARGO_BIN_EXE_chancery"));
            program.args(arguments).current_dir(folder.place.path());
            program
        };
        let output = program().stdout(closed()).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("error"), "{arguments:?}");
        let status = program().stdout(closed()).stderr(closed()).status().expect("the program runs");
        assert_eq!(status.code(), Some(0), "{arguments:?}");
    }
    assert!(folder.path("site/a/w.html").is_file());
}

#[test]
fn an_unknown_format_ends_with_2() {
    Folder::new().run(&["build", "--format", "xml"]).ends_with(2).says("github");
}

#[test]
fn what_is_printed_has_no_colour_in_a_pipe_unless_asked_for() {
    let folder = Folder::new();
    folder.write("content/a/x.md", "");
    assert!(!folder.run(&["build"]).err.contains('\u{1B}'));
    assert!(folder.run(&["build", "--color", "always"]).err.contains('\u{1B}'));
}

// The output folder

#[test]
fn a_folder_of_someone_else_is_refused_and_untouched() {
    let folder = Folder::new().file("site/letter.txt", "Dear Sir");
    folder.age("site");
    let before = folder.files("site");
    folder.run(&["build"]).ends_with(2).says("was not made by Chancery").says("--output");
    assert_eq!(folder.files("site"), before);
}

#[test]
fn an_empty_folder_is_taken() {
    let folder = Folder::new();
    fs::create_dir(folder.path("site")).unwrap();
    folder.run(&["build"]).ends_with(0);
    assert!(folder.path("site/index.html").is_file());
}

#[test]
fn a_file_in_place_of_the_output_folder_is_refused() {
    let folder = Folder::new().file("out", "text");
    folder.run(&["build", "-o", "out"]).ends_with(2);
    assert_eq!(folder.read("out"), "text");
}

#[test]
fn an_output_folder_that_holds_sources_is_refused() {
    let folder = Folder::new().file("static/theme.css", "own").file("templates/tag.html", "own");
    let before = folder.files("");
    for output in [".", "content", "content/new", "templates/x", "static", "./content/../content"] {
        folder.run(&["build", "-o", output]).ends_with(2).says("holds sources");
    }
    let path = folder.place.path().to_str().unwrap().to_owned();
    run_in(Path::new("/"), &["build", &path, "-o", &path]).ends_with(2);
    assert_eq!(folder.files(""), before);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_leads_to_sources_is_refused() {
    let folder = Folder::new();
    std::os::unix::fs::symlink(folder.path("content"), folder.path("site")).unwrap();
    let before = folder.files("content");
    folder.run(&["build"]).ends_with(2).says("holds sources");
    assert_eq!(folder.files("content"), before);
}

#[test]
fn nothing_in_the_output_folder_changes_while_there_are_errors() {
    let folder = Folder::new();
    folder.run(&["build"]).ends_with(0);
    folder.age("site");
    let before = folder.files("site");
    folder.write("content/index.md", page("New home", "", ""));
    folder.write("content/a/x.md", page("X", "", "[y](y.md)\n"));
    folder.run(&["build"]).ends_with(1);
    assert_eq!(folder.files("site"), before);
}

#[test]
fn an_unchanged_file_keeps_its_time_and_a_changed_one_does_not() {
    let folder = Folder::new();
    folder.run(&["build"]).ends_with(0);
    folder.age("site");
    let before = folder.files("site");
    folder.run(&["build"]).ends_with(0).says("0 written").says("0 removed");
    assert_eq!(folder.files("site"), before);
    folder.write("content/a/x.md", page("X", "tags: [t]\ndate: 2015-10-02\n", "Other text.\n"));
    folder.run(&["build"]).ends_with(0);
    let after = folder.files("site");
    let changed: Vec<&String> = after.keys().filter(|name| after.get(*name) != before.get(*name)).collect();
    // The files of words and texts bear other names; the directory of the index names them.
    let changed: Vec<&&String> = changed.iter().filter(|name| before.contains_key(**name)).collect();
    assert_eq!(changed, [&"a/x.html", &"print.html", &"search/index.js"]);
}

#[test]
fn what_is_no_longer_made_is_removed_with_its_folder() {
    let without_search = "title: A briefing\nbase_url: https://example.org/\noutputs: {search: false}\n";
    let folder = Folder::new().file("chancery.yaml", without_search);
    let folder = folder.file("content/b/index.md", &page("B", "", "")).file("content/b/y.csv", "1");
    folder.run(&["build"]).ends_with(0);
    folder.write("site/stray.html", "left over");
    fs::remove_dir_all(folder.path("content/b")).unwrap();
    folder.run(&["build"]).ends_with(0).says("3 removed");
    assert!(!folder.path("site/b").exists() && !folder.path("site/stray.html").exists());
    let fresh = Folder::new().file("chancery.yaml", without_search);
    fresh.run(&["build"]).ends_with(0);
    let bytes = |folder: &Folder| -> BTreeMap<String, Vec<u8>> {
        folder.files("site").into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
    };
    assert_eq!(bytes(&folder), bytes(&fresh));
}

#[test]
fn a_file_gives_way_to_a_folder_and_a_folder_to_a_file() {
    let folder = Folder::new().file("content/b", "a file").file("content/c/d", "a file");
    folder.run(&["build"]).ends_with(0);
    fs::remove_file(folder.path("content/b")).unwrap();
    fs::remove_dir_all(folder.path("content/c")).unwrap();
    folder.write("content/b/e", "another");
    folder.write("content/c", "another");
    folder.run(&["build"]).ends_with(0);
    assert_eq!((folder.read("site/b/e"), folder.read("site/c")), ("another".into(), "another".into()));
}

#[test]
fn the_output_folder_is_no_source_of_the_next_build() {
    let folder = Folder::new();
    let first = folder.run(&["build"]).ends_with(0).err;
    let pages = first.split(" in ").next().unwrap().to_owned();
    folder.run(&["build"]).ends_with(0).says(&pages);
}

/// Lets the seal of the last build say something that no build says: who repeats it has not built.
fn mark_seal(briefing: &Folder) {
    let seal = briefing.read(SEAL);
    assert!(seal.contains("\"counts\":\""), "{seal}");
    briefing.write(SEAL, seal.replace("\"counts\":\"", "\"counts\":\"from the seal"));
}

const SEAL: &str = ".chancery/last-build.json";

#[test]
fn a_repeated_build_detects_that_nothing_changed() {
    let briefing = Folder::new().file("content/a/y.md", &page("Y", "", "One <blink>two</blink>\n"));
    let first = briefing.run(&["build"]).ends_with(0).says("blink").says("1 warning");
    assert!(!briefing.path(SEAL).exists(), "a build into a new folder may be the only one");
    briefing.run(&["build"]).ends_with(0).says("0 written").does_not_say("from the seal");
    let before = briefing.files("site");
    mark_seal(&briefing);
    let second =
        briefing.run(&["build"]).ends_with(0).says("from the seal").says("0 written").says("0 removed");
    let wrong = |ran: &Ran| ran.err.rsplit_once("4 pages").expect("a summary").0.to_owned();
    assert_eq!(wrong(&first), wrong(&second), "warnings are told each time");
    assert_eq!(briefing.files("site"), before);
    assert_eq!(briefing.read(".chancery/.gitignore"), "*\n", "no repository holds the seal");
}

#[test]
fn what_changed_since_the_last_build_is_built_whatever_it_is() {
    type Change = fn(&Folder);
    let changes: &[(&str, Change, &[&str])] = &[
        ("a page", |one| one.write("content/a/x.md", page("X", "", "Another text.\n")), &[]),
        ("a page more", |one| one.write("content/a/z.md", page("Z", "", "")), &[]),
        ("a page less", |one| fs::remove_file(one.path("content/a/x2.md")).expect("it is there"), &[]),
        ("the configuration", |one| one.write("chancery.yaml", "title: Another\n"), &[]),
        ("a style", |one| one.write("static/theme.css", "p { color: red }"), &[]),
        ("a template", |one| one.write("templates/page.html", "<p>{{ page.title }}"), &[]),
        ("an option", |_| {}, &["--drafts"]),
        ("the address", |_| {}, &["--base-url", "https://example.org/there/"]),
        ("the format", |_| {}, &["--format", "json"]),
        ("a file of the site", |one| one.write("site/a/x.html", "changed by hand"), &[]),
        (
            "a letter of the site",
            |one| {
                let text = one.read("site/a/x.html").replace("Text.", "Test.");
                one.write("site/a/x.html", text);
            },
            &[],
        ),
        (
            "a file of the site less",
            |one| fs::remove_file(one.path("site/a/x.html")).expect("it is there"),
            &[],
        ),
        ("a file of the site more", |one| one.write("site/a/stray.html", "stray"), &[]),
        ("an empty folder", |one| fs::create_dir(one.path("site/empty")).expect("it can be made"), &[]),
        ("the whole site", |one| fs::remove_dir_all(one.path("site")).expect("it is there"), &[]),
        ("the seal", |one| one.write(SEAL, "{"), &[]),
        ("the seal's folder", |one| fs::remove_dir_all(one.path(".chancery")).expect("it is there"), &[]),
        (
            "a seal that cannot be kept",
            |one| {
                fs::remove_dir_all(one.path(".chancery")).expect("it is there");
                one.write(".chancery", "a file");
            },
            &[],
        ),
    ];
    for (name, change, options) in changes {
        let briefing = Folder::new().file("content/a/x2.md", &page("X 2", "", ""));
        briefing.run(&["build"]).ends_with(0);
        briefing.run(&["build"]).ends_with(0);
        mark_seal(&briefing);
        change(&briefing);
        let mut arguments = vec!["build"];
        arguments.extend(*options);
        let again = briefing.run(&arguments);
        assert!(!again.err.contains("from the seal"), "{name}: {}", again.err);
        again.ends_with(0);
        arguments.extend(["--output", "new"]);
        briefing.run(&arguments).ends_with(0);
        let bytes = |folder: &str| {
            let files = briefing.files(folder).into_iter();
            files.map(|(name, (bytes, _))| (name, bytes)).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(bytes("site"), bytes("new"), "{name}");
    }
}

#[test]
fn a_build_that_failed_is_not_taken_for_the_last() {
    let briefing = Folder::new();
    briefing.run(&["build"]).ends_with(0);
    briefing.run(&["build"]).ends_with(0);
    briefing.write("content/a/x.md", page("X", "", "[gone](gone.md)\n"));
    briefing.run(&["build"]).ends_with(1).says("gone.md");
    briefing.run(&["build"]).ends_with(1).says("gone.md");
    briefing.write("content/a/x.md", page("X", "", "One <blink>two</blink>\n"));
    briefing.run(&["build"]).ends_with(0).says("1 warning");
    briefing.run(&["build", "--strict"]).ends_with(1).says("1 warning; nothing was written");
}

#[test]
fn two_builds_in_two_processes_give_the_same_bytes() {
    let files = |folder: &Folder| -> BTreeMap<String, Vec<u8>> {
        folder.files("site").into_iter().map(|(name, (bytes, _))| (name, bytes)).collect()
    };
    let make = || {
        let mut folder = Folder::new();
        for number in 0..40 {
            let keys =
                format!("tags: [t{}, u{}]\ndate: 2015-10-{:02}\n", number % 7, number % 3, number % 28 + 1);
            let body =
                format!("[x](x.md) and [[{}]] and [y](p{}.md)\n", (number + 1) % 40, (number + 5) % 40);
            let body = body.replace("[[", "[[p");
            folder =
                folder.file(&format!("content/a/p{number}.md"), &page(&format!("P{number}"), &keys, &body));
        }
        folder.run(&["build"]).ends_with(0);
        folder
    };
    assert_eq!(files(&make()), files(&make()));
}

// What the disk may hold

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_out_of_the_sources_is_refused() {
        let elsewhere = Folder::empty().file("secret.md", "secret").file("deep/other.md", "secret");
        let folder = Folder::new();
        symlink(elsewhere.path("secret.md"), folder.path("content/a/secret.md")).unwrap();
        symlink(elsewhere.path("deep"), folder.path("content/deep")).unwrap();
        let ran = folder.run(&["build"]).ends_with(1);
        ran.says("link-outside").says("content/a/secret.md").says("content/deep").says("2 errors");
    }

    #[test]
    fn a_link_from_the_content_to_the_rest_of_the_briefing_is_refused() {
        let folder = Folder::new();
        symlink("../chancery.yaml", folder.path("content/config.yaml")).unwrap();
        folder.run(&["build"]).ends_with(1).says("link-outside").says("../chancery.yaml");
    }

    #[test]
    fn a_link_in_the_sources_is_followed() {
        let folder = Folder::new().file("content/a/data.csv", "1,2");
        symlink("data.csv", folder.path("content/a/same.csv")).unwrap();
        folder.run(&["build"]).ends_with(0);
        assert_eq!(folder.read("site/a/same.csv"), "1,2");
        assert!(!fs::symlink_metadata(folder.path("site/a/same.csv")).unwrap().file_type().is_symlink());
    }

    #[test]
    fn a_link_in_a_circle_is_refused() {
        let folder = Folder::new();
        symlink("..", folder.path("content/a/up")).unwrap();
        symlink("me", folder.path("content/a/me")).unwrap();
        let ran = folder.run(&["build"]).ends_with(1);
        ran.says("link-circle").says("content/a/up").says("content/a/me").says("2 errors");
    }

    #[test]
    fn a_broken_link_is_refused() {
        let folder = Folder::new();
        symlink("nowhere.md", folder.path("content/a/y.md")).unwrap();
        folder.run(&["build"]).ends_with(1).says("link-broken").says("content/a/y.md");
    }

    #[test]
    fn a_broken_link_in_place_of_the_configuration_is_named() {
        let folder = Folder::new();
        fs::remove_file(folder.path("chancery.yaml")).unwrap();
        symlink("nowhere.yaml", folder.path("chancery.yaml")).unwrap();
        folder.run(&["build"]).ends_with(1).says("link-broken");
    }

    #[test]
    fn a_link_in_the_output_folder_is_replaced_and_its_target_left_alone() {
        let folder = Folder::new().file("precious.txt", "precious").file("treasure/x.txt", "precious");
        folder.run(&["build"]).ends_with(0);
        fs::remove_file(folder.path("site/index.html")).unwrap();
        symlink("../precious.txt", folder.path("site/index.html")).unwrap();
        symlink("../treasure", folder.path("site/treasure")).unwrap();
        folder.run(&["build"]).ends_with(0);
        assert!(folder.read("site/index.html").contains("<h1>Home</h1>"));
        assert_eq!(
            (folder.read("precious.txt"), folder.read("treasure/x.txt")),
            ("precious".into(), "precious".into())
        );
        assert!(!folder.path("site/treasure").exists());
    }

    #[test]
    fn a_linked_folder_within_the_output_folder_is_not_written_through() {
        let folder = Folder::new().file("treasure/x.html", "precious");
        folder.run(&["build"]).ends_with(0);
        fs::remove_dir_all(folder.path("site/a")).unwrap();
        symlink("../treasure", folder.path("site/a")).unwrap();
        folder.run(&["build"]);
        assert_eq!(folder.read("treasure/x.html"), "precious");
    }
}

#[test]
fn a_page_of_50_megabytes_is_too_large() {
    let folder = Folder::new();
    let file = fs::File::create(folder.path("content/a/big.md")).unwrap();
    file.set_len(50 * 1024 * 1024).unwrap();
    folder.run(&["build"]).ends_with(1).says("too-large").says("content/a/big.md").says("1 error");
}

#[test]
fn a_large_file_that_is_no_text_is_copied() {
    let folder = Folder::new();
    let file = fs::File::create(folder.path("content/a/film.bin")).unwrap();
    file.set_len(8 * 1024 * 1024).unwrap();
    folder.run(&["build"]).ends_with(0);
    assert_eq!(fs::metadata(folder.path("site/a/film.bin")).unwrap().len(), 8 * 1024 * 1024);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new();
    fs::write(folder.path("content/a").join(OsStr::from_bytes(b"caf\xE9.md")), page("X", "", "")).unwrap();
    folder.run(&["build"]).ends_with(1).says("name-not-utf8").says("content/a/caf\u{FFFD}.md");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_an_error() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new().file("content/a/y.md", &page("Y", "", ""));
    fs::set_permissions(folder.path("content/a/y.md"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(folder.path("content/a/y.md")).is_ok() {
        return; // The superuser may read everything.
    }
    folder.run(&["build"]).ends_with(1).says("unreadable").says("content/a/y.md");
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_without_free_descriptors_writes_nothing_and_says_why() {
    let folder = Folder::new();
    folder.run(&["build"]).ends_with(0);
    let before = folder.files("site");
    folder.write("content/a/x.md", page("X", "", "Other text.\n"));
    // One is free, which is enough for a folder and not for one in it.
    let script = "ulimit -n 4 && exec \"$0\" build";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_chancery")])
        .current_dir(folder.place.path())
        .output()
        .expect("a shell is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error[unreadable]: ") && said.contains("Too many open files"), "{said}");
    assert_eq!(folder.files("site"), before);
}

#[test]
fn hidden_files_and_what_editors_leave_behind_are_passed_over() {
    let folder = Folder::new();
    for name in [".DS_Store", ".x.md.swp", "x.md~", "#x.md#", ".git/index.md"] {
        folder.write(&format!("content/a/{name}"), b"\xFF");
    }
    folder.run(&["build"]).ends_with(0);
    let files = folder.files("site");
    assert!(!files.keys().any(|name| name.contains("x.md") || name.contains(".DS") || name.contains(".git")));
}

#[test]
fn names_in_any_script_are_published() {
    let folder = Folder::new().file("content/a/貿易 1.md", &page("貿易", "", ""));
    folder.run(&["build"]).ends_with(0);
    assert!(folder.path("site/a/貿易 1.html").is_file());
}

// Other commands

#[test]
fn new_makes_a_briefing_that_builds_clean() {
    let folder = Folder::empty();
    folder.run(&["new", "my-briefing"]).ends_with(0).says("chancery build my-briefing");
    let made = folder.files("my-briefing");
    for name in ["chancery.yaml", "content/index.md", ".github/workflows/pages.yml"] {
        assert!(made.contains_key(name), "{name}");
    }
    let ran = folder.run(&["build", "my-briefing", "--strict", "--format", "json"]).ends_with(0);
    for line in ran.out.lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        assert_eq!(found["severity"], "note", "{line}");
    }
    assert!(folder.read("my-briefing/site/index.html").contains("<title>My Briefing</title>"));
}

#[test]
fn new_writes_a_workflow_that_builds_with_an_action_where_one_is_named() {
    let folder = Folder::empty();
    folder.run(&["new", "mine", "--action", "some-org/tool@v1.2"]).ends_with(0);
    let workflow = folder.read("mine/.github/workflows/pages.yml");
    assert!(workflow.contains("      - uses: some-org/tool@v1.2\n"), "{workflow}");
    assert!(folder.read("mine/.gitignore").contains("/site/\n"));
    folder.run(&["new", "plain"]).ends_with(0);
    let plain = folder.files("plain");
    assert!(plain.contains_key(".github/dependabot.yml") && !plain.contains_key(".gitignore"));
    assert!(folder.read("plain/.github/workflows/pages.yml").contains("path: site\n"));
    for wrong in
        ["tool", "org/tool", "org/tool@", "@v1", "org/to ol@v1", "org/tool@v1\n      - run: x", "a@b/c"]
    {
        folder.run(&["new", "other", "--action", wrong]).ends_with(2).says("OWNER/NAME@REF");
    }
    assert!(!folder.path("other").exists());
}

#[test]
fn new_knows_nothing_of_france_and_japan() {
    let folder = Folder::empty();
    folder.run(&["new", "x"]).ends_with(0);
    folder.run(&["build", "x"]).ends_with(0);
    for (name, (bytes, _)) in folder.files("x") {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains("france") && !text.contains("japan"), "{name}");
    }
}

#[test]
fn new_takes_any_name() {
    for name in ["a: b", "quo\"ted", "back\\slash", "日本", "- dash", "#hash", "{{title}}", "'"] {
        let folder = Folder::empty();
        folder.run(&["new", "--", name]).ends_with(0);
        folder.run(&["build", "--strict", "--", name]).ends_with(0);
    }
}

#[test]
fn new_names_a_briefing_after_the_folder_that_it_is_in() {
    let folder = Folder::empty();
    fs::create_dir(folder.path("my-briefing")).unwrap();
    run_in(&folder.path("my-briefing"), &["new", "."]).ends_with(0);
    assert!(
        folder.read("my-briefing/chancery.yaml").contains("My Briefing"),
        "the name of `.` is its folder's"
    );
}

#[test]
fn new_refuses_a_folder_that_holds_something() {
    let folder = Folder::empty().file("x/letter.txt", "Dear Sir").file("file", "");
    let before = folder.files("");
    folder.run(&["new", "x"]).ends_with(2).says("not empty");
    folder.run(&["new", "file"]).ends_with(2);
    assert_eq!(folder.files(""), before);
    fs::create_dir(folder.path("empty")).unwrap();
    folder.run(&["new", "empty"]).ends_with(0);
}

#[test]
fn version_and_help_are_printed() {
    let folder = Folder::empty();
    assert_eq!(
        folder.run(&["--version"]).ends_with(0).out,
        format!("chancery {}\n", env!("CARGO_PKG_VERSION"))
    );
    let help = folder.run(&["--help"]).ends_with(0).out;
    for part in ["build", "new", "--help", "--version", "Exit status", "chancery.yaml", "content/"] {
        assert!(help.contains(part), "{part}\n{help}");
    }
    let help = folder.run(&["build", "--help"]).ends_with(0).out;
    for part in ["--output", "--drafts", "--strict", "--base-url", "--format", "json", "github", "Examples"] {
        assert!(help.contains(part), "{part}\n{help}");
    }
}

#[test]
fn every_diagnostic_is_explained_on_the_command_line() {
    let folder = Folder::empty();
    let list = folder.run(&["explain"]).ends_with(0).out;
    for code in chancery::model::source::diagnostic::Code::ALL {
        let entry = folder.run(&["explain", code.name()]).ends_with(0).out;
        assert!(entry.starts_with(code.name()) && entry.contains("To fix"), "{}: {entry}", code.name());
        let severity = code.severity().to_string();
        let begins = entry.lines().nth(2).is_some_and(|line| line.to_lowercase().starts_with(&severity));
        assert!(begins, "{}: {entry}", code.name());
        let line = list.lines().find(|line| line.split(' ').next() == Some(code.name()));
        assert!(line.is_some_and(|line| line.ends_with(&severity)), "{}", code.name());
    }
    folder.run(&["explain", "missing-targte"]).ends_with(2).says("did you mean `missing-target`?");
    folder.run(&["explain", "qqqqqqqqqqqq"]).ends_with(2).says("lists every code");
}

#[test]
fn every_schema_is_printed_as_json() {
    let folder = Folder::empty();
    for named in chancery::schemas::NamedSchema::all() {
        let schema: Value =
            serde_json::from_str(&folder.run(&["schema", named.name]).ends_with(0).out).expect("JSON");
        assert_eq!(schema["title"], named.file);
        folder.run(&["schema", "--help"]).ends_with(0).says(named.name);
    }
    folder.run(&["schema", "figres"]).ends_with(2).says("'figures'");
    folder.run(&["schema"]).ends_with(2).says("<NAME>");
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = Folder::new();
    folder.run(&["biuld"]).ends_with(2).says("build");
    folder.run(&[]).ends_with(2).says("Usage");
    folder.run(&["build", "--dratfs"]).ends_with(2).says("--drafts");
    folder.run(&["new"]).ends_with(2);
    assert!(!folder.path("site").exists());
}

// What is out of date on a day

/// A briefing with a figure that is due for review, on a page of a section, and an old page outside of it.
fn stale() -> Folder {
    let figure = "- id: jobs\n  label: Jobs\n  value: 59000\n  as_of: 2013\n  source: paper\n  review_by: 2015-01-01\n";
    Folder::new()
        .file("content/index.md", &page("Home", "review_by: 2015-06-01\n", "[x](a/x.md)\n"))
        .file("content/a/x.md", &page("X", "", "[59,000](figure:jobs) jobs.\n"))
        .file("content/registers/figures.yaml", figure)
        .file("content/registers/sources.yaml", "- id: paper\n  title: A paper\n")
}

#[test]
fn check_names_what_is_stale_on_a_day_by_section() {
    let ran = stale().run(&["check", "--as-of", "2016-01-01"]).ends_with(1);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.out);
    assert_eq!((lines[0], lines[2]), ("outside the sections: 1 out of date", "a: 1 out of date"));
    assert!(
        lines[1].contains("warning[stale] content/index.md:3:1: the page was due for review by 2015-06-01")
    );
    assert!(
        lines[3].contains(
            "content/registers/figures.yaml:1:1: the figure `jobs` was due for review by 2015-01-01"
        )
    );
    ran.says("3 pages: no problems, 2 out of date on 2016-01-01");
}

#[test]
fn check_finds_less_on_an_earlier_day() {
    let folder = stale();
    folder.run(&["check", "--as-of", "2015-03-01"]).ends_with(1).says("1 out of date on 2015-03-01");
    folder.run(&["check", "--as-of", "2015-01-01"]).ends_with(0).says("0 out of date");
    let ran = folder.run(&["check"]).ends_with(0);
    assert_eq!((ran.out.as_str(), ran.err.contains("out of date")), ("", false), "{}", ran.err);
}

#[test]
fn check_as_json_says_the_section() {
    let ran = stale().run(&["check", "--as-of", "2016-01-01", "--format", "json"]).ends_with(1);
    let found: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sections: Vec<&str> = found.iter().filter_map(|found| found["section"].as_str()).collect();
    assert_eq!(sections, ["", "a"]);
    assert!(
        found.iter().all(|found| found["code"] == "stale" && found["severity"] == "warning"),
        "{found:?}"
    );
    assert_eq!((&found[1]["line"], &found[1]["column"]), (&1.into(), &1.into()));
}

#[test]
fn check_annotates_what_is_stale() {
    let ran = stale().run(&["check", "--as-of", "2016-01-01", "--format", "github"]).ends_with(1);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    let start = "::warning file=content/index.md,line=3,col=1,title=stale::the page was due for review";
    assert!(ran.out.starts_with(start), "{}", ran.out);
}

#[test]
fn check_says_what_is_wrong_as_a_build_does_and_writes_nothing() {
    let folder = stale();
    folder.write("content/a/x.md", page("X", "", "[y](y.md) [58,000](figure:jobs)\n"));
    folder.run(&["check"]).ends_with(1).says("missing-target").says("figure-differs").says("2 errors");
    assert!(!folder.path("site").exists());
}

#[test]
fn check_of_a_day_that_is_none_ends_with_2() {
    for day in ["2015-02-30", "today", "2015"] {
        stale().run(&["check", "--as-of", day]).ends_with(2).says(day);
    }
    Folder::empty().run(&["check", "nowhere"]).ends_with(2).says("nowhere");
}

#[test]
fn a_page_is_stale_after_the_months_of_the_configuration() {
    let folder = Folder::new();
    let config = "title: A briefing\nbase_url: https://example.org/\nchecks: {stale_after_months: 12}\n";
    folder.write("chancery.yaml", config);
    folder.run(&["check", "--as-of", "2016-10-02"]).ends_with(0);
    let ran = folder.run(&["check", "--as-of", "2016-10-03"]).ends_with(1);
    ran.says("content/a/x.md").says("is of 2015-10-02, more than 12 months ago");
    folder
        .write("content/a/x.md", page("X", "tags: [t]\ndate: 2015-10-02\nreviewed: 2016-10-01\n", "Text.\n"));
    folder.run(&["check", "--as-of", "2016-10-03"]).ends_with(0);
}

#[test]
fn a_build_never_looks_at_the_day() {
    let folder = stale();
    folder.run(&["build", "--strict"]).ends_with(0).does_not_say("stale").does_not_say("review");
    folder.run(&["build", "--as-of", "2016-01-01"]).ends_with(2);
}
