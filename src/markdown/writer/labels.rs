//! Labels of links that nothing defines.

use pulldown_cmark::{BrokenLink, LinkType};

use crate::model::source::diagnostic::Code;

/// What is wrong with a label that has no definition; square brackets alone are ordinary text.
pub(super) fn undefined_label(link: &BrokenLink<'_>) -> Option<(Code, String, String)> {
    let label = &link.reference;
    matches!(
        link.link_type,
        LinkType::Reference | LinkType::ReferenceUnknown | LinkType::Collapsed | LinkType::CollapsedUnknown
    )
    .then(|| {
        let message = format!("no address is given for the label `{label}`");
        let help = match label.starts_with('@') {
            true => "write several sources in one pair of brackets, as in `[@one; @two, p. 3]`".to_owned(),
            false => format!("add `[{label}]: address` below the text"),
        };
        (Code::MissingTarget, message, help)
    })
}
