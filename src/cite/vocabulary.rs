//! What sources and pages may be and have, in the words of the CSL.

use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};

/// The kinds and variables that there are. What is not among them is never there.
pub(super) struct World {
    /// The kinds of sources.
    pub kinds: &'static [Kind],
    /// The variables that a source may have.
    pub variables: &'static [Variable],
}

/// What a record of the register may be and have.
pub(super) const SOURCES: World = World {
    kinds: &[
        Kind::Webpage,
        Kind::Report,
        Kind::Book,
        Kind::Chapter,
        Kind::ArticleJournal,
        Kind::ArticleNewspaper,
        Kind::Legislation,
        Kind::Treaty,
        Kind::LegalCase,
        Kind::Speech,
        Kind::Interview,
        Kind::Dataset,
        Kind::Map,
        Kind::MotionPicture,
        Kind::Broadcast,
        Kind::Thesis,
        Kind::Document,
    ],
    variables: &[
        Variable::Name(NameVariable::Author),
        Variable::Name(NameVariable::Editor),
        Variable::Date(DateVariable::Issued),
        Variable::Date(DateVariable::Accessed),
        Variable::Date(DATED),
        Variable::Page(PageVariable::Page),
        Variable::Number(NumberVariable::PageFirst),
        Variable::Number(NumberVariable::Number),
        Variable::Number(NumberVariable::Volume),
        Variable::Number(NumberVariable::Issue),
        Variable::Number(NumberVariable::Edition),
        Variable::Number(NumberVariable::Locator),
        Variable::Number(NumberVariable::CitationNumber),
        Variable::Number(NumberVariable::FirstReferenceNoteNumber),
        Variable::Standard(StandardVariable::Title),
        Variable::Standard(StandardVariable::ContainerTitle),
        Variable::Standard(StandardVariable::EventTitle),
        Variable::Standard(StandardVariable::Genre),
        Variable::Standard(StandardVariable::Publisher),
        Variable::Standard(StandardVariable::PublisherPlace),
        Variable::Standard(StandardVariable::Archive),
        Variable::Standard(StandardVariable::ArchiveLocation),
        Variable::Standard(StandardVariable::URL),
        Variable::Standard(StandardVariable::DOI),
        Variable::Standard(StandardVariable::ISBN),
        Variable::Standard(StandardVariable::Language),
        Variable::Standard(StandardVariable::YearSuffix),
        Variable::Standard(StandardVariable::CitationLabel),
        Variable::Standard(StandardVariable::CitationKey),
    ],
};

/// What a page of the briefing is and may have, in a list.
pub(super) const PAGES: World = World {
    kinds: &[Kind::Webpage],
    variables: &[
        Variable::Name(NameVariable::Author),
        Variable::Date(DateVariable::Issued),
        Variable::Date(DATED),
        Variable::Number(NumberVariable::CitationNumber),
        Variable::Standard(StandardVariable::Title),
        Variable::Standard(StandardVariable::ContainerTitle),
        Variable::Standard(StandardVariable::Publisher),
        Variable::Standard(StandardVariable::URL),
        Variable::Standard(StandardVariable::Language),
        Variable::Standard(StandardVariable::YearSuffix),
        Variable::Standard(StandardVariable::CitationLabel),
        Variable::Standard(StandardVariable::CitationKey),
    ],
};

/// The variable that repeats `issued` for the tests of a style. hayagriva takes a variable that was tested in the place
/// of a missing author for written, and then ISO 690 has "no date" behind a title whose date is known.
pub(super) const DATED: DateVariable = DateVariable::AvailableDate;
