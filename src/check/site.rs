//! What the site as a whole leaves out.

use crate::graph::Graph;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::FilePath;

/// A note when outputs are left out because the site's address is not known; a configuration that is wrong has
/// more to say than that.
pub fn base_url(graph: &Graph, is_config_right: bool) -> Option<Diagnostic> {
    let wanted = graph.config.outputs.feed || graph.config.outputs.sitemap;
    (wanted && graph.config.base_url.is_none() && is_config_right).then(|| {
        let message = "without `base_url` there is no sitemap, no feed and no canonical address";
        Diagnostic::of_file(Code::NoBaseUrl, &FilePath::new("chancery.yaml"), message)
            .help("add `base_url: https://…`, or give `--base-url`, when the site has an address")
    })
}
