//! The accessibility statement: `accessibility` in `chancery.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::model::value::date::Date;
use crate::model::value::schema::written;
use crate::model::value::web_address::WebAddress;

/// The conformance status according to an assessment: not assessed, or one of the three states of the European model
/// statement (Implementing Decision (EU) 2018/1523, annex).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Conformity {
    /// It has not been assessed.
    #[default]
    NotAssessed,
    /// It does not meet the standard.
    NonCompliant,
    /// It meets the standard except for the problems under `limits`.
    PartiallyCompliant,
    /// It meets the standard in full.
    FullyCompliant,
}

impl Conformity {
    /// The word in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotAssessed => "not-assessed",
            Self::NonCompliant => "non-compliant",
            Self::PartiallyCompliant => "partially-compliant",
            Self::FullyCompliant => "fully-compliant",
        }
    }
}

/// A contact for readers: a mail address or a web address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// The address as written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The address as a link.
    pub fn href(&self) -> String {
        match self.0.contains("://") {
            true => self.0.clone(),
            false => format!("mailto:{}", self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Contact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_plain =
            !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\?#%:&".contains(c));
        let parts = text.split_once('@');
        let is_mail = is_plain
            && parts
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
        match is_mail || WebAddress::parse(&text).is_ok() {
            true => Ok(Self(text)),
            false => Err(de::Error::custom(format!(
                "`{text}` is neither a mail address nor a web address: write one as in `desk@example.org` or `https://example.org/contact`"
            ))),
        }
    }
}

written!(Contact: {
    "type": "string",
    "pattern": r"^(https?://\S+|[^\s@:]+@[^\s@:]+\.[^\s@:]+)$",
    "patternErrorMessage": "neither a mail address nor a web address: write one as in desk@example.org"
});

/// A known accessibility problem.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What it is.
    pub what: String,
    /// The reason for it.
    pub reason: Option<String>,
    /// An alternative for readers.
    pub alternative: Option<String>,
}

/// Where readers can complain if they get no reply.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enforcement {
    /// How to complain, and to whom.
    pub text: String,
    /// A web address with details.
    pub url: Option<WebAddress>,
}

/// The accessibility statement. Every field is optional; the page lists what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Statement {
    /// The standard that the site is assessed against.
    pub standard: String,
    /// The conformance status according to an assessment.
    pub state: Conformity,
    /// The date of the assessment.
    pub assessed: Option<Date>,
    /// The person or body that assessed the site.
    pub assessed_by: Option<String>,
    /// The method of the assessment.
    pub method: Option<String>,
    /// The known accessibility problems.
    pub limits: Vec<Limit>,
    /// The contact for readers who meet an accessibility problem.
    pub contact: Option<Contact>,
    /// The number of days within which they get a reply.
    pub response_days: Option<u32>,
    /// Where readers can complain if they get no reply.
    pub enforcement: Option<Enforcement>,
    /// Further statements that the law of the publisher's country requires, one paragraph each.
    pub legal: Vec<String>,
    /// The date on which the statement was prepared.
    pub prepared: Option<Date>,
}

impl Default for Statement {
    fn default() -> Self {
        Self {
            standard: "WCAG 2.2, level AA".to_owned(),
            state: Conformity::default(),
            assessed: None,
            assessed_by: None,
            method: None,
            limits: Vec::new(),
            contact: None,
            response_days: None,
            enforcement: None,
            legal: Vec::new(),
            prepared: None,
        }
    }
}

impl Statement {
    /// The keys that the state requires and the statement lacks.
    pub fn missing(&self) -> Vec<&'static str> {
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        let is_full = self.state == Conformity::FullyCompliant;
        let needed = [
            ("assessed", self.state != Conformity::NotAssessed && self.assessed.is_none()),
            ("assessed_by", is_full && !given(&self.assessed_by)),
            ("method", is_full && !given(&self.method)),
        ];
        needed.into_iter().filter(|(_, is_missing)| *is_missing).map(|(key, _)| key).collect()
    }

    /// The state that the page shows: `not-assessed` if required keys are missing, or if full conformance is claimed despite
    /// known problems.
    pub fn shown_state(&self) -> Conformity {
        let is_contradicted = self.state == Conformity::FullyCompliant && !self.limits.is_empty();
        match self.missing().is_empty() && !is_contradicted {
            true => self.state,
            false => Conformity::NotAssessed,
        }
    }
}
