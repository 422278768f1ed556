//! A scalar of YAML, and its type by the core schema of YAML 1.2.

use std::borrow::Cow;

use serde::de::Unexpected;

/// A scalar.
#[derive(Debug)]
pub(super) struct Scalar<'t> {
    /// The text after escapes and folding; empty for a missing value.
    pub text: Cow<'t, str>,
    /// Whether it has neither quotation marks nor a string tag, and so may be a number.
    pub is_plain: bool,
}

/// The value of a scalar, if the type does not decide.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Resolved<'s> {
    Null,
    Bool(bool),
    /// A whole number without a sign.
    Unsigned(u64),
    /// A whole number below zero.
    Signed(i64),
    /// A whole number that exceeds 64 bits.
    TooLarge,
    Float(f64),
    Text(&'s str),
}

impl Scalar<'_> {
    /// Whether it is empty or one of YAML's words for null.
    pub fn is_null(&self) -> bool {
        self.is_plain && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether it is empty.
    pub fn is_left_out(&self) -> bool {
        self.is_plain && self.text.is_empty()
    }

    /// Its value, if the type does not decide.
    pub fn resolve(&self) -> Resolved<'_> {
        let text = &*self.text;
        if !self.is_plain {
            return Resolved::Text(text);
        }
        if self.is_null() {
            return Resolved::Null;
        }
        match text {
            "true" | "True" | "TRUE" => return Resolved::Bool(true),
            "false" | "False" | "FALSE" => return Resolved::Bool(false),
            _ => {}
        }
        // Digits after a zero are a text, such as a file number or a postal code.
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let is_all = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if digits.len() > 1 && digits.starts_with('0') && is_all(digits) {
            return Resolved::Text(text);
        }
        match whole(text) {
            Some(number) => number,
            None if is_all(digits) => Resolved::TooLarge,
            None => float(text).map_or(Resolved::Text(text), Resolved::Float),
        }
    }

    /// A description of it for a message.
    pub fn unexpected(&self) -> Unexpected<'_> {
        match self.resolve() {
            Resolved::Null => Unexpected::Unit,
            Resolved::Bool(value) => Unexpected::Bool(value),
            Resolved::Unsigned(_) | Resolved::Signed(_) | Resolved::TooLarge | Resolved::Float(_) => {
                Unexpected::Other(&self.text)
            }
            Resolved::Text(text) => Unexpected::Str(text),
        }
    }
}

/// Parses a whole number: decimal, or with the prefix `0x`, `0o` or `0b`.
fn whole(text: &str) -> Option<Resolved<'static>> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefixes = [("0x", 16), ("0o", 8), ("0b", 2)];
    let found = prefixes.iter().find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, *radix)));
    let (digits, radix) = found.unwrap_or((digits, 10));
    if digits.starts_with(['+', '-']) {
        return None;
    }
    if is_negative {
        i64::from_str_radix(&format!("-{digits}"), radix).ok().map(Resolved::Signed)
    } else {
        u64::from_str_radix(digits, radix).ok().map(Resolved::Unsigned)
    }
}

/// Parses a number with a fraction or an exponent, an infinity, or NaN.
fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    match (text, unsigned) {
        (_, ".inf" | ".Inf" | ".INF") => return Some(f64::INFINITY),
        ("-.inf" | "-.Inf" | "-.INF", _) => return Some(f64::NEG_INFINITY),
        (".nan" | ".NaN" | ".NAN", _) => return Some(f64::NAN),
        _ => {}
    }
    let has_two_signs = unsigned.len() < text.len() && unsigned.starts_with(['+', '-']);
    unsigned.parse().ok().filter(|number: &f64| number.is_finite() && !has_two_signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Scalar<'_> {
        Scalar { text: text.into(), is_plain: true }
    }

    #[test]
    fn a_plain_scalar_has_the_type_of_the_core_schema() {
        for (text, is) in [
            ("", Resolved::Null),
            ("~", Resolved::Null),
            ("true", Resolved::Bool(true)),
            ("yes", Resolved::Text("yes")),
            ("12", Resolved::Unsigned(12)),
            ("+12", Resolved::Unsigned(12)),
            ("-12", Resolved::Signed(-12)),
            ("-0", Resolved::Signed(0)),
            ("0x1F", Resolved::Unsigned(31)),
            ("-0b11", Resolved::Signed(-3)),
            ("012", Resolved::Text("012")),
            ("1_000", Resolved::Text("1_000")),
            ("99999999999999999999", Resolved::TooLarge),
            ("12e9", Resolved::Float(12e9)),
            (".5", Resolved::Float(0.5)),
            ("+-1.5", Resolved::Text("+-1.5")),
            ("inf", Resolved::Text("inf")),
            ("1e999", Resolved::Text("1e999")),
            ("2015-10-02", Resolved::Text("2015-10-02")),
        ] {
            assert_eq!(plain(text).resolve(), is, "{text}");
        }
        assert_eq!(Scalar { text: "12".into(), is_plain: false }.resolve(), Resolved::Text("12"));
    }
}
