//! The dates of pages, of the site and of agreements, formatted in the site's language.

use std::collections::BTreeMap;

use crate::locale::Locale;
use crate::locale::localizer::Localizer;
use crate::model::register::registers::Records;
use crate::model::source::config::{Config, SiteSource};
use crate::model::value::date::Date;
use crate::model::value::id::Table;
use crate::model::value::when::When;
use crate::model::view::label::DateLabel;

use super::Page;

/// The labels of days, and of the years, months and days of agreements.
#[derive(Debug)]
pub(super) struct Dates {
    days: BTreeMap<Date, DateLabel>,
    whens: BTreeMap<When, DateLabel>,
}

impl Dates {
    /// The dates of a site.
    pub fn new(
        config: &Config,
        pages: &Table<Page>,
        records: &Records,
        locale: &Locale,
        localizer: &Localizer<'_>,
    ) -> Self {
        let mut days = BTreeMap::new();
        for date in of_site(config).into_iter().chain(pages.iter().flat_map(of_page)).flatten() {
            let label = || DateLabel { iso: date.to_string(), text: locale.date(date) };
            days.entry(date).or_insert_with(label);
        }
        let whens = records.names.iter().flat_map(|name| [name.date, name.until]).flatten();
        Self { days, whens: whens.map(|when| (when, localizer.label(when))).collect() }
    }

    /// The label of a date of a page, the site, its source or its accessibility statement.
    pub fn day(&self, date: Option<Date>) -> Option<DateLabel> {
        self.days.get(&date?).cloned()
    }

    /// The label of a date of an agreement.
    pub fn when(&self, when: When) -> Option<DateLabel> {
        self.whens.get(&when).cloned()
    }
}

fn of_site(config: &Config) -> [Option<Date>; 4] {
    let of_source = match &config.source {
        Some(SiteSource::Notice(source)) => source.date,
        _ => None,
    };
    let statement = config.accessibility.as_ref();
    let assessed = statement.and_then(|statement| statement.assessed);
    let prepared = statement.and_then(|statement| statement.prepared);
    [config.as_of, of_source, assessed, prepared]
}

fn of_page(page: &Page) -> [Option<Date>; 3] {
    let front_matter = &page.outline.front_matter;
    [front_matter.date, front_matter.updated, front_matter.reviewed]
}
