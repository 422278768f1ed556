//! The macros of a style: removes unused ones and shortens their names.

use std::collections::BTreeMap;

use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, Sort, SortKey, TextTarget};

use super::elements::{visit_lists, visit_lists_below};

/// Gives macros names of different lengths, the shortest to the most used, and removes unused macros: hayagriva finds
/// a macro by comparing names one by one.
pub(super) fn rename_macros(style: &mut IndependentStyle) {
    let mut uses = BTreeMap::new();
    let mut waiting = Vec::new();
    {
        let mut note = |name: &str| {
            let uses: &mut usize = uses.entry(name.to_owned()).or_default();
            *uses += 1;
            if *uses == 1 {
                waiting.push(name.to_owned());
            }
        };
        let layouts = style.bibliography.iter_mut().map(|list| &mut list.layout);
        for layout in std::iter::once(&mut style.citation.layout).chain(layouts) {
            visit_macro_names(&mut layout.elements, &mut |name| note(name));
        }
        for key in sort_macro_names(style) {
            note(key);
        }
    }
    while let Some(name) = waiting.pop() {
        let Some(part) = style.macros.iter_mut().find(|part| part.name == name) else { continue };
        visit_macro_names(&mut part.children, &mut |name| {
            let uses: &mut usize = uses.entry(name.clone()).or_default();
            *uses += 1;
            if *uses == 1 {
                waiting.push(name.clone());
            }
        });
    }
    style.macros.retain(|part| uses.contains_key(&part.name));
    style.macros.sort_by_key(|part| std::cmp::Reverse(uses.get(&part.name).copied()));
    let names: BTreeMap<String, String> =
        style.macros.iter().enumerate().map(|(at, part)| (part.name.clone(), "m".repeat(at + 1))).collect();
    let mut rename = |name: &mut String| {
        if let Some(new) = names.get(name) {
            name.clone_from(new);
        }
    };
    visit_lists(style, &mut |children| {
        for child in children {
            if let LayoutRenderingElement::Text(text) = child
                && let TextTarget::Macro { name } = &mut text.target
            {
                rename(name);
            }
        }
    });
    sort_macro_names(style).for_each(&mut rename);
    style.macros.iter_mut().for_each(|part| rename(&mut part.name));
}

/// Calls a function for the name in each macro call in a list of elements and the lists nested in it.
fn visit_macro_names(children: &mut Vec<LayoutRenderingElement>, each: &mut impl FnMut(&mut String)) {
    visit_lists_below(children, &mut |children| {
        for child in children {
            if let LayoutRenderingElement::Text(text) = child
                && let TextTarget::Macro { name } = &mut text.target
            {
                each(name);
            }
        }
    });
}

/// The names of the macros that a style sorts by.
fn sort_macro_names(style: &mut IndependentStyle) -> impl Iterator<Item = &mut String> {
    let lists = style.bibliography.iter_mut().filter_map(|list| list.sort.as_mut());
    let sorts = style.citation.sort.iter_mut().chain(lists);
    sorts.flat_map(|Sort { keys }| keys).filter_map(|key| match key {
        SortKey::MacroName { name, .. } => Some(name),
        SortKey::Variable { .. } => None,
    })
}
