//! The response that GitHub Pages would give to a request, from a site in memory.

use std::ops::Range;
use std::sync::Arc;

use crate::model::output::artifact::Lookup;
use crate::model::source::tree::Bytes;
use crate::model::value::address::{Address, decode};
use crate::text::fingerprint::fingerprint;

/// The parts of a request that decide the response.
#[derive(Clone, Debug, Default)]
pub struct SiteRequest<'a> {
    /// `GET`.
    pub method: &'a str,
    /// The path of the request, percent-encoded.
    pub path: &'a str,
    /// The part after `?`.
    pub query: Option<&'a str>,
    /// The header If-None-Match.
    pub if_none_match: Option<&'a str>,
    /// The header Range.
    pub range: Option<&'a str>,
    /// The header If-Range.
    pub if_range: Option<&'a str>,
}

/// The paths of a site on this server and on its host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the site on this server: `/`, `/repository/`.
    pub base: String,
    /// The path of the site on its host, which `404.html` links to.
    pub published: String,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// An artifact.
    Artifact(Address),
    /// Another path.
    Elsewhere(String),
    /// Nothing; the address that a page there would have.
    Nothing(Address),
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteResponse {
    /// The status code (RFC 9110, section 15).
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, String)>,
    /// The artifact, and the range of its bytes.
    pub body: Option<(Bytes, Range<usize>)>,
    /// The page that was asked for, where the answer is a page of HTML: the address, and the tag of the artifact at
    /// it, if there is one.
    pub page: Option<(Address, Option<String>)>,
}

/// The path of a request to what it leads to, as GitHub Pages has it: a file, a folder's `index.html` where a slash
/// ends the path, a page without its `.html`, a folder without its slash.
pub fn lead(path: &str, query: Option<&str>, place: &Place, site: &impl Lookup) -> Lead {
    let nothing = |path: &str| Lead::Nothing(Address::new(path));
    let with_query = |path: String| match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    let Some(rest) = path.strip_prefix(place.base.as_str()) else {
        if path == "/" || format!("{path}/") == place.base {
            return Lead::Elsewhere(with_query(place.base.clone()));
        }
        return published(path, place, site).map_or(nothing(""), |path| Lead::Elsewhere(with_query(path)));
    };
    let Some(decoded) = decoded(rest) else { return nothing("") };
    if decoded.is_empty() || decoded.ends_with('/') {
        let address = format!("{decoded}index.html");
        return if site.has(&address) {
            Lead::Artifact(Address::new(address))
        } else {
            published(path, place, site).map_or(nothing(&address), |path| Lead::Elsewhere(with_query(path)))
        };
    }
    let page = format!("{decoded}.html");
    if site.has(&decoded) {
        Lead::Artifact(Address::new(decoded))
    } else if site.has(&page) {
        Lead::Artifact(Address::new(page))
    } else if site.has(&format!("{decoded}/index.html")) {
        Lead::Elsewhere(with_query(format!("{path}/")))
    } else {
        let address = if decoded.ends_with(".html") { decoded } else { page };
        published(path, place, site).map_or(nothing(&address), |path| Lead::Elsewhere(with_query(path)))
    }
}

/// A path below the one that the site will have where it is published, as it is here.
fn published(path: &str, place: &Place, site: &impl Lookup) -> Option<String> {
    let rest = path.strip_prefix(place.published.as_str()).filter(|_| place.published != place.base)?;
    let here = Place { base: "/".to_owned(), published: "/".to_owned() };
    match lead(&format!("/{rest}"), None, &here, site) {
        Lead::Nothing(_) => None,
        _ => Some(format!("{}{rest}", place.base)),
    }
}

/// The path of an artifact, read from a URL; nothing where it can be none. What is looked up is a key of the output,
/// so no path leaves it, whatever it says.
fn decoded(path: &str) -> Option<String> {
    let decoded = decode(path);
    let whole = decoded.strip_suffix('/').unwrap_or(&decoded);
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\0', '\\']);
    (decoded.is_empty() || whole.split('/').all(is_plain)).then_some(decoded)
}

/// Answers a request.
pub fn site_response(request: &SiteRequest<'_>, place: &Place, site: &impl Lookup) -> SiteResponse {
    let bare = |status, headers| SiteResponse { status, headers, body: None, page: None };
    if !matches!(request.method, "GET" | "HEAD") {
        return bare(405, vec![("allow", "GET, HEAD".to_owned())]);
    }
    match lead(request.path, request.query, place, site) {
        Lead::Artifact(address) => match site.bytes_at(address.as_str()) {
            Some(bytes) => found(request, &address, &bytes),
            None => bare(404, Vec::new()),
        },
        // A browser would remember a permanent move beyond this server's life, were it not told to ask again.
        Lead::Elsewhere(path) => bare(301, vec![("location", path), ("cache-control", "no-cache".into())]),
        Lead::Nothing(address) => match site.bytes_at("404.html") {
            Some(bytes) => SiteResponse {
                status: 404,
                headers: vec![
                    ("content-type", "text/html; charset=utf-8".to_owned()),
                    ("cache-control", "no-cache".to_owned()),
                ],
                body: Some((Arc::clone(&bytes), 0..bytes.len())),
                page: Some((address, None)),
            },
            None => bare(404, Vec::new()),
        },
    }
}

fn found(request: &SiteRequest<'_>, address: &Address, bytes: &Bytes) -> SiteResponse {
    let tag = tag(bytes);
    let media_type = media_type(address);
    let is_page = media_type.starts_with("text/html");
    let mut headers = vec![
        ("content-type", media_type),
        ("etag", format!("\"{tag}\"")),
        ("cache-control", "no-cache".to_owned()),
    ];
    let page = is_page.then(|| (address.clone(), Some(tag.clone())));
    if request.if_none_match.is_some_and(|tags| matches(tags, &tag)) {
        return SiteResponse { status: 304, headers, body: None, page: None };
    }
    // Pages are given whole: on the wire they are longer than their artifacts.
    if is_page {
        return SiteResponse { status: 200, headers, body: Some((Arc::clone(bytes), 0..bytes.len())), page };
    }
    headers.push(("accept-ranges", "bytes".to_owned()));
    let is_same = request.if_range.is_none_or(|asked| asked.trim() == format!("\"{tag}\""));
    let asked = request.range.filter(|_| request.method == "GET" && is_same);
    match asked.map(|asked| range(asked, bytes.len())) {
        None | Some(Asked::Whole) => {
            SiteResponse { status: 200, headers, body: Some((Arc::clone(bytes), 0..bytes.len())), page }
        }
        Some(Asked::Part(part)) => {
            let place = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
            headers.push(("content-range", place));
            SiteResponse { status: 206, headers, body: Some((Arc::clone(bytes), part)), page }
        }
        Some(Asked::Outside) => {
            headers.push(("content-range", format!("bytes */{}", bytes.len())));
            SiteResponse { status: 416, headers, body: None, page: None }
        }
    }
}

/// The tag of an artifact's content (RFC 9110, section 8.8.3), without quotation marks.
pub fn tag(bytes: &Bytes) -> String {
    fingerprint(bytes)
}

/// Whether a list of tags has one (RFC 9110, section 13.1.2): a weak one fits too.
pub fn matches(tags: &str, tag: &str) -> bool {
    let wanted = format!("\"{tag}\"");
    tags.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == wanted)
}

/// The media type of an artifact, with the encoding of text.
fn media_type(address: &Address) -> String {
    let media_type = mime_guess::from_path(address.as_str()).first_or_octet_stream();
    let is_text = media_type.type_() == mime_guess::mime::TEXT
        || matches!(media_type.subtype().as_str(), "javascript" | "json" | "xml")
        || media_type.suffix() == Some(mime_guess::mime::XML);
    if is_text { format!("{media_type}; charset=utf-8") } else { media_type.to_string() }
}

/// Which bytes a Range header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<usize>),
    Outside,
}

/// Reads a Range header (RFC 9110, section 14.1.2) for so many bytes. One range is given; several, and what cannot be
/// read, may be answered with the whole.
fn range(header: &str, length: usize) -> Asked {
    let Some((unit, spec)) = header.trim().split_once('=') else { return Asked::Whole };
    let Some((first, last)) = spec.split_once('-').filter(|_| unit.eq_ignore_ascii_case("bytes")) else {
        return Asked::Whole;
    };
    let number = |text: &str| -> Option<Option<usize>> {
        let text = text.trim();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        if text.is_empty() { Some(None) } else { text.parse().ok().filter(|_| is_number).map(Some) }
    };
    match (number(first), number(last)) {
        (Some(Some(first)), Some(last)) => {
            let end = last.map_or(length, |last| last.saturating_add(1).min(length));
            match last {
                Some(last) if last < first => Asked::Whole,
                _ if first >= length => Asked::Outside,
                _ => Asked::Part(first..end),
            }
        }
        (Some(None), Some(Some(0))) => Asked::Outside,
        (Some(None), Some(Some(_))) if length == 0 => Asked::Outside,
        (Some(None), Some(Some(last))) => Asked::Part(length.saturating_sub(last)..length),
        _ => Asked::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::output::artifact::{Artifact, Output};

    #[test]
    fn a_range_is_read_as_the_standard_has_it() {
        assert_eq!(range("bytes=0-3", 10), Asked::Part(0..4));
        assert_eq!(range("bytes=4-", 10), Asked::Part(4..10));
        assert_eq!(range("bytes=-3", 10), Asked::Part(7..10));
        assert_eq!(range("bytes=-30", 10), Asked::Part(0..10));
        assert_eq!(range("bytes=8-30", 10), Asked::Part(8..10));
        assert_eq!(range("bytes=10-", 10), Asked::Outside);
        assert_eq!(range("bytes=-0", 10), Asked::Outside);
        assert_eq!(range("bytes=-1", 0), Asked::Outside);
        assert_eq!(range("Bytes=0-3", 10), Asked::Part(0..4));
        for whole in [
            "bytes=3-1",
            "bytes=a-b",
            "bytes=-",
            "bytes=+2-4",
            "bytes=0-1,3-4",
            "lines=0-1",
            "",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(range(whole, 10), Asked::Whole, "{whole}");
        }
    }

    #[test]
    fn a_site_is_found_under_its_base_and_under_the_path_that_it_will_have() {
        let files = ["index.html", "a/index.html", "a/x.html", "b.html", "b/index.html"];
        let output: Output = files.iter().map(|file| Artifact::new(Address::new(file), *file)).collect();
        let place = Place { base: "/here/".to_owned(), published: "/there/".to_owned() };
        let to = |path: &str| lead(path, Some("q=1"), &place, &output);
        let artifact = |address: &str| Lead::Artifact(Address::new(address));
        let elsewhere = |path: &str| Lead::Elsewhere(format!("{path}?q=1"));
        assert_eq!(to("/here/"), artifact("index.html"));
        assert_eq!(to("/here/a/"), artifact("a/index.html"));
        assert_eq!(to("/here/a"), elsewhere("/here/a/"));
        assert_eq!(to("/here/a/x"), artifact("a/x.html"));
        assert_eq!(to("/here/b"), artifact("b.html"), "a page comes before a folder");
        assert_eq!(to("/"), elsewhere("/here/"));
        assert_eq!(to("/here"), elsewhere("/here/"));
        assert_eq!(to("/there/a/x.html"), elsewhere("/here/a/x.html"));
        assert_eq!(to("/there/none.html"), Lead::Nothing(Address::new("")));
        assert_eq!(to("/here/none"), Lead::Nothing(Address::new("none.html")));
        for path in
            ["/here/../index.html", "/here/%2e%2e/index.html", "/here//index.html", "/here/a%00", "/here/%ff"]
        {
            assert!(matches!(to(path), Lead::Nothing(_)), "{path}");
        }
    }
}
