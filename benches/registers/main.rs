//! What ten thousand figures and five thousand names cost, and how that grows.
//!
//!     cargo bench --bench registers                    1,250 to 10,000 figures
//!     cargo bench --bench registers -- 20000           another number
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_types)]

mod corpus;

use std::time::{Duration, Instant};

use chancery::{Memory, Options, Work, build, rebuild};

/// Measurements of each kind.
const TIMES: usize = 5;

/// What was measured of a size, in seconds: a clean build, and a rebuild after an edit of a figure, of a name, of prose.
struct Measured {
    figures: usize,
    seconds: [f64; 4],
    work: [Work; 3],
}

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1250, 2500, 5000, 10_000] } else { sizes };
    println!("{} pages; median of {TIMES}, in ms; (pages filled, artifacts written)\n", corpus::PAGES);
    println!("| figures | names | clean | a figure's edit | a name's edit | prose |");
    println!("|---:|---:|---:|---:|---:|---:|");
    let measured: Vec<Measured> = sizes.into_iter().map(measure).collect();
    let fit = |column: usize| {
        let points: Vec<(f64, f64)> = measured
            .iter()
            .map(|measured| ((measured.figures as f64).ln(), measured.seconds[column].ln()))
            .collect();
        slope(&points)
    };
    if measured.len() > 1 {
        println!("| exponent | | {:.2} | {:.2} | {:.2} | {:.2} |", fit(0), fit(1), fit(2), fit(3));
    }
}

fn measure(figures: usize) -> Measured {
    let mut tree = corpus::site(figures);
    let options = Options::default();
    let report = build(&tree, &options);
    assert!(report.is_publishable(), "{:#?}", report.diagnostics.first());
    let clean = median(|_| {
        let started = Instant::now();
        build(&tree, &options);
        started.elapsed()
    });
    let mut memory = Memory::default();
    rebuild(&mut memory, &tree, &options);
    let mut work = [Work::default(); 3];
    let figure = median(|edition| {
        corpus::write_figures(&mut tree, figures, edition);
        let started = Instant::now();
        work[0] = rebuild(&mut memory, &tree, &options).work;
        started.elapsed()
    });
    let name = median(|edition| {
        corpus::write_names(&mut tree, figures, edition);
        let started = Instant::now();
        work[1] = rebuild(&mut memory, &tree, &options).work;
        started.elapsed()
    });
    let prose = median(|edition| {
        corpus::write_prose(&mut tree, edition);
        let started = Instant::now();
        work[2] = rebuild(&mut memory, &tree, &options).work;
        started.elapsed()
    });
    let measured = Measured { figures, seconds: [clean, figure, name, prose], work };
    row(&measured);
    measured
}

fn row(measured: &Measured) {
    let [clean, figure, name, prose] = measured.seconds.map(|seconds| format!("{:.0}", seconds * 1e3));
    let [of_figure, of_name, of_prose] =
        measured.work.map(|work| format!("({}, {})", work.filled, work.written));
    let figures = measured.figures;
    println!(
        "| {figures} | {} | {clean} | {figure} {of_figure} | {name} {of_name} | {prose} {of_prose} |",
        figures / 2
    );
}

/// The median of some times, in seconds; each is told its number from 1.
fn median(mut time: impl FnMut(usize) -> Duration) -> f64 {
    let mut times: Vec<Duration> = (1..=TIMES).map(&mut time).collect();
    times.sort();
    times[TIMES / 2].as_secs_f64()
}

/// The slope of the line that fits some points best: the exponent, where both axes are logarithms.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let of = |f: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(f).sum::<f64>();
    of(&|point| (point.0 - x) * (point.1 - y)) / of(&|point| (point.0 - x).powi(2))
}
