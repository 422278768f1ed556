//! The macros of a style: which are used, and by what names.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, Sort, SortKey, TextTarget};

use super::elements::{each_below, each_list};

/// Takes out the calls of macros of which nothing is left; whether there were any.
pub(super) fn forget_empty(style: &mut IndependentStyle) -> bool {
    let empty = style.macros.iter().filter(|part| part.children.is_empty());
    let empty: BTreeSet<String> = empty.map(|part| part.name.clone()).collect();
    let mut is_changed = false;
    each_list(style, &mut |children| {
        let before = children.len();
        children.retain(|child| match child {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => text.quotes || !empty.contains(name),
                _ => true,
            },
            _ => true,
        });
        is_changed |= children.len() < before;
    });
    is_changed
}

/// Gives the macros names that differ in their length, the most used ones the shortest, and forgets those that nothing
/// uses: hayagriva looks them up by comparing names, one after the other.
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
            each_name(&mut layout.elements, &mut |name| note(name));
        }
        for key in keys(style) {
            note(key);
        }
    }
    while let Some(name) = waiting.pop() {
        let Some(part) = style.macros.iter_mut().find(|part| part.name == name) else { continue };
        each_name(&mut part.children, &mut |name| {
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
    each_list(style, &mut |children| {
        for child in children {
            if let LayoutRenderingElement::Text(text) = child
                && let TextTarget::Macro { name } = &mut text.target
            {
                rename(name);
            }
        }
    });
    keys(style).for_each(&mut rename);
    style.macros.iter_mut().for_each(|part| rename(&mut part.name));
}

/// The names of macros below some elements.
fn each_name(children: &mut Vec<LayoutRenderingElement>, each: &mut impl FnMut(&mut String)) {
    each_below(children, &mut |children| {
        for child in children {
            if let LayoutRenderingElement::Text(text) = child
                && let TextTarget::Macro { name } = &mut text.target
            {
                each(name);
            }
        }
    });
}

/// The names of macros that a style sorts by.
fn keys(style: &mut IndependentStyle) -> impl Iterator<Item = &mut String> {
    let lists = style.bibliography.iter_mut().filter_map(|list| list.sort.as_mut());
    let sorts = style.citation.sort.iter_mut().chain(lists);
    sorts.flat_map(|Sort { keys }| keys).filter_map(|key| match key {
        SortKey::MacroName { name, .. } => Some(name),
        SortKey::Variable { .. } => None,
    })
}
