//! A record of `terms.yaml`: an acronym or expression with its meaning.

use serde::Deserialize;

use super::localized::Localized;

/// An acronym or expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Term {
    /// What references name it by; unique in its register, and never changed.
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
