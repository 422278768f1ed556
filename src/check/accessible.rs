//! Checks what people who cannot see a page get instead: the texts of images and links, and the languages of
//! passages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use super::unlocated::UnlocatedDiagnostic;
use crate::graph::Graph;
use crate::model::page::resolved_reference::ResolvedReference;
use crate::model::page::wording::{Foreign, ImageWords, Lead, LinkWords, Wording};
use crate::model::register::registers::Records;
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::strings::Strings;
use crate::model::source::tree::{CONFIG, FilePath};
use crate::model::value::language_tag::fault;
use crate::model::value::localized::Localized;

/// The checks that `checks: {accessibility: false}` turns off. Problems that hide text from readers are errors and
/// always reported.
pub const CODES: &[Code] = &[
    Code::VagueAlternative,
    Code::VagueLink,
    Code::SameLinkText,
    Code::SkippedLevel,
    Code::BoldHeading,
    Code::UnmarkedList,
    Code::MissingHead,
    Code::WrongLanguage,
    Code::UnmarkedLanguage,
];

/// The input of the check of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct AccessibilityInput {
    /// The page's file.
    pub file: FilePath,
    /// The texts of its images, links and passages.
    pub wording: Arc<Wording>,
    /// The resolved references of the page.
    pub resolved_references: Arc<Vec<ResolvedReference>>,
    /// The meaningless texts.
    pub vague: Arc<Vague>,
    /// The records whose names may reveal the language of a passage; `None` if there is no such passage.
    pub records: Option<Records>,
}

/// Meaningless texts of images and of links, in the language of the interface.
#[derive(Debug, PartialEq, Eq)]
pub struct Vague {
    images: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// Reads them from the texts of the interface, where they are separated by `|`.
pub fn vague(strings: &Arc<Strings>) -> Arc<Vague> {
    let listed = |list: &str| list.split('|').map(|words| plain(words).collect()).collect();
    Arc::new(Vague { images: listed(strings.get("vague_images")), links: listed(strings.get("vague_links")) })
}

/// The diagnostics for images, links and passages.
pub fn check(input: &AccessibilityInput) -> Arc<Vec<Diagnostic>> {
    let AccessibilityInput { file, wording, resolved_references, vague, records } = input;
    let images = wording.images.iter().filter_map(|image| vague_image(file, image, &vague.images));
    let links = wording.links.iter().filter_map(|link| vague_link(file, link, &vague.links));
    let mut found: Vec<Diagnostic> = images.chain(links).collect();
    found.extend(same_link_texts(file, &wording.links, resolved_references));
    found.extend(wording.foreign.iter().map(|words| unmarked(file, words, records.as_ref())));
    Arc::new(found)
}

/// A diagnostic for each language in the configuration with an invalid tag.
pub fn languages(graph: &Graph) -> Vec<UnlocatedDiagnostic> {
    let wrong = graph.config.languages.iter().filter_map(|language| Some((language, fault(language.tag())?)));
    wrong
        .map(|(language, (message, help))| {
            let found = Diagnostic::of_file(Code::WrongLanguage, &FilePath::new(CONFIG), message);
            UnlocatedDiagnostic::at_word(found.help(help), language.tag())
        })
        .collect()
}

/// The extensions of image files.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "tif", "tiff", "bmp"];

fn vague_image(file: &FilePath, image: &ImageWords, vague: &BTreeSet<String>) -> Option<Diagnostic> {
    let name = image.written.rsplit('/').next().unwrap_or_default();
    let message = if is_file_name(&image.text, name) {
        format!("the alternative text `{}` is the name of a file", image.text)
    } else if is_listed(&image.text, vague) {
        format!("the alternative text `{}` does not say what the image shows", image.text)
    } else {
        return None;
    };
    let found = Diagnostic::at(Code::VagueAlternative, file, image.span.clone(), message);
    Some(found.help("say what a reader who cannot see the image needs to know"))
}

/// Whether a text is the name of an image file, with or without its extension.
fn is_file_name(text: &str, name: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_one_word = !text.contains(char::is_whitespace);
    let has_ending = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    // A word may be the name of its image, such as `G20` or `seal`; only a name that is not a word is not a text.
    let is_generated =
        text.contains('_') || text.contains('-') || text.chars().filter(char::is_ascii_digit).count() > 2;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    is_one_word && (has_ending || (is_generated && text == stem))
}

fn vague_link(file: &FilePath, link: &LinkWords, vague: &BTreeSet<String>) -> Option<Diagnostic> {
    let text = link.text.trim();
    let found = |message: String| Diagnostic::at(Code::VagueLink, file, link.span.clone(), message);
    if is_address(text) {
        let message = format!("the link's text is an address, `{}`", shortened(text));
        return Some(
            found(message)
                .help("use the title of the page as the link text: `[the title of the page](address)`"),
        );
    }
    is_listed(text, vague).then(|| {
        let message = format!("the link's text `{text}` does not say where it leads");
        found(message).help("use a link text that names the target")
    })
}

/// Whether a text is a web address with more than a host name.
fn is_address(text: &str) -> bool {
    let rest = ["https://", "http://", "www."].iter().find_map(|start| text.strip_prefix(start));
    !text.contains(char::is_whitespace)
        && rest.is_some_and(|rest| rest.trim_end_matches('/').contains(['/', '?', '#']))
}

/// Whether a text is in a list, ignoring case and surrounding punctuation.
fn is_listed(text: &str, list: &BTreeSet<String>) -> bool {
    // Almost no text begins like one in the list.
    let beginning: String = plain(text).take(3).collect();
    let first = list.range::<str, _>((Bound::Included(beginning.as_str()), Bound::Unbounded)).next();
    first.is_some_and(|known| !beginning.is_empty() && known.starts_with(&beginning))
        && list.contains(&plain(text).collect::<String>())
}

/// The characters of a text in lower case, without surrounding punctuation.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace();
    let parted = words
        .enumerate()
        .flat_map(|(number, word)| (number > 0).then_some(' ').into_iter().chain(word.chars()));
    // A final sigma counts as a sigma.
    parted.flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c })
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// The maximum length of a text that a message repeats, in characters.
const LONGEST: usize = 40;

/// The links with the same text as an earlier link of the page and another target. Parts of one page are the same
/// target; broken links are reported elsewhere.
fn same_link_texts(
    file: &FilePath,
    links: &[LinkWords],
    resolved_references: &[ResolvedReference],
) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut found = Vec::new();
    for link in links.iter().filter(|link| link.in_prose) {
        let Some(target) = place(&link.to, resolved_references) else { continue };
        let text = link.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = *first.entry(text.to_lowercase()).or_insert(target);
        if known != target {
            let message = format!("the link text `{}` has another target above", shortened(&text));
            found.push(
                Diagnostic::at(Code::SameLinkText, file, link.span.clone(), message)
                    .help(format!("make the texts different; the link above points to `{known}`")),
            );
        }
    }
    found
}

/// The page that a link points to, or the heading on its own page.
fn place<'a>(to: &'a Lead, resolved_references: &'a [ResolvedReference]) -> Option<&'a str> {
    match to {
        Lead::Elsewhere(address) => Some(address),
        Lead::Reference(number) => match resolved_references.get(*number)? {
            ResolvedReference::Found { href, .. } => {
                let page = href.split('#').next().unwrap_or_default();
                Some(if page.is_empty() { href } else { page })
            }
            ResolvedReference::Missing => None,
        },
    }
}

fn unmarked(file: &FilePath, words: &Foreign, records: Option<&Records>) -> Diagnostic {
    let known = records.and_then(|records| language_of(&words.text, records));
    let tag = known.or_else(|| guess_language(&words.scripts).map(str::to_owned));
    let short = shortened(&words.text);
    let message = format!("`{short}` is in another script and its language is not marked");
    let help = match tag {
        Some(tag) => format!("write `<span lang=\"{tag}\">{short}</span>`"),
        None => {
            let examples = examples(&words.scripts);
            format!("write `<span lang=\"…\">{short}</span>` with the tag of its language{examples}")
        }
    };
    Diagnostic::at(Code::UnmarkedLanguage, file, words.span.clone(), message).help(help)
}

/// The only language that is written in such scripts.
fn guess_language(scripts: &[String]) -> Option<&'static str> {
    let has = |name: &str| scripts.iter().any(|script| script == name);
    let only = |name: &str| has(name) && scripts.len() == 1;
    match () {
        () if has("Hira") || has("Kana") => Some("ja"),
        () if has("Hang") => Some("ko"),
        () if has("Bopo") => Some("zh"),
        () if only("Grek") => Some("el"),
        () if only("Thai") => Some("th"),
        () if only("Armn") => Some("hy"),
        () if only("Geor") => Some("ka"),
        () => None,
    }
}

fn examples(scripts: &[String]) -> &'static str {
    match scripts.first().map(String::as_str) {
        Some("Hani") => ", such as `ja` or `zh`",
        Some("Cyrl") => ", such as `ru` or `uk`",
        Some("Arab") => ", such as `ar` or `fa`",
        Some("Hebr") => ", such as `he` or `yi`",
        Some("Deva") => ", such as `hi` or `ne`",
        _ => "",
    }
}

/// The language of a register's entry with these words.
fn language_of(words: &str, records: &Records) -> Option<String> {
    fn of(text: &Localized) -> impl Iterator<Item = (String, &str)> {
        text.iter().filter_map(|(language, text)| Some((language?.tag().to_owned(), text)))
    }
    let names = records.names.iter().flat_map(|name| of(&name.name));
    let terms = records.terms.iter();
    let terms = terms.flat_map(|term| of(&term.term).chain(term.expansion.iter().flat_map(of)));
    let events = records.events.iter().flat_map(|event| of(&event.title));
    let mut known = names.chain(terms).chain(events);
    known.find(|(_, text)| text.contains(words) || words.contains(text)).map(|(tag, _)| tag)
}
