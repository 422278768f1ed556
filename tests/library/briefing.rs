//! The briefing of this repository: the program publishes what the library builds.

use std::fs;
use std::process::Command;

use chancery::Options;
use serde_json::Value;

use crate::common::dead_links;
use crate::common::repository::{self, BRIEFING};

#[test]
fn the_briefing_of_this_repository_builds_without_a_warning() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("site");
    let mut program = Command::new(env!("CARGO_BIN_EXE_chancery"));
    program
        .args(["build", ".", "--strict", "--format", "json", "-o"])
        .arg(&output)
        .current_dir(repository::path(""));
    let ran = program.output().expect("the program runs");
    let said = String::from_utf8(ran.stdout).expect("it prints UTF-8");
    assert_eq!(ran.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    for line in said.lines() {
        let found: Value = serde_json::from_str(line).unwrap();
        assert_eq!(found["severity"], "note", "{line}");
    }
    let options = Options { lasting_names: true, ..Options::default() };
    let report = chancery::build(&BRIEFING, &options);
    for (address, bytes) in report.output.iter() {
        assert!(fs::read(output.join(address.as_str())).unwrap() == **bytes, "{address} is another");
    }
    assert_eq!(dead_links(&report), []);
}
