//! A record of `events.yaml`: something that happened, on a date or over a span.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::value::date::Date;
use crate::model::value::language::Language;
use crate::model::value::localized::Localized;
use crate::model::value::record_id::RecordId;
use crate::model::value::schema;
use crate::model::value::when::{Precision, When};

use super::record_kind::RecordKind;
use super::record_type::{Contradiction, Record, RecordType, Reference, RequiredField, date_contradiction};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// The weekday of a date in the Gregorian calendar.
    pub fn of(date: Date) -> Self {
        const DAYS: [Weekday; 7] = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
        ];
        DAYS[date.weekday_from_monday()]
    }

    /// The weekday as a register writes it.
    pub fn word(self) -> &'static str {
        match self {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = schema::dated("date"))]
pub struct Event {
    /// The id that references use; unique in its register, and never changed.
    #[schemars(extend("type" = ["string", "integer"], "pattern" = schema::ID, "minimum" = 0))]
    pub id: RecordId,
    /// What happened: a phrase without a full stop.
    pub title: Localized,
    /// The date of the event, or of its beginning.
    pub date: Option<When>,
    /// The end of a longer event.
    pub end: Option<When>,
    /// `true` if the source gives no date; pages show that the event is undated.
    #[serde(default)]
    pub undated: bool,
    /// The day of the week of `date` according to the source; checked against the calendar.
    pub weekday: Option<Weekday>,
    /// The kind of event, in one or two words: `Visit`, `Summit`, `Agreement`.
    pub kind: Option<Localized>,
    /// The series of the event, such as `French-Japanese Meetings`; all events of a series have the same text here.
    pub series: Option<Localized>,
    /// The ids in `names.yaml` of the places where it took place.
    #[serde(default)]
    pub places: Vec<RecordId>,
    /// The ids in `names.yaml` of the people, organizations and agreements that it concerns.
    #[serde(default)]
    pub names: Vec<RecordId>,
    /// The folder of its top-level section: `political`.
    pub section: Option<String>,
    /// The id of the source in `sources.yaml`.
    pub source: RecordId,
    /// A note for readers: a sentence.
    pub note: Option<Localized>,
}

impl Record for Event {
    fn id(&self) -> &RecordId {
        &self.id
    }

    fn title(&self, language: &Language) -> &str {
        self.title.in_language(language)
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let places = Reference::each("places", RecordKind::Name, &self.places);
        let names = Reference::each("names", RecordKind::Name, &self.names);
        places.chain(names).chain(Reference::sources([&self.source])).collect()
    }
}

impl RecordType for Event {
    const REQUIRED: &'static [RequiredField] = &[
        RequiredField {
            name: "title",
            example: "title",
            help: "write what happened as a phrase without a full stop",
        },
        RequiredField {
            name: "source",
            example: "source",
            help: "write the id of a source in `sources.yaml`",
        },
    ];

    fn contradictions(&self) -> Vec<Contradiction> {
        date_contradiction("event", ("date", "2014-10-28"), self.date, self.undated).into_iter().collect()
    }
}

impl Event {
    /// The last day, as far as it is known; `None` for an event without a date.
    pub fn last_day(&self) -> Option<Date> {
        self.end.or(self.date).map(When::end)
    }

    /// The first and the last day, if both are exact; an event that ends before it begins counts as one day.
    pub fn days(&self) -> Option<(Date, Date)> {
        let date = self.date.filter(|date| date.precision() == Precision::Day)?.start();
        match self.end {
            None => Some((date, date)),
            Some(end) if end.precision() == Precision::Day => Some((date, end.start().max(date))),
            Some(_) => None,
        }
    }

    /// The first and the last year; `None` for an event without a date.
    pub fn years(&self) -> Option<(i32, i32)> {
        let first = self.date?.start().parts().0;
        Some((first, self.last_day().map_or(first, |day| day.parts().0)))
    }

    /// The contradictions between its dates: the message and the help of each.
    pub fn impossible(&self) -> Vec<(String, String)> {
        let mut wrong = Vec::new();
        let Some(date) = self.date else {
            if self.end.is_some() {
                wrong.push((
                    "the event has an end date but no start date".to_owned(),
                    "add `date: …`, or remove `end`".to_owned(),
                ));
            }
            if self.weekday.is_some() {
                wrong.push((
                    "the event has a day of the week but no date".to_owned(),
                    "add `date: …`, or remove `weekday`".to_owned(),
                ));
            }
            return wrong;
        };
        if let Some(end) = self.end
            && end.end() < date.start()
        {
            wrong.push((
                format!("the event ends on {end}, before it begins on {date}"),
                "correct `date` or `end`".to_owned(),
            ));
        }
        match self.weekday {
            Some(written) if date.precision() == Precision::Day => {
                let is = Weekday::of(date.start());
                if written != is {
                    wrong.push((
                        format!("{date} was a {}, not a {}", is.word(), written.word()),
                        "correct `date` or `weekday`".to_owned(),
                    ));
                }
            }
            Some(_) => wrong.push((
                format!("`weekday` needs an exact day, but `date` is {date}"),
                "write the day, or remove `weekday`".to_owned(),
            )),
            None => {}
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_is_the_calendars() {
        for (date, day) in [
            ("2015-10-02", Weekday::Friday),
            ("2000-02-29", Weekday::Tuesday),
            ("1858-10-09", Weekday::Saturday),
            ("2026-11-25", Weekday::Wednesday),
        ] {
            assert_eq!(Weekday::of(date.parse().unwrap()), day, "{date}");
        }
    }

    #[test]
    fn what_cannot_be_is_named() {
        let event = |date: &str, end: Option<&str>, weekday| Event {
            date: date.parse().ok(),
            end: end.and_then(|end| end.parse().ok()),
            weekday,
            ..Event::default()
        };
        assert!(event("2015-10-03", Some("2015-10-05"), Some(Weekday::Saturday)).impossible().is_empty());
        assert!(event("2015-10", Some("2015-10-05"), None).impossible().is_empty());
        assert!(event("2015-10-05", Some("2015"), None).impossible().is_empty());
        assert_eq!(event("2015-10-05", Some("2015-10-03"), None).impossible().len(), 1);
        assert_eq!(event("2015-10-03", None, Some(Weekday::Friday)).impossible().len(), 1);
        assert_eq!(event("2015-10", None, Some(Weekday::Friday)).impossible().len(), 1);
        assert_eq!(event("", Some("2015"), Some(Weekday::Friday)).impossible().len(), 2);
    }
}
