//! A record of `names.yaml`: a person, organization, place or agreement.

use serde::{Deserialize, Serialize};

use super::config::WebAddress;
use super::localized::Localized;
use super::when::When;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
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
    /// Every kind, in the order in which pages show them.
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

/// How far an agreement has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is being negotiated.
    Negotiation,
    /// It has been adopted, and nobody had to sign it.
    Adopted,
    /// It has been signed.
    Signed,
    /// It is in force.
    InForce,
    /// It has ended.
    Ended,
}

/// Someone or something that the briefing names. Fields of one kind are an error in another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Name {
    /// What references name it by; unique in its register, and never changed.
    pub id: Option<String>,
    /// What it is the name of.
    pub kind: Option<NameKind>,
    /// The name, as the briefing writes it.
    pub name: Option<Localized>,
    /// What it stands under in alphabetical order, where that is not its first word: `Abe`.
    pub sort: Option<String>,
    /// Other ways in which texts write it, such as `Prime Minister Abe` or `MFJ`.
    pub also: Vec<String>,
    /// Who or what it is: a sentence.
    pub description: Option<Localized>,
    /// Its own website.
    pub url: Option<WebAddress>,
    /// The id of the source in `sources.yaml` that the record is from.
    pub source: Option<String>,
    /// What a reader should know of it: a sentence.
    pub note: Option<Localized>,
    /// Of a person: the office held, such as `Prime Minister of Japan`.
    pub role: Option<Localized>,
    /// Of a person: the id of the organization in which it is held.
    pub organization: Option<String>,
    /// Of an organization: the id of the place where it is.
    pub place: Option<String>,
    /// Of an organization or a place: the id of the one that it belongs to, such as the country of a town.
    pub part_of: Option<String>,
    /// Of an agreement: how far it has come.
    pub stage: Option<Stage>,
    /// Of an agreement: when it came so far.
    pub date: Option<When>,
    /// Of an agreement: until when it runs.
    pub until: Option<When>,
    /// Of an agreement: the ids of the organizations and places that are parties to it.
    pub parties: Vec<String>,
}

impl Name {
    /// The fields that the record has and names of its kind do not, each with the kind that it is of.
    pub fn strange_fields(&self) -> Vec<(&'static str, &'static str)> {
        let Some(kind) = self.kind else { return Vec::new() };
        let (person, organization, agreement) =
            (kind == NameKind::Person, kind == NameKind::Organization, kind == NameKind::Agreement);
        let place = kind == NameKind::Place;
        [
            ("role", self.role.is_some() && !person, "a person"),
            ("organization", self.organization.is_some() && !person, "a person"),
            ("place", self.place.is_some() && !organization, "an organization"),
            ("part_of", self.part_of.is_some() && !(place || organization), "a place or an organization"),
            ("stage", self.stage.is_some() && !agreement, "an agreement"),
            ("date", self.date.is_some() && !agreement, "an agreement"),
            ("until", self.until.is_some() && !agreement, "an agreement"),
            ("parties", !self.parties.is_empty() && !agreement, "an agreement"),
        ]
        .into_iter()
        .filter(|(_, is_strange, _)| *is_strange)
        .map(|(field, _, of)| (field, of))
        .collect()
    }

    /// The ids of the other names that the record names, each with its field.
    pub fn others(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let one = [("organization", &self.organization), ("place", &self.place), ("part_of", &self.part_of)];
        let one = one.into_iter().filter_map(|(field, id)| Some((field, id.as_deref()?)));
        one.chain(self.parties.iter().map(|id| ("parties", id.as_str())))
    }
}
