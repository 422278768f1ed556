//! Artifacts without a template: files that hosts and crawlers expect under fixed names.

use crate::model::output::artifact::{Artifact, MARKER};
use crate::model::value::address::Address;
use crate::text::shared_text::SharedText;

use super::manifest::{ManifestInput, manifest};

/// The text of an output, if the site has it.
type Text = fn(&Facts) -> Option<String>;

/// The outputs without a template, by their names.
pub const OUTPUTS: &[(&str, Text)] = &[
    (MARKER, marker),
    (".nojekyll", nojekyll),
    ("CNAME", cname),
    ("ids.txt", ids),
    ("manifest.webmanifest", app_manifest),
    ("robots.txt", robots),
];

/// The input of these outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The ids of all records, each after the word for its kind.
    pub ids: SharedText,
    /// The custom domain.
    pub cname: Option<String>,
    /// The sitemap's absolute address.
    pub sitemap: Option<String>,
    /// The input of the web application manifest, if the site has an address.
    pub manifest: Option<ManifestInput>,
}

/// All outputs of the catalogue that the site has.
pub fn artifacts(facts: &Facts) -> Vec<Artifact> {
    let made =
        OUTPUTS.iter().filter_map(|(name, text)| Some(Artifact::new(Address::new(name), text(facts)?)));
    made.collect()
}

fn marker(_: &Facts) -> Option<String> {
    Some("Made by Chancery. `chancery build` replaces whatever is in this folder.\n".to_owned())
}

/// Without this file, GitHub Pages would omit names that begin with an underscore.
fn nojekyll(_: &Facts) -> Option<String> {
    Some(String::new())
}

fn cname(facts: &Facts) -> Option<String> {
    facts.cname.as_ref().map(|name| format!("{name}\n"))
}

/// The ids that the next edition must keep: see docs/decisions/011.
fn ids(facts: &Facts) -> Option<String> {
    let lines: &str = &facts.ids;
    (!lines.is_empty()).then(|| {
        format!("# The ids of this edition: a later one must keep them, or list them as retired.\n{lines}")
    })
}

fn app_manifest(facts: &Facts) -> Option<String> {
    facts.manifest.as_ref().map(manifest)
}

/// RFC 9309: everything may be crawled.
fn robots(facts: &Facts) -> Option<String> {
    let sitemap = facts.sitemap.as_ref().map_or(String::new(), |url| format!("\nSitemap: {url}\n"));
    Some(format!("User-agent: *\nAllow: /\n{sitemap}"))
}
