//! Diagnostics: a problem with its code, its location and the fix.

use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer};

use super::tree::FilePath;

/// A range of bytes in a file, front matter included.
pub type Span = Range<usize>;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not published until it is fixed.
    Error,
    /// The site is published nevertheless; `--strict` counts it as an error.
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
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name, as printed.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity of problems of this kind.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file, a heading or the output of a page exceeds its size limit.
    TooLarge = "too-large", Error;
    /// A text nests quotations, lists, spans or links too deeply.
    TooDeep = "too-deep", Error;
    /// A symbolic link leads out of its folder.
    LinkOutside = "link-outside", Error;
    /// A symbolic link leads to a folder that contains it.
    LinkCircle = "link-circle", Error;
    /// A symbolic link has no target.
    LinkBroken = "link-broken", Error;
    /// The operating system does not allow a file to be read.
    Unreadable = "unreadable", Error;
    /// A file's name is not UTF-8.
    NameNotUtf8 = "name-not-utf8", Error;
    /// A text file is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A text file contains a control character.
    ControlCharacter = "control-character", Error;
    /// A text file begins with a byte order mark.
    ByteOrderMark = "byte-order-mark", Warning;
    /// A text file's lines end in carriage return and line feed.
    CarriageReturn = "carriage-return", Note;
    /// A page's file is empty.
    EmptyFile = "empty-file", Error;
    /// A page does not begin with front matter.
    NoFrontMatter = "no-front-matter", Error;
    /// Front matter has no closing line.
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    /// A text is not YAML, or uses YAML features that are not supported for safety.
    Yaml = "yaml", Error;
    /// YAML that should be a mapping of keys to values is something else.
    NotAMapping = "not-a-mapping", Error;
    /// A key is repeated in a mapping.
    DuplicateKey = "duplicate-key", Error;
    /// An unknown key.
    UnknownKey = "unknown-key", Error;
    /// A line of a register outside any record.
    NotAList = "not-a-list", Error;
    /// A record without a required field.
    MissingField = "missing-field", Error;
    /// Two records of a register with the same id.
    DuplicateId = "duplicate-id", Error;
    /// A reference to a record that does not exist.
    UnknownRecord = "unknown-record", Error;
    /// A figure in a text that differs from the register.
    FigureDiffers = "figure-differs", Error;
    /// A link to a name or term whose text names another.
    NameDiffers = "name-differs", Error;
    /// A date in a text that contradicts the event that it links to.
    EventDiffers = "event-differs", Error;
    /// An event with impossible dates: on the wrong weekday, or with its end before its beginning.
    ImpossibleEvent = "impossible-event", Error;
    /// Records or fields that contradict each other.
    Contradiction = "contradiction", Error;
    /// An acronym in a text that is not in the register of terms.
    UnregisteredAcronym = "unregistered-acronym", Warning;
    /// Words in a text that look like a name and are not in the register of names.
    UnregisteredName = "unregistered-name", Warning;
    /// A chart that is not in a paragraph of its own.
    MisplacedChart = "misplaced-chart", Error;
    /// A chart that cannot be drawn from its record.
    ImpossibleChart = "impossible-chart", Error;
    /// A published id that is no longer in any register.
    RemovedId = "removed-id", Error;
    /// Content that is due for review.
    Stale = "stale", Warning;
    /// An unused record.
    UnusedRecord = "unused-record", Warning;
    /// A file in the folder of the registers that is not a register.
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
    /// A link to a page or file that does not exist.
    MissingTarget = "missing-target", Error;
    /// A link to a heading that does not exist.
    MissingHeading = "missing-heading", Error;
    /// A link to a page that is not published because it is a draft.
    DraftTarget = "draft-target", Error;
    /// A name in `[[..]]`, or the short form of a heading, that matches several.
    AmbiguousTarget = "ambiguous-target", Error;
    /// An address with a scheme that is unsafe for readers' browsers.
    UnsafeAddress = "unsafe-address", Error;
    /// A mistake in a link, which would be shown as plain text.
    LiteralLink = "literal-link", Error;
    /// Cells of a table that would not be shown.
    LostCell = "lost-cell", Error;
    /// A value in YAML that is cut off where ` #` begins a comment.
    CutText = "cut-text", Warning;
    /// A page whose file name does not end in `.md`.
    WrongEnding = "wrong-ending", Error;
    /// An image that a page would load from another host.
    RemoteImage = "remote-image", Error;
    /// An image without alternative text.
    MissingAlternative = "missing-alternative", Error;
    /// An image whose alternative text is a file name or only states that it is an image.
    VagueAlternative = "vague-alternative", Warning;
    /// A link whose text does not describe its target.
    VagueLink = "vague-link", Warning;
    /// Two links of a page with the same text and different targets.
    SameLinkText = "same-link-text", Warning;
    /// A heading more than one level below the one before it.
    SkippedLevel = "skipped-level", Warning;
    /// A paragraph of bold text in place of a heading.
    BoldHeading = "bold-heading", Warning;
    /// Lines that look like a list but are not marked up as a list.
    UnmarkedList = "unmarked-list", Warning;
    /// A table or column without a header.
    MissingHead = "missing-head", Warning;
    /// A wrong language tag.
    WrongLanguage = "wrong-language", Warning;
    /// Text in another script whose language is not marked.
    UnmarkedLanguage = "unmarked-language", Warning;
    /// A reference to a footnote that does not exist.
    MissingFootnote = "missing-footnote", Error;
    /// A footnote that is defined twice.
    DuplicateFootnote = "duplicate-footnote", Error;
    /// A link or heading without text.
    MissingText = "missing-text", Error;
    /// An unused footnote.
    UnusedFootnote = "unused-footnote", Warning;
    /// Two headings of a page with the same id.
    DuplicateHeading = "duplicate-heading", Error;
    /// A level-1 heading in a page's text.
    LevelOneHeading = "level-one-heading", Error;
    /// Raw HTML that was removed.
    RemovedHtml = "removed-html", Warning;
    /// Two files with the same address.
    SameAddress = "same-address", Error;
    /// An address that some file systems cannot store.
    UnportableAddress = "unportable-address", Error;
    /// A folder with pages and no `index.md`.
    MissingIndex = "missing-index", Error;
    /// A translation into a language that the site does not have.
    UnknownLanguage = "unknown-language", Error;
    /// Two tags that differ only in spelling.
    TagSpelling = "tag-spelling", Warning;
    /// A template with a syntax error.
    TemplateSyntax = "template-syntax", Error;
    /// A template that is used and does not exist.
    UnknownTemplate = "unknown-template", Error;
    /// A file in `templates/` that nothing uses.
    UnusedTemplate = "unused-template", Warning;
    /// A template that fails while it renders a page.
    TemplateRendering = "template-rendering", Error;
    /// A template that exceeds the limits of a page.
    TemplateBudget = "template-budget", Error;
    /// A language without a strings file, so that the interface is in another language.
    MissingStrings = "missing-strings", Warning;
    /// A dead link written by a site's own template.
    DeadLink = "dead-link", Error;
    /// A text of the interface that a strings file lacks.
    MissingString = "missing-string", Error;
    /// A custom domain that is not the host of the site's address.
    CnameDiffers = "cname-differs", Warning;
    /// A share image that other sites will not show, or will crop.
    UnfitShareImage = "unfit-share-image", Warning;
    /// An accessibility statement that claims conformance without an assessment.
    UnprovenConformity = "unproven-conformity", Error;
    /// An accessibility statement without a contact.
    MissingContact = "missing-contact", Note;
    /// Outputs that need the site's address are missing.
    NoBaseUrl = "no-base-url", Note;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A problem. Line and column are computed from the span on printing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file to fix.
    pub file: FilePath,
    /// The first byte in the file and the end; `None` if the problem concerns the whole file.
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

    /// The severity.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}
