//! Two things at one address, also where a file system ignores case.

use std::collections::BTreeMap;

use crate::graph::{Graph, list_view};
use crate::model::address::Address;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::source::{CONTENT, FilePath, Tree};
use crate::model::view::View;

use super::place::at_word;

/// Everything that will stand at an address, with the file that it comes from; pages and the files beside them
/// come first, so that of two it is the other that is named.
pub fn claims(graph: &Graph, copied: impl Iterator<Item = (Address, FilePath)>) -> Vec<(Address, FilePath)> {
    let mut claims: Vec<(Address, FilePath)> =
        graph.pages.iter().map(|page| (page.address.clone(), page.outline.file.clone())).collect();
    claims.extend(copied);
    for page in &graph.pages {
        let aliases =
            page.outline.front_matter.aliases.iter().filter_map(|alias| list_view::alias_address(alias));
        claims.extend(aliases.map(|alias| (alias, page.outline.file.clone())));
    }
    for tag in &graph.tags {
        claims.push((tag.address(), graph.pages[tag.pages[0]].outline.file.clone()));
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
pub fn check(claims: &[(Address, FilePath)], made: &[Address]) -> Vec<Diagnostic> {
    let mut owners: BTreeMap<String, Option<&FilePath>> =
        made.iter().map(|address| (address.folded(), None)).collect();
    let mut found = Vec::new();
    for (address, file) in claims {
        match owners.get(&address.folded()) {
            Some(owner) => found.push(taken(address, file, *owner)),
            None => {
                owners.insert(address.folded(), Some(file));
            }
        }
    }
    for (address, file) in claims {
        let folded = address.folded();
        let folders = folded.match_indices('/').map(|(at, _)| &folded[..at]);
        for owner in folders.filter_map(|folder| owners.get(folder)) {
            found.push(taken(address, file, *owner));
        }
    }
    found
}

fn taken(address: &Address, file: &FilePath, owner: Option<&FilePath>) -> Diagnostic {
    let by = match owner {
        Some(owner) if owner == file => "by this page itself".to_owned(),
        Some(owner) => format!("by `{owner}`"),
        None => "by a page that Chancery makes".to_owned(),
    };
    let message = format!("the address `{address}` is taken already {by}");
    let help = "rename one of the two; letters that differ only in case are the same file on many systems";
    Diagnostic::of_file(Code::SameAddress, file, message).help(help)
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
