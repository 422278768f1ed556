//! How the cost of a build grows along each axis: pages, links, figures and the rest, with the exponent fitted.
//!
//!     cargo bench --bench axes                    every axis at its full size, some minutes
//!     cargo bench --bench axes -- --quick         sizes an eighth as large
//!     cargo bench --bench axes -- hub figures     these axes alone
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types)]

mod linked;
mod measure;
mod records;
mod referred;
mod site;
mod structure;
mod text;

use chancery::model::source::tree::Tree;
use measure::Point;
use mimalloc::MiMalloc;

/// The program's own.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The exponent above which a cost is said to grow faster than its axis.
const LINEAR: f64 = 1.15;

/// How often each size is built: in turn, so that an hour in which the machine is slower is one for all sizes.
const PASSES: usize = 3;

/// An axis along which a briefing grows.
pub struct Axis {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What there are n of.
    pub what: &'static str,
    /// The largest n.
    pub most: usize,
    /// A briefing of size n.
    pub tree: fn(usize) -> Tree,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let is_quick = arguments.iter().any(|argument| argument == "--quick");
    let asked: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let axes: Vec<Axis> = axes();
    if let Some(unknown) = asked.iter().find(|name| axes.iter().all(|axis| axis.name != name.as_str())) {
        let names: Vec<&str> = axes.iter().map(|axis| axis.name).collect();
        eprintln!("no axis `{unknown}`; there are {}", names.join(", "));
        std::process::exit(2);
    }
    head();
    let mut steep = Vec::new();
    for axis in axes.iter().filter(|axis| asked.is_empty() || asked.iter().any(|name| *name == axis.name)) {
        let most = if is_quick { axis.most / 8 } else { axis.most };
        steep.extend(row(axis, &points(axis, most)));
    }
    if !steep.is_empty() {
        println!("\nFaster than their axis: {}.", steep.join("; "));
    }
}

fn axes() -> Vec<Axis> {
    let groups = [structure::AXES, linked::AXES, text::AXES, records::AXES, referred::AXES];
    groups.into_iter().flatten().map(|axis| Axis { ..*axis }).collect()
}

/// What n = 1, n/4, n/2 and n cost. What looks too steep is measured once more as often.
fn points(axis: &Axis, most: usize) -> Vec<Point> {
    let trees = [1, most / 4, most / 2, most].map(|n| (n, (axis.tree)(n)));
    let mut points = measure::points(&trees, PASSES);
    if exponent(&points, |at| at.busy) > LINEAR {
        for (point, again) in points.iter_mut().zip(measure::points(&trees, PASSES)) {
            point.lessen(&again);
        }
    }
    points
}

/// The exponent of a cost, with what the first point costs taken off.
fn exponent(points: &[Point], cost: fn(&Point) -> f64) -> f64 {
    let (least, larger) = points.split_first().expect("there are four");
    measure::exponent(larger, |at| (cost(at) - cost(least)).max(1e-3))
}

fn head() {
    println!(
        "Processor time of a clean build in memory, in ms, at 1, n/4, n/2 and n, the least of {PASSES} builds in turn or"
    );
    println!(
        "of twice as many. The exponents are fitted to the three larger sizes, with what n = 1 costs taken off:"
    );
    println!("those of the processor's time, of the time on the clock and of the bytes made.\n");
    println!(
        "| axis | n | n = 1 | n/4 | n/2 | n | on the clock | MB made | exponent | of the clock | of the bytes | |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
}

/// Prints what was measured; gives the axis with its exponent where that is too large.
fn row(axis: &Axis, points: &[Point]) -> Option<String> {
    let fit = |cost| exponent(points, cost);
    let (busy, clock, bytes) = (fit(|at| at.busy), fit(|at| at.clock), fit(|at| at.bytes as f64));
    let times: Vec<String> = points.iter().map(|at| format!("{:.0}", at.busy * 1e3)).collect();
    let last = &points[points.len() - 1];
    let is_small = last.busy < 2.0 * points[0].busy;
    let word = match () {
        () if is_small => "little beside n = 1".to_owned(),
        () if busy <= LINEAR => String::new(),
        () if bytes > LINEAR => format!("too steep, but {:.2} of the bytes made", busy / bytes),
        () => "too steep".to_owned(),
    };
    println!(
        "| {} | {} {} | {} | {:.0} | {:.1} | {busy:.2} | {clock:.2} | {bytes:.2} | {word} |",
        axis.name,
        last.n,
        axis.what,
        times.join(" | "),
        last.clock * 1e3,
        last.bytes as f64 / 1e6,
    );
    (busy > LINEAR && !is_small).then(|| format!("{} {busy:.2}", axis.name))
}
