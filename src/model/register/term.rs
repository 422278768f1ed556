//! A record of `terms.yaml`: an acronym or expression with its meaning.

use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;

use crate::model::value::localized::Localized;
use crate::model::value::schema;

/// An acronym or expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "term"]), transform = explained)]
pub struct Term {
    /// What references name it by; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: Option<String>,
    /// The acronym or expression, as texts write it: `FDI`.
    pub term: Option<Localized>,
    /// What an acronym is short for, as it stands within a sentence: `foreign direct investment`.
    pub expansion: Option<Localized>,
    /// What it means: a sentence.
    pub definition: Option<Localized>,
    /// The id in `names.yaml` of what it is the acronym of.
    pub name: Option<String>,
    /// The id of the source in `sources.yaml`.
    pub source: Option<String>,
}

/// Says that a term has an expansion or a definition.
fn explained(schema: &mut Schema) {
    let with =
        |field: &str| json_schema!({"required": [field], "properties": {field: {"not": {"type": "null"}}}});
    schema::merge(schema, json_schema!({"anyOf": [with("expansion"), with("definition")]}));
}
