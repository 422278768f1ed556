//! Checks addresses: that no two are the same, even on file systems that ignore case, and that every system can store
//! them.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::Graph;
use crate::model::output::artifact::is_reserved;
use crate::model::register::record_kind::{AddressedKind, RecordKind};
use crate::model::source::diagnostic::{Code, Diagnostic};
use crate::model::source::tree::{FilePath, REGISTERS, RETIRED};
use crate::model::value::address::{Address, AddressFault, LONGEST_PATH};
use crate::model::view::page::View;
use crate::model::view::template_name::TemplateName;
use crate::view::list;

use super::unlocated::UnlocatedDiagnostic;

/// Something that will be published at an address.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The address.
    pub address: Address,
    /// The source file.
    pub file: FilePath,
    /// The word in the file that requests the address: an alias or a tag in its front matter, or the id of a record.
    pub word: Option<String>,
}

impl Claim {
    fn new(address: Address, file: &FilePath, word: Option<&str>) -> Self {
        Self { address, file: file.clone(), word: word.map(str::to_owned) }
    }
}

/// Everything that will be published. Pages and copied files come first, so that diagnostics are about the others.
pub fn claims(graph: &Graph, copied: impl Iterator<Item = (Address, FilePath)>) -> Vec<Claim> {
    let pages = graph.pages.iter();
    let mut claims: Vec<Claim> =
        pages.map(|page| Claim::new(page.address.clone(), &page.outline.file, None)).collect();
    claims.extend(copied.map(|(address, file)| Claim::new(address, &file, None)));
    for page in &graph.pages {
        for alias in &page.outline.front_matter.aliases {
            let address = list::alias_address(alias);
            claims.extend(address.map(|address| Claim::new(address, &page.outline.file, Some(alias))));
        }
    }
    for tag in &graph.tags {
        let file = &graph.pages[tag.pages[0]].outline.file;
        claims.push(Claim::new(tag.address(), file, Some(&tag.title)));
    }
    // The page of a name can only collide with the list of names; the old address of a retired one may be that of any
    // page.
    claims.extend(names(graph).into_iter().filter(|claim| claim.address == AddressedKind::Name.page()));
    let retired = graph.records.retired.iter();
    let retired = retired.filter(|record| graph.record(record.kind.into(), &record.id).is_none());
    let own_pages = retired.filter_map(|record| Some((record.kind.own_page(&record.id)?, &record.id)));
    claims.extend(own_pages.map(|(address, id)| Claim::new(address, &FilePath::new(RETIRED), Some(id))));
    claims
}

/// The pages of names, which collide with no others, but may have a file name that some file systems cannot store.
pub fn names(graph: &Graph) -> Vec<Claim> {
    let own_pages = AddressedKind::ALL.iter().flat_map(|kind| {
        let (kind, file) = (*kind, FilePath::new(RecordKind::from(*kind).file()));
        let records = graph.records.of(kind.into()).each();
        let own_pages = records.filter_map(move |record| Some((kind.own_page(record.id())?, record.id())));
        own_pages.map(move |(address, id)| Claim::new(address, &file, Some(id)))
    });
    own_pages.collect()
}

/// Whether a generated page has an editor's file as its source all the same: a redirect has its alias or the register
/// of retired ids, and a tag's page has the pages with the tag.
pub fn has_source(view: &View) -> bool {
    matches!(view.template, TemplateName::Redirect | TemplateName::Tag)
}

/// A diagnostic for each claim to an address that is in use. `generated` are the addresses without a source file.
pub fn check(claims: &[Claim], generated: &[Address]) -> Vec<UnlocatedDiagnostic> {
    let mut owners: BTreeMap<String, Option<&FilePath>> =
        generated.iter().map(|address| (address.folded(), None)).collect();
    let mut found = Vec::new();
    let folded: Vec<String> = claims.iter().map(|claim| claim.address.folded()).collect();
    for (claim, folded) in claims.iter().zip(&folded) {
        match owners.get(folded) {
            Some(owner) => found.push(taken(claim, *owner)),
            None => {
                owners.insert(folded.clone(), Some(&claim.file));
            }
        }
    }
    for (claim, folded) in claims.iter().zip(&folded) {
        // A file and a folder cannot have the same name.
        let folders = folded.match_indices('/').map(|(at, _)| &folded[..at]);
        found.extend(folders.filter_map(|folder| owners.get(folder)).map(|owner| taken(claim, *owner)));
    }
    found
}

fn taken(claim: &Claim, owner: Option<&FilePath>) -> UnlocatedDiagnostic {
    let by = match owner {
        Some(owner) if *owner == claim.file => "by this page itself".to_owned(),
        Some(owner) => format!("by `{owner}`"),
        None => "by a page that Chancery generates".to_owned(),
    };
    let message = format!("the address `{}` is already used {by}", claim.address);
    let found = Diagnostic::of_file(Code::SameAddress, &claim.file, message);
    match &claim.word {
        Some(id) if claim.file.below(REGISTERS).is_some() => UnlocatedDiagnostic::at_word(
            found.help(format!("give `{id}` another id, or rename the other")),
            id,
        ),
        Some(word) => {
            let help = format!("remove `{word}` from the front matter, or write another");
            UnlocatedDiagnostic::at_word(found.help(help), word)
        }
        None => found
            .help("rename one of the two; letters that differ only in case are the same file on many systems")
            .into(),
    }
}

/// A diagnostic for each claim to an address that some file systems cannot store, or that hosts do not publish.
pub fn unportable(claims: &[Claim]) -> Vec<UnlocatedDiagnostic> {
    let wrong = claims.iter().filter_map(|claim| Some((claim, claim.address.fault()?)));
    wrong
        .map(|(claim, fault)| {
            let (message, help) = describe(fault);
            let found = Diagnostic::of_file(Code::UnportableAddress, &claim.file, message).help(help);
            UnlocatedDiagnostic { diagnostic: found, word: claim.word.clone() }
        })
        .collect()
}

fn describe(fault: AddressFault<'_>) -> (String, String) {
    let long = LONGEST_PATH;
    match fault {
        AddressFault::Part(part) => (
            format!("`{part}` is a name that some file systems cannot store"),
            "use at most 200 bytes, none of `< > : \" \\ | ? *`, and no name such as `con` or `nul`"
                .to_owned(),
        ),
        AddressFault::Control(part) => (
            format!("`{}` is a name with an invisible character", part.escape_debug()),
            "remove the line break or other control character from the name".to_owned(),
        ),
        AddressFault::Hidden(part) => (
            format!("`{part}` is the name of a hidden file, which hosts ignore or read themselves"),
            "choose a name that does not begin with `.` and does not end with `~`".to_owned(),
        ),
        AddressFault::Long(length) => (
            format!(
                "the address has {length} characters, more than Windows allows together with the site's folder"
            ),
            format!("use shorter names, or fewer folders: at most {long} characters"),
        ),
    }
}

/// A diagnostic for each claim to a name that is reserved for generated files, even if the site has none yet.
/// `generated` are the addresses of those that it has, which are in use.
pub fn reserved(claims: &[Claim], generated: &[Address]) -> Vec<UnlocatedDiagnostic> {
    let generated: BTreeSet<String> = generated.iter().map(Address::folded).collect();
    let reserved = claims.iter().filter(|claim| {
        let folded = claim.address.folded();
        is_reserved(&folded) && !generated.contains(&folded)
    });
    reserved
        .map(|claim| {
            let message =
                format!("the name `{}` is reserved for a file that Chancery generates", claim.address);
            let help = match claim.address.folded().as_str() {
                "cname" => "remove it, and write the host as `cname` in `chancery.yaml`",
                _ => "choose another name, or put it into a folder",
            };
            let found = Diagnostic::of_file(Code::SameAddress, &claim.file, message).help(help);
            UnlocatedDiagnostic { diagnostic: found, word: claim.word.clone() }
        })
        .collect()
}

/// A diagnostic for each alias that is not a valid address of a page.
pub fn aliases(graph: &Graph) -> Vec<UnlocatedDiagnostic> {
    let all = graph.pages.iter().flat_map(|page| {
        page.outline.front_matter.aliases.iter().map(move |alias| (&page.outline.file, alias))
    });
    all.filter(|(_, alias)| list::alias_address(alias).is_none())
        .map(|(file, alias)| {
            let message = format!("`aliases`: `{alias}` is not an address of a page");
            let found = Diagnostic::of_file(Code::WrongValue, file, message).help(
                "write a path from the top of the site that ends in `.html`, as in `economic/commerce.html`",
            );
            UnlocatedDiagnostic::at_word(found, alias)
        })
        .collect()
}
