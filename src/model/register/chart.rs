//! A record of `charts.yaml`: a chart that compares figures, or a diagram of events over time.

use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;

use crate::model::value::figure_ref::FigureRef;
use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;

use super::record_kind::RecordKind;
use super::record_type::{Contradiction, Record, RecordType, Reference, RequiredField};

/// A drawing that texts show with `![](chart:id)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = one_content)]
pub struct Chart {
    /// The id that texts refer to; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// What the chart compares or shows: a phrase without a full stop.
    pub title: Localized,
    /// A note on the comparison for readers: a sentence.
    pub caption: Option<Localized>,
    /// The ids of the figures to compare, from top to bottom: numbers with the same unit. For an earlier value of a figure,
    /// add its date: `trade-deficit@2011`.
    #[serde(default)]
    pub figures: Vec<FigureRef>,
    /// The id of a figure whose values the chart shows, from the earliest to the latest.
    pub history: Option<RecordId>,
    /// The series of events that the chart shows over time, with a lane for each country or other outermost place.
    pub events: Option<String>,
}

impl Record for Chart {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, language: &Language) -> &str {
        self.title.in_language(language)
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let history = Reference::each("history", RecordKind::Figure, &self.history);
        let figures = self.figures.iter().map(|figure| &figure.id);
        history.chain(Reference::each("figures", RecordKind::Figure, figures)).collect()
    }
}

impl RecordType for Chart {
    const REQUIRED: &'static [RequiredField] = &[RequiredField {
        name: "title",
        example: "title",
        help: "write what the chart shows as a phrase without a full stop",
    }];

    fn contradictions(&self) -> Vec<Contradiction> {
        let wrong = match self.contents() {
            0 => Contradiction::new(
                "the record has no `figures`",
                "list the figures to compare, or write `history` or `events`",
            ),
            1 => return Vec::new(),
            _ => Contradiction::new(
                "a chart shows one thing: `figures`, `history` or `events`",
                "remove all but one of them",
            ),
        };
        vec![wrong]
    }
}

impl Chart {
    /// The ids of the figures in the chart.
    pub fn figure_ids(&self) -> impl Iterator<Item = &RecordId> {
        self.history.iter().chain(self.figures.iter().map(|figure| &figure.id))
    }

    /// The figures in the chart.
    pub fn figures(&self) -> impl Iterator<Item = FigureRef> + '_ {
        self.history.iter().cloned().map(FigureRef::latest).chain(self.figures.iter().cloned())
    }

    /// How many of `figures`, `history` and `events` the record has: exactly one is valid.
    pub fn contents(&self) -> usize {
        usize::from(!self.figures.is_empty())
            + usize::from(self.history.is_some())
            + usize::from(self.events.is_some())
    }
}

/// Requires exactly one of `figures`, `history` and `events`.
fn one_content(schema: &mut Schema) {
    let shows = json_schema!({"type": ["string", "number", "boolean"]});
    schema::merge(
        schema,
        json_schema!({
            "oneOf": [
                {"required": ["figures"], "properties": {"figures": {"minItems": 1}}},
                {"required": ["history"], "properties": {"history": shows}},
                {"required": ["events"], "properties": {"events": shows}},
            ],
        }),
    );
}
