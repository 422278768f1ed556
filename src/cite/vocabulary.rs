//! The CSL types and variables that sources and pages may have.

use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};

/// The types and variables that may occur; no others ever do.
pub(super) struct Vocabulary {
    /// The types of items.
    pub kinds: &'static [Kind],
    /// The variables of items.
    pub variables: &'static [Variable],
}

/// The vocabulary of sources in the register.
pub(super) const SOURCES: Vocabulary = Vocabulary {
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

/// The vocabulary of pages of the briefing in a list.
pub(super) const PAGES: Vocabulary = Vocabulary {
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

/// The variable that repeats `issued` for the tests of a style. If a variable was tested in `cs:substitute` of a
/// missing author, hayagriva treats it as already output, and ISO 690 then has "no date" after a title with a known
/// date.
pub(super) const DATED: DateVariable = DateVariable::AvailableDate;
