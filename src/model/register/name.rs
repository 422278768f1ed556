//! A record of `names.yaml`: a person, organization, place or agreement.

use schemars::{JsonSchema, Schema, json_schema};
use serde::{Deserialize, Serialize};

use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;
use crate::model::value::web_address::WebAddress;
use crate::model::value::when::When;

use super::record_kind::RecordKind;
use super::record_type::{Contradiction, Record, RecordType, Reference, RequiredField};

/// The kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A state, ministry, company, association, international organization or committee.
    Organization,
    /// A town, region, country or site.
    Place,
    /// A treaty, agreement, plan or declaration, in force or under negotiation.
    Agreement,
}

impl NameKind {
    /// Every kind, in the order of pages.
    pub const ALL: &'static [Self] = &[Self::Person, Self::Organization, Self::Place, Self::Agreement];

    /// The kind as a register writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Agreement => "agreement",
        }
    }
}

/// The stage of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is being negotiated.
    Negotiation,
    /// It has been adopted, without a signature.
    Adopted,
    /// It has been signed.
    Signed,
    /// It is in force.
    InForce,
    /// It has ended.
    Ended,
}

/// A person, organization, place or agreement that the briefing names. Fields of another kind are an error.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = of_kinds)]
pub struct Name {
    /// The id that references use; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// The kind of name.
    pub kind: NameKind,
    /// The name, as the briefing spells it.
    pub name: Localized,
    /// The sort key in alphabetical order, if it is not the first word: `Abe`.
    pub sort: Option<String>,
    /// Other forms of the name in texts, such as `Prime Minister Abe` or `MFJ`.
    #[serde(default)]
    pub also: Vec<String>,
    /// Who or what it is: a sentence.
    pub description: Option<Localized>,
    /// Its own website.
    pub url: Option<WebAddress>,
    /// The id of the record's source in `sources.yaml`.
    pub source: Option<RecordId>,
    /// A note for readers: a sentence.
    pub note: Option<Localized>,
    /// Of a person: the position, such as `Prime Minister of Japan`.
    pub role: Option<Localized>,
    /// Of a person: the id of the organization in which the position is held.
    pub organization: Option<RecordId>,
    /// Of an organization: the id of its location.
    pub place: Option<RecordId>,
    /// Of an organization or a place: the id of the organization or place that it belongs to, such as the country of a town.
    pub part_of: Option<RecordId>,
    /// Of an agreement: its stage.
    pub stage: Option<Stage>,
    /// Of an agreement: the date on which it reached this stage.
    pub date: Option<When>,
    /// Of an agreement: the date on which it expires.
    pub until: Option<When>,
    /// Of an agreement: the ids of its parties.
    #[serde(default)]
    pub parties: Vec<RecordId>,
}

impl Record for Name {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, language: &Language) -> &str {
        self.name.in_language(language)
    }

    fn names(&self) -> Vec<&str> {
        self.name.iter().map(|(_, text)| text).chain(self.also.iter().map(String::as_str)).collect()
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let others = self.others().map(|(field, id)| Reference { field, kind: RecordKind::Name, id });
        others.chain(Reference::sources(&self.source)).collect()
    }
}

impl RecordType for Name {
    const REQUIRED: &'static [RequiredField] = &[
        RequiredField {
            name: "kind",
            example: "person",
            help: "write `kind: person`, `organization`, `place` or `agreement`",
        },
        RequiredField { name: "name", example: "name", help: "write the name as the briefing spells it" },
    ];

    fn contradictions(&self) -> Vec<Contradiction> {
        let kind = self.kind.word();
        let strange = self.strange_fields().into_iter().map(|(field, of)| {
            let message = format!("`{field}` is a field of {of}, but this is `kind: {kind}`");
            Contradiction::new(message, format!("remove `{field}`"))
        });
        strange.collect()
    }
}

impl Name {
    /// The fields of the record that do not belong to its kind, each with the kind that they belong to.
    pub fn strange_fields(&self) -> Vec<(&'static str, &'static str)> {
        let has = |field: &str| match field {
            "role" => self.role.is_some(),
            "organization" => self.organization.is_some(),
            "place" => self.place.is_some(),
            "part_of" => self.part_of.is_some(),
            "stage" => self.stage.is_some(),
            "date" => self.date.is_some(),
            "until" => self.until.is_some(),
            _ => !self.parties.is_empty(),
        };
        strange_to(self.kind).filter(|(field, _)| has(field)).collect()
    }

    /// The ids of other names in the record, each with its field.
    pub fn others(&self) -> impl Iterator<Item = (&'static str, &RecordId)> {
        let one = [("organization", &self.organization), ("place", &self.place), ("part_of", &self.part_of)];
        let one = one.into_iter().filter_map(|(field, id)| Some((field, id.as_ref()?)));
        one.chain(self.parties.iter().map(|id| ("parties", id)))
    }
}

/// The fields that not every kind has, with the kinds that have them.
const OF_KIND: &[(&str, &[NameKind], &str)] = &[
    ("role", &[NameKind::Person], "a person"),
    ("organization", &[NameKind::Person], "a person"),
    ("place", &[NameKind::Organization], "an organization"),
    ("part_of", &[NameKind::Place, NameKind::Organization], "a place or an organization"),
    ("stage", &[NameKind::Agreement], "an agreement"),
    ("date", &[NameKind::Agreement], "an agreement"),
    ("until", &[NameKind::Agreement], "an agreement"),
    ("parties", &[NameKind::Agreement], "an agreement"),
];

/// The fields that do not belong to a kind, each with the kind that they belong to.
fn strange_to(kind: NameKind) -> impl Iterator<Item = (&'static str, &'static str)> {
    OF_KIND.iter().filter(move |(_, kinds, _)| !kinds.contains(&kind)).map(|(field, _, of)| (*field, *of))
}

/// Forbids the fields that do not belong to a record's kind.
fn of_kinds(schema: &mut Schema) {
    let of_kind = |kind: &NameKind| {
        let mut strange = json_schema!({});
        for (field, of) in strange_to(*kind) {
            let message = format!("`{field}` is a field of {of}, but this is `kind: {}`", kind.word());
            let none = json_schema!({"type": ["null", "array"], "maxItems": 0, "errorMessage": message});
            strange.insert(field.to_owned(), none.into());
        }
        json_schema!({
            "if": {"required": ["kind"], "properties": {"kind": {"const": kind.word()}}},
            "then": {"properties": strange},
        })
    };
    let rules: Vec<Schema> = NameKind::ALL.iter().map(of_kind).collect();
    schema::merge(schema, json_schema!({"allOf": rules}));
}
