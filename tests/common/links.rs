//! Links that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use chancery::Report;

use super::html::{Tag, tags};

/// Every address in the HTML pages of a site that leads nowhere in it: page, address.
pub fn dead_links(report: &Report) -> Vec<(String, String)> {
    let pages = report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html"));
    let pages: Vec<_> =
        pages.map(|(address, bytes)| (address, tags(&String::from_utf8_lossy(bytes)))).collect();
    let ids = pages.iter().map(|(address, tags)| (address.as_str(), ids(tags))).collect();
    let mut dead = Vec::new();
    for (address, tags) in &pages {
        let links = tags.iter().flat_map(|tag| [tag.get("href"), tag.get("src")]).flatten();
        for link in links.filter(|link| !is_absolute(link)) {
            if !lives(report, &ids, (address.as_str(), address.folder()), link) {
                dead.push((address.to_string(), link.to_owned()));
            }
        }
    }
    dead
}

/// The ids of a page.
fn ids(tags: &[Tag]) -> BTreeSet<&str> {
    tags.iter().filter_map(|tag| tag.get("id")).collect()
}

/// Whether a link of the page at an address, in a folder, leads to an artifact, and to an id in it if it is a page.
fn lives(
    report: &Report,
    ids: &BTreeMap<&str, BTreeSet<&str>>,
    (address, folder): (&str, &str),
    link: &str,
) -> bool {
    let (path, fragment) = link.split_once('#').map_or((link, None), |(path, id)| (path, Some(id)));
    let path = decoded(path.split('?').next().unwrap_or_default());
    let target = if path.is_empty() {
        Some(address.to_owned())
    } else if address == "404.html" && path.starts_with('/') {
        // A host serves it at any depth: its addresses begin with the site's own path, whatever that is.
        let mut rests = path.match_indices('/').map(|(at, _)| path[at + 1..].to_owned());
        rests.find(|rest| report.output.get(rest).is_some())
    } else {
        joined(folder, &path)
    };
    let Some(target) = target.filter(|target| report.output.get(target).is_some()) else { return false };
    match (ids.get(target.as_str()), fragment) {
        (Some(ids), Some(fragment)) => ids.contains(decoded(fragment).as_str()),
        _ => true,
    }
}

/// Whether an address names another place than this site.
pub fn is_absolute(link: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| link.to_ascii_lowercase().starts_with(scheme))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A path seen from a folder; `None` if it is outside the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
