//! Figures: numbers with their unit, date and source, and their earlier values.

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

/// How a number that is not exact relates to the exact number.
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
    /// The id that references use; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// What the number measures: a phrase without a full stop.
    pub label: Localized,
    /// The number.
    pub value: Number,
    /// The unit: the ISO 4217 code of a currency, `%`, `rank` for a place in a ranking, or a word. Omit it for a count.
    pub unit: Option<Unit>,
    /// How the number relates to the exact number. Omit it for an exact number.
    pub qualifier: Option<Qualifier>,
    /// The date that the number applies to.
    pub as_of: Option<When>,
    /// `true` if the source gives no date; pages show that the figure is undated.
    #[serde(default)]
    pub undated: bool,
    /// The id of the source in `sources.yaml`.
    pub source: RecordId,
    /// A note for readers: a sentence.
    pub note: Option<Localized>,
    /// The day by which an editor must check the number again.
    pub review_by: Option<Date>,
    /// The earlier values; `value` is the latest.
    #[serde(default)]
    pub earlier: Vec<EarlierValue>,
}

/// An earlier value of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierValue {
    /// The number, in the figure's unit.
    pub value: Number,
    /// The date that the number applies to.
    pub as_of: When,
    /// How the number relates to the exact number. Omit it for an exact number.
    pub qualifier: Option<Qualifier>,
    /// The id of the source, if it differs from the figure's.
    pub source: Option<RecordId>,
}

/// One value of a figure: the latest or an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<'a> {
    /// The number.
    pub value: &'a Number,
    /// Its unit.
    pub unit: Option<&'a str>,
    /// How the number relates to the exact number.
    pub qualifier: Option<Qualifier>,
    /// The date that the number applies to.
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
        RequiredField { name: "label", example: "label", help: "say what the number measures" },
        RequiredField { name: "value", example: "0", help: "write the number, as in `value: 59000`" },
        RequiredField {
            name: "source",
            example: "source",
            help: "write the id of a source in `sources.yaml`",
        },
    ];

    fn contradictions(&self) -> Vec<Contradiction> {
        date_contradiction("figure", ("as_of", "2013"), self.as_of, self.undated).into_iter().collect()
    }
}

impl Figure {
    /// The latest value, followed by the earlier values from the newest to the oldest.
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

    /// The value that a reference names: the latest, or that of a date.
    pub fn amount(&self, reference: &FigureRef) -> Option<Amount<'_>> {
        let mut amounts = self.amounts().into_iter();
        amounts.find(|amount| reference.at.is_none() || reference.is_at(amount.as_of))
    }
}
