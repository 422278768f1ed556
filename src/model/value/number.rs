//! Exact decimal numbers, in registers and in texts.

use std::fmt;
use std::str::FromStr;

use icu_decimal::input::{Decimal, SignDisplay};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::schema::written;

/// A decimal number without rounding. Equal amounts are equal, whatever their notation.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(Decimal);

impl Eq for Number {}

/// The most digits of a number before or after the decimal point.
const DIGITS: usize = 30;

impl Number {
    /// The number times a power of ten: 12 with the power 9 is 12 billion.
    pub fn times_ten_to(&self, power: i16) -> Self {
        let mut decimal = self.0.clone();
        decimal.absolute.multiply_pow10(power);
        Self::trimmed(decimal)
    }

    /// Whether it is negative.
    pub fn is_negative(&self) -> bool {
        !self.0.absolute.is_zero() && self.to_string().starts_with('-')
    }

    /// The number without its sign.
    pub fn absolute(&self) -> Self {
        Self(self.0.clone().with_sign_display(SignDisplay::Never))
    }

    /// The power of ten of the first digit: 0 for 7, 3 for 59,000.
    pub fn magnitude(&self) -> i16 {
        self.0.absolute.nonzero_magnitude_start()
    }

    /// The number of digits after the decimal point.
    pub fn fraction_digits(&self) -> i16 {
        -self.0.absolute.nonzero_magnitude_end().min(0)
    }

    /// The nearest floating-point number, for drawings only. It is finite for numbers of registers, which have at most 30
    /// digits and a power of ten of at most 30.
    pub fn nearest_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or_default()
    }

    /// The number for ICU's formats.
    pub fn decimal(&self) -> &Decimal {
        &self.0
    }

    fn trimmed(mut decimal: Decimal) -> Self {
        decimal.absolute.trim_start();
        decimal.absolute.trim_end();
        Self(decimal)
    }
}

impl FromStr for Number {
    type Err = String;

    /// Parses digits with an optional decimal point and power of ten: `59000`, `3.7`, `12e9`, `-0.5`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is not a number: write digits with a point, as in `3.7`, `59000` or `12e9`");
        let (digits, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let power: i16 = power.parse().map_err(|_| wrong())?;
        if digits.len() > DIGITS || power.unsigned_abs() as usize > DIGITS {
            return Err(wrong());
        }
        let decimal = Decimal::try_from_str(digits).map_err(|_| wrong())?;
        Ok(Self(decimal).times_ten_to(power))
    }
}

impl fmt::Display for Number {
    /// Writes the number with a decimal point and without thousands separators.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut whole = self.0.clone();
        whole.absolute.pad_start(0);
        whole.absolute.pad_end(0);
        write!(f, "{whole}")
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
                number.to_string().parse().map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
                number.to_string().parse().map_err(E::custom)
            }

            // The shortest digits that round-trip are the digits that were written.
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
                number.to_string().parse().map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Written)
    }
}

written!(Number: {
    "type": ["number", "string"],
    "pattern": "^[-+]?[0-9.]+([eE][-+]?[0-9]{1,2})?$",
    "patternErrorMessage": "not a number: write digits with a point, as in 3.7, 59000 or 12e9",
    "minimum": -1e30,
    "maximum": 1e30
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_amount_is_equal_however_it_is_written() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        assert_eq!(number("12e9"), number("12000000000"));
        assert_eq!(number("10.50"), number("10.5"));
        assert_eq!(number("1.05e1"), number("10.5"));
        assert_eq!(number("0012"), number("12"));
        assert_ne!(number("12"), number("-12"));
        assert_eq!(number("12").times_ten_to(9), number("12e9"));
        assert_eq!(number("12e9").to_string(), "12000000000");
        assert_eq!(number("0.5").to_string(), "0.5");
        assert_eq!((number("59000").magnitude(), number("3.75").fraction_digits()), (4, 2));
        for wrong in ["", "abc", "1,000", "1 000", "12e", "1e99", "--1", "0x10", "inf", "NaN"] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
    }
}
