//! The destination of an address: another site, a page, a heading or a file; or none, if the address is refused.

use crate::model::page::outline::Target;
use crate::model::register::record_kind::RecordKind;
use crate::model::source::diagnostic::Code;
use crate::model::source::tree::{CONTENT, FilePath};
use crate::model::value::address::{decode, join};
use crate::text::nearest::nearest;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Another site, a mail address or a telephone number; the address stays as it is.
    Elsewhere,
    /// A part of this site.
    Target(Target),
}

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The kind of problem.
    pub code: Code,
    /// The message of the diagnostic.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

/// Resolves an address on the page of `file`.
///
/// # Errors
/// If the address has no host or no path, starts at the root of a host, or has a scheme that is not allowed.
pub fn destination(file: &FilePath, written: &str) -> Result<Destination, Refused> {
    // A browser drops these before it looks at the scheme (WHATWG URL, "basic URL parser", steps 1 to 3).
    let address: String = written.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|c: char| c <= ' ');
    if let Some(scheme) = scheme(address) {
        if let Some(kind) = RecordKind::of_scheme(scheme) {
            let id = decode(address.split_once(':').map_or("", |(_, id)| id));
            return Ok(Destination::Target(Target::of_record(kind, &id)));
        }
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" if !has_host(address) => Err(Refused {
                code: Code::UnsafeAddress,
                message: format!("`{address}` has no host"),
                help: "write the whole address, as in `https://example.org/`".into(),
            }),
            "http" | "https" | "mailto" | "tel" => Ok(Destination::Elsewhere),
            _ => Err(Refused {
                code: Code::UnsafeAddress,
                message: format!("links with `{scheme}:` are not allowed"),
                help: near_scheme(scheme).unwrap_or_else(|| "use `https:`, `http:`, `mailto:`, `tel:`, `figure:`, `name:`, `event:`, `term:`, `source:`, or the path of a file below `content/`"
                    .into()),
            }),
        };
    }
    if address.starts_with("//") || address.starts_with('\\') {
        return Err(Refused {
            code: Code::UnsafeAddress,
            message: format!("`{address}` has no scheme, so where it leads depends on where it is read"),
            help: "write the whole address, as in `https://example.org/`".into(),
        });
    }
    if let Some(from_top) = address.strip_prefix('/') {
        return Err(Refused {
            code: Code::MissingTarget,
            message: format!(
                "`{address}` starts at the root of the host, but the site may be in a folder of it"
            ),
            help: format!(
                "write it relative to this file: `{}{from_top}`",
                "../".repeat(file.folder().matches('/').count())
            ),
        });
    }
    target(file, address).map(Destination::Target)
}

fn target(file: &FilePath, address: &str) -> Result<Target, Refused> {
    let (before, fragment) = match address.split_once('#') {
        Some((before, fragment)) => (before, Some(decode(fragment))),
        None => (address, None),
    };
    if before.is_empty() {
        return match fragment {
            Some(fragment) if !fragment.is_empty() => Ok(Target::Here { fragment }),
            _ => Err(Refused {
                code: Code::MissingTarget,
                message: "a link without an address".into(),
                help: "write the path of a page, as in `[trade](../economic/trade.md)`".into(),
            }),
        };
    }
    let path = decode(before.split('?').next().unwrap_or_default());
    let Some(joined) = join(file.folder(), &path) else { return Ok(Target::Outside) };
    if FilePath::new(&joined).below(CONTENT).is_none() && joined != CONTENT {
        return Ok(Target::Outside);
    }
    Ok(if path.ends_with('/') || path.ends_with("/..") || path == ".." || path == "." {
        Target::Page { file: FilePath::new(format!("{joined}/index.md")), fragment }
    } else if joined.ends_with(".md") {
        Target::Page { file: FilePath::new(joined), fragment }
    } else {
        let suffix = address.find(['?', '#']).map_or("", |at| &address[at..]).to_owned();
        Target::File { file: FilePath::new(joined), suffix }
    })
}

/// How to fix a scheme that is nearly that of a register.
fn near_scheme(scheme: &str) -> Option<String> {
    let near = nearest(&scheme.to_ascii_lowercase(), RecordKind::ALL.iter().map(|kind| kind.word()))?;
    Some(format!("did you mean `{near}:`?"))
}

/// The target of a name in `[[..]]`.
pub fn name(written: &str) -> Target {
    let (name, fragment) = match written.split_once('#') {
        Some((name, fragment)) => (name.trim(), Some(decode(fragment.trim()))),
        None => (written.trim(), None),
    };
    match fragment {
        Some(fragment) if name.is_empty() => Target::Here { fragment },
        fragment => Target::Name { name: name.to_owned(), fragment },
    }
}

/// Whether the scheme is followed by `://` and a host.
fn has_host(address: &str) -> bool {
    let after = address.split_once("://").map(|(_, rest)| rest);
    after.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
}

/// The scheme of an absolute address (RFC 3986, section 3.1).
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let first = scheme.bytes().next()?;
    let rest = scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    (first.is_ascii_alphabetic() && rest).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<Destination, Code> {
        destination(&FilePath::new("content/economic/trade.md"), address).map_err(|refused| refused.code)
    }

    fn page(file: &str, fragment: Option<&str>) -> Result<Destination, Code> {
        let fragment = fragment.map(str::to_owned);
        Ok(Destination::Target(Target::Page { file: FilePath::new(file), fragment }))
    }

    #[test]
    fn paths_are_relative_to_their_page() {
        assert_eq!(read("a.md"), page("content/economic/a.md", None));
        assert_eq!(read("../political/visits.md#2014"), page("content/political/visits.md", Some("2014")));
        assert_eq!(read("../political/"), page("content/political/index.md", None));
        assert_eq!(read(".."), page("content/index.md", None));
        assert_eq!(read("../../README.md"), Ok(Destination::Target(Target::Outside)));
        assert_eq!(read("../../../x.md"), Ok(Destination::Target(Target::Outside)));
        assert_eq!(read("caf%C3%A9.md"), page("content/economic/café.md", None));
    }

    #[test]
    fn addresses_that_run_code_or_hide_another_host_are_refused() {
        for address in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//example.org/",
            "\\\\example.org",
        ] {
            assert_eq!(read(address), Err(Code::UnsafeAddress), "{address}");
        }
        assert_eq!(read("https://example.org/"), Ok(Destination::Elsewhere));
        assert_eq!(read("mailto:a@example.org"), Ok(Destination::Elsewhere));
    }
}
