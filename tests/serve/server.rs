//! `chancery serve` and `chancery build --watch`: the real program, over real sockets and real files.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::page::page;
use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take on a loaded machine before it counts as never.
const NEVER: Duration = Duration::from_secs(30);

/// A briefing in a temporary folder, and the running program.
struct World {
    place: TempDir,
    program: Option<Program>,
}

/// The program, and its output so far.
struct Program {
    child: Child,
    said: Arc<Mutex<String>>,
    address: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A response of the server.
#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    #[track_caller]
    fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{:?}\n{}", self.headers, self.text());
        self
    }

    #[track_caller]
    fn has(&self, header: &str, value: &str) -> &Self {
        assert_eq!(self.header(header), value, "{:?}", self.headers);
        self
    }
}

/// The part of a page with its own text.
fn shown(html: &str) -> String {
    html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(html).to_owned()
}

/// A page as its artifact is, without the script that the server adds.
fn without_script(html: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(html).into_owned();
    let live = text.find(" data-page=\"").and_then(|at| text[..at].rfind("<script src=\""));
    match live {
        Some(from) => {
            let to = text[from..].find("</script>").expect("a script ends") + from + "</script>".len();
            [&html[..from], &html[to..]].concat()
        }
        None => html.to_vec(),
    }
}

impl World {
    /// A briefing with a home page, a section and two pages in it; nothing runs yet. It has no print edition, for
    /// which every rebuild would render all pages.
    fn new() -> Self {
        let world = Self { place: tempfile::tempdir().expect("a temporary folder"), program: None };
        world.write("chancery.yaml", "title: A briefing\noutputs: {print: false}\n");
        world.write("content/index.md", page("Home", "", "Welcome. [x](a/x.md)\n"));
        world.write("content/a/index.md", page("Section A", "", ""));
        world.write("content/a/x.md", page("Page X", "", "First words.\n"));
        world.write("content/a/y.md", page("Page Y", "", "Other words.\n"));
        world
    }

    /// The same, served, with its search index, which comes in a second edition.
    fn served() -> Self {
        let world = Self::new().serving(&[]);
        assert_eq!(world.get("/search/index.js").status, 200, "who asks for the index waits for it");
        world
    }

    fn serving(mut self, arguments: &[&str]) -> Self {
        self.start(&[&["serve", ".", "--port", "0"], arguments].concat());
        self
    }

    fn start(&mut self, arguments: &[&str]) {
        let command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        self.start_command(command, arguments);
    }

    fn start_command(&mut self, mut command: Command, arguments: &[&str]) {
        let mut child = command
            .args(arguments)
            .current_dir(self.place.path())
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        let lines = BufReader::new(child.stderr.take().expect("its words are heard"));
        let hearing = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                let mut said = hearing.lock().expect("nobody broke it");
                said.push_str(&line);
                said.push('\n');
            }
        });
        self.program = Some(Program { child, said, address: String::new() });
        if arguments[0] == "serve" {
            let said = self.says(" at http://");
            let address = said.split(" at http://").nth(1).and_then(|rest| rest.split(['/', ' ']).next());
            self.program.as_mut().expect("it runs").address = address.expect("an address").to_owned();
        }
    }

    fn program(&self) -> &Program {
        self.program.as_ref().expect("the program runs")
    }

    fn said(&self) -> String {
        self.program().said.lock().expect("nobody broke it").clone()
    }

    /// Waits until the program has printed a text. Returns all of its output.
    #[track_caller]
    fn says(&self, part: &str) -> String {
        self.eventually(&format!("the program says `{part}`"), || {
            Some(self.said()).filter(|said| said.contains(part))
        })
    }

    /// Waits until a check succeeds.
    #[track_caller]
    fn eventually<T>(&self, what: &str, mut check: impl FnMut() -> Option<T>) -> T {
        let end = Instant::now() + NEVER;
        loop {
            if let Some(found) = check() {
                return found;
            }
            assert!(Instant::now() < end, "never: {what}\n{}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.place.path().join(path)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap_or_else(|error| panic!("{from} to {to}: {error}"));
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Sends a raw request and reads the whole response.
    fn send(&self, request: &str) -> Answer {
        let mut socket = TcpStream::connect(&self.program().address).expect("the server listens");
        socket.set_read_timeout(Some(NEVER)).expect("a time can be set");
        socket.write_all(request.as_bytes()).expect("a request can be sent");
        let mut bytes = Vec::new();
        socket.read_to_end(&mut bytes).expect("an answer can be read");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = &self.program().address;
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Waits until a page contains a text.
    #[track_caller]
    fn shows(&self, path: &str, part: &str) -> String {
        self.eventually(&format!("`{path}` shows `{part}`"), || {
            let answer = self.get(path);
            Some(answer.text()).filter(|text| answer.status == 200 && text.contains(part))
        })
    }

    /// Waits until a page does not exist.
    #[track_caller]
    fn misses(&self, path: &str) {
        self.eventually(&format!("`{path}` is gone"), || (self.get(path).status == 404).then_some(()));
    }

    /// Waits until the served site is the same as that of a clean build, byte for byte, with no other files.
    #[track_caller]
    fn serves_what_would_be_published(&self, also_not: &[&str]) {
        let tree = chancery::disk::scan(self.place.path()).expect("the folder is there");
        let report = chancery::build(&tree, &chancery::Options::default());
        assert!(report.is_publishable(), "{:#?}", report.diagnostics);
        for (address, bytes) in report.output.iter() {
            self.eventually(&format!("`{address}` is what a clean build gives"), || {
                let answer = self.get(&format!("/{}", address.encoded()));
                (answer.status == 200 && without_script(&answer.body) == **bytes).then_some(())
            });
        }
        for path in also_not {
            self.misses(path);
        }
    }

    /// Connects as an open page, to receive its messages.
    fn listen(&self, page: &str) -> Messages {
        let mut socket = TcpStream::connect(&self.program().address).expect("the server listens");
        socket.set_read_timeout(Some(NEVER)).expect("a time can be set");
        let host = &self.program().address;
        let request =
            format!("GET /.chancery/events?page={page}&edition=&life= HTTP/1.1\r\nHost: {host}\r\n\r\n");
        socket.write_all(request.as_bytes()).expect("a request can be sent");
        Messages { lines: BufReader::new(socket) }
    }
}

/// The messages to an open page.
struct Messages {
    lines: BufReader<TcpStream>,
}

impl Messages {
    /// Waits for a message that fulfils a condition.
    #[track_caller]
    fn until(&mut self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let mut seen = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.lines.read_line(&mut line).unwrap_or(0);
            assert!(read > 0, "never: {what}, but {seen:#?}");
            let Some(message) = line.strip_prefix("data: ") else { continue };
            let message: Value = serde_json::from_str(message).expect("a message is JSON");
            if holds(&message) {
                return message;
            }
            seen.push(message);
        }
    }

    fn next(&mut self) -> Value {
        self.until("a message", |_| true)
    }
}

fn codes(message: &Value) -> Vec<&str> {
    let problems = message["problems"].as_array().expect("a list of problems");
    problems.iter().filter_map(|problem| problem["code"].as_str()).collect()
}

// Server

#[test]
fn pages_have_their_media_types_and_the_script_is_only_in_responses() {
    let world = World::served();
    let home = world.get("/");
    home.is(200).has("content-type", "text/html; charset=utf-8").has("cache-control", "no-cache");
    assert_eq!(home.text().matches("live.js\" data-page=").count(), 1);
    world.get("/static/theme.css").is(200).has("content-type", "text/css; charset=utf-8");
    world.get("/static/icon.svg").is(200).has("content-type", "image/svg+xml; charset=utf-8");
    world.get("/robots.txt").is(200).has("content-type", "text/plain; charset=utf-8");
    world.get("/.chancery/live.js").is(200).has("content-type", "text/javascript; charset=utf-8");
    world.serves_what_would_be_published(&[]);
}

/// The code block in a language on the guide's page about headers.
fn block(language: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference/headers.md");
    let text = fs::read_to_string(page).expect("the page of headers");
    let block = text.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next());
    block.unwrap_or_else(|| panic!("no block of {language}")).to_owned()
}

/// The headers that the guide recommends, in its order.
fn recommended() -> Vec<(String, String)> {
    let block = block("http");
    let lines = block.lines().filter_map(|line| line.split_once(": "));
    lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn every_response_has_exactly_the_headers_that_the_guide_recommends() {
    let world = World::served();
    let expected: BTreeMap<String, String> =
        recommended().into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    assert!(expected.len() >= 6 && expected["content-security-policy"].starts_with("default-src 'self';"));
    let own = [
        "content-type",
        "content-length",
        "etag",
        "cache-control",
        "accept-ranges",
        "location",
        "date",
        "allow",
    ];
    for path in ["/", "/a/x.html", "/a", "/none", "/static/theme.css", "/robots.txt", "/.chancery/live.js"] {
        let mut sent = world.get(path).headers;
        sent.retain(|name, _| !own.contains(&name.as_str()) && name != "connection");
        assert_eq!(sent, expected, "{path}");
    }
}

#[test]
fn the_guide_gives_the_same_headers_for_every_host() {
    let headers = recommended();
    for (language, line) in [
        ("nginx", "add_header NAME \"VALUE\" always;"),
        ("apache", "Header always set NAME \"VALUE\""),
        ("caddy", "NAME \"VALUE\""),
        ("headers", "NAME: VALUE"),
    ] {
        let block = block(language);
        let lines: Vec<&str> = block.lines().map(str::trim).collect();
        for (name, value) in &headers {
            let expected = line.replace("NAME", name).replace("VALUE", value);
            assert!(lines.contains(&expected.as_str()), "{language}: {expected}");
            assert_eq!(block.matches(name.as_str()).count(), 1, "{language}: {name}");
        }
    }
}

#[test]
fn paths_resolve_as_on_github_pages() {
    let world = World::served();
    world.get("/a/").is(200);
    world.get("/a/x").is(200);
    world.get("/a").is(301).has("location", "/a/");
    world.get("/a?q=1").is(301).has("location", "/a/?q=1");
    for path in ["/a/x/", "/a/x.html/", "/none", "/none/at/any/depth.html"] {
        let answer = world.get(path);
        answer.is(404).has("content-type", "text/html; charset=utf-8");
        assert!(answer.text().contains("kind-missing"), "the site's own page");
    }
}

#[test]
fn a_head_request_has_the_headers_and_no_body_and_others_are_not_allowed() {
    let world = World::served();
    let (get, head) = (world.get("/a/x.html"), world.ask("HEAD", "/a/x.html", ""));
    head.is(200).has("content-length", &get.body.len().to_string()).has("etag", get.header("etag"));
    assert!(head.body.is_empty());
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        world.ask(method, "/", "").is(405).has("allow", "GET, HEAD");
    }
}

#[test]
fn cached_content_is_not_sent_again_until_it_changes() {
    let world = World::served();
    let tag = world.get("/a/x.html").header("etag").to_owned();
    let again = |tag: &str| world.ask("GET", "/a/x.html", &format!("If-None-Match: {tag}\r\n"));
    again(&tag).is(304).has("etag", &tag);
    again(&format!("\"other\", W/{tag}")).is(304);
    again("*").is(304);
    again("\"other\"").is(200);
    assert!(again(&tag).body.is_empty());
    world.write("content/a/x.md", page("Page X", "", "Second words.\n"));
    world.shows("/a/x.html", "Second words.");
    again(&tag).is(200);
}

#[test]
fn media_are_sent_in_ranges() {
    let world = World::new();
    world.write("content/a/film.mp4", (0..=255).collect::<Vec<u8>>());
    let world = world.serving(&[]);
    let part = |range: &str| world.ask("GET", "/a/film.mp4", &format!("Range: {range}\r\n"));
    let answer = part("bytes=10-19");
    answer.is(206).has("content-range", "bytes 10-19/256").has("content-type", "video/mp4");
    assert_eq!(answer.body, (10..20).collect::<Vec<u8>>());
    assert_eq!(part("bytes=250-").is(206).body, (250..=255).collect::<Vec<u8>>());
    assert_eq!(part("bytes=-6").is(206).body, (250..=255).collect::<Vec<u8>>());
    part("bytes=256-").is(416).has("content-range", "bytes */256");
    part("bytes=0-1,4-5").is(200);
    let changed = world.ask("GET", "/a/film.mp4", "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n");
    assert_eq!(changed.is(200).body.len(), 256, "a part of another film would be no use");
}

#[test]
fn a_foreign_host_is_refused() {
    let world = World::served();
    let ask =
        |host: &str| world.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    for host in ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "192.168.1.1", ""] {
        let answer = ask(host);
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.text().contains("Home"), "{host}");
    }
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80", "briefing.localhost"] {
        assert_eq!(ask(host).status, 200, "{host}");
    }
    let absolute = "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    world.send(absolute).is(403);
    let events =
        "GET /.chancery/events?page=index.html HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    world.send(events).is(403);
}

#[test]
fn pages_of_other_sites_receive_nothing() {
    let world = World::served();
    for path in ["/", "/static/theme.css", "/none", "/a", "/.chancery/live.js"] {
        let answer = world.get(path);
        answer.has("cross-origin-resource-policy", "same-origin").has("x-content-type-options", "nosniff");
    }
    world.ask("GET", "/.chancery/events?page=index.html", "Sec-Fetch-Site: cross-site\r\n").is(403);
    world.ask("GET", "/", "Host: evil.example\r\n").is(400);
}

#[test]
fn the_script_is_cached_like_any_file() {
    let world = World::served();
    for path in ["/.chancery/live.js", "/.chancery/events"] {
        world.ask("POST", path, "").is(405);
    }
    let tag = world.get("/.chancery/live.js").header("etag").to_owned();
    world.ask("GET", "/.chancery/live.js", &format!("If-None-Match: {tag}\r\n")).is(304);
}

#[test]
fn an_allowed_host_name_is_accepted() {
    let world = World::new().serving(&["--allow-host", "Briefing.test"]);
    let ask =
        |host: &str| world.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    ask("briefing.test:8000").is(200);
    ask("other.test").is(403);
}

#[test]
fn no_path_leaves_the_output() {
    let world = World::served();
    for path in [
        "/../chancery.yaml",
        "/..%2fchancery.yaml",
        "/%2e%2e/chancery.yaml",
        "/a/../../chancery.yaml",
        "/a/%2e%2e/%2e%2e/chancery.yaml",
        "/..\\chancery.yaml",
        "/%5c..%5cchancery.yaml",
        "//etc/passwd",
        "/./etc/passwd",
        "/etc/passwd",
        "/%00",
        "/%ff%fe",
        "/content/a/x.md",
        "/chancery.yaml",
        "/.chancery/",
        "/.chancery/../chancery.yaml",
    ] {
        let answer = world.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("title: A briefing") && !answer.text().contains("root:"), "{path}");
    }
    // A path without a slash is a host name (RFC 9112, section 3.2.3), and an unknown one.
    world.send("GET chancery.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").is(403);
    world.get("/").is(200);
}

#[test]
fn a_port_in_use_is_replaced_by_the_next_free_one_and_reported() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it has an address").port();
    let mut world = World::new();
    world.start(&["serve", ".", "--port", &port.to_string()]);
    world.says(&format!("port {port} is in use"));
    let other: u16 = world.program().address.rsplit_once(':').expect("a port").1.parse().expect("a number");
    assert!(other > port, "{other}");
    world.get("/").is(200);
}

#[test]
fn a_site_is_served_under_the_path_that_it_will_have() {
    let world = World::new();
    world.write("chancery.yaml", "title: A briefing\nbase_url: https://example.org/repository/\n");
    let world = world.serving(&["--base", "repository"]);
    world.get("/").is(301).has("location", "/repository/");
    world.get("/repository").is(301).has("location", "/repository/");
    world.get("/repository/").is(200);
    world.get("/repository/a").is(301).has("location", "/repository/a/");
    world.get("/a/x.html").is(404);
    let missing = world.get("/repository/deep/er/none.html");
    assert!(missing.is(404).text().contains("href=\"/repository/static/theme.css\""));
    world.get("/repository/static/theme.css").is(200);
    world.get("/repository/.chancery/live.js").is(200);
}

#[test]
fn the_404_page_of_a_site_with_a_path_also_works_at_the_root() {
    let world = World::new();
    world.write("chancery.yaml", "title: A briefing\nbase_url: https://example.org/repository/\n");
    let world = world.serving(&[]);
    assert!(world.get("/none").is(404).text().contains("href=\"/repository/static/theme.css\""));
    world.get("/repository/static/theme.css").is(301).has("location", "/static/theme.css");
    world.get("/repository/nothing").is(404);
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupt_ends_the_server_at_once_despite_open_pages() {
    // A shell makes background commands and their children ignore interrupts.
    let mut command = Command::new("env");
    command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_chancery")]);
    let mut world = World::new();
    world.start_command(command, &["serve", ".", "--port", "0"]);
    let _listener = world.listen("index.html").next();
    let program = world.program.as_mut().expect("it runs");
    let id = program.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill is there").success());
    let end = Instant::now() + Duration::from_secs(5);
    while program.child.try_wait().expect("it can be waited for").is_none() {
        assert!(Instant::now() < end, "it goes on");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_missing_folder_is_named() {
    let world = World::new();
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["serve", "nowhere"])
        .current_dir(world.place.path())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no folder `nowhere`"));
}

#[test]
fn drafts_are_served_on_request() {
    let world = World::new();
    world.write("content/a/d.md", page("Draft", "status: draft\n", ""));
    let plain = World { place: world.place, program: None }.serving(&[]);
    plain.get("/a/d.html").is(404);
    let drafts = World { place: plain.place, program: None }.serving(&["--drafts"]);
    drafts.get("/a/d.html").is(200);
}

// How editors save

#[test]
fn a_file_written_in_place_is_shown() {
    let world = World::served();
    for round in 0..5 {
        world.write("content/a/x.md", page("Page X", "", &format!("Words of round {round}.\n")));
        world.shows("/a/x.html", &format!("Words of round {round}."));
    }
    let text = world.read("content/a/x.md");
    let mut file = fs::File::options().append(true).open(world.path("content/a/x.md")).expect("a file");
    file.write_all(b"\nAppended.\n").expect("it can be written");
    world.shows("/a/x.html", "Appended.");
    world.write("content/a/x.md", text);
    world.serves_what_would_be_published(&[]);
}

#[test]
fn a_file_written_through_a_temporary_file_is_shown() {
    // Vim with a backup, VS Code's atomic save, JetBrains' safe write, Emacs, sed -i, and most others.
    for (beside, backup) in [
        ("content/a/x.md.new", Some("content/a/x.md~")),
        ("content/a/.x.md.swp", None),
        ("content/a/x.md___jb_tmp___", Some("content/a/x.md___jb_old___")),
        ("content/a/#x.md#", None),
        ("content/a/sedqJ4kLm", None),
        ("content/a/x.md.tmp", None),
    ] {
        let world = World::served();
        for round in 0..3 {
            let words = format!("Saved by {} in round {round}.", beside.replace(['_', '#', '~'], ""));
            world.write(beside, page("Page X", "", &format!("{words}\n")));
            if let Some(backup) = backup {
                world.rename("content/a/x.md", backup);
            }
            world.rename(beside, "content/a/x.md");
            if let Some(backup) = backup {
                world.remove(backup);
            }
            world.shows("/a/x.html", &words);
        }
        world.serves_what_would_be_published(&[&format!(
            "/{}",
            beside.trim_start_matches("content/").replace('#', "%23")
        )]);
    }
}

#[test]
fn a_backup_and_a_new_file_count_as_one_save() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    messages.next();
    for round in 0..5 {
        // Vim with `backupcopy=no`: the old file is moved aside, and the new one is created in its place.
        world.rename("content/a/x.md", "content/a/x.md~");
        world.write("content/a/x.md", page("Page X", "", &format!("Round {round}.\n")));
        world.remove("content/a/x.md~");
        let message = messages.next();
        assert!(message["tag"].is_string() && codes(&message).is_empty(), "{message}");
        world.shows("/a/x.html", &format!("Round {round}."));
    }
}

#[test]
fn swap_and_backup_files_change_nothing() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    let first = messages.next()["edition"].as_u64().expect("a number");
    for name in [".x.md.swp", "x.md~", "#x.md#", ".#x.md", "~$x.md", "x.md.tmp", ".DS_Store", "Thumbs.db"] {
        world.write(&format!("content/a/{name}"), "left by an editor");
    }
    world.write("content/a/x.md", page("Page X", "", "The only change.\n"));
    let message = messages.next();
    assert_eq!(message["edition"], first + 1, "one edition, of the one change");
    world.serves_what_would_be_published(&["/a/x.md~", "/a/.DS_Store"]);
}

#[test]
fn a_half_saved_file_causes_no_error_and_is_complete_in_the_end() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    messages.next();
    let whole = "The whole text.";
    let text = page("Page X", "", &format!("{whole}\n"));
    let mut file = fs::File::create(world.path("content/a/x.md")).expect("a file");
    for piece in text.as_bytes().chunks(12) {
        file.write_all(piece).expect("it can be written");
        file.flush().expect("it can be written");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(file);
    // On a busy machine a pause between two pieces can be long enough for a build: it shows the beginning of the text.
    let beginnings: Vec<String> = (1..=whole.len()).map(|end| format!(">{}</p>", &whole[..end])).collect();
    let message = messages.until("the whole text", |_| {
        let shown = shown(&world.get("/a/x.html").text());
        let is_beginning = beginnings.iter().any(|beginning| shown.contains(beginning));
        assert!(is_beginning || shown.contains("First words."), "{shown}");
        shown.contains(whole)
    });
    assert_eq!(codes(&message), Vec::<&str>::new());
}

#[test]
fn a_branch_switch_with_500_files_is_shown_completely() {
    let world = World::new();
    let file = |number: usize| format!("content/a/page-{number}.md");
    for number in 0..500 {
        world.write(&file(number), page(&format!("Page {number}"), "", "Main.\n"));
    }
    let world = world.serving(&[]);
    // As git does it: differing files are removed and created again; some files disappear, some are new.
    for number in 0..480 {
        world.remove(&file(number));
        let next = (number + 1) % 480;
        world.write(
            &file(number),
            page(&format!("Page {number}"), "", &format!("Branch. [n](page-{next}.md)\n")),
        );
    }
    for number in 480..500 {
        world.remove(&file(number));
        world.write(&file(number + 100), page(&format!("Page {}", number + 100), "", "New.\n"));
    }
    world.serves_what_would_be_published(&["/a/page-485.html"]);
    let rounds = world.said().lines().filter(|line| line.ends_with(" ms)")).count();
    assert!(rounds < 60, "{rounds} rounds for one change of branch\n{}", world.said());
}

#[test]
fn a_burst_of_a_thousand_events_ends_in_the_right_state() {
    let world = World::served();
    for round in 0..1000 {
        world.write("content/a/x.md", page("Page X", "", &format!("Round {round}.\n")));
        if round % 10 == 0 {
            world.write("content/a/new.md", page("New", "", &format!("Round {round}.\n")));
        } else if round % 10 == 5 {
            world.remove("content/a/new.md");
        }
    }
    world.shows("/a/x.html", "Round 999.");
    world.serves_what_would_be_published(&["/a/new.html"]);
}

#[test]
fn renaming_a_folder_moves_its_pages() {
    let world = World::served();
    world.write("content/index.md", page("Home", "", "Without a link.\n"));
    world.shows("/", "Without a link.");
    let mut messages = world.listen("a/x.html");
    messages.next();
    world.rename("content/a", "content/b");
    let message = messages.until("it is gone", |message| message["tag"].is_null());
    assert_eq!(message["moved"], "b/x.html", "all of it in one edition: {message}");
    world.shows("/b/x.html", "First words.");
    world.serves_what_would_be_published(&["/a/x.html", "/a/"]);
    // The contents of the renamed folder are still watched.
    world.write("content/b/x.md", page("Page X", "", "After the move.\n"));
    world.shows("/b/x.html", "After the move.");
}

#[test]
fn moving_a_folder_away_removes_its_pages() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    messages.next();
    world.rename("content/a", "elsewhere");
    let message = messages.next();
    assert!(message["tag"].is_null() && message["moved"].is_null(), "{message}");
    world.misses("/a/x.html");
    world.misses("/a/");
}

#[test]
#[cfg(unix)]
fn links_out_of_the_briefing_are_never_followed() {
    let world = World::new();
    world.write("outside/secret.md", page("Secret", "", "Not for readers.\n"));
    std::os::unix::fs::symlink(world.path("outside"), world.path("content/a/out"))
        .expect("a link can be made");
    let world = world.serving(&[]);
    world.says("link-outside");
    world.write("outside/secret.md", page("Secret", "", "Not for readers at all.\n"));
    world.write("outside/new.md", page("Secret", "", "Neither.\n"));
    world.write("content/a/x.md", page("Page X", "", "A change that is seen.\n"));
    world.shows("/a/x.html", "A change that is seen.");
    world.get("/a/out/secret.html").is(404);
    world.get("/a/out/new.html").is(404);
    assert!(!world.said().contains("missing-index"), "{}", world.said());
}

#[test]
#[cfg(unix)]
fn links_within_the_briefing_are_followed() {
    let world = World::new();
    std::os::unix::fs::symlink("x.md", world.path("content/a/alias.md")).expect("a link can be made");
    let world = world.serving(&[]);
    world.shows("/a/alias.html", "First words.");
    for round in 0..3 {
        // An editor's backup file beside it must not prevent polling.
        world.write("content/a/.x.md.swp", "left");
        world.write("content/a/x.md", page("Page X", "", &format!("Round {round}.\n")));
        world.write("content/a/.x.md.swp", "left again");
        world.shows("/a/x.html", &format!("Round {round}."));
        world.shows("/a/alias.html", &format!("Round {round}."));
    }
}

#[test]
fn a_removed_and_restored_file_is_served_again() {
    let world = World::served();
    let text = world.read("content/a/y.md");
    for _ in 0..3 {
        world.remove("content/a/y.md");
        world.misses("/a/y.html");
        world.write("content/a/y.md", &text);
        world.shows("/a/y.html", "Other words.");
    }
    world.serves_what_would_be_published(&[]);
}

#[test]
fn new_folders_are_watched_with_their_contents() {
    let world = World::served();
    fs::create_dir_all(world.path("elsewhere/deep/er")).expect("a folder");
    for folder in ["", "deep/", "deep/er/"] {
        world.write(&format!("elsewhere/{folder}index.md"), page("Moved in", "", "Moved in.\n"));
    }
    world.rename("elsewhere", "content/moved");
    world.shows("/moved/deep/er/", "Moved in.");
    world.write("content/moved/deep/er/index.md", page("Moved in", "", "Changed there.\n"));
    world.shows("/moved/deep/er/", "Changed there.");
    // The source folders themselves may be removed and created again.
    world.write("templates/parts/foot.html", "<p>own foot</p>");
    world.shows("/a/x.html", "own foot");
    world.write("templates/parts/foot.html", "<p>other foot</p>");
    world.shows("/a/x.html", "other foot");
    fs::remove_dir_all(world.path("templates")).expect("it can be removed");
    world.eventually("the theme's foot is back", || {
        (!world.get("/a/x.html").text().contains("other foot")).then_some(())
    });
    world.serves_what_would_be_published(&[]);
}

#[test]
fn every_kind_of_file_shows_when_it_changes() {
    let world = World::served();
    world.write("static/theme.css", "body { color: red }");
    world.shows("/static/theme.css", "color: red");
    world.write("chancery.yaml", "title: Renamed\n");
    world.shows("/", "Renamed</title>");
    world.write("templates/strings/en.yaml", world_strings().replace("Home", "Front page"));
    world.shows("/a/x.html", "Front page");
    world.write("content/a/plan.pdf", "%PDF");
    world.shows("/a/plan.pdf", "%PDF");
    world.remove("static/theme.css");
    world.eventually("the theme's style is back", || {
        (!world.get("/static/theme.css").text().contains("color: red")).then_some(())
    });
    world.serves_what_would_be_published(&[]);
}

fn world_strings() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/strings/en.yaml");
    fs::read_to_string(file).expect("the theme's texts")
}

#[test]
fn a_save_without_a_change_creates_no_edition() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    let first = messages.next()["edition"].as_u64().expect("a number");
    // A file that is written in place is empty for a moment, which a loaded machine may notice and show.
    let save = |path: &str, text: String| {
        world.write("beside", text);
        world.rename("beside", path);
    };
    let text = world.read("content/a/x.md");
    save("content/a/x.md", text.clone());
    save("content/a/x.md", text);
    save("content/a/y.md", page("Page Y", "", "Changed.\n"));
    assert_eq!(messages.next()["edition"], first + 1);
    world.shows("/a/y.html", "Changed.");
}

// Errors in sources

#[test]
fn a_file_with_errors_keeps_its_last_good_page_and_others_are_updated() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    messages.next();
    world.write("content/a/x.md", page("Page X", "", "See [nothing](nope.md).\n"));
    let message = messages.until("the error", |message| !codes(message).is_empty());
    let problem = &message["problems"][0];
    assert_eq!(problem["code"], "missing-target");
    assert_eq!(problem["file"], "content/a/x.md");
    assert_eq!((problem["line"].as_u64(), problem["column"].as_u64()), (Some(5), Some(5)));
    assert_eq!(problem["excerpt"][1], "[nothing](nope.md)");
    assert!(problem["help"].is_string());
    assert!(shown(&world.get("/a/x.html").text()).contains("First words."), "the last good page");
    world.says("error[missing-target] content/a/x.md:5:5: no page `nope.md`");
    // Other files are updated.
    world.write("content/a/y.md", page("New title of Y", "", "New words of Y.\n"));
    world.shows("/a/y.html", "New words of Y.");
    assert!(world.get("/a/x.html").text().contains("New title of Y"), "its navigation too");
    assert!(shown(&world.get("/a/x.html").text()).contains("First words."));
    // The error is fixed.
    world.write("content/a/x.md", page("Page X", "", "See [Y](y.md).\n"));
    world.shows("/a/x.html", "See <a href=\"y.html\">Y</a>.");
    messages.until("all is well", |message| codes(message).is_empty());
    world.says("all problems are fixed");
    world.serves_what_would_be_published(&[]);
}

#[test]
fn every_kind_of_error_keeps_the_last_good_pages_until_it_is_fixed() {
    let strings = world_strings();
    for (file, good, bad, code) in [
        ("content/a/x.md", page("Page X", "", "First words.\n"), "---\ntitle: [\n---\n".to_owned(), "yaml"),
        ("content/a/x.md", page("Page X", "", "First words.\n"), String::new(), "empty-file"),
        ("content/a/x.md", page("Page X", "", "First words.\n"), "\u{1}".to_owned(), "control-character"),
        (
            "chancery.yaml",
            "title: A briefing\n".to_owned(),
            "title: A briefing\nlangages: [fr]\n".to_owned(),
            "unknown-key",
        ),
        (
            "templates/parts/foot.html",
            "<p>good</p>".to_owned(),
            "{{ page.title | nope }}".to_owned(),
            "template-syntax",
        ),
        (
            "templates/parts/foot.html",
            "<p>good</p>".to_owned(),
            "{{ page.nothing.at_all }}".to_owned(),
            "template-rendering",
        ),
        ("templates/strings/en.yaml", strings, "home: Start\n".to_owned(), "missing-string"),
    ] {
        let world = World::new();
        world.write(file, &good);
        let world = world.serving(&[]);
        let before = world.get("/a/x.html").is(200).clone();
        let mut messages = world.listen("a/x.html");
        messages.next();
        world.write(file, &bad);
        let message = messages.until(code, |message| codes(message).contains(&code));
        assert_eq!(message["problems"][0]["severity"], "error", "{message}");
        assert_eq!(world.get("/a/x.html").body, before.body, "{file} with {bad:?}");
        assert_eq!(message["tag"], before.header("etag").trim_matches('"'), "{file}: nothing to refresh");
        world.write(file, &good);
        let message = messages.until("all is well", |message| codes(message).is_empty());
        assert_eq!(message["tag"], before.header("etag").trim_matches('"'), "{file}");
        world.serves_what_would_be_published(&[]);
    }
}

#[test]
fn a_site_with_errors_from_the_start_is_served_as_far_as_possible() {
    let world = World::new();
    world.write("content/a/x.md", "---\ntitle: [\n---\n\nWords.\n");
    world.write("content/a/z.md", page("Z", "", "[nope](nope.md)\n"));
    let world = world.serving(&[]);
    world.says("error[yaml] content/a/x.md:2:8");
    world.get("/").is(200);
    world.get("/a/z.html").is(200);
    assert_eq!(codes(&world.listen("index.html").next()).len(), 2);
    world.write("content/a/z.md", page("Z", "", "Mended.\n"));
    world.shows("/a/z.html", "Mended.");
    world.write("content/a/x.md", page("Page X", "", "Mended too.\n"));
    world.shows("/a/x.html", "Mended too.");
    world.serves_what_would_be_published(&[]);
}

#[test]
fn a_template_that_was_never_valid_is_replaced_by_the_themes() {
    let world = World::served();
    let before = world.get("/a/x.html").is(200).clone();
    let mut messages = world.listen("a/x.html");
    messages.next();
    world.write("templates/parts/foot.html", "{{ page.title | nope }}");
    let message = messages.until("the error", |message| codes(message).contains(&"template-syntax"));
    assert_eq!(message["tag"], before.header("etag").trim_matches('"'), "{message}");
    assert_eq!(world.get("/a/x.html").body, before.body);
    // The same from the start.
    let again = World { place: world.place, program: None }.serving(&[]);
    again.says("error[template-syntax]");
    assert_eq!(without_script(&again.get("/a/x.html").is(200).body), without_script(&before.body));
}

#[test]
fn an_empty_folder_is_served_until_there_is_a_briefing() {
    let world = World { place: tempfile::tempdir().expect("a folder"), program: None }.serving(&[]);
    world.says("missing-configuration");
    world.get("/").is(404);
    world.write("chancery.yaml", "title: Founded\n");
    world.write("content/index.md", page("Founded", "", "From nothing.\n"));
    world.shows("/", "From nothing.");
    world.serves_what_would_be_published(&[]);
}

#[test]
fn warnings_are_reported_and_block_nothing() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    messages.next();
    world.write("content/a/x.md", page("Page X", "", "Words.\n\n[^n]: Unused.\n"));
    let message = messages.until("the warning", |message| !codes(message).is_empty());
    assert_eq!(message["problems"][0]["severity"], "warning");
    world.shows("/a/x.html", "Words.");
    world.says("warning[unused-footnote]");
}

// Messages to pages

#[test]
fn an_open_page_is_notified_when_it_is_moved_removed_or_restored() {
    let world = World::served();
    world.write("content/index.md", page("Home", "", "Without a link.\n"));
    world.shows("/", "Without a link.");
    let mut messages = world.listen("a/x.html");
    assert!(messages.next()["tag"].is_string());
    world.rename("content/a/x.md", "content/x2.md");
    let message = messages.until("it is gone", |message| message["tag"].is_null());
    assert_eq!(message["moved"], "x2.html");
    world.rename("content/x2.md", "content/x3.md");
    messages.until("it moved on", |message| message["moved"] == "x3.html");
    world.rename("content/x3.md", "content/a/x.md");
    messages.until("it is back", |message| message["tag"].is_string());
    world.remove("content/a/x.md");
    let message = messages.until("it is gone", |message| message["tag"].is_null());
    assert!(message["moved"].is_null());
}

#[test]
fn a_page_is_notified_of_its_own_changes_and_those_of_assets() {
    let world = World::served();
    let (mut of_x, mut of_y) = (world.listen("a/x.html"), world.listen("a/y.html"));
    let (x, y) = (of_x.next(), of_y.next());
    world.write("content/a/x.md", page("Page X", "", "Changed.\n"));
    let (new_x, new_y) = (of_x.next(), of_y.next());
    assert_ne!(x["tag"], new_x["tag"]);
    assert_eq!(y["tag"], new_y["tag"], "a page that did not change is left alone");
    assert_eq!(new_x["assets"], serde_json::json!([]));
    // Each edit changes the search index a moment later, and nothing else.
    let (of_index, _) = (of_x.next(), of_y.next());
    assert_eq!(of_index["tag"], new_x["tag"]);
    let assets = of_index["assets"].as_array().expect("a list").iter();
    assert!(assets.len() > 0, "{of_index}");
    let others = assets.filter(|asset| !asset.as_str().expect("an address").starts_with("search/"));
    assert_eq!(others.count(), 0, "{of_index}");
    world.write("static/theme.css", "body { color: red }");
    let message = of_y.next();
    assert_eq!(message["assets"], serde_json::json!(["static/theme.css"]));
    assert_eq!(message["tag"], y["tag"]);
}

#[test]
fn errors_are_shown_despite_many_warnings_and_hidden_ones_are_counted() {
    let world = World::served();
    let mut messages = world.listen("a/x.html");
    messages.next();
    let notes: String = (0..60).map(|number| format!("[^n{number}]: Unused.\n\n")).collect();
    world.write("content/a/x.md", page("Page X", "", &format!("{notes}[nothing](nope.md)\n")));
    let message = messages.until("the error", |message| !codes(message).is_empty());
    assert_eq!(codes(&message)[..2], ["missing-target", "unused-footnote"]);
    assert_eq!(codes(&message).len(), 51);
    assert_eq!((&message["errors"], &message["warnings"]), (&1.into(), &60.into()));
    assert_eq!(message["rest"], serde_json::json!(["and 10 more warnings: 10 × unused-footnote"]));
    let said = world.says("1 error, 60 warnings");
    assert!(said.find("error[missing-target]") < said.find("warning["), "{said}");
    assert!(
        said.contains("\nand 40 more warnings: 40 × unused-footnote (`chancery check --format json`"),
        "{said}"
    );
}

// Closed output

#[test]
fn a_server_continues_after_its_output_is_closed() {
    let mut world = World::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["serve", ".", "--port", "0"])
        .current_dir(world.place.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said = BufReader::new(child.stderr.take().expect("its words are heard"));
    let mut line = String::new();
    said.read_line(&mut line).expect("it says something");
    let address = line.split(" at http://").nth(1).and_then(|rest| rest.split('/').next());
    let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
    world.program = Some(Program { child, said: Arc::default(), address });
    drop(said);
    for round in 0..3 {
        let words = format!("Round {round}.");
        world.write("content/a/x.md", page("Page X", "", &format!("{words} [n](nope-{round}.md)\n")));
        world.write("content/a/y.md", page("Page Y", "", &format!("{words}\n")));
        world.shows("/a/y.html", &words);
    }
}

#[test]
#[cfg(unix)]
fn a_watch_continues_after_its_output_is_closed() {
    let mut world = World::new();
    let closed = std::io::pipe().expect("a pipe").1;
    let child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["build", ".", "--watch"])
        .current_dir(world.place.path())
        .stdout(closed.try_clone().expect("a pipe"))
        .stderr(closed)
        .spawn()
        .expect("the program starts");
    world.program = Some(Program { child, said: Arc::default(), address: String::new() });
    let is_written = |words: &str| {
        let text = fs::read_to_string(world.path("site/a/x.html")).ok();
        text.filter(|text| text.contains(words)).map(|_| ())
    };
    world.eventually("the site is there", || is_written("First words."));
    world.write("content/a/x.md", page("Page X", "", "Second words.\n"));
    world.eventually("the page is written", || is_written("Second words."));
}

// Missing change notifications

#[test]
fn files_are_polled_without_change_notifications() {
    let world = World::new().serving(&["--poll"]);
    world.write("content/a/x.md", page("Page X", "", "Found by looking.\n"));
    world.shows("/a/x.html", "Found by looking.");
    world.rename("content/a/y.md", "content/a/z.md");
    world.shows("/a/z.html", "Other words.");
    world.serves_what_would_be_published(&["/a/y.html"]);
}

#[test]
#[cfg(target_os = "linux")]
fn too_few_watches_are_reported_and_replaced_by_polling() {
    // A user namespace has its own limits (user_namespaces(7), /proc/sys/user).
    let limited = |most: usize, name: &str| {
        let script = format!("echo {most} > /proc/sys/user/{name} && exec \"$0\" \"$@\"");
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", &script, env!("CARGO_BIN_EXE_chancery")]);
        command
    };
    for (most, name) in [(0, "max_inotify_instances"), (2, "max_inotify_watches"), (4, "max_inotify_watches")]
    {
        let mut world = World::new();
        world.start_command(limited(most, name), &["serve", ".", "--port", "0"]);
        if most == 4 {
            // Enough at first, but not for a new folder.
            for number in 0..4 {
                world.write(&format!("content/new-{number}/index.md"), page("New", "", "Seen.\n"));
            }
        }
        world.says("polling for changes");
        world.write("content/a/x.md", page("Page X", "", "Seen all the same.\n"));
        world.shows("/a/x.html", "Seen all the same.");
        world.serves_what_would_be_published(&[]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn lost_events_delay_changes_but_never_lose_them() {
    let world = World::served();
    let most: usize = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events")
        .expect("Linux says how many")
        .trim()
        .parse()
        .expect("a number");
    let signal = |name: &str| {
        let id = world.program().child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().expect("kill is there").success());
    };
    // While the program is stopped, more events happen than the system stores; the relevant one comes last.
    signal("-STOP");
    let (one, other) = (world.path("content/a/one.tmp"), world.path("content/a/other.tmp"));
    for _ in 0..most {
        fs::write(&one, "").expect("it can be written");
        fs::write(&other, "").expect("it can be written");
    }
    world.write("content/a/x.md", page("Page X", "", "After the flood.\n"));
    world.write("content/a/new.md", page("New", "", "New after the flood.\n"));
    world.remove("content/a/y.md");
    signal("-CONT");
    world.shows("/a/x.html", "After the flood.");
    world.shows("/a/new.html", "New after the flood.");
    world.serves_what_would_be_published(&["/a/y.html"]);
}

// Scarce system resources

/// A connection that stays open from one request to the next.
struct Connection {
    address: String,
    answers: BufReader<TcpStream>,
}

impl Connection {
    fn get(&mut self, path: &str) -> Answer {
        self.ask(path);
        self.answer()
    }

    fn send(&mut self, text: &str) {
        self.answers.get_mut().write_all(text.as_bytes()).expect("a request can be sent");
    }

    fn ask(&mut self, path: &str) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address));
    }

    fn answer(&mut self) -> Answer {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            assert!(self.answers.read_line(&mut line).expect("an answer can be read") > 0, "{lines:?}");
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines[0].split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = lines.iter().filter_map(|line| line.split_once(": "));
        let headers: BTreeMap<String, String> =
            headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        self.answers.read_exact(&mut body).expect("a whole answer");
        Answer { status, headers, body }
    }
}

impl World {
    fn connect(&self) -> Connection {
        let socket = TcpStream::connect(&self.program().address).expect("the server listens");
        socket.set_read_timeout(Some(NEVER)).expect("a time can be set");
        Connection { address: self.program().address.clone(), answers: BufReader::new(socket) }
    }

    /// Limits the file descriptors of the program (prlimit(1)). Those that are open stay open.
    #[cfg(target_os = "linux")]
    fn limit_descriptors(&self, most: usize) {
        let id = self.program().child.id().to_string();
        let set = Command::new("prlimit").args(["--pid", &id, &format!("--nofile={most}:")]).status();
        assert!(set.expect("prlimit is there").success());
    }
}

#[test]
fn unfinished_requests_are_closed() {
    let world = World::served();
    let mut half: Vec<Connection> = (0..300).map(|_| world.connect()).collect();
    half.iter_mut().for_each(|one| one.send("GET / HTTP/1.1\r\nHost: "));
    world.get("/").is(200);
    for mut one in half {
        let mut rest = Vec::new();
        one.answers.read_to_end(&mut rest).expect("the server closes it");
        assert_eq!(String::from_utf8_lossy(&rest), "");
    }
    world.get("/").is(200);
}

impl World {
    /// Serves with a limit on file descriptors.
    #[cfg(target_os = "linux")]
    fn serving_within(mut self, descriptors: usize) -> Self {
        let mut command = Command::new("sh");
        let script = format!("ulimit -n {descriptors} && exec \"$0\" \"$@\"");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_chancery")]);
        self.start_command(command, &["serve", ".", "--port", "0"]);
        self
    }
}

#[test]
#[cfg(target_os = "linux")]
fn connections_leave_enough_descriptors_for_a_rebuild() {
    let world = World::new().serving_within(64);
    let mut reader = world.connect();
    reader.get("/a/x.html").is(200);
    let mut half: Vec<Connection> = (0..100).map(|_| world.connect()).collect();
    half.iter_mut().for_each(|one| one.send("GET / HTTP/1.1\r\nHost: "));
    for round in 0..3 {
        world.write("content/a/x.md", page("Page X", "", &format!("Words of round {round}.\n")));
        let words = format!("Words of round {round}.");
        world.eventually("the page is new", || reader.get("/a/x.html").text().contains(&words).then_some(()));
    }
    assert!(!world.said().contains("Too many open files"), "{}", world.said());
    drop(half);
    world.serves_what_would_be_published(&[]);
}

#[test]
#[cfg(target_os = "linux")]
fn open_pages_leave_connections_for_requests() {
    let world = World::new().serving_within(64);
    let mut streams = Vec::new();
    let refused = world.eventually("a page is refused", || {
        let mut page = world.connect();
        page.ask("/.chancery/events?page=index.html");
        let answer = page.answer();
        streams.push(page);
        (answer.status != 200).then_some(answer)
    });
    refused.is(503).has("retry-after", "5");
    assert!(streams.len() > 2, "{}", streams.len());
    world.serves_what_would_be_published(&[]);
    drop(streams);
    world.eventually("there is room again", || {
        let mut page = world.connect();
        page.ask("/.chancery/events?page=index.html");
        (page.answer().status == 200).then_some(())
    });
}

#[test]
#[cfg(target_os = "linux")]
fn without_free_descriptors_the_last_good_site_stays_and_then_the_new_one_is_served() {
    for arguments in [&[][..], &["--poll"]] {
        let world = World::new().serving(arguments);
        assert_eq!(world.get("/search/index.js").status, 200, "who asks for the index waits for it");
        let mut reader = world.connect();
        let before = reader.get("/a/x.html");
        world.limit_descriptors(3);
        world.write("content/a/x.md", page("Page X", "", "Second words.\n"));
        world.write("content/b/index.md", page("Section B", "", "New.\n"));
        // An idle connection is closed.
        world.eventually("the trouble is told", || {
            reader.get("/").is(200);
            world.said().contains("Too many open files").then_some(())
        });
        for (path, words) in [("/a/x.html", "First words."), ("/a/y.html", "Other words."), ("/", "Welcome.")]
        {
            assert!(reader.get(path).is(200).text().contains(words), "{path}");
        }
        assert_eq!(reader.get("/a/x.html").header("etag"), before.header("etag"));
        reader.get("/b/").is(404);
        // New connections wait now.
        let mut late = world.connect();
        late.ask("/a/y.html");
        world.limit_descriptors(1024);
        late.answer().is(200);
        world.shows("/a/x.html", "Second words.");
        world.shows("/b/", "New.");
        world.serves_what_would_be_published(&[]);
        assert!(!world.said().contains("error["), "{}", world.said());
        // New files are watched, too.
        world.write("content/b/index.md", page("Section B", "", "Changed.\n"));
        world.shows("/b/", "Changed.");
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_becomes_unreadable_keeps_its_pages_and_is_reported() {
    use std::os::unix::fs::PermissionsExt;

    let world = World::served();
    let close = |mode| {
        fs::set_permissions(world.path("content/a"), fs::Permissions::from_mode(mode)).expect("a folder");
    };
    let mut messages = world.listen("a/x.html");
    messages.next();
    close(0o000);
    if fs::read_dir(world.path("content/a")).is_ok() {
        return close(0o755); // The superuser may read everything.
    }
    let message = messages.until("the error", |message| !codes(message).is_empty());
    assert_eq!(codes(&message), ["unreadable"]);
    assert_eq!(message["problems"][0]["file"], "content/a");
    world.get("/a/x.html").is(200);
    close(0o755);
    messages.until("it is right again", |message| codes(message).is_empty());
    world.serves_what_would_be_published(&[]);
}

// Watching into a folder

#[test]
fn a_folder_is_kept_equal_to_the_site() {
    let mut world = World::new();
    world.start(&["build", ".", "--watch"]);
    let is_published = |world: &World| {
        let tree = chancery::disk::scan(world.place.path()).expect("the folder is there");
        let options = chancery::Options { lasting_names: true, ..chancery::Options::default() };
        let report = chancery::build(&tree, &options);
        let mut there = BTreeMap::new();
        let mut folders = vec![world.path("site")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).ok()?.flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let name =
                        entry.path().strip_prefix(world.path("site")).ok()?.to_string_lossy().into_owned();
                    there.insert(name, fs::read(entry.path()).ok()?);
                }
            }
        }
        let wanted: BTreeMap<String, Vec<u8>> =
            report.output.iter().map(|(address, bytes)| (address.to_string(), bytes.to_vec())).collect();
        (there == wanted).then_some(())
    };
    world.eventually("the site is there", || is_published(&world));
    world.write("content/a/x.md", page("Page X", "tags: [new]\n", "Second words.\n"));
    world.eventually("the page and its lists are written", || is_published(&world));
    world.rename("content/a/y.md", "content/a/z.md");
    world.eventually("the old page is gone", || is_published(&world));
    // Nothing is written while there are errors.
    let before = world.read("site/a/x.html");
    world.write("content/a/x.md", page("Page X", "", "[nope](nope.md)\n"));
    world.says("error[missing-target]");
    assert_eq!(world.read("site/a/x.html"), before);
    // Changes by others to the folder are undone with the next change.
    world.write("site/a/x.html", "scribbled");
    world.write("site/left.html", "left");
    world.write("content/a/x.md", page("Page X", "", "Third words.\n"));
    world.eventually("the folder is the site", || is_published(&world));
    assert!(!world.read("site/a/x.html").contains("live.js"));
}

#[test]
fn a_failing_output_folder_is_reported_and_retried() {
    let mut world = World::new();
    world.start(&["build", ".", "--watch"]);
    world.says("0 removed");
    // Something else takes its place.
    fs::remove_dir_all(world.path("site")).expect("it can be removed");
    world.write("site", "a file");
    world.write("content/a/x.md", page("Page X", "", "In trouble.\n"));
    world.says("retrying");
    world.remove("site");
    world.eventually("the site is there again", || {
        fs::read_to_string(world.path("site/a/x.html")).ok().filter(|text| text.contains("In trouble."))
    });
    fs::remove_dir_all(world.path("site")).expect("it can be removed");
    world.write("site/letter.txt", "not of the site");
    world.write("content/a/x.md", page("Page X", "", "In trouble again.\n"));
    world.says("was not made by Chancery");
    assert_eq!(world.read("site/letter.txt"), "not of the site");
}

#[test]
fn a_strict_watch_writes_nothing_while_there_are_warnings() {
    let mut world = World::new();
    world.start(&["build", ".", "--watch", "--strict"]);
    world.says("0 removed");
    world.write("content/a/x.md", page("Page X", "", "Words.\n\n[^n]: Unused.\n"));
    world.says("nothing was written; 1 warning");
    assert!(!world.read("site/a/x.html").contains("Words."));
    world.write("content/a/x.md", page("Page X", "", "Words.\n"));
    world.eventually("it is written", || {
        fs::read_to_string(world.path("site/a/x.html")).ok().filter(|text| text.contains("Words."))
    });
}

#[test]
#[cfg(unix)]
fn an_output_folder_inside_the_sources_is_refused_even_through_a_link() {
    let world = World::new();
    world.rename("content", "real");
    std::os::unix::fs::symlink("real", world.path("content")).expect("a link can be made");
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["build", ".", "--watch", "--output", "real/site"])
        .current_dir(world.place.path())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds sources of the briefing"));
    assert!(!world.path("real/site").exists());
}
