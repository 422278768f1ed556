//! Lays out a bar chart: numbers of one unit on one scale. Every bar begins at zero. If a source gives no exact
//! number, the bar is open over the range of possible values.

use crate::model::register::figure::Qualifier;
use crate::model::source::strings::Strings;
use crate::model::value::length::{Percent, Rem};
use crate::model::value::number::Number;
use crate::model::view::drawing::{ChartRow, ChartView, SpanView};
use crate::model::view::label::Link;
use crate::model::view::record::FigureView;

use super::lines::{line_views, lines};

/// The number of columns of small sans-serif text across a screen of 320 pixels.
const COLUMNS: usize = 40;

/// The share of a bar at its end that is open for `about` and `almost`.
const APPROXIMATE_END: f64 = 0.12;

/// The share of the scale beyond the greatest number, for one that is `above` it.
const OPEN_END: f64 = 0.08;

/// Distances in tenths of the page's font size: down to the baseline of a row's number, from there to its label, from
/// the last line to the bar, the bar itself, and to the next row.
const NUMBER: u32 = 13;
const LABEL: u32 = 13;
const ABOVE_BAR: u32 = 6;
const BAR: u32 = 7;
const BELOW_BAR: u32 = 13;

/// The input of a chart, apart from the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartInput {
    /// Its fragment id, unique on the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A note for readers about the comparison.
    pub caption: Option<String>,
    /// The numbers to compare, in their order on the chart; all have the same unit.
    pub bars: Vec<Bar>,
}

/// One number to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The figure as pages show it.
    pub figure: FigureView,
    /// The number.
    pub value: Number,
    /// How exact it is.
    pub qualifier: Option<Qualifier>,
}

/// Lays out the chart of some numbers.
///
/// The greatest number fills the scale. Negative numbers extend from zero to the left, so zero lies as far from the
/// left end as they need. If all are values of one figure, its label is left to the title, and each row only has a
/// date.
pub fn chart(input: &ChartInput, strings: &Strings) -> ChartView {
    let bars = &input.bars;
    let scale = Scale::of(bars);
    let is_series = bars.len() > 1 && bars.iter().all(|bar| bar.figure.id == bars[0].figure.id);
    let mut rows = Vec::with_capacity(bars.len());
    let mut descriptions = Vec::with_capacity(bars.len());
    let mut top = 0;
    for bar in bars {
        let date = bar.figure.as_of.as_ref().map_or(strings.get("undated"), |date| &date.text);
        let label = match is_series {
            true => date.to_owned(),
            false => strings.fill("chart_label", &[("label", &bar.figure.label), ("date", date)]),
        };
        descriptions.push(strings.fill("chart_row", &[("label", &label), ("number", &bar.figure.text)]));
        let number = Rem(top + NUMBER);
        let lines = line_views(lines(&label, COLUMNS), Rem(number.0 + LABEL));
        let edge = Rem(lines.last().map_or(number, |line| line.y).0 + ABOVE_BAR);
        let (solid, open) = scale.parts(bar);
        rows.push(ChartRow { figure: bar.figure.clone(), number, lines, bar: edge, solid, open });
        top = edge.0 + BAR + BELOW_BAR;
    }
    let description = descriptions.join(strings.get("separator"));
    ChartView {
        id: input.id.clone(),
        title: input.title.clone(),
        description: strings.with("chart_description", "rows", &description),
        caption: input.caption.clone(),
        height: Rem(top.saturating_sub(BELOW_BAR)),
        thickness: Rem(BAR),
        zero: scale.at(0.0),
        inexact: bars.iter().any(|bar| bar.qualifier.is_some()),
        sources: each_once(rows.iter().filter_map(|row| row.figure.source.as_ref())),
        rows,
    }
}

/// Distinct links, in their order.
pub(super) fn each_once<'a>(links: impl Iterator<Item = &'a Link>) -> Vec<Link> {
    let mut once: Vec<Link> = Vec::new();
    for link in links {
        if !once.contains(link) {
            once.push(link.clone());
        }
    }
    once
}

/// Maps numbers to positions between the left and the right end.
struct Scale {
    low: f64,
    span: f64,
    /// The open share at the left, for a negative number that may be even less.
    left: f64,
    /// The share for the numbers themselves.
    room: f64,
}

impl Scale {
    fn of(bars: &[Bar]) -> Self {
        let values = || bars.iter().map(|bar| bar.value.nearest_f64());
        let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
        let beyond = |at_left: bool| {
            let reaches =
                |bar: &Bar| reach(bar) == Reach::Beyond && (bar.value.nearest_f64() < 0.0) == at_left;
            if bars.iter().any(reaches) { OPEN_END } else { 0.0 }
        };
        let span = if high > low { high - low } else { 1.0 };
        Self { low, span, left: beyond(true), room: 1.0 - beyond(true) - beyond(false) }
    }

    fn at(&self, value: f64) -> Percent {
        Percent::of(self.left + (value - self.low) / self.span * self.room)
    }

    /// The certain part of a bar, and the open one.
    fn parts(&self, bar: &Bar) -> (Option<SpanView>, Option<SpanView>) {
        let value = bar.value.nearest_f64();
        let (zero, end) = (self.at(0.0), self.at(value));
        let further = OPEN_END * value.signum() / self.room * self.span;
        match reach(bar) {
            Reach::Exact => (between(zero, end), None),
            Reach::Around => {
                let from = self.at(value * (1.0 - APPROXIMATE_END));
                (between(zero, from), between(from, end))
            }
            Reach::Within => (None, between(zero, end)),
            Reach::Beyond => (between(zero, end), between(end, self.at(value + further))),
        }
    }
}

/// Where the true number lies relative to the end of the bar, seen from zero.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// At the end of the bar.
    Exact,
    /// Near the end of the bar.
    Around,
    /// Anywhere in the bar.
    Within,
    /// Anywhere beyond the end of the bar.
    Beyond,
}

fn reach(bar: &Bar) -> Reach {
    let negative = bar.value.nearest_f64() < 0.0;
    match bar.qualifier {
        None => Reach::Exact,
        Some(Qualifier::About | Qualifier::Almost) => Reach::Around,
        Some(Qualifier::Below) if negative => Reach::Beyond,
        Some(Qualifier::Above) if negative => Reach::Within,
        Some(Qualifier::Below) => Reach::Within,
        Some(Qualifier::Above) => Reach::Beyond,
    }
}

fn between(one: Percent, other: Percent) -> Option<SpanView> {
    let (x, end) = (one.min(other), one.max(other));
    (x < end).then(|| SpanView { x, width: Percent(end.0 - x.0) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::view::label::DateLabel;

    fn bar(value: &str, qualifier: Option<Qualifier>) -> Bar {
        let figure = FigureView {
            id: format!("f{value}"),
            text: value.to_owned(),
            value: value.to_owned(),
            label: format!("Label of {value}"),
            as_of: None,
            source: Some(Link { title: "Source".to_owned(), href: "sources.html#s".to_owned() }),
            note: None,
            href: "figures.html#f".to_owned(),
            page: None,
            earlier: Vec::new(),
            uses: Vec::new(),
        };
        Bar { figure, value: value.parse().unwrap(), qualifier }
    }

    fn drawn(bars: Vec<Bar>) -> ChartView {
        let texts = [
            ("chart_label", "{label}, {date}"),
            ("chart_row", "{label}: {number}"),
            ("chart_description", "From zero. {rows}."),
            ("separator", "; "),
            ("undated", "undated"),
        ];
        let texts = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        let input = ChartInput { id: "c".to_owned(), title: "C".to_owned(), caption: None, bars };
        chart(&input, &Strings(texts.collect::<BTreeMap<_, _>>()))
    }

    fn ends(part: Option<SpanView>) -> Option<(u32, u32)> {
        part.map(|part| (part.x.0, part.x.0 + part.width.0))
    }

    #[test]
    fn bars_begin_at_zero_and_the_greatest_fills_the_scale() {
        let view = drawn(vec![bar("3e9", None), bar("1e9", None), bar("0", None)]);
        let solid: Vec<_> = view.rows.iter().map(|row| ends(row.solid)).collect();
        assert_eq!(solid, [Some((0, 10_000)), Some((0, 3_333)), None]);
        assert!(!view.inexact && view.rows.iter().all(|row| row.open.is_none()));
    }

    #[test]
    fn a_bar_is_open_over_the_range_of_its_number() {
        let parts = |value: &str, qualifier| {
            let row =
                drawn(vec![bar("100", None), bar("-100", None), bar(value, Some(qualifier))]).rows.remove(2);
            (ends(row.solid), ends(row.open))
        };
        assert_eq!(parts("50", Qualifier::About), (Some((5_000, 7_200)), Some((7_200, 7_500))));
        assert_eq!(parts("50", Qualifier::Almost), (Some((5_000, 7_200)), Some((7_200, 7_500))));
        assert_eq!(parts("50", Qualifier::Below), (None, Some((5_000, 7_500))));
        assert_eq!(parts("50", Qualifier::Above), (Some((4_600, 6_900)), Some((6_900, 7_700))));
        assert_eq!(parts("-50", Qualifier::Above), (None, Some((2_500, 5_000))));
        assert_eq!(parts("-50", Qualifier::Below), (Some((3_100, 5_400)), Some((2_300, 3_100))));
    }

    #[test]
    fn negative_numbers_extend_to_the_left_of_zero() {
        let view = drawn(vec![bar("-1", None), bar("3", None)]);
        assert_eq!(view.zero, Percent(2_500));
        assert_eq!(ends(view.rows[0].solid), Some((0, 2_500)));
        assert_eq!(ends(view.rows[1].solid), Some((2_500, 10_000)));
    }

    #[test]
    fn a_description_has_every_number_and_a_series_is_labelled_by_its_title() {
        let mut first = bar("3", None);
        let view = drawn(vec![first.clone(), bar("1", Some(Qualifier::Below))]);
        assert_eq!(view.description, "From zero. Label of 3, undated: 3; Label of 1, undated: 1.");
        first.figure.as_of = Some(DateLabel { iso: "2011".to_owned(), text: "2011".to_owned() });
        let view = drawn(vec![first.clone(), first]);
        assert_eq!(view.rows[0].lines[0].text, "2011");
        assert_eq!(view.sources.len(), 1);
    }

    #[test]
    fn a_chart_without_numbers_is_empty() {
        assert_eq!(drawn(Vec::new()).height, Rem(0));
    }

    fn any_number() -> impl Strategy<Value = String> {
        prop_oneof![
            "-?[0-9]{1,6}",
            "-?[0-9]{1,20}\\.[0-9]{1,6}",
            "-?[0-9]{1,12}e-?(30|[12]?[0-9])",
            Just("-0".to_owned()),
        ]
    }

    fn any_qualifier() -> impl Strategy<Value = Option<Qualifier>> {
        use Qualifier::{About, Above, Almost, Below};
        prop_oneof![Just(None), Just(Some(About)), Just(Some(Almost)), Just(Some(Below)), Just(Some(Above))]
    }

    proptest! {
        #[test]
        fn bars_stay_on_the_scale_and_keep_the_order_of_the_numbers(
            numbers in prop::collection::vec((any_number(), any_qualifier()), 1..8)
        ) {
            let bars: Vec<Bar> = numbers.iter().map(|(value, qualifier)| bar(value, *qualifier)).collect();
            let view = drawn(bars.clone());
            let again = drawn(bars.clone());
            prop_assert_eq!(&again, &view);
            let scale = Scale::of(&bars);
            for (row, bar) in view.rows.iter().zip(&bars) {
                let parts = [row.solid, row.open];
                prop_assert!(parts.iter().flatten().all(|part| part.x.0 + part.width.0 <= 10_000));
                let value = bar.value.nearest_f64();
                prop_assert!(value.is_finite());
                for other in &bars {
                    if value <= other.value.nearest_f64() {
                        prop_assert!(scale.at(value) <= scale.at(other.value.nearest_f64()));
                    }
                }
                if value == 0.0 {
                    prop_assert_eq!(row.solid, None);
                }
            }
            let furthest = bars.iter().map(|bar| bar.value.nearest_f64().abs()).fold(0.0, f64::max);
            let is_one_sided = bars.iter().all(|bar| bar.value.nearest_f64() >= 0.0);
            prop_assert!(!is_one_sided || furthest == 0.0 || scale.at(furthest).0 >= 9_200);
        }
    }
}
