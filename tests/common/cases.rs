//! How many cases of a property are tried.

use proptest::test_runner::Config;

/// A number of generated cases that takes a second or two; `CHANCERY_CASES` multiplies it for a longer run.
pub fn cases(usual: u32) -> Config {
    let times = std::env::var("CHANCERY_CASES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config { cases: usual * times, max_shrink_iters: 1000, failure_persistence: None, ..Config::default() }
}
