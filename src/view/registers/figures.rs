//! Views of figures: notes and panels on pages, and the page of all figures.

use std::collections::BTreeSet;

use crate::graph::entries::FigureEntry;
use crate::graph::entries::ValueEntry;
use crate::graph::{Graph, Page};
use crate::model::output::search::{Findable, FindableKind};
use crate::model::page::outline::Target;
use crate::model::register::record_address::figure_note;
use crate::model::register::record_kind::AddressedKind;
use crate::model::value::address::Address;
use crate::model::value::figure_ref::FigureRef;
use crate::model::view::page::View;
use crate::model::view::record::{FigureView, RegisterView};
use crate::model::view::template_name::TemplateName;

use crate::view::frame::{link, source_link};

use super::register_page;

/// The notes on the distinct figures that a page's text refers to, in the order of the text.
pub(in crate::view) fn notes(graph: &Graph, page: &Page) -> Vec<FigureView> {
    let mut seen: BTreeSet<&FigureRef> = BTreeSet::new();
    let mut notes = Vec::new();
    for reference in &page.outline.references {
        let Target::Figure { figure, .. } = &reference.target else { continue };
        if !seen.insert(figure) {
            continue;
        }
        notes.extend(figure_of(graph, &page.address, figure, figure_note(figure)));
    }
    notes
}

/// The figures of a page's panel, from its front matter.
pub(in crate::view) fn panel(graph: &Graph, page: &Page) -> Vec<FigureView> {
    let ids = page.outline.front_matter.key_figures.iter();
    let view = |figure: &FigureRef| {
        let view = figure_of(graph, &page.address, figure, format!("_key-{figure}"))?;
        let uses = &graph.entries.figures.get(&figure.id)?.uses;
        let page_of = uses.iter().find(|id| !graph.pages[**id].is_landing());
        Some(FigureView { page: page_of.map(|id| link(graph, &page.address, *id)), ..view })
    };
    ids.filter_map(view).collect()
}

/// The figure, or the earlier value of it, that a reference names.
fn figure_of(graph: &Graph, from: &Address, reference: &FigureRef, own_id: String) -> Option<FigureView> {
    let figure = graph.entries.figures.get(&reference.id)?;
    let view = value_view(graph, from, figure, figure.value(reference)?);
    // The note is about the latest value.
    let note = view.note.filter(|_| reference.at.is_none());
    Some(FigureView { id: own_id, note, ..view })
}

/// A value of a figure, without earlier values and uses.
pub(in crate::view) fn value_view(
    graph: &Graph,
    from: &Address,
    figure: &FigureEntry,
    value: &ValueEntry,
) -> FigureView {
    FigureView {
        id: figure.id.to_string(),
        text: value.text.clone(),
        value: value.number.clone(),
        label: figure.label.clone(),
        as_of: value.as_of.clone(),
        source: source_link(graph, from, value.source),
        note: figure.note.clone(),
        href: AddressedKind::Figure.link(from, &figure.id),
        page: None,
        earlier: Vec::new(),
        uses: Vec::new(),
    }
}

/// The page of all figures.
pub(super) fn all(graph: &Graph) -> View {
    let address = AddressedKind::Figure.page();
    let rows = graph.entries.figures.iter().filter_map(|figure| {
        let (latest, earlier) = figure.values.split_first()?;
        let value = |value: &ValueEntry| value_view(graph, &address, figure, value);
        let earlier = earlier.iter().map(|earlier| {
            let id =
                earlier.as_of.as_ref().map_or_else(String::new, |when| format!("{}@{}", figure.id, when.iso));
            FigureView { id, note: None, ..value(earlier) }
        });
        let uses = figure.uses.iter().map(|page| link(graph, &address, *page)).collect();
        Some(FigureView { earlier: earlier.collect(), uses, ..value(latest) })
    });
    let register = RegisterView { figures: rows.collect(), ..RegisterView::default() };
    register_page(graph, AddressedKind::Figure, TemplateName::Figures, register)
}

/// The figures for the search.
pub(super) fn findables(graph: &Graph) -> Vec<(Findable, String)> {
    let findable = |(number, figure): (usize, &FigureEntry)| {
        let latest = figure.values.first();
        let date = latest.and_then(|value| value.as_of.as_ref()).map(|date| date.text.as_str());
        let place = latest.map(|value| match date {
            Some(date) => format!("{}, {date}", value.text),
            None => value.text.clone(),
        });
        let findable = Findable {
            kind: FindableKind::Record(AddressedKind::Figure),
            number,
            href: AddressedKind::Figure.path(&figure.id),
            title: figure.label.clone(),
            place: place.clone().unwrap_or_default(),
            also: String::new(),
            summary: figure.note.clone().unwrap_or_default(),
        };
        (findable, place.unwrap_or_default())
    };
    graph.entries.figures.iter().enumerate().map(findable).collect()
}
