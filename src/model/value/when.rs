//! Dates of limited precision: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date::Date;
use super::schema::written;

/// A year, a month or a day in ISO 8601: `2013`, `2014-09`, `2015-10-02`. Ordered by the first day; a year comes before
/// its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    start: Date,
    precision: Precision,
}

/// The precision of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year.
    Year,
    /// The year and the month.
    Month,
    /// The day.
    Day,
}

impl When {
    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Date {
        match self.precision {
            Precision::Year => self.start.last_of_year(),
            Precision::Month => self.start.last_of_month(),
            Precision::Day => self.start,
        }
    }

    /// The precision.
    pub fn precision(self) -> Precision {
        self.precision
    }
}

impl From<Date> for When {
    fn from(start: Date) -> Self {
        Self { start, precision: Precision::Day }
    }
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (whole, precision) = match text.len() {
            4 => (format!("{text}-01-01"), Precision::Year),
            7 => (format!("{text}-01"), Precision::Month),
            _ => (text.to_owned(), Precision::Day),
        };
        match whole.parse() {
            Ok(start) => Ok(Self { start, precision }),
            Err(_) => Err(format!(
                "`{text}` is not a date: write a year, a month or a day, as in `2013`, `2014-09` or `2015-10-02`"
            )),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.start.to_string();
        f.write_str(match self.precision {
            Precision::Year => &whole[..4],
            Precision::Month => &whole[..7],
            Precision::Day => &whole,
        })
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = When;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date")
            }

            fn visit_u64<E: de::Error>(self, year: u64) -> Result<When, E> {
                year.to_string().parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<When, E> {
                year.to_string().parse().map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<When, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Written)
    }
}

written!(When: {
    "type": ["string", "integer"],
    "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "patternErrorMessage": "not a date: write a year, a month or a day, as in 2013, 2014-09 or 2015-10-02",
    "minimum": 1000,
    "maximum": 9999
});

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_month_and_a_day_stay_what_they_are() {
        let when = |text: &str| text.parse::<When>().unwrap();
        for text in ["2013", "2014-09", "2015-10-02"] {
            assert_eq!(when(text).to_string(), text);
        }
        let end = |text| when(text).end().to_string();
        assert_eq!(
            [end("2012"), end("2012-02"), end("2012-02-03")],
            ["2012-12-31", "2012-02-29", "2012-02-03"]
        );
        assert_eq!(when("9999-12").end().days_after(when("9999").start()), 364);
        assert!(when("2013") < when("2013-01") && when("2013-12") < when("2014"));
        for wrong in ["13", "2013-13", "2015-02-30", "09/2014", "September 2014", ""] {
            assert!(wrong.parse::<When>().is_err(), "{wrong}");
        }
    }
}
