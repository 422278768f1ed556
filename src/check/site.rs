//! Checks the configuration of the site as a whole.

use crate::graph::Graph;
use crate::model::source::config::Config;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{CONFIG, FilePath};

use super::unlocated::UnlocatedDiagnostic;

/// A warning if the custom domain and the base URL in the configuration have different hosts: readers come to the
/// first, but the feed, the sitemap and the canonical addresses name the second. A base URL for a single build does
/// not count.
pub fn cname(config: &Config) -> Option<UnlocatedDiagnostic> {
    let (cname, base_url) = (config.cname.as_ref()?.as_str(), config.base_url.as_ref()?);
    let host = base_url.host();
    (!cname.eq_ignore_ascii_case(host)).then(|| {
        let message = format!("`cname` is `{cname}`, but `base_url` is at `{host}`");
        let help = format!("write `base_url: https://{cname}/`, or remove `cname`");
        let found = Diagnostic::of_file(Code::CnameDiffers, &FilePath::new(CONFIG), message);
        UnlocatedDiagnostic::at_word(found.help(help), cname)
    })
}

/// A note if outputs are omitted because the site has no base URL. An invalid configuration is reported elsewhere.
pub fn base_url(graph: &Graph, is_config_right: bool) -> Option<Diagnostic> {
    let wanted = graph.config.outputs.feed || graph.config.outputs.sitemap;
    (wanted && graph.config.base_url.is_none() && is_config_right).then(|| {
        let message = "without `base_url` there is no sitemap, no feed and no canonical address";
        Diagnostic::of_file(Code::NoBaseUrl, &FilePath::new(CONFIG), message)
            .help("add `base_url: https://…`, or give `--base-url`, when the site has an address")
    })
}
