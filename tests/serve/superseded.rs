//! A save during a long build: the build is cancelled, and `chancery serve` and `chancery build --watch` show what
//! was saved.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::page::page;
use tempfile::TempDir;

/// How long anything may take on a loaded machine before it counts as never. Rendering all pages with [`SLOW`] takes
/// longer.
const NEVER: Duration = Duration::from_secs(120);

/// A template that takes seconds for each page.
const SLOW: &str = "slow{% for a in range(end=900) %}{% for b in range(end=1000) %}{% endfor %}{% endfor %}";

struct World {
    place: TempDir,
    child: Child,
    said: Arc<Mutex<String>>,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(folder: &Path, file: &str, text: impl AsRef<[u8]>) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

impl World {
    /// A briefing of 500 pages with a custom template, and the running program.
    fn with(template: &str, arguments: &[&str]) -> Self {
        let place = tempfile::tempdir().expect("a temporary folder");
        write(place.path(), "chancery.yaml", "title: A briefing\noutputs: {print: false, search: false}\n");
        write(place.path(), "content/index.md", page("Home", "", "Welcome.\n"));
        for number in 0..500 {
            write(
                place.path(),
                &format!("content/p{number}.md"),
                page(&format!("P{number}"), "", "First words.\n"),
            );
        }
        write(place.path(), "templates/page.html", template);
        let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
            .args(arguments)
            .current_dir(place.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        let (hearing, lines) =
            (Arc::clone(&said), BufReader::new(child.stderr.take().expect("its words are heard")));
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                hearing.lock().expect("nobody broke it").push_str(&(line + "\n"));
            }
        });
        Self { place, child, said }
    }

    fn said(&self) -> String {
        self.said.lock().expect("nobody broke it").clone()
    }

    fn save(&self, file: &str, text: impl AsRef<[u8]>) {
        write(self.place.path(), file, text);
    }

    #[track_caller]
    fn eventually<T>(&self, what: &str, mut check: impl FnMut() -> Option<T>) -> T {
        let end = Instant::now() + NEVER;
        loop {
            if let Some(found) = check() {
                return found;
            }
            assert!(Instant::now() < end, "never: {what}\n{}", self.said());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The processor time of the program so far, in hundredths of a second.
    fn taken(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("the program runs");
        let behind_name = stat.rsplit_once(')').expect("its name is in brackets").1;
        let times = behind_name.split_whitespace().skip(11).take(2);
        times.map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
    }

    /// Waits until the program has used three more seconds of processor time, as it does with a slow template.
    fn is_busy(&self) {
        let before = self.taken();
        self.eventually("the program is busy", || (self.taken() > before + 300).then_some(()));
    }

    /// A page of the server.
    fn get(&self, path: &str) -> Option<String> {
        let said = self.said();
        let address = said.split(" at http://").nth(1)?.split(['/', ' ']).next()?;
        let mut stream = TcpStream::connect(address).ok()?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        Some(answer)
    }
}

#[test]
fn a_slow_template_does_not_delay_its_own_fix() {
    let world = World::with(
        "short {{ page.title }} {{ page.opening | safe }}{{ page.body | safe }}",
        &["serve", ".", "--port", "0"],
    );
    let shows = |path: &str, part: &str| {
        world.eventually(part, || world.get(path).filter(|page| page.contains(part)));
    };
    shows("/p7.html", "short P7");
    world.save("templates/page.html", SLOW);
    world.is_busy();
    // A save that fixes nothing also supersedes the build, and is not forgotten.
    world.save("content/p7.md", page("P7", "", "Other words.\n"));
    world.is_busy();
    world.save(
        "templates/page.html",
        "fixed {{ page.title }} {{ page.opening | safe }}{{ page.body | safe }}",
    );
    shows("/p7.html", "fixed P7");
    shows("/p7.html", "Other words.");
    shows("/p8.html", "fixed P8");
    assert!(!world.said().contains("error"), "{}", world.said());
}

#[test]
fn a_slow_first_build_is_cancelled_too() {
    let world = World::with(SLOW, &["serve", ".", "--port", "0"]);
    world.is_busy();
    world.save("templates/page.html", "fixed {{ page.title }}");
    world.eventually("the fixed page", || world.get("/p7.html").filter(|page| page.contains("fixed P7")));
}

#[test]
fn a_watch_writes_what_was_saved_during_a_build() {
    let world = World::with(SLOW, &["build", ".", "--watch", "--output", "out"]);
    world.is_busy();
    world.save("templates/page.html", "fixed {{ page.title }}");
    let written = || fs::read_to_string(world.place.path().join("out/p7.html")).ok();
    world.eventually("the fixed page", || written().filter(|page| page.contains("fixed P7")));
}
