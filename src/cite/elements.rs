//! Visits the lists of elements of a style.

use hayagriva::citationberg::taxonomy::Kind;
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement, NamesChild,
};

/// Calls a function for every list of elements of a style, outer lists first.
pub(super) fn visit_lists(
    style: &mut IndependentStyle,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) {
    let layouts = style.bibliography.iter_mut().map(|list| &mut list.layout);
    for layout in std::iter::once(&mut style.citation.layout).chain(layouts) {
        visit_lists_below(&mut layout.elements, each);
    }
    for part in &mut style.macros {
        visit_lists_below(&mut part.children, each);
    }
}

/// Calls a function for a list of elements and every list nested in it.
pub(super) fn visit_lists_below(
    children: &mut Vec<LayoutRenderingElement>,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) {
    each(children);
    for child in children {
        visit_lists_inside(child, each);
    }
}

fn visit_lists_inside(
    child: &mut LayoutRenderingElement,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) {
    match child {
        LayoutRenderingElement::Group(group) => visit_lists_below(&mut group.children, each),
        LayoutRenderingElement::Choose(choose) => {
            visit_lists_below(&mut choose.if_.children, each);
            choose.else_if.iter_mut().for_each(|branch| visit_lists_below(&mut branch.children, each));
            choose.otherwise.iter_mut().for_each(|branch| visit_lists_below(&mut branch.children, each));
        }
        LayoutRenderingElement::Names(names) => {
            for part in &mut names.children {
                if let NamesChild::Substitute(substitute) = part {
                    let children = std::mem::take(&mut substitute.children);
                    substitute.children =
                        children.into_iter().filter_map(|child| visit_substitute(child, each)).collect();
                }
            }
        }
        _ => {}
    }
}

/// Calls a function for one element of `cs:substitute`, as a list of one. Only the first of these elements that
/// outputs something is used, so what replaces an element stays together as one.
fn visit_substitute(
    child: LayoutRenderingElement,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) -> Option<LayoutRenderingElement> {
    let mut children = vec![child];
    visit_lists_below(&mut children, each);
    if children.len() < 2 {
        children.pop()
    } else {
        Some(LayoutRenderingElement::Choose(only_otherwise(children)))
    }
}

/// A choice that always takes its `cs:else` branch.
fn only_otherwise(children: Vec<LayoutRenderingElement>) -> Choose {
    let never = ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        // No source is of this kind.
        type_: Some(vec![Kind::Classic]),
        variable: None,
        match_: ChooseMatch::All,
        children: Vec::new(),
    };
    Choose { if_: never, else_if: Vec::new(), otherwise: Some(ElseBranch { children }) }
}
