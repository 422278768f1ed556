//! A record of `retired.yaml`: an id that was published once and is no more.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;

use super::record_type::{RecordType, RequiredField};

/// The register that a retired id was in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RetiredKind {
    /// `figures.yaml`.
    Figure,
    /// `sources.yaml`.
    Source,
    /// `names.yaml`.
    Name,
    /// `events.yaml`.
    Event,
    /// `terms.yaml`.
    Term,
}

impl RetiredKind {
    /// The kind as a register writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Source => "source",
            Self::Name => "name",
            Self::Event => "event",
            Self::Term => "term",
        }
    }
}

/// An id that readers may still have, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// The id, as it was published.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// The register that it was in.
    pub kind: RetiredKind,
    /// The id, in the same register, of what has taken its place.
    pub replaced_by: Option<RecordId>,
    /// What a reader who comes by the old address should know: a sentence.
    pub note: Option<Localized>,
}

impl RecordType for Retired {
    const REQUIRED: &'static [RequiredField] = &[RequiredField {
        name: "kind",
        example: "figure",
        help: "write `kind: figure`, `source`, `name`, `event` or `term`: the register that it was in",
    }];

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn namespace(&self) -> &'static str {
        self.kind.word()
    }
}
