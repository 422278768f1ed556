//! Figures: numbers with their unit, their date and their source, and what they were before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::value::date::Date;
use crate::model::value::figure_ref::FigureRef;
use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::number::Number;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;
use crate::model::value::unit::Unit;
use crate::model::value::when::When;

use super::record_type::{Contradiction, Record, RecordType, Reference, RequiredField, date_contradiction};

/// How a number stands to the truth, where a source does not give it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Qualifier {
    /// About 400.
    About,
    /// Almost 75.
    Almost,
    /// Below €1 billion.
    Below,
    /// Above 100.
    Above,
}

impl Qualifier {
    /// The qualifier as a register writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::Almost => "almost",
            Self::Below => "below",
            Self::Above => "above",
        }
    }
}

/// A record of `figures.yaml`: a number with its unit, its date and its source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::dated("as_of"))]
pub struct Figure {
    /// What references name it by; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// What it is the number of: a phrase without a full stop.
    pub label: Localized,
    /// The number.
    pub value: Number,
    /// A currency by its ISO 4217 code, `%`, `rank` for a place among others, or a word; nothing for what is counted.
    pub unit: Option<Unit>,
    /// How the number stands to the truth; nothing when it is exact.
    pub qualifier: Option<Qualifier>,
    /// When it was so.
    pub as_of: Option<When>,
    /// The source gives no date, and readers are told.
    #[serde(default)]
    pub undated: bool,
    /// The id of the source in `sources.yaml`.
    pub source: RecordId,
    /// What a reader should know of it: a sentence.
    pub note: Option<Localized>,
    /// The day by which an editor looks whether it still is so.
    pub review_by: Option<Date>,
    /// What it was before: `value` is the latest.
    #[serde(default)]
    pub earlier: Vec<EarlierValue>,
}

/// What a figure was at an earlier date.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierValue {
    /// The number, in the figure's unit.
    pub value: Number,
    /// When it was so.
    pub as_of: When,
    /// How the number stands to the truth; nothing when it is exact.
    pub qualifier: Option<Qualifier>,
    /// The id of the source, where it is another one than the figure's.
    pub source: Option<RecordId>,
}

/// One value of a figure: the latest or an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    /// The number.
    pub value: &'a Number,
    /// Its unit.
    pub unit: Option<&'a str>,
    /// How it stands to the truth.
    pub qualifier: Option<Qualifier>,
    /// When it was so.
    pub as_of: Option<When>,
    /// The id of its source.
    pub source: &'a RecordId,
}

impl Record for Figure {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, language: &Language) -> &str {
        self.label.in_language(language)
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let earlier = self.earlier.iter().filter_map(|earlier| earlier.source.as_ref());
        Reference::sources(std::iter::once(&self.source).chain(earlier)).collect()
    }
}

impl RecordType for Figure {
    const REQUIRED: &'static [RequiredField] = &[
        RequiredField { name: "label", example: "label", help: "say what it is the number of" },
        RequiredField { name: "value", example: "0", help: "write the number, as in `value: 59000`" },
        RequiredField {
            name: "source",
            example: "source",
            help: "name a source of `sources.yaml` by its id",
        },
    ];

    fn contradictions(&self) -> Vec<Contradiction> {
        date_contradiction("figure", ("as_of", "2013"), self.as_of, self.undated).into_iter().collect()
    }
}

impl Figure {
    /// The values, the latest first and the others from the newest to the oldest.
    pub fn amounts(&self) -> Vec<Amount<'_>> {
        let (unit, source) = (self.unit.as_ref().map(Unit::as_str), &self.source);
        let latest =
            Amount { value: &self.value, unit, qualifier: self.qualifier, as_of: self.as_of, source };
        let mut earlier: Vec<&EarlierValue> = self.earlier.iter().collect();
        earlier.sort_by_key(|earlier| std::cmp::Reverse(earlier.as_of));
        let earlier = earlier.into_iter().map(|earlier| Amount {
            value: &earlier.value,
            unit,
            qualifier: earlier.qualifier,
            as_of: Some(earlier.as_of),
            source: earlier.source.as_ref().unwrap_or(source),
        });
        std::iter::once(latest).chain(earlier).collect()
    }

    /// The value that a reference to the figure means: the latest, or that of a date.
    pub fn amount(&self, reference: &FigureRef) -> Option<Amount<'_>> {
        let mut amounts = self.amounts().into_iter();
        amounts.find(|amount| reference.at.is_none() || reference.is_at(amount.as_of))
    }
}
