//! A record of `retired.yaml`: an id that was published and no longer exists.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;

use super::record_kind::{AddressedKind, WRITE_KIND};
use super::record_type::{Record, RecordType, Reference, RequiredField};

/// An id that was published and no longer exists. Readers may still use its address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// The id, as it was published.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// The kind of the register that had it.
    pub kind: AddressedKind,
    /// The id, in the same register, of the record that replaces it.
    pub replaced_by: Option<RecordId>,
    /// A note for readers who use the old address: a sentence.
    pub note: Option<Localized>,
}

impl Record for Retired {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, _language: &Language) -> &str {
        &self.id
    }

    fn references(&self) -> Vec<Reference<'_>> {
        Reference::each("replaced_by", self.kind.into(), &self.replaced_by).collect()
    }
}

impl RecordType for Retired {
    const REQUIRED: &'static [RequiredField] =
        &[RequiredField { name: "kind", example: "figure", help: WRITE_KIND }];

    fn namespace(&self) -> &'static str {
        self.kind.word()
    }
}
