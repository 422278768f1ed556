//! The action and the workflows: right as GitHub reads them, as far as that can be seen without it, and the action's build itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a file of the repository")
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// The workflows of the repository and those of a new briefing.
fn workflows() -> BTreeMap<&'static str, Value> {
    [
        ".github/workflows/ci.yml",
        ".github/workflows/pages.yml",
        ".github/workflows/weekly.yml",
        "src/starter/pages.yml",
        "src/starter/pages-action.yml",
    ]
    .map(|path| (path, yaml(&file(path).replace("{{action}}", "owner/name@v1"))))
    .into()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map_or(Vec::new(), |map| map.keys().map(String::as_str).collect())
}

fn steps(value: &Value) -> &[Value] {
    value["steps"].as_array().map_or(&[], Vec::as_slice)
}

/// The names behind `steps.` or `inputs.` wherever a text asks for one.
fn asked<'a>(text: &'a str, what: &str) -> BTreeSet<&'a str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let rests = text.match_indices(what).map(|(at, _)| &text[at + what.len()..]);
    rests.map(|rest| rest.split(|c| !is_name(c)).next().unwrap_or_default()).collect()
}

/// Asserts that steps have keys that GitHub knows, do one thing each, and use actions by their major version.
#[track_caller]
fn are_right(name: &str, steps: &[Value], is_composite: bool) {
    assert!(!steps.is_empty(), "{name}");
    for step in steps {
        for key in keys(step) {
            let known = ["id", "if", "name", "uses", "with", "run", "env", "shell", "working-directory"];
            assert!(known.contains(&key), "{name}: `{key}`");
        }
        match (step["uses"].as_str(), step["run"].as_str()) {
            (Some(action), None) => {
                let version = action.rsplit_once("@v").map(|(_, version)| version);
                assert!(version.is_some_and(|version| version.parse::<u32>().is_ok()), "{name}: {action}");
            }
            (None, Some(_)) => {
                assert!(!is_composite || step["shell"] == "bash", "{name}: a shell has to be named")
            }
            _ => panic!("{name}: {step}"),
        }
    }
}

#[test]
fn workflows_have_keys_that_github_knows_and_steps_that_are_there() {
    for (name, workflow) in workflows() {
        for key in keys(&workflow) {
            // YAML 1.1 reads `on` as true, 1.2 as the word.
            assert!(["name", "on", "permissions", "concurrency", "jobs"].contains(&key), "{name}: `{key}`");
        }
        let jobs = workflow["jobs"].as_object().expect("jobs");
        for job in jobs.values() {
            are_right(name, steps(job), false);
            let ids: BTreeSet<&str> = steps(job).iter().filter_map(|step| step["id"].as_str()).collect();
            assert!(asked(&job.to_string(), "steps.").is_subset(&ids), "{name}: {ids:?}");
        }
        let deploys = jobs.values().flat_map(steps).any(|step| {
            step["uses"].as_str().is_some_and(|action| action.starts_with("actions/deploy-pages@"))
        });
        let may = &workflow["permissions"];
        assert!(!deploys || (may["pages"] == "write" && may["id-token"] == "write"), "{name}");
    }
}

#[test]
fn every_part_of_ci_runs_in_the_workflow() {
    let script = file(".ci/run");
    let parts = script.split("\nparts=(").nth(1).and_then(|rest| rest.split(')').next()).expect("parts");
    let parts: BTreeSet<&str> = parts.split_whitespace().collect();
    let workflow = file(".github/workflows/ci.yml");
    let lists = workflow.split("part: [").skip(1).filter_map(|rest| rest.split(']').next());
    let mut run: Vec<&str> = lists.flat_map(|list| list.split(", ")).collect();
    run.extend(asked(&workflow, "- run: .ci/run ").into_iter().filter(|part| !part.is_empty()));
    run.sort_unstable();
    assert_eq!(run, parts.iter().copied().collect::<Vec<_>>(), "each of them once");
    for part in parts {
        assert!(script.contains(&format!("\npart_{part}() {{\n")), "{part}");
    }
}

#[test]
fn workflows_use_one_version_of_each_action() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let action = yaml(&file("action.yml"));
    let workflows = workflows();
    let of_workflows =
        workflows.values().flat_map(|workflow| workflow["jobs"].as_object().expect("jobs").values());
    for step in of_workflows.flat_map(steps).chain(steps(&action["runs"])) {
        if let Some((name, version)) = step["uses"].as_str().and_then(|action| action.split_once('@')) {
            versions.entry(name.to_owned()).or_default().insert(version.to_owned());
        }
    }
    assert!(versions.len() >= 5 && versions.values().all(|versions| versions.len() == 1), "{versions:?}");
}

#[test]
fn the_action_uses_what_it_asks_for_and_asks_for_what_it_uses() {
    let source = file("action.yml");
    let action = yaml(&source);
    for key in keys(&action) {
        let known = ["name", "description", "author", "branding", "inputs", "outputs", "runs"];
        assert!(known.contains(&key), "`{key}`");
    }
    assert_eq!(action["runs"]["using"], "composite");
    are_right("action.yml", steps(&action["runs"]), true);
    let inputs: BTreeSet<&str> = keys(&action["inputs"]).into_iter().collect();
    assert_eq!(asked(&source, "inputs."), inputs);
    for input in inputs {
        let input = &action["inputs"][input];
        assert!(input["description"].is_string() && input["default"].is_string(), "{input}");
    }
    let ids: BTreeSet<&str> = steps(&action["runs"]).iter().filter_map(|step| step["id"].as_str()).collect();
    assert_eq!(asked(&source, "steps."), ids);
    // What a workflow gives never stands in a script, where it would be run.
    let scripts = steps(&action["runs"]).iter().filter_map(|step| step["run"].as_str());
    assert!(scripts.clone().count() >= 3 && scripts.into_iter().all(|script| !script.contains("${{")));
}

#[test]
fn the_guide_names_every_input_of_the_action() {
    let page = file("docs/content/how-to/github-pages.md");
    for input in keys(&yaml(&file("action.yml"))["inputs"]) {
        assert!(page.contains(&format!("| `{input}` |")), "{input}");
    }
}

/// Runs the action's build in a folder, as GitHub would.
fn run(folder: &TempDir, environment: &[(&str, &str)]) -> Output {
    let action = yaml(&file("action.yml"));
    let build = steps(&action["runs"]).iter().find(|step| step["id"] == "build").expect("a build");
    Command::new("bash")
        .args(["-e", "-o", "pipefail", "-c", build["run"].as_str().expect("a script")])
        .current_dir(folder.path())
        .env("PROGRAM", env!("CARGO_BIN_EXE_chancery"))
        .env("GITHUB_OUTPUT", folder.path().join("output"))
        .envs([
            ("DIRECTORY", "."),
            ("OUTPUT", "_site"),
            ("BASE_URL", "https://org.github.io/repo"),
            ("STRICT", "false"),
            ("DRAFTS", "false"),
        ])
        .envs(environment.iter().copied())
        .output()
        .expect("bash runs")
}

fn briefing(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("content")).expect("a folder");
    fs::write(folder.path().join("chancery.yaml"), "title: A briefing\n").expect("a file");
    fs::write(folder.path().join("content/index.md"), format!("---\ntitle: Home\n---\n\n{text}\n"))
        .expect("a file");
    folder
}

#[test]
fn the_action_builds_for_the_address_of_the_pages() {
    let folder = briefing("Welcome.");
    let ran = run(&folder, &[]);
    assert!(ran.status.success(), "{ran:?}");
    let sitemap = fs::read_to_string(folder.path().join("_site/sitemap.xml")).expect("a sitemap");
    assert!(sitemap.contains("<loc>https://org.github.io/repo/</loc>"), "{sitemap}");
    let output = fs::read_to_string(folder.path().join("output")).expect("outputs");
    assert_eq!(output, "base-url=https://org.github.io/repo\n");
}

#[test]
fn the_action_leaves_the_address_to_the_configuration_where_nobody_says_it() {
    let folder = briefing("Welcome.");
    let config = "title: A briefing\nbase_url: https://example.org/b/\n";
    fs::write(folder.path().join("chancery.yaml"), config).expect("a file");
    assert!(run(&folder, &[("BASE_URL", "")]).status.success());
    let robots = fs::read_to_string(folder.path().join("_site/robots.txt")).expect("a file for robots");
    assert!(robots.contains("https://example.org/b/sitemap.xml"), "{robots}");
}

#[test]
fn the_action_fails_at_an_error_and_says_it_beside_its_line() {
    let folder = briefing("[gone](gone.md)");
    let ran = run(&folder, &[]);
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(!ran.status.success() && !folder.path().join("_site").exists());
    assert!(said.starts_with("::error file=content/index.md,line=5,col=1,title=missing-target::"), "{said}");
}

#[test]
fn the_action_minds_a_warning_where_it_is_strict() {
    let folder = briefing("One <blink>two</blink>");
    assert!(run(&folder, &[]).status.success());
    assert!(!run(&folder, &[("STRICT", "true")]).status.success());
}
