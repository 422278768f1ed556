//! What the site as a whole leaves out.

use crate::graph::Graph;
use crate::model::source::config::Config;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{CONFIG, FilePath};

use super::place::Unplaced;

/// A warning when the configuration's custom domain and its address are of two hosts: readers come to the one, and the feed,
/// the sitemap and the canonical addresses name the other. An address that is given for one build is not meant.
pub fn cname(config: &Config) -> Option<Unplaced> {
    let (cname, base_url) = (config.cname.as_ref()?.as_str(), config.base_url.as_ref()?);
    let host = base_url.host();
    (!cname.eq_ignore_ascii_case(host)).then(|| {
        let message = format!("`cname` is `{cname}`, and `base_url` is at `{host}`");
        let help = format!("write `base_url: https://{cname}/`, or take `cname` out");
        let found = Diagnostic::of_file(Code::CnameDiffers, &FilePath::new(CONFIG), message);
        Unplaced::at_word(found.help(help), cname)
    })
}

/// A note when outputs are left out because the site's address is not known; a configuration that is wrong has
/// more to say than that.
pub fn base_url(graph: &Graph, is_config_right: bool) -> Option<Diagnostic> {
    let wanted = graph.config.outputs.feed || graph.config.outputs.sitemap;
    (wanted && graph.config.base_url.is_none() && is_config_right).then(|| {
        let message = "without `base_url` there is no sitemap, no feed and no canonical address";
        Diagnostic::of_file(Code::NoBaseUrl, &FilePath::new(CONFIG), message)
            .help("add `base_url: https://…`, or give `--base-url`, when the site has an address")
    })
}
