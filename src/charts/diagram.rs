//! Lays out a diagram of events: marks on a time axis to scale, in one lane for each country, kind or other category.

use crate::model::source::strings::Strings;
use crate::model::value::date::Date;
use crate::model::value::length::{Percent, Rem};
use crate::model::value::when::When;
use crate::model::view::drawing::{DiagramView, EventMark, LaneView, LineView, SpanView, YearTick};
use crate::model::view::label::{DateLabel, Link};

use super::chart::each_once;
use super::lines::{height, line_views, lines, width as columns};

/// The number of columns of small sans-serif text in two thirds of a screen of 320 pixels.
const COLUMNS: usize = 26;

/// The width of a column on such a screen, in hundredths of a percent.
const COLUMN: i64 = 255;

/// The maximum number of years under the axis.
const YEARS: i32 = 7;

/// Distances in tenths of the page's font size: down to a lane's title and below it, to the baseline of the first
/// line of a label, from its last line to the lane, from there to the next lane, half a mark, and to the years.
const TITLE: u32 = 11;
const BELOW_TITLE: u32 = 4;
const BASE: u32 = 9;
const LEADER: u32 = 11;
const BELOW_LANE: u32 = 14;
const MARK: u32 = 4;
const YEAR: u32 = 13;

/// The input of a diagram, apart from the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagramInput {
    /// Its fragment id, unique on the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A note for readers.
    pub caption: Option<String>,
    /// The heading of the lanes: `Country`.
    pub lane_title: String,
    /// The events in any order; lanes come in the order of their first events in this list.
    pub events: Vec<Event>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The event or its place.
    pub label: String,
    /// Its lane.
    pub lane: String,
    /// Its date, or its first.
    pub when: When,
    /// Its end, if that is another day.
    pub until: Option<When>,
    /// Its date or first date, as the page shows it.
    pub date: DateLabel,
    /// Its end, as the page shows it.
    pub until_date: Option<DateLabel>,
    /// The page about it.
    pub href: Option<String>,
    /// Its source.
    pub source: Option<Link>,
}

impl Event {
    /// The last day. An end before the start is ignored.
    fn end(&self) -> Date {
        self.until.map_or(self.when.end(), When::end).max(self.when.end())
    }

    fn date_text(&self, strings: &Strings) -> String {
        match &self.until_date {
            Some(until) => strings.fill("period", &[("from", &self.date.text), ("until", &until.text)]),
            None => self.date.text.clone(),
        }
    }
}

/// Lays out the diagram of some events; `None` if there are none. The axis covers whole years. If only the month or
/// the year of an event is known, its mark is as wide as that.
pub fn diagram(input: &DiagramInput, strings: &Strings) -> Option<DiagramView> {
    let mut events: Vec<&Event> = input.events.iter().collect();
    events.sort_by_key(|event| (event.when, event.end()));
    let time = Time::of(&events)?;
    let mut names: Vec<&str> = Vec::new();
    for event in &input.events {
        if !names.contains(&event.lane.as_str()) {
            names.push(&event.lane);
        }
    }
    let mut lanes = Vec::with_capacity(names.len());
    let mut shown: Vec<Option<EventMark>> = vec![None; events.len()];
    let mut top = 0;
    for name in names {
        let of_lane: Vec<usize> = (0..events.len()).filter(|at| events[*at].lane == name).collect();
        let labels = stacked(of_lane.iter().map(|at| Label::of(events[*at], &time, strings)).collect());
        let title = LineView { text: name.to_owned(), y: Rem(top + TITLE) };
        let y = title.y.0 + BELOW_TITLE + labels.iter().map(|label| label.up).max().unwrap_or(0) + LEADER;
        for (at, label) in of_lane.into_iter().zip(labels) {
            shown[at] = Some(label.view(events[at], Rem(y)));
        }
        lanes.push(LaneView { title, y: Rem(y) });
        top = y + BELOW_LANE;
    }
    let descriptions = events.iter().map(|event| {
        let date = event.date_text(strings);
        strings.fill("diagram_row", &[("lane", &event.lane), ("label", &event.label), ("date", &date)])
    });
    let rows = descriptions.collect::<Vec<_>>().join(strings.get("separator"));
    Some(DiagramView {
        id: input.id.clone(),
        title: input.title.clone(),
        description: strings.with("diagram_description", "rows", &rows),
        caption: input.caption.clone(),
        lane_title: input.lane_title.clone(),
        height: Rem(top + YEAR + MARK),
        thickness: Rem(2 * MARK),
        axis: Rem(top),
        years_line: Rem(top + YEAR),
        years: time.years(),
        lanes,
        events: shown.into_iter().flatten().collect(),
        sources: each_once(events.iter().filter_map(|event| event.source.as_ref())),
    })
}

/// The days of the axis.
struct Time {
    start: Date,
    end: Date,
}

impl Time {
    /// Whole years from the first event to the last; `None` without events.
    fn of(events: &[&Event]) -> Option<Self> {
        let start = events.iter().map(|event| event.when.start()).min()?.first_of_year();
        let end = events.iter().map(|event| event.end()).max()?.last_of_year();
        Some(Self { start, end })
    }

    /// The position of the start of a day.
    fn at(&self, day: Date) -> Percent {
        self.after(day.days_after(self.start))
    }

    fn after(&self, days: i32) -> Percent {
        Percent::of(f64::from(days) / f64::from(self.end.days_after(self.start) + 1))
    }

    fn span(&self, first: Date, last: Date) -> SpanView {
        let (x, end) = (self.at(first), self.after(last.days_after(self.start) + 1));
        SpanView { x, width: Percent(end.0 - x.0) }
    }

    /// The starts of the years, or of every second, fifth, tenth and so on if there are many; then the end.
    fn years(&self) -> Vec<YearTick> {
        let (first, last) = (self.start.parts().0, self.end.parts().0);
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        let step = steps.into_iter().find(|step| (last - first) / step < YEARS).unwrap_or(2000);
        let years = (first..=last).filter(|year| (year - first) % step == 0);
        let shown = years.filter_map(|year| {
            let day: When = format!("{year:04}").parse().ok()?;
            Some(YearTick { x: self.at(day.start()), label: Some(year.to_string()) })
        });
        shown.chain([YearTick { x: Percent::WHOLE, label: None }]).collect()
    }
}

/// The label of an event, and its extent.
struct Label {
    label: Vec<String>,
    date: Vec<String>,
    span: SpanView,
    x: Percent,
    anchor: &'static str,
    /// Its left and right end on a narrow screen, in hundredths of a percent.
    reach: (i64, i64),
    /// The distance of its top above the lane, in tenths of the page's font size.
    up: u32,
}

impl Label {
    fn of(event: &Event, time: &Time, strings: &Strings) -> Self {
        let span = time.span(event.when.start(), event.end());
        let x = Percent(span.x.0 + span.width.0 / 2);
        let label = lines(&event.label, COLUMNS);
        let date = lines(&event.date_text(strings), COLUMNS);
        let widest = label.iter().chain(&date).map(|line| columns(line)).max().unwrap_or(0);
        let (at, wide) = (i64::from(x.0), i64::try_from(widest).unwrap_or(i64::MAX / COLUMN) * COLUMN);
        // A label in each third of the width has two thirds of it available.
        let (anchor, reach) = match x.0 / 3_334 {
            0 => ("start", (at, at + wide)),
            1 => ("middle", (at - wide / 2, at + wide / 2)),
            _ => ("end", (at - wide, at)),
        };
        Self { label, date, span, x, anchor, reach, up: 0 }
    }

    fn lines(&self) -> usize {
        self.label.len() + self.date.len()
    }

    fn view(self, event: &Event, lane: Rem) -> EventMark {
        let top = lane.0.saturating_sub(LEADER + self.up);
        let first = Rem(top + BASE);
        let date = Rem(first.0 + height(self.label.len()));
        EventMark {
            label: event.label.clone(),
            lane: event.lane.clone(),
            date: event.date.clone(),
            until: event.until_date.clone(),
            href: event.href.clone(),
            span: self.span,
            x: self.x,
            mark: Rem(lane.0 - MARK),
            anchor: self.anchor,
            foot: Rem(top + height(self.lines()) + 2),
            label_lines: line_views(self.label, first),
            date_lines: line_views(self.date, date),
        }
    }
}

/// Stacks labels that would overlap on a narrow screen.
fn stacked(mut labels: Vec<Label>) -> Vec<Label> {
    let mut levels: Vec<Vec<usize>> = Vec::new();
    // The leader line of a higher label passes beside the lower ones: after those that extend to the left, which come
    // in chronological order, and before those that extend to the right, which come in reverse order.
    let (left, right): (Vec<usize>, Vec<usize>) =
        (0..labels.len()).partition(|at| labels[*at].anchor == "end");
    for at in left.into_iter().chain(right.into_iter().rev()) {
        let (from, to) = labels[at].reach;
        let is_free = |level: &Vec<usize>| {
            level.iter().all(|other| {
                let (start, end) = labels[*other].reach;
                to + COLUMN < start || end + COLUMN < from
            })
        };
        match levels.iter().position(is_free) {
            Some(level) => levels[level].push(at),
            None => levels.push(vec![at]),
        }
    }
    let mut below = 0;
    for level in levels {
        let lines = level.iter().map(|at| labels[*at].lines()).max().unwrap_or(0);
        for at in level {
            labels[at].up = below + height(labels[at].lines());
        }
        below += height(lines) + 4;
    }
    labels
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn strings() -> Strings {
        let texts = [
            ("diagram_row", "{lane}: {label}, {date}"),
            ("diagram_description", "To scale. {rows}."),
            ("period", "{from} – {until}"),
            ("separator", "; "),
        ];
        Strings(
            texts
                .iter()
                .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn event(label: &str, lane: &str, when: &str, until: Option<&str>) -> Event {
        let date = |text: &str| DateLabel { iso: text.to_owned(), text: text.to_owned() };
        Event {
            label: label.to_owned(),
            lane: lane.to_owned(),
            when: when.parse().unwrap(),
            until: until.map(|until| until.parse().unwrap()),
            date: date(when),
            until_date: until.map(date),
            href: None,
            source: None,
        }
    }

    fn drawn(events: Vec<Event>) -> Option<DiagramView> {
        let input = DiagramInput {
            id: "d".to_owned(),
            title: "D".to_owned(),
            caption: None,
            lane_title: "Country".to_owned(),
            events,
        };
        diagram(&input, &strings())
    }

    #[test]
    fn time_is_to_scale_and_marks_are_as_wide_as_their_precision() {
        let view = drawn(vec![
            event("A", "France", "2009", None),
            event("B", "France", "2010-12", None),
            event("C", "Japan", "2010-12-30", Some("2010-12-31")),
        ]);
        let view = view.unwrap();
        let spans: Vec<_> = view.events.iter().map(|event| (event.span.x.0, event.span.width.0)).collect();
        assert_eq!(spans, [(0, 5_000), (9_575, 425), (9_973, 27)]);
        let years: Vec<_> = view.years.iter().map(|year| (year.x.0, year.label.as_deref())).collect();
        assert_eq!(years, [(0, Some("2009")), (5_000, Some("2010")), (10_000, None)]);
        let lanes: Vec<_> = view.lanes.iter().map(|lane| lane.title.text.as_str()).collect();
        assert_eq!(lanes, ["France", "Japan"]);
        let expected = "To scale. France: A, 2009; France: B, 2010-12; Japan: C, 2010-12-30 – 2010-12-31.";
        assert_eq!(view.description, expected);
    }

    #[test]
    fn overlapping_labels_are_stacked() {
        let near = drawn(vec![event("Nancy", "L", "2010-03", None), event("Paris", "L", "2010-05", None)]);
        let near = near.unwrap();
        assert!(near.events[0].foot < near.events[1].label_lines[0].y);
        let far = drawn(vec![event("Nancy", "L", "2010", None), event("Paris", "L", "2014", None)]).unwrap();
        assert_eq!(far.events[0].label_lines[0].y, far.events[1].label_lines[0].y);
    }

    #[test]
    fn a_diagram_without_events_does_not_exist() {
        assert_eq!(drawn(Vec::new()), None);
    }

    fn any_date() -> impl Strategy<Value = String> {
        prop_oneof!["[0-9]{3}[1-9]", "[1-9][0-9]{3}-0[1-9]", "[12][0-9]{3}-1[0-2]-[012][1-9]"]
    }

    proptest! {
        #[test]
        fn events_stay_on_the_axis_in_chronological_order(
            events in prop::collection::vec(("\\PC{0,40}", "[ab]", any_date(), prop::option::of(any_date())), 1..8)
        ) {
            let events: Vec<Event> = events
                .iter()
                .map(|(label, lane, when, until)| event(label, lane, when, until.as_deref()))
                .collect();
            let view = drawn(events.clone()).unwrap();
            let again = drawn(events.clone()).unwrap();
            prop_assert_eq!(&again, &view);
            prop_assert_eq!(view.events.len(), events.len());
            for pair in view.events.windows(2) {
                prop_assert!(pair[0].span.x <= pair[1].span.x);
            }
            for event in &view.events {
                prop_assert!(event.span.x.0 + event.span.width.0 <= 10_000);
                prop_assert!(event.foot <= event.mark && event.mark < view.axis);
            }
            prop_assert!(view.years.len() <= 8);
        }
    }
}
