//! One problem, with its code, its place and the fix.

use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer};

use super::tree::FilePath;

/// Bytes of a file from the first to the one before the last, front matter included.
pub type Span = Range<usize>;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Published all the same; `--strict` counts it as an error.
    Warning,
    /// Worth knowing; never counted.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// The kind of a problem: a stable name that documentation and scripts may rely on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name, as it is printed.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How much a problem of this kind matters.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file, a heading, or what comes of a page, is larger than it may be.
    TooLarge = "too-large", Error;
    /// A text nests quotations, lists, spans or links deeper than a page may.
    TooDeep = "too-deep", Error;
    /// A symbolic link leads out of the folder that it stands in.
    LinkOutside = "link-outside", Error;
    /// A symbolic link leads to a folder that holds it.
    LinkCircle = "link-circle", Error;
    /// A symbolic link leads nowhere.
    LinkBroken = "link-broken", Error;
    /// The operating system would not let a file be read.
    Unreadable = "unreadable", Error;
    /// A file's name is not UTF-8.
    NameNotUtf8 = "name-not-utf8", Error;
    /// A text file is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A text file holds a control character.
    ControlCharacter = "control-character", Error;
    /// A text file begins with a byte order mark.
    ByteOrderMark = "byte-order-mark", Warning;
    /// A text file's lines end in carriage return and line feed.
    CarriageReturn = "carriage-return", Note;
    /// A page has no content at all.
    EmptyFile = "empty-file", Error;
    /// A page does not begin with front matter.
    NoFrontMatter = "no-front-matter", Error;
    /// Front matter begins and does not end.
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    /// A text is not YAML, or not YAML that is safe to read.
    Yaml = "yaml", Error;
    /// YAML that should be a mapping of keys to values is something else.
    NotAMapping = "not-a-mapping", Error;
    /// A key stands twice in one mapping.
    DuplicateKey = "duplicate-key", Error;
    /// A key that means nothing here.
    UnknownKey = "unknown-key", Error;
    /// A register's line that belongs to no record.
    NotAList = "not-a-list", Error;
    /// A record without a field that it needs.
    MissingField = "missing-field", Error;
    /// Two records of a register with one id.
    DuplicateId = "duplicate-id", Error;
    /// A reference to a record that is not there.
    UnknownRecord = "unknown-record", Error;
    /// A figure in a text that is not what the register says.
    FigureDiffers = "figure-differs", Error;
    /// A link to one name or term with the words for another.
    NameDiffers = "name-differs", Error;
    /// A date in a text in which the event that it refers to was not.
    EventDiffers = "event-differs", Error;
    /// An event on a weekday that its date was not, or that ends before it begins.
    ImpossibleEvent = "impossible-event", Error;
    /// Records that cannot both be right.
    Contradiction = "contradiction", Error;
    /// An acronym in a text that the register of terms does not know.
    UnregisteredAcronym = "unregistered-acronym", Warning;
    /// What looks like a name in a text and is not in the register of names.
    UnregisteredName = "unregistered-name", Warning;
    /// A chart that is no paragraph of its own.
    MisplacedChart = "misplaced-chart", Error;
    /// A chart that cannot be drawn as its record says.
    ImpossibleChart = "impossible-chart", Error;
    /// An id that was published and is in no register now.
    RemovedId = "removed-id", Error;
    /// What should be looked at again.
    Stale = "stale", Warning;
    /// A record that nothing refers to.
    UnusedRecord = "unused-record", Warning;
    /// A file among the registers that is none of them.
    UnknownRegister = "unknown-register", Error;
    /// A register in a folder beside `content/`.
    MisplacedRegister = "misplaced-register", Error;
    /// A value of the wrong type or outside its range.
    WrongValue = "wrong-value", Error;
    /// A page or a site has no title.
    MissingTitle = "missing-title", Error;
    /// The folder has no `chancery.yaml`.
    MissingConfiguration = "missing-configuration", Error;
    /// A file among the content that a browser would run as part of the site.
    ActiveFile = "active-file", Error;
    /// A link to a page or file that is not there.
    MissingTarget = "missing-target", Error;
    /// A link to a heading that is not there.
    MissingHeading = "missing-heading", Error;
    /// A link to a page that is not published because it is a draft.
    DraftTarget = "draft-target", Error;
    /// A name in `[[..]]`, or the short form of a heading, that fits several.
    AmbiguousTarget = "ambiguous-target", Error;
    /// An address that a reader's browser should never be given.
    UnsafeAddress = "unsafe-address", Error;
    /// A link that cannot be read as one and would be shown as it is written.
    LiteralLink = "literal-link", Error;
    /// Cells of a table that would not be shown.
    LostCell = "lost-cell", Error;
    /// A text that ends where ` #` begins a comment.
    CutText = "cut-text", Warning;
    /// A page whose file name does not end in `.md`.
    WrongEnding = "wrong-ending", Error;
    /// An image that a page would load from another host.
    RemoteImage = "remote-image", Error;
    /// An image without alternative text.
    MissingAlternative = "missing-alternative", Error;
    /// An image whose alternative text is a file's name or says no more than that it is an image.
    VagueAlternative = "vague-alternative", Warning;
    /// A link whose text does not say where it leads.
    VagueLink = "vague-link", Warning;
    /// Two links of one page with one text that lead to two places.
    SameLinkText = "same-link-text", Warning;
    /// A heading more than one level below the one before it.
    SkippedLevel = "skipped-level", Warning;
    /// A paragraph of bold words where a heading would stand.
    BoldHeading = "bold-heading", Warning;
    /// Lines that look like a list and are none.
    UnmarkedList = "unmarked-list", Warning;
    /// A table, or a column of one, without a head.
    MissingHead = "missing-head", Warning;
    /// A language tag that is none.
    WrongLanguage = "wrong-language", Warning;
    /// Words in another script that are not marked with their language.
    UnmarkedLanguage = "unmarked-language", Warning;
    /// A reference to a footnote that is not there.
    MissingFootnote = "missing-footnote", Error;
    /// A footnote that is defined twice.
    DuplicateFootnote = "duplicate-footnote", Error;
    /// A link or heading without text.
    MissingText = "missing-text", Error;
    /// A footnote that nothing refers to.
    UnusedFootnote = "unused-footnote", Warning;
    /// Two headings of one page with one id.
    DuplicateHeading = "duplicate-heading", Error;
    /// A level-1 heading in a page's text.
    LevelOneHeading = "level-one-heading", Error;
    /// Raw HTML that was taken out.
    RemovedHtml = "removed-html", Warning;
    /// Two files that would be published at one address.
    SameAddress = "same-address", Error;
    /// An address that some file systems cannot hold.
    UnportableAddress = "unportable-address", Error;
    /// A folder with pages and no `index.md`.
    MissingIndex = "missing-index", Error;
    /// A translation into a language that the site does not have.
    UnknownLanguage = "unknown-language", Error;
    /// Two tags that differ only in how they are written.
    TagSpelling = "tag-spelling", Warning;
    /// A template that cannot be read.
    TemplateSyntax = "template-syntax", Error;
    /// A template that is used and does not exist.
    UnknownTemplate = "unknown-template", Error;
    /// A file in `templates/` that nothing uses.
    UnusedTemplate = "unused-template", Warning;
    /// A template that fails while a page is made with it.
    TemplateRendering = "template-rendering", Error;
    /// A template that asks for more than a page may.
    TemplateBudget = "template-budget", Error;
    /// A language without a strings file: the interface is in another one.
    MissingStrings = "missing-strings", Warning;
    /// A link that a site's own template writes and that leads nowhere.
    DeadLink = "dead-link", Error;
    /// A text of the interface that a strings file lacks.
    MissingString = "missing-string", Error;
    /// A custom domain that is not the host of the site's address.
    CnameDiffers = "cname-differs", Warning;
    /// A picture for links that other sites will not show, or not whole.
    UnfitShareImage = "unfit-share-image", Warning;
    /// An accessibility statement that claims conformity and does not say how it was found.
    UnprovenConformity = "unproven-conformity", Error;
    /// An accessibility statement without an address to write to.
    MissingContact = "missing-contact", Note;
    /// Outputs that need the site's address are left out.
    NoBaseUrl = "no-base-url", Note;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One problem. Line and column are computed from the span when it is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file that has to be fixed.
    pub file: FilePath,
    /// Where in the file; nothing when the problem is the file as a whole.
    pub span: Option<(usize, usize)>,
    /// The kind of problem.
    pub code: Code,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// The one next step.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem of a whole file.
    pub fn of_file(code: Code, file: &FilePath, message: impl Into<String>) -> Self {
        Self { file: file.clone(), span: None, code, message: message.into(), help: None }
    }

    /// A problem at a place in a file.
    pub fn at(code: Code, file: &FilePath, span: Span, message: impl Into<String>) -> Self {
        Self { span: Some((span.start, span.end)), ..Self::of_file(code, file, message) }
    }

    /// The same problem with its fix.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}
