//! The template variables of records.

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
    /// What the number measures.
    pub label: String,
    /// The date that the number applies to; `None` if the source gives no date.
    pub as_of: Option<DateLabel>,
    /// A link to the source's entry on the page of sources.
    pub source: Option<Link>,
    /// A note for readers.
    pub note: Option<String>,
    /// The address of its entry on the page of figures.
    pub href: String,
    /// In a panel: the first page that uses it, other than landing pages.
    pub page: Option<Link>,
    /// The earlier values, from the newest to the oldest; empty in a note.
    pub earlier: Vec<FigureView>,
    /// The pages that show it in their text or panel; empty in a note.
    pub uses: Vec<Link>,
}

/// A source on the page of all sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// The id, which is also the fragment on the page.
    pub id: String,
    /// The document's title.
    pub title: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of publication or of the last change.
    pub date: Option<DateLabel>,
    /// The web address of the document.
    pub url: Option<String>,
    /// The date of access.
    pub accessed: Option<DateLabel>,
    /// The holder of the rights.
    pub rights: Option<String>,
    /// The figures from this source.
    pub figures: Vec<Link>,
    /// The events, names and terms from this source.
    pub records: Vec<Link>,
    /// The pages that cite it.
    pub citing: Vec<Link>,
}

/// An entry of the list of sources at the end of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceItem {
    /// The source in the site's citation style, as HTML.
    pub html: Arc<str>,
    /// The address of its entry on the page of sources.
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

/// The citations of a page that readers can copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CiteThis {
    /// The citation without a style: title, site, publisher, date and address, as HTML.
    pub plain: String,
    /// The citation in each style that the site offers.
    pub styled: Vec<CitationForm>,
    /// The entry for BibTeX.
    pub bibtex: String,
    /// The entry as CSL-JSON, for reference managers.
    pub csl_json: String,
}

/// A name in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameItem {
    /// The name.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// The acronym.
    pub acronym: Option<String>,
    /// The description.
    pub description: Option<String>,
}

/// The names of a kind with the same initial letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameLetter {
    /// The letter; empty if the kind has few names.
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

/// A fact about a name, such as its position, its location or its parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameFact {
    /// The label.
    pub label: String,
    /// The text, unless the fact is a date or links.
    pub text: Option<String>,
    /// The date, if the fact is a date.
    pub date: Option<DateLabel>,
    /// Links to names.
    pub links: Vec<Link>,
}

/// A name on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameView {
    /// The id.
    pub id: String,
    /// The kind in words: `Organization`.
    pub kind: String,
    /// The acronym.
    pub acronym: Option<String>,
    /// Other forms of the name.
    pub also: Vec<String>,
    /// Its own website.
    pub url: Option<String>,
    /// The facts about it.
    pub facts: Vec<NameFact>,
    /// A note for readers.
    pub note: Option<String>,
    /// The source.
    pub source: Option<Link>,
    /// The agreements to which it is a party.
    pub agreements: Vec<NameItem>,
    /// The people and organizations that belong to it, and the places in it.
    pub related: Vec<NameItem>,
    /// The events that involve it, latest first.
    pub events: Vec<EventView>,
    /// The pages that mention it, with the sentences that do so.
    pub mentions: Vec<Backlink>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// Its id, and its fragment on the timeline.
    pub id: String,
    /// What happened.
    pub title: String,
    /// The date or span; `None` if the source gives no date.
    pub date: Option<DateLabel>,
    /// The end in ISO 8601, for machines.
    pub end: Option<String>,
    /// The address of its entry on the timeline.
    pub href: String,
    /// In a panel: the first page that refers to it, other than landing pages.
    pub page: Option<Link>,
    /// The kind of event.
    pub kind: Option<String>,
    /// The number of the kind in the filters of the timeline, from 1; `None` if it has no filter.
    pub kind_number: Option<usize>,
    /// The series.
    pub series: Option<String>,
    /// Whether it is the latest of its series.
    pub is_latest: bool,
    /// The top-level section.
    pub section: Option<Link>,
    /// The number of the section in the filters of the timeline, from 1; `None` if it has no filter.
    pub section_number: Option<usize>,
    /// The places where it took place.
    pub places: Vec<Link>,
    /// The people, organizations and agreements that it concerns.
    pub names: Vec<Link>,
    /// The source.
    pub source: Option<Link>,
    /// A note for readers.
    pub note: Option<String>,
    /// The pages that refer to it; empty except on the timeline.
    pub uses: Vec<Link>,
}

/// The events that began in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearView {
    /// The fragment: `2014`, `undated`.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The events, latest first.
    pub events: Vec<EventView>,
}

/// The latest event of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LatestView {
    /// The series.
    pub series: String,
    /// The number of events in the series.
    pub count: usize,
    /// The event.
    pub event: EventView,
}

/// A filter of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilterView {
    /// The number, from 1.
    pub number: usize,
    /// The title.
    pub title: String,
}

/// A term in the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermView {
    /// The id, which is also the fragment on the page.
    pub id: String,
    /// The acronym or expression.
    pub term: String,
    /// The expansion of an acronym.
    pub expansion: Option<String>,
    /// The definition.
    pub definition: Option<String>,
    /// The name that it abbreviates.
    pub name: Option<Link>,
    /// The source.
    pub source: Option<Link>,
    /// The pages that use it.
    pub uses: Vec<Link>,
}

/// A file with the records of a page for machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Download {
    /// The address.
    pub href: String,
    /// The media type: `text/csv`.
    pub media: &'static str,
    /// What it is called: `CSV`.
    pub title: String,
}

/// A retired id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetiredView {
    /// The id, which is also the fragment on the page.
    pub id: String,
    /// A note for readers.
    pub note: Option<String>,
    /// The record that replaces it.
    pub replaced_by: Option<Link>,
}

/// The variables of a page generated from registers.
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
    /// The years with events, on the timeline, latest first.
    pub years: Vec<YearView>,
    /// The latest event of each series, on the timeline.
    pub latest: Vec<LatestView>,
    /// The filters of the timeline by section.
    pub sections: Vec<FilterView>,
    /// The filters of the timeline by kind.
    pub kinds: Vec<FilterView>,
    /// The terms, in the glossary.
    pub terms: Vec<TermView>,
    /// The downloads of the records; empty on the page of one name.
    pub downloads: Vec<Download>,
    /// The retired ids of the register.
    pub retired: Vec<RetiredView>,
}

/// The preview of a reference's target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The address, as in the text.
    pub href: String,
    /// The title of the target.
    pub title: String,
    /// A page's description, an event's date, a term's definition and so on.
    pub text: String,
}
