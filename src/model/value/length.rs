//! Lengths in drawings, rounded so that the output is the same on every platform.

use std::fmt;

use serde::{Serialize, Serializer};

/// A fraction of a drawing's width, in hundredths of a percent: `33.33%`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub u32);

impl Percent {
    /// The whole width.
    pub const WHOLE: Self = Self(10_000);

    /// Converts a ratio from 0 to 1; values outside this range are clamped.
    pub fn of(ratio: f64) -> Self {
        Self((ratio.clamp(0.0, 1.0) * f64::from(Self::WHOLE.0)).round() as u32)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", f64::from(self.0) / 100.0)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A height in tenths of a rem, so that it scales with the page's font size: `2.4rem`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rem(pub u32);

impl fmt::Display for Rem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}rem", self.0 / 10, self.0 % 10)
    }
}

impl Serialize for Rem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_svg_reads_them() {
        assert_eq!(Percent::of(1.0 / 3.0).to_string(), "33.33%");
        assert_eq!(Percent::of(0.5).to_string(), "50%");
        assert_eq!((Percent::of(7.0), Percent::of(-7.0)), (Percent::WHOLE, Percent(0)));
        assert_eq!(Percent::of(f64::NAN), Percent(0));
        assert_eq!((Rem(24).to_string(), Rem(10).to_string()), ("2.4rem".to_owned(), "1.0rem".to_owned()));
    }
}
