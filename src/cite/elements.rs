//! The lists of elements that a style is made of.

use hayagriva::citationberg::taxonomy::Kind;
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement, NamesChild,
};

/// Calls a function for every list of elements of a style, outer lists first.
pub(super) fn each_list(
    style: &mut IndependentStyle,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) {
    let layouts = style.bibliography.iter_mut().map(|list| &mut list.layout);
    for layout in std::iter::once(&mut style.citation.layout).chain(layouts) {
        each_below(&mut layout.elements, each);
    }
    for part in &mut style.macros {
        each_below(&mut part.children, each);
    }
}

/// Calls a function for a list of elements and every list below.
pub(super) fn each_below(
    children: &mut Vec<LayoutRenderingElement>,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) {
    each(children);
    for child in children {
        each_inside(child, each);
    }
}

fn each_inside(child: &mut LayoutRenderingElement, each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>)) {
    match child {
        LayoutRenderingElement::Group(group) => each_below(&mut group.children, each),
        LayoutRenderingElement::Choose(choose) => {
            each_below(&mut choose.if_.children, each);
            choose.else_if.iter_mut().for_each(|branch| each_below(&mut branch.children, each));
            choose.otherwise.iter_mut().for_each(|branch| each_below(&mut branch.children, each));
        }
        LayoutRenderingElement::Names(names) => {
            for part in &mut names.children {
                if let NamesChild::Substitute(substitute) = part {
                    let children = std::mem::take(&mut substitute.children);
                    substitute.children =
                        children.into_iter().filter_map(|child| each_alone(child, each)).collect();
                }
            }
        }
        _ => {}
    }
}

/// Calls a function for an element in the place of missing names as for a list of its own: of those elements, only the
/// first that writes something is written, and what comes of one stays together.
fn each_alone(
    child: LayoutRenderingElement,
    each: &mut impl FnMut(&mut Vec<LayoutRenderingElement>),
) -> Option<LayoutRenderingElement> {
    let mut children = vec![child];
    each_below(&mut children, each);
    if children.len() < 2 { children.pop() } else { Some(LayoutRenderingElement::Choose(settled(children))) }
}

/// A choice that has been made.
fn settled(children: Vec<LayoutRenderingElement>) -> Choose {
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
