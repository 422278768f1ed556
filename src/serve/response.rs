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
pub struct SitePaths {
    /// The path of the site on this server: `/`, `/repository/`.
    pub base: String,
    /// The path of the site on its host, which `404.html` links to.
    pub published: String,
}

/// What a path resolves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// An artifact.
    Artifact(Address),
    /// A redirect to another path.
    Elsewhere(String),
    /// Nothing; this is the address that a page there would have.
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
    /// The page of an HTML response: its address, and the tag of the artifact at that address, if there is one.
    pub page: Option<(Address, Option<String>)>,
}

/// Resolves the path of a request as GitHub Pages does: a file, `index.html` of a folder if the path ends with a
/// slash, a page without its `.html`, a folder without its slash.
pub fn resolve(path: &str, query: Option<&str>, place: &SitePaths, site: &impl Lookup) -> Resolution {
    let nothing = |path: &str| Resolution::Nothing(Address::new(path));
    let with_query = |path: String| match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    let Some(rest) = path.strip_prefix(place.base.as_str()) else {
        if path == "/" || format!("{path}/") == place.base {
            return Resolution::Elsewhere(with_query(place.base.clone()));
        }
        return published(path, place, site)
            .map_or(nothing(""), |path| Resolution::Elsewhere(with_query(path)));
    };
    let Some(decoded) = decoded(rest) else { return nothing("") };
    if decoded.is_empty() || decoded.ends_with('/') {
        let address = format!("{decoded}index.html");
        return if site.has(&address) {
            Resolution::Artifact(Address::new(address))
        } else {
            published(path, place, site)
                .map_or(nothing(&address), |path| Resolution::Elsewhere(with_query(path)))
        };
    }
    let page = format!("{decoded}.html");
    if site.has(&decoded) {
        Resolution::Artifact(Address::new(decoded))
    } else if site.has(&page) {
        Resolution::Artifact(Address::new(page))
    } else if site.has(&format!("{decoded}/index.html")) {
        Resolution::Elsewhere(with_query(format!("{path}/")))
    } else {
        let address = if decoded.ends_with(".html") { decoded } else { page };
        published(path, place, site).map_or(nothing(&address), |path| Resolution::Elsewhere(with_query(path)))
    }
}

/// The path on this server for a path on the site's host, if there is something.
fn published(path: &str, place: &SitePaths, site: &impl Lookup) -> Option<String> {
    let rest = path.strip_prefix(place.published.as_str()).filter(|_| place.published != place.base)?;
    let here = SitePaths { base: "/".to_owned(), published: "/".to_owned() };
    match resolve(&format!("/{rest}"), None, &here, site) {
        Resolution::Nothing(_) => None,
        _ => Some(format!("{}{rest}", place.base)),
    }
}

/// The decoded path of an artifact; `None` if no artifact can have it. It is looked up as a key of the output, so no
/// path leads outside.
fn decoded(path: &str) -> Option<String> {
    let decoded = decode(path);
    let whole = decoded.strip_suffix('/').unwrap_or(&decoded);
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\0', '\\']);
    (decoded.is_empty() || whole.split('/').all(is_plain)).then_some(decoded)
}

/// Responds to a request.
pub fn site_response(request: &SiteRequest<'_>, place: &SitePaths, site: &impl Lookup) -> SiteResponse {
    let bare = |status, headers| SiteResponse { status, headers, body: None, page: None };
    if !matches!(request.method, "GET" | "HEAD") {
        return bare(405, vec![("allow", "GET, HEAD".to_owned())]);
    }
    match resolve(request.path, request.query, place, site) {
        Resolution::Artifact(address) => match site.bytes_at(address.as_str()) {
            Some(bytes) => found(request, &address, &bytes),
            None => bare(404, Vec::new()),
        },
        // Without this header, a browser would remember the permanent redirect after the server has ended.
        Resolution::Elsewhere(path) => {
            bare(301, vec![("location", path), ("cache-control", "no-cache".into())])
        }
        Resolution::Nothing(address) => match site.bytes_at("404.html") {
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
    // Pages are sent whole: with the live-reload script they are longer than their artifacts.
    if is_page {
        return SiteResponse { status: 200, headers, body: Some((Arc::clone(bytes), 0..bytes.len())), page };
    }
    headers.push(("accept-ranges", "bytes".to_owned()));
    let is_same = request.if_range.is_none_or(|asked| asked.trim() == format!("\"{tag}\""));
    let asked = request.range.filter(|_| request.method == "GET" && is_same);
    match asked.map(|asked| range(asked, bytes.len())) {
        None | Some(RequestedRange::Whole) => {
            SiteResponse { status: 200, headers, body: Some((Arc::clone(bytes), 0..bytes.len())), page }
        }
        Some(RequestedRange::Part(part)) => {
            let place = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
            headers.push(("content-range", place));
            SiteResponse { status: 206, headers, body: Some((Arc::clone(bytes), part)), page }
        }
        Some(RequestedRange::Outside) => {
            headers.push(("content-range", format!("bytes */{}", bytes.len())));
            SiteResponse { status: 416, headers, body: None, page: None }
        }
    }
}

/// The tag of an artifact's content (RFC 9110, section 8.8.3), without quotation marks.
pub fn tag(bytes: &Bytes) -> String {
    fingerprint(bytes)
}

/// Whether a list of tags contains a tag (RFC 9110, section 13.1.2); weak tags match too.
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

/// The bytes that a Range header requests.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    Part(Range<usize>),
    Outside,
}

/// Parses a Range header (RFC 9110, section 14.1.2) for content of this many bytes. Several ranges and invalid
/// headers are treated as a request for the whole.
fn range(header: &str, length: usize) -> RequestedRange {
    let Some((unit, spec)) = header.trim().split_once('=') else { return RequestedRange::Whole };
    let Some((first, last)) = spec.split_once('-').filter(|_| unit.eq_ignore_ascii_case("bytes")) else {
        return RequestedRange::Whole;
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
                Some(last) if last < first => RequestedRange::Whole,
                _ if first >= length => RequestedRange::Outside,
                _ => RequestedRange::Part(first..end),
            }
        }
        (Some(None), Some(Some(0))) => RequestedRange::Outside,
        (Some(None), Some(Some(_))) if length == 0 => RequestedRange::Outside,
        (Some(None), Some(Some(last))) => RequestedRange::Part(length.saturating_sub(last)..length),
        _ => RequestedRange::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::output::artifact::{Artifact, Output};

    #[test]
    fn range_headers_are_parsed_by_the_standard() {
        assert_eq!(range("bytes=0-3", 10), RequestedRange::Part(0..4));
        assert_eq!(range("bytes=4-", 10), RequestedRange::Part(4..10));
        assert_eq!(range("bytes=-3", 10), RequestedRange::Part(7..10));
        assert_eq!(range("bytes=-30", 10), RequestedRange::Part(0..10));
        assert_eq!(range("bytes=8-30", 10), RequestedRange::Part(8..10));
        assert_eq!(range("bytes=10-", 10), RequestedRange::Outside);
        assert_eq!(range("bytes=-0", 10), RequestedRange::Outside);
        assert_eq!(range("bytes=-1", 0), RequestedRange::Outside);
        assert_eq!(range("Bytes=0-3", 10), RequestedRange::Part(0..4));
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
            assert_eq!(range(whole, 10), RequestedRange::Whole, "{whole}");
        }
    }

    #[test]
    fn a_site_is_found_below_its_base_and_below_its_published_path() {
        let files = ["index.html", "a/index.html", "a/x.html", "b.html", "b/index.html"];
        let output: Output = files.iter().map(|file| Artifact::new(Address::new(file), *file)).collect();
        let place = SitePaths { base: "/here/".to_owned(), published: "/there/".to_owned() };
        let to = |path: &str| resolve(path, Some("q=1"), &place, &output);
        let artifact = |address: &str| Resolution::Artifact(Address::new(address));
        let elsewhere = |path: &str| Resolution::Elsewhere(format!("{path}?q=1"));
        assert_eq!(to("/here/"), artifact("index.html"));
        assert_eq!(to("/here/a/"), artifact("a/index.html"));
        assert_eq!(to("/here/a"), elsewhere("/here/a/"));
        assert_eq!(to("/here/a/x"), artifact("a/x.html"));
        assert_eq!(to("/here/b"), artifact("b.html"), "a page comes before a folder");
        assert_eq!(to("/"), elsewhere("/here/"));
        assert_eq!(to("/here"), elsewhere("/here/"));
        assert_eq!(to("/there/a/x.html"), elsewhere("/here/a/x.html"));
        assert_eq!(to("/there/none.html"), Resolution::Nothing(Address::new("")));
        assert_eq!(to("/here/none"), Resolution::Nothing(Address::new("none.html")));
        for path in
            ["/here/../index.html", "/here/%2e%2e/index.html", "/here//index.html", "/here/a%00", "/here/%ff"]
        {
            assert!(matches!(to(path), Resolution::Nothing(_)), "{path}");
        }
    }
}
