//! Artifacts without a template: what hosts and crawlers look for under fixed names.

use crate::graph::Graph;
use crate::model::address::Address;
use crate::model::output::Artifact;

/// The marker by which a folder is known as Chancery's own to replace.
pub const MARKER: &str = ".chancery";

/// Each output that needs no template: its name, and its text where the site has it.
pub const OUTPUTS: &[(&str, fn(&Facts) -> Option<String>)] =
    &[(MARKER, marker), (".nojekyll", nojekyll), ("CNAME", cname), ("robots.txt", robots)];

/// The little that these outputs depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The custom domain.
    pub cname: Option<String>,
    /// The sitemap's absolute address.
    pub sitemap: Option<String>,
}

impl Facts {
    /// The facts of a site.
    pub fn of(graph: &Graph) -> Self {
        Self {
            cname: graph.config.cname.as_ref().map(|name| name.as_str().to_owned()),
            sitemap: graph.makes_sitemap().then(|| graph.absolute(&Address::new("sitemap.xml"))).flatten(),
        }
    }
}

/// Every output of the catalogue that the site has.
pub fn artifacts(facts: &Facts) -> Vec<Artifact> {
    let made =
        OUTPUTS.iter().filter_map(|(name, text)| Some(Artifact::new(Address::new(name), text(facts)?)));
    made.collect()
}

fn marker(_: &Facts) -> Option<String> {
    Some("Made by Chancery. `chancery build` replaces whatever is in this folder.\n".to_owned())
}

/// GitHub Pages would otherwise leave out names that begin with an underscore.
fn nojekyll(_: &Facts) -> Option<String> {
    Some(String::new())
}

fn cname(facts: &Facts) -> Option<String> {
    facts.cname.as_ref().map(|name| format!("{name}\n"))
}

/// RFC 9309: everything may be crawled.
fn robots(facts: &Facts) -> Option<String> {
    let sitemap = facts.sitemap.as_ref().map_or(String::new(), |url| format!("\nSitemap: {url}\n"));
    Some(format!("User-agent: *\nAllow: /\n{sitemap}"))
}
