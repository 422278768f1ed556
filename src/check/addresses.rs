//! Two things at one address, also where a file system ignores case.

use std::collections::BTreeMap;

use crate::graph::{Graph, list_view};
use crate::model::address::Address;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::{CONTENT, FilePath, Tree};
use crate::model::view::View;

use super::place::at_word;

/// Something that will stand at an address.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The address.
    pub address: Address,
    /// The file that it comes from.
    pub file: FilePath,
    /// The word of the file's front matter that asks for it: an alias or a tag.
    pub word: Option<String>,
}

impl Claim {
    fn new(address: Address, file: &FilePath, word: Option<&str>) -> Self {
        Self { address, file: file.clone(), word: word.map(str::to_owned) }
    }
}

/// Everything that will stand at an address; pages and what is copied come first, so that of two it is the other
/// that is named.
pub fn claims(graph: &Graph, copied: impl Iterator<Item = (Address, FilePath)>) -> Vec<Claim> {
    let pages = graph.pages.iter();
    let mut claims: Vec<Claim> =
        pages.map(|page| Claim::new(page.address.clone(), &page.outline.file, None)).collect();
    claims.extend(copied.map(|(address, file)| Claim::new(address, &file, None)));
    for page in &graph.pages {
        for alias in &page.outline.front_matter.aliases {
            let address = list_view::alias_address(alias);
            claims.extend(address.map(|address| Claim::new(address, &page.outline.file, Some(alias))));
        }
    }
    for tag in &graph.tags {
        let file = &graph.pages[tag.pages[0]].outline.file;
        claims.push(Claim::new(tag.address(), file, Some(&tag.title)));
    }
    claims
}

/// Whether a page that no editor writes has a file of an editor's for its source all the same: a redirect has its
/// alias, a tag's page the pages with the tag.
pub fn has_source(view: &View) -> bool {
    matches!(view.template, "redirect.html" | "tag.html")
}

/// A diagnostic for each claim to an address that is taken. `made` are the addresses of what no file is the
/// source of.
pub fn check(claims: &[Claim], made: &[Address], tree: &Tree) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<String, Option<&FilePath>> =
        made.iter().map(|address| (address.folded(), None)).collect();
    let mut found = Vec::new();
    for claim in claims {
        match owners.get(&claim.address.folded()) {
            Some(owner) => found.push(taken(claim, *owner, tree)),
            None => {
                owners.insert(claim.address.folded(), Some(&claim.file));
            }
        }
    }
    for claim in claims {
        // No disk holds a file and a folder of one name.
        let folded = claim.address.folded();
        let folders = folded.match_indices('/').map(|(at, _)| &folded[..at]);
        found.extend(folders.filter_map(|folder| owners.get(folder)).map(|owner| taken(claim, *owner, tree)));
    }
    found
}

fn taken(claim: &Claim, owner: Option<&FilePath>, tree: &Tree) -> Diagnostic {
    let by = match owner {
        Some(owner) if *owner == claim.file => "by this page itself".to_owned(),
        Some(owner) => format!("by `{owner}`"),
        None => "by a page that Chancery makes".to_owned(),
    };
    let message = format!("the address `{}` is taken already {by}", claim.address);
    match &claim.word {
        Some(word) => at_word(tree, Code::SameAddress, &claim.file, word, message)
            .help(format!("take `{word}` out of the front matter, or write another")),
        None => Diagnostic::of_file(Code::SameAddress, &claim.file, message).help(
            "rename one of the two; letters that differ only in case are the same file on many systems",
        ),
    }
}

/// A diagnostic for each claim to an address that some file system cannot hold.
pub fn unportable(claims: &[Claim], tree: &Tree) -> Vec<Diagnostic> {
    let wrong = claims.iter().filter_map(|claim| Some((claim, claim.address.unportable_part()?)));
    wrong
        .map(|(claim, part)| {
            let message = format!("`{part}` is a name that not every file system can hold");
            let found = match &claim.word {
                Some(word) => at_word(tree, Code::UnportableAddress, &claim.file, word, message),
                None => Diagnostic::of_file(Code::UnportableAddress, &claim.file, message),
            };
            found.help(
                "use at most 200 bytes, none of `< > : \" \\ | ? *`, and no name such as `con` or `nul`",
            )
        })
        .collect()
}

/// A diagnostic for each alias that is no address of a page.
pub fn aliases(graph: &Graph, tree: &Tree) -> Vec<Diagnostic> {
    let all = graph.pages.iter().flat_map(|page| {
        page.outline.front_matter.aliases.iter().map(move |alias| (&page.outline.file, alias))
    });
    all.filter(|(_, alias)| list_view::alias_address(alias).is_none())
        .map(|(file, alias)| {
            let message = format!("`aliases`: `{alias}` is not an address of a page");
            at_word(tree, Code::WrongValue, file, alias, message).help(
                "write a path from the top of the site that ends in `.html`, as in `economic/commerce.html`",
            )
        })
        .collect()
}

/// Where a file below `content/` is copied to.
pub fn copied(file: &FilePath) -> Address {
    Address::new(file.below(CONTENT).unwrap_or(file.as_str()))
}
