//! Links that lead nowhere.

use chancery::Report;

use super::tags;

/// Every address in the HTML pages of a site that leads nowhere in it: page, address.
pub fn dead_links(report: &Report) -> Vec<(String, String)> {
    let text = |address: &str| Some(String::from_utf8_lossy(report.output.get(address)?).into_owned());
    let mut dead = Vec::new();
    for (address, bytes) in report.output.iter().filter(|(address, _)| address.as_str().ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        let tags = tags(&html);
        let links = tags.iter().flat_map(|tag| [tag.get("href"), tag.get("src")]).flatten();
        for link in links.filter(|link| !is_absolute(link)) {
            let (path, fragment) = link.split_once('#').map_or((link, None), |(path, id)| (path, Some(id)));
            let path = decoded(path.split('?').next().unwrap_or_default());
            let target = if path.is_empty() {
                Some(address.as_str().to_owned())
            } else if address.as_str() == "404.html" && path.starts_with('/') {
                // A host serves it at any depth: its addresses begin with the site's own path, whatever that is.
                let mut rests = path.match_indices('/').map(|(at, _)| path[at + 1..].to_owned());
                rests.find(|rest| text(rest).is_some())
            } else {
                joined(address.folder(), &path)
            };
            let found = target.and_then(|target| text(&target).map(|text| (target, text)));
            let lives = match (found, fragment.map(decoded)) {
                (None, _) => false,
                (Some((target, html)), Some(id)) if target.ends_with(".html") => {
                    self::tags(&html).iter().any(|tag| tag.get("id") == Some(&id))
                }
                (Some(_), _) => true,
            };
            if !lives {
                dead.push((address.to_string(), link.to_owned()));
            }
        }
    }
    dead
}

/// Whether an address names another place than this site.
pub fn is_absolute(link: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| link.to_ascii_lowercase().starts_with(scheme))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A path seen from a folder; nothing where it leads out of the site.
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
