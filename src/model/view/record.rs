//! What a template may read of the records of registers.

use std::sync::Arc;

use serde::Serialize;

use super::label::{Backlink, DateLabel, Link};

/// A figure: in a note or panel of a page, or on the page of all figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureView {
    /// Its id on the page that shows it.
    pub id: String,
    /// The number with its unit and qualifier.
    pub text: String,
    /// The number alone, for machines: `12000000000`.
    pub value: String,
    /// What it is the number of.
    pub label: String,
    /// When it was so; nothing where the source gives no date.
    pub as_of: Option<DateLabel>,
    /// The source's title, and its entry among the sources.
    pub source: Option<Link>,
    /// What a reader should know of it.
    pub note: Option<String>,
    /// Its entry among the figures.
    pub href: String,
    /// In a panel: the page that tells most of it, the first that uses it and is no landing page.
    pub page: Option<Link>,
    /// What it was before, from the newest to the oldest; none in a note.
    pub earlier: Vec<FigureView>,
    /// The pages whose texts or panels show it; none in a note.
    pub uses: Vec<Link>,
}

/// A source on the page of all sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its id, and its fragment on the page.
    pub id: String,
    /// The document's title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published or last changed.
    pub date: Option<DateLabel>,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was read there.
    pub accessed: Option<DateLabel>,
    /// Who holds rights in it.
    pub rights: Option<String>,
    /// The figures that are from it.
    pub figures: Vec<Link>,
    /// The events, names and terms that are from it.
    pub records: Vec<Link>,
    /// The pages that cite it.
    pub citing: Vec<Link>,
}

/// An entry of the list of sources at the end of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceItem {
    /// The source as the site's style writes it, as HTML.
    pub html: Arc<str>,
    /// Its entry among the sources.
    pub href: String,
}

/// The citation of a page in one style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationForm {
    /// The style: `APA`.
    pub title: String,
    /// The citation, as HTML.
    pub html: String,
}

/// How readers cite a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CiteThis {
    /// In no style: title, site, publisher, date and address, as HTML.
    pub plain: String,
    /// In each style that the site offers.
    pub styled: Vec<CitationForm>,
    /// For BibTeX.
    pub bibtex: String,
    /// For reference managers that read CSL-JSON.
    pub csl_json: String,
}

/// A name among others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameItem {
    /// The name.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its acronym.
    pub acronym: Option<String>,
    /// Who or what it is.
    pub description: Option<String>,
}

/// The names of one kind that begin with one letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameLetter {
    /// The letter; empty where a kind has few names.
    pub title: String,
    /// The names.
    pub names: Vec<NameItem>,
}

/// The names of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameGroup {
    /// The kind, as a fragment: `person`.
    pub id: &'static str,
    /// The kind, as a heading: `People`.
    pub title: String,
    /// The names, by letter.
    pub letters: Vec<NameLetter>,
}

/// A line of what is known of a name: its office, its seat, its parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameFact {
    /// What it says.
    pub label: String,
    /// The text, where it is no link.
    pub text: Option<String>,
    /// A date, where it is one.
    pub date: Option<DateLabel>,
    /// The names that it leads to.
    pub links: Vec<Link>,
}

/// A name on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameView {
    /// Its id.
    pub id: String,
    /// What it is the name of, in words: `Organization`.
    pub kind: String,
    /// Its acronym.
    pub acronym: Option<String>,
    /// Other ways in which it is written.
    pub also: Vec<String>,
    /// Its own website.
    pub url: Option<String>,
    /// What is known of it.
    pub facts: Vec<NameFact>,
    /// What a reader should know of it.
    pub note: Option<String>,
    /// The source that this is from.
    pub source: Option<Link>,
    /// The agreements that it is a party to.
    pub agreements: Vec<NameItem>,
    /// The people and organizations that belong to it, and the places in it.
    pub related: Vec<NameItem>,
    /// The events that it has to do with, the latest first.
    pub events: Vec<EventView>,
    /// The pages that mention it, with the sentences in which they do.
    pub mentions: Vec<Backlink>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// Its id, and its fragment on the timeline.
    pub id: String,
    /// What happened.
    pub title: String,
    /// When; nothing where the source does not say.
    pub date: Option<DateLabel>,
    /// When it ended, for machines.
    pub end: Option<String>,
    /// Its entry on the timeline.
    pub href: String,
    /// In a panel: the page that tells of it, the first that refers to it and is no landing page.
    pub page: Option<Link>,
    /// What kind of event it is.
    pub kind: Option<String>,
    /// The number of the kind among those of the site, from 1; nothing beyond what the timeline filters.
    pub kind_number: Option<usize>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// Whether it is the latest of its series.
    pub is_latest: bool,
    /// The section that it belongs to.
    pub section: Option<Link>,
    /// The number of the section among those with events, from 1; nothing beyond what the timeline filters.
    pub section_number: Option<usize>,
    /// Where it took place.
    pub places: Vec<Link>,
    /// Whom and what it concerns.
    pub names: Vec<Link>,
    /// The source that it is from.
    pub source: Option<Link>,
    /// What a reader should know of it.
    pub note: Option<String>,
    /// The pages that refer to it; none but on the timeline.
    pub uses: Vec<Link>,
}

/// The events that began in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearView {
    /// The year, as a fragment: `2014`, `undated`.
    pub id: String,
    /// The year, as a heading.
    pub title: String,
    /// The events, the latest first.
    pub events: Vec<EventView>,
}

/// The latest event of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LatestView {
    /// The series.
    pub series: String,
    /// How many events of it are registered.
    pub count: usize,
    /// The event.
    pub event: EventView,
}

/// A choice of what the timeline shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilterView {
    /// Its number, from 1.
    pub number: usize,
    /// What it is called.
    pub title: String,
}

/// A term in the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermView {
    /// Its id, and its fragment on the page.
    pub id: String,
    /// The acronym or expression.
    pub term: String,
    /// What an acronym is short for.
    pub expansion: Option<String>,
    /// What it means.
    pub definition: Option<String>,
    /// What it is the acronym of.
    pub name: Option<Link>,
    /// The source that it is from.
    pub source: Option<Link>,
    /// The pages that use it.
    pub uses: Vec<Link>,
}

/// A file that holds the records of a page for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Download {
    /// Its address.
    pub href: String,
    /// Its media type: `text/csv`.
    pub media: &'static str,
    /// What it is called: `CSV`.
    pub title: String,
}

/// An id that was published once and is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetiredView {
    /// The id, and its fragment on the page.
    pub id: String,
    /// What a reader should know.
    pub note: Option<String>,
    /// What has taken its place.
    pub replaced_by: Option<Link>,
}

/// What a page that is made from registers shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegisterView {
    /// The figures, on the page of all figures.
    pub figures: Vec<FigureView>,
    /// The sources, on the page of all sources.
    pub sources: Vec<SourceRow>,
    /// The names, on the page of all names.
    pub names: Vec<NameGroup>,
    /// The name, on its own page.
    pub name: Option<NameView>,
    /// The years with events, on the timeline, the latest first.
    pub years: Vec<YearView>,
    /// The latest event of each series, on the timeline.
    pub latest: Vec<LatestView>,
    /// The sections by which the timeline can be filtered.
    pub sections: Vec<FilterView>,
    /// The kinds of events by which the timeline can be filtered.
    pub kinds: Vec<FilterView>,
    /// The terms, in the glossary.
    pub terms: Vec<TermView>,
    /// The same records for machines; none on the page of one name.
    pub downloads: Vec<Download>,
    /// The ids of the register that are retired.
    pub retired: Vec<RetiredView>,
}

/// What a reference leads to, for those who do not follow it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The address, as the text has it.
    pub href: String,
    /// The title of what is there.
    pub title: String,
    /// What is said of it: a page's description, an event's date, what a term means.
    pub text: String,
}
