//! What a build costs, and how that grows.

use std::fs;
use std::time::Instant;

use chancery::model::source::tree::Tree;
use chancery::{Options, build};

/// For so many seconds a short build is repeated in each pass; one that takes longer is built once.
const ENOUGH: f64 = 0.15;

/// What a build of size n cost.
pub struct Point {
    pub n: usize,
    /// Seconds of the processors, all threads together.
    pub busy: f64,
    /// Seconds on the clock.
    pub clock: f64,
    /// The length of all artifacts.
    pub bytes: usize,
}

/// Builds briefings of some sizes in turn, so often as there are passes, and gives the least that each cost: what else a
/// machine does only ever adds to that.
pub fn points(trees: &[(usize, Tree)], passes: usize) -> Vec<Point> {
    let mut points: Vec<Point> = trees.iter().map(|(n, tree)| point(*n, tree)).collect();
    for _ in 1..passes {
        for (point, (n, tree)) in points.iter_mut().zip(trees) {
            point.lessen(&self::point(*n, tree));
        }
    }
    points
}

impl Point {
    /// Takes over what another measurement found to cost less.
    pub fn lessen(&mut self, other: &Self) {
        self.busy = self.busy.min(other.busy);
        self.clock = self.clock.min(other.clock);
    }
}

/// Builds a briefing of size n; what short builds cost is the mean of several, for systems count a thread's time in ticks.
fn point(n: usize, tree: &Tree) -> Point {
    let first = once(n, tree);
    let more = (ENOUGH / first.clock).floor();
    if more < 1.0 {
        return first;
    }
    let points: Vec<Point> = (0..more as usize).map(|_| once(n, tree)).collect();
    let mean = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / more;
    Point { busy: mean(|at| at.busy), clock: mean(|at| at.clock), ..first }
}

fn once(n: usize, tree: &Tree) -> Point {
    let (started, worked) = (Instant::now(), worked());
    let report = build(tree, &Options::default());
    let clock = started.elapsed().as_secs_f64();
    let busy = self::worked().zip(worked).map_or(clock, |(after, before)| after - before);
    let is_meant_to_fail = tree.contains("content/wrong.md");
    assert!(report.is_publishable() != is_meant_to_fail, "{:#?}", report.diagnostics.first());
    let bytes = report.output.iter().map(|(_, bytes)| bytes.len()).sum();
    Point { n, busy, clock, bytes }
}

/// How long the threads of this process have been at work, in seconds; nothing where the system does not tell.
fn worked() -> Option<f64> {
    let threads = fs::read_dir("/proc/self/task").ok()?;
    let nanoseconds = threads.flatten().map(|thread| {
        let told = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    });
    nanoseconds.sum::<Option<f64>>().filter(|sum| *sum > 0.0).map(|sum| sum / 1e9)
}

/// The exponent of a cost: the slope of the line that fits the logarithms best, by least squares.
pub fn exponent(points: &[Point], cost: impl Fn(&Point) -> f64) -> f64 {
    let logarithms: Vec<(f64, f64)> =
        points.iter().map(|point| ((point.n as f64).ln(), cost(point).ln())).collect();
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| logarithms.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(&|at| at.0), mean(&|at| at.1));
    mean(&|at| (at.0 - x) * (at.1 - y)) / mean(&|at| (at.0 - x).powi(2))
}
