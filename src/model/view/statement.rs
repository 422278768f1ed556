//! The template variables of the accessibility statement.

use serde::Serialize;

use super::label::{DateLabel, Link};

/// The accessibility statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementView {
    /// The standard that the site is assessed against.
    pub standard: String,
    /// `not-assessed`, `non-compliant`, `partially-compliant` or `fully-compliant`.
    pub state: &'static str,
    /// The date of the assessment.
    pub assessed: Option<DateLabel>,
    /// The person or body that assessed the site.
    pub assessed_by: Option<String>,
    /// The method of the assessment.
    pub method: Option<String>,
    /// The known accessibility problems.
    pub limits: Vec<LimitView>,
    /// The contact for readers.
    pub contact: Option<Link>,
    /// A sentence with the number of days within which they get a reply.
    pub response: Option<String>,
    /// Where readers can complain if they get no reply.
    pub enforcement: Option<EnforcementView>,
    /// Further paragraphs.
    pub legal: Vec<String>,
    /// The date on which the statement was prepared.
    pub prepared: Option<DateLabel>,
    /// Whether the build runs the accessibility checks (`checks: {accessibility: true}`).
    pub checks: bool,
}

/// A known accessibility problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LimitView {
    /// What it is.
    pub what: String,
    /// The reason for it.
    pub reason: Option<String>,
    /// An alternative for readers.
    pub alternative: Option<String>,
}

/// Where readers can complain if they get no reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnforcementView {
    /// How to complain, and to whom.
    pub text: String,
    /// A web address with details.
    pub url: Option<String>,
}
