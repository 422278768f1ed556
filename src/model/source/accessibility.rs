//! What an editor says in the accessibility statement: `accessibility` in `chancery.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::model::value::date::Date;
use crate::model::value::schema::written;
use crate::model::value::web_address::WebAddress;

/// How far a site conforms to its standard, by an assessment: the three states of the European model statement
/// (Implementing Decision (EU) 2018/1523, annex), and none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Conformity {
    /// Nobody has assessed it.
    #[default]
    NotAssessed,
    /// It does not meet the standard.
    NonCompliant,
    /// It meets the standard apart from what is listed under `limits`.
    PartiallyCompliant,
    /// It meets the standard in full.
    FullyCompliant,
}

impl Conformity {
    /// The word, as the configuration writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotAssessed => "not-assessed",
            Self::NonCompliant => "non-compliant",
            Self::PartiallyCompliant => "partially-compliant",
            Self::FullyCompliant => "fully-compliant",
        }
    }
}

/// Where readers write to: a mail address or a web address.
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

/// Something that is known not to be accessible.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What it is.
    pub what: String,
    /// Why it is so.
    pub reason: Option<String>,
    /// What readers can do instead.
    pub alternative: Option<String>,
}

/// Where a reader can complain who got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enforcement {
    /// How it is done, and with whom.
    pub text: String,
    /// Where that can be read.
    pub url: Option<WebAddress>,
}

/// The accessibility statement. Nothing of it is needed; what is left out, the page says is missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Statement {
    /// What the site is measured against.
    pub standard: String,
    /// How far the site conforms to it, by an assessment.
    pub state: Conformity,
    /// When it was assessed.
    pub assessed: Option<Date>,
    /// Who assessed it.
    pub assessed_by: Option<String>,
    /// How it was assessed.
    pub method: Option<String>,
    /// What is known not to be accessible.
    pub limits: Vec<Limit>,
    /// Where readers write to when they meet an obstacle.
    pub contact: Option<Contact>,
    /// Within how many days they are answered.
    pub response_days: Option<u32>,
    /// Where a reader can complain who got no answer.
    pub enforcement: Option<Enforcement>,
    /// What the law of the publisher's country wants said besides, a paragraph each.
    pub legal: Vec<String>,
    /// When the statement was written.
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
    /// The keys that the state needs and the statement lacks.
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

    /// The state that the page shows: none is claimed that is not shown to be found.
    pub fn shown_state(&self) -> Conformity {
        let is_contradicted = self.state == Conformity::FullyCompliant && !self.limits.is_empty();
        match self.missing().is_empty() && !is_contradicted {
            true => self.state,
            false => Conformity::NotAssessed,
        }
    }
}
