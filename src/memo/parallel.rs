//! Parallel work. Jobs are boxed closures, so that the generic parallel loop is compiled only once.

use rayon::prelude::*;

/// The number of shares that items are split into: many more than there are threads, so that a slow share leaves no thread
/// idle, but few enough that a share of quick items is worth a job.
const SHARES: usize = 256;

/// Items that one thread takes at once, and their results.
struct Share<Item, Made> {
    items: Vec<Item>,
    made: Vec<Made>,
}

/// The work on one share.
type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Maps items in parallel; the results are in the order of the items.
pub fn map<Item: Send, Made: Send>(items: Vec<Item>, work: impl Fn(Item) -> Made + Sync) -> Vec<Made> {
    if items.len() <= 1 {
        return items.into_iter().map(work).collect();
    }
    let (count, size) = (items.len(), items.len().div_ceil(SHARES));
    let mut items = items.into_iter();
    let shares = (0..count.div_ceil(size)).map(|_| {
        let items = items.by_ref().take(size).collect();
        Share { items, made: Vec::new() }
    });
    let mut shares: Vec<Share<Item, Made>> = shares.collect();
    let work = &work;
    let job = |share| Box::new(move || Share::make(share, work)) as Job<'_>;
    run(shares.iter_mut().map(job).collect());
    let mut made = Vec::with_capacity(count);
    shares.iter_mut().for_each(|share| made.append(&mut share.made));
    made
}

impl<Item, Made> Share<Item, Made> {
    fn make(&mut self, work: impl Fn(Item) -> Made) {
        self.made = std::mem::take(&mut self.items).into_iter().map(work).collect();
    }
}

/// Maps the numbers below `count` in parallel; the results are in their order.
pub fn each<Made: Send>(count: usize, work: impl Fn(usize) -> Made + Sync) -> Vec<Made> {
    map((0..count).collect(), work)
}

/// Runs two closures in parallel.
pub fn both<One: Send, Other: Send>(
    one: impl FnOnce() -> One + Send,
    other: impl FnOnce() -> Other + Send,
) -> (One, Other) {
    rayon::join(one, other)
}

/// Drops a value on another thread: freeing a large one takes a while.
pub fn drop_in_background<Value: Send + 'static>(value: Value) {
    rayon::spawn(move || drop(value));
}

/// Runs work inside the thread pool, so that its parallel steps need not enter the pool each time.
pub fn in_thread_pool<Made: Send>(work: impl FnOnce() -> Made + Send) -> Made {
    rayon::scope(|_| work())
}

fn run(jobs: Vec<Job<'_>>) {
    jobs.into_par_iter().with_max_len(1).for_each(|job| job());
}
