//! Lists diagnostics for people: the most severe first, a limited number of each severity, and the rest counted by code.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use super::diagnostic::{Code, Diagnostic, Severity};

/// The diagnostics of one severity.
#[derive(Debug)]
pub struct Listing<'a> {
    /// The severity.
    pub severity: Severity,
    /// The diagnostics to show, in the given order.
    pub shown: Vec<&'a Diagnostic>,
    /// A count of the others; `None` if all are shown.
    pub rest: Option<Rest>,
}

/// A count of the diagnostics of one severity that a list omits. It prints as
/// ``and 61 more warnings: 40 × unregistered-name, 21 × vague-link``.
#[derive(Debug, PartialEq, Eq)]
pub struct Rest {
    severity: Severity,
    /// The codes, most frequent first, with their counts.
    counts: Vec<(Code, usize)>,
}

impl<'a> Listing<'a> {
    /// A listing for each severity that occurs: errors, then warnings, then notes, with at most `most` of each.
    pub fn by_severity(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, most: usize) -> Vec<Self> {
        let mut all: BTreeMap<Severity, Vec<&Diagnostic>> = BTreeMap::new();
        for found in diagnostics {
            all.entry(found.severity()).or_default().push(found);
        }
        let listing = |(severity, mut shown): (Severity, Vec<&'a Diagnostic>)| {
            let rest = shown.split_off(most.min(shown.len()));
            Self { severity, shown, rest: Rest::of(severity, &rest) }
        };
        all.into_iter().map(listing).collect()
    }

    /// The number of diagnostics, shown or not.
    pub fn count(&self) -> usize {
        self.shown.len() + self.rest.as_ref().map_or(0, Rest::count)
    }
}

impl Rest {
    fn of(severity: Severity, left_out: &[&Diagnostic]) -> Option<Self> {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        for found in left_out {
            *counts.entry(found.code).or_default() += 1;
        }
        let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(code, count)| (Reverse(*count), code.name()));
        (!counts.is_empty()).then_some(Self { severity, counts })
    }

    fn count(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, plural) = (self.count(), if self.count() == 1 { "" } else { "s" });
        write!(f, "and {count} more {}{plural}", self.severity)?;
        for (number, (code, count)) in self.counts.iter().enumerate() {
            let before = if number == 0 { ": " } else { ", " };
            write!(f, "{before}{count} × {}", code.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::tree::FilePath;

    #[test]
    fn each_severity_has_a_limit_of_its_own_and_what_is_left_out_is_counted_by_code() {
        let of = |code| Diagnostic::of_file(code, &FilePath::new("content/x.md"), "");
        let found = [
            of(Code::VagueLink),
            of(Code::VagueLink),
            of(Code::CutText),
            of(Code::VagueLink),
            of(Code::UnregisteredName),
            of(Code::UnregisteredName),
            of(Code::MissingTarget),
            of(Code::MissingTarget),
            of(Code::NoBaseUrl),
        ];
        let listings = Listing::by_severity(&found, 1);
        let shown: Vec<_> = listings.iter().map(|one| (one.severity, one.shown.len(), one.count())).collect();
        assert_eq!(shown, [(Severity::Error, 1, 2), (Severity::Warning, 1, 6), (Severity::Note, 1, 1)]);
        let rest: Vec<_> = listings.iter().filter_map(|one| Some(one.rest.as_ref()?.to_string())).collect();
        assert_eq!(
            rest,
            [
                "and 1 more error: 1 × missing-target",
                "and 5 more warnings: 2 × unregistered-name, 2 × vague-link, 1 × cut-text"
            ]
        );
        let whole = Listing::by_severity(&found, usize::MAX);
        assert!(whole.iter().all(|one| one.rest.is_none()));
        assert_eq!(Listing::by_severity(&[], 1).len(), 0);
    }
}
