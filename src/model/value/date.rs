//! A calendar date in ISO 8601: `2015-10-02`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::schema::written;

/// A day in the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Year, month (1 to 12) and day (1 to 31).
    pub fn parts(self) -> (i32, u8, u8) {
        (i32::from(self.0.year()), self.0.month().unsigned_abs(), self.0.day().unsigned_abs())
    }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday_from_monday(self) -> usize {
        usize::from(self.0.weekday().to_monday_zero_offset().unsigned_abs())
    }

    /// The last day of its month.
    pub fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// The first day of its year.
    pub fn first_of_year(self) -> Self {
        Self(self.0.first_of_year())
    }

    /// The number of days from `other` to this day; negative if this day is earlier.
    pub fn days_after(self, other: Self) -> i32 {
        (self.0 - other.0).get_days()
    }

    /// The last day of its year.
    pub fn last_of_year(self) -> Self {
        Self(self.0.last_of_year())
    }

    /// The next day; `None` at the end of the calendar.
    pub fn next(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The same day `months` months earlier, or the last day of that month; `None` before the start of the calendar.
    pub fn months_before(self, months: u32) -> Option<Self> {
        let span = jiff::Span::new().try_months(months).ok()?;
        self.0.checked_sub(span).ok().map(Self)
    }

    /// The start of the day in UTC in the format of RFC 3339: Atom requires a time.
    pub fn to_rfc3339(self) -> String {
        format!("{self}T00:00:00Z")
    }
}

impl FromStr for Date {
    type Err = String;

    /// Parses only `YYYY-MM-DD`: `02/10/2015` is the second of October in some countries and the tenth of February in
    /// others.
    fn from_str(text: &str) -> Result<Self, String> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !shaped {
            return Err(format!("`{text}` is not a date: write year-month-day, as in `2015-10-02`"));
        }
        let date = text.parse().map(Self);
        date.map_err(|_| format!("`{text}` is not a date: there is no such day in the calendar"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

written!(Date: {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "patternErrorMessage": "not a date: write year-month-day, as in 2015-10-02"
});

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_way_of_writing_a_date_is_taken() {
        assert_eq!("2015-10-02".parse::<Date>().unwrap().to_string(), "2015-10-02");
        for wrong in ["02/10/2015", "2015-02-30", "2015-1-2", "20151002", "", "2015-10-02T00:00"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }
}
