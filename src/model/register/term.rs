//! A record of `terms.yaml`: an acronym or expression with its meaning.

use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;

use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;

use super::record_kind::RecordKind;
use super::record_type::{Contradiction, Record, RecordType, Reference, RequiredField};

/// An acronym or expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = explained)]
pub struct Term {
    /// The id that references use; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// The acronym or expression, as texts spell it: `FDI`.
    pub term: Localized,
    /// The expansion of an acronym, as within a sentence: `foreign direct investment`.
    pub expansion: Option<Localized>,
    /// The meaning: a sentence.
    pub definition: Option<Localized>,
    /// The id in `names.yaml` of the name that it abbreviates.
    pub name: Option<RecordId>,
    /// The id of the source in `sources.yaml`.
    pub source: Option<RecordId>,
}

impl Record for Term {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, language: &Language) -> &str {
        self.term.in_language(language)
    }

    fn names(&self) -> Vec<&str> {
        let texts = std::iter::once(&self.term).chain(&self.expansion);
        texts.flat_map(|text| text.iter().map(|(_, text)| text)).collect()
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let name = Reference::each("name", RecordKind::Name, &self.name);
        name.chain(Reference::sources(&self.source)).collect()
    }
}

impl RecordType for Term {
    const REQUIRED: &'static [RequiredField] = &[RequiredField {
        name: "term",
        example: "term",
        help: "write the acronym or expression as texts spell it",
    }];

    fn contradictions(&self) -> Vec<Contradiction> {
        if self.expansion.is_some() || self.definition.is_some() {
            return Vec::new();
        }
        let help = "write the words that it abbreviates, or a `definition`";
        vec![Contradiction::new("the record has no `expansion`", help)]
    }
}

/// Requires an expansion or a definition.
fn explained(schema: &mut Schema) {
    let with =
        |field: &str| json_schema!({"required": [field], "properties": {field: {"not": {"type": "null"}}}});
    schema::merge(schema, json_schema!({"anyOf": [with("expansion"), with("definition")]}));
}
