//! The axes of records in the registers, each referred to once by one of a hundred pages.

use chancery::model::source::tree::Tree;

use super::Axis;
use super::site::{empty, fill, nothing, parts};

pub const AXES: &[Axis] = &[
    Axis { name: "figures", what: "figures, each on a page", most: 10_000, tree: figures },
    Axis { name: "editions", what: "earlier values of 50 figures", most: 16_000, tree: editions },
    Axis {
        name: "languages",
        what: "labels, in so many languages of 1,000 figures",
        most: 16_000,
        tree: languages,
    },
    Axis { name: "names", what: "names, each on a page", most: 10_000, tree: names },
    Axis { name: "members", what: "persons of one organization", most: 4000, tree: members },
    Axis { name: "events", what: "events, each on a page", most: 10_000, tree: events },
    Axis { name: "terms", what: "expressions, each on a page", most: 20_000, tree: terms },
    Axis { name: "acronyms", what: "acronyms, each on a page", most: 20_000, tree: acronyms },
    Axis { name: "sources", what: "sources, each cited on a page", most: 5000, tree: sources },
    Axis { name: "charts", what: "charts, each on a page", most: 4000, tree: charts },
];

/// The pages of the briefings here.
const PAGES: usize = 100;

/// A briefing with a register, and what a page says of each record.
fn registered(register: &str, records: &str, n: usize, said: fn(usize) -> String) -> Tree {
    let mut tree = empty();
    fill(&mut tree, PAGES, nothing, |page| parts((page..n).step_by(PAGES), said));
    tree.insert(format!("content/registers/{register}.yaml"), records);
    if register != "sources" {
        tree.insert("content/registers/sources.yaml", source(0));
    }
    tree
}

pub fn source(number: usize) -> String {
    format!(
        "- id: s{number}\n  title: Paper {number}\n  publisher: Ministry\n  date: {}\n",
        2014 + number % 10
    )
}

pub fn figure(number: usize) -> String {
    format!(
        "- id: f{number}\n  label: Number {number} of the trade\n  value: {}\n  unit: EUR\n  as_of: 2013\n  source: s0\n",
        1000 + number
    )
}

fn figures(n: usize) -> Tree {
    registered("figures", &parts(0..n, figure), n, |number| {
        format!("The trade came to [](figure:f{number}).\n\n")
    })
}

/// A record of a register is at most 16 KiB large, so that the values are of fifty figures.
fn editions(n: usize) -> Tree {
    let day = |k: usize| format!("{}-{:02}-{:02}", 1990 + k / 336, 1 + k / 28 % 12, 1 + k % 28);
    let earlier = parts(0..n / 50, |k| format!("    - value: {}\n      as_of: {}\n", k + 1, day(k)));
    let records = parts(0..50, |number| match n / 50 {
        0 => figure(number),
        _ => format!("{}  earlier:\n{earlier}", figure(number)),
    });
    registered("figures", &records, 50, |number| format!("The trade came to [](figure:f{number}).\n\n"))
}

/// The tags of sixteen languages.
const TONGUES: [&str; 16] =
    ["en", "fr", "de", "it", "es", "pt", "nl", "da", "sv", "fi", "pl", "cs", "hu", "ro", "ja", "zh"];

fn languages(n: usize) -> Tree {
    let tongues = n.div_ceil(1000).clamp(1, 16);
    let label =
        |number: usize| parts(0..tongues, |k| format!("    {}: Number {number} of the trade\n", TONGUES[k]));
    let records = parts(0..n / tongues, |number| {
        figure(number).replace(&format!(" Number {number} of the trade\n"), &format!("\n{}", label(number)))
    });
    registered("figures", &records, n / tongues, |number| {
        format!("The trade came to [](figure:f{number}).\n\n")
    })
}

fn names(n: usize) -> Tree {
    let record = |number: usize| {
        format!(
            "- id: n{number}\n  kind: person\n  name: Person Number{number}\n  role: Minister\n  source: s0\n"
        )
    };
    registered("names", &parts(0..n, record), n, |number| {
        format!("It was [them](name:n{number}) who said so.\n\n")
    })
}

fn members(n: usize) -> Tree {
    let record = |number: usize| {
        format!("- id: n{number}\n  kind: person\n  name: Person Number{number}\n  organization: all\n")
    };
    let records =
        format!("- id: all\n  kind: organization\n  name: Ministry of Trade\n{}", parts(0..n, record));
    registered("names", &records, 1, |_| "It was [them](name:all) who said so.\n".to_owned())
}

fn events(n: usize) -> Tree {
    let record = |number: usize| {
        format!(
            "- id: e{number}\n  title: Meeting {number}\n  date: {}-{:02}-{:02}\n  kind: Kind {}\n  source: s0\n",
            1950 + number % 60,
            1 + number % 12,
            1 + number % 28,
            number % 8
        )
    };
    registered("events", &parts(0..n, record), n, |number| {
        format!("So ended [the meeting](event:e{number}).\n\n")
    })
}

/// A word of five letters for a number.
fn word(number: usize) -> String {
    (0..5).map(|place| char::from(b'A' + (number / 10_usize.pow(place) % 10 + 10) as u8)).collect()
}

fn terms(n: usize) -> Tree {
    let record = |number: usize| {
        format!("- id: t{number}\n  term: stock {number}\n  definition: What was invested by way {number}.\n")
    };
    registered("terms", &parts(0..n, record), n, |number| {
        format!("The [gross stock](term:t{number}) grew.\n\n")
    })
}

fn acronyms(n: usize) -> Tree {
    let record = |number: usize| {
        format!("- id: t{number}\n  term: {}\n  expansion: way {number} of trade\n", word(number))
    };
    registered("terms", &parts(0..n, record), n, |number| format!("Some say {} for it.\n\n", word(number)))
}

fn sources(n: usize) -> Tree {
    registered("sources", &parts(0..n, source), n, |number| {
        format!("So it is said [@s{number}, p. {number}].\n\n")
    })
}

fn charts(n: usize) -> Tree {
    let record = |number: usize| {
        format!(
            "- id: c{number}\n  title: Chart {number}\n  figures: [f{}, f{}]\n",
            number % 50,
            number % 50 + 1
        )
    };
    let mut tree =
        registered("charts", &parts(0..n, record), n, |number| format!("![](chart:c{number})\n\n"));
    tree.insert("content/registers/figures.yaml", parts(0..51, figure));
    tree
}
