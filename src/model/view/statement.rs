//! What the page of the accessibility statement shows.

use serde::Serialize;

use super::label::{DateLabel, Link};

/// The accessibility statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementView {
    /// What the site is measured against.
    pub standard: String,
    /// `not-assessed`, `non-compliant`, `partially-compliant` or `fully-compliant`.
    pub state: &'static str,
    /// When it was assessed.
    pub assessed: Option<DateLabel>,
    /// Who assessed it.
    pub assessed_by: Option<String>,
    /// How it was assessed.
    pub method: Option<String>,
    /// What is known not to be accessible.
    pub limits: Vec<LimitView>,
    /// Where readers write to.
    pub contact: Option<Link>,
    /// Within how many days they are answered, as a sentence.
    pub response: Option<String>,
    /// Where a reader can complain who got no answer.
    pub enforcement: Option<EnforcementView>,
    /// Further paragraphs.
    pub legal: Vec<String>,
    /// When the statement was written.
    pub prepared: Option<DateLabel>,
    /// Whether the build looks for what `checks: {accessibility: true}` names.
    pub checks: bool,
}

/// Something that is known not to be accessible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitView {
    /// What it is.
    pub what: String,
    /// Why it is so.
    pub reason: Option<String>,
    /// What readers can do instead.
    pub alternative: Option<String>,
}

/// Where a reader can complain who got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnforcementView {
    /// How it is done, and with whom.
    pub text: String,
    /// Where that can be read.
    pub url: Option<String>,
}
