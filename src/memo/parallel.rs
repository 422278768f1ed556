//! Parallel work. Jobs are boxed closures, so that the generic parallel loop is compiled only once.

use rayon::prelude::*;

/// The number of chunks that items are split into: many more than there are threads, so that a slow chunk leaves no
/// thread idle, but few enough that a chunk of quick items is worth a job.
const CHUNKS: usize = 256;

/// A chunk of items for one thread, and their results.
struct Chunk<Item, Output> {
    items: Vec<Item>,
    outputs: Vec<Output>,
}

/// The work on one chunk.
type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Maps items in parallel; the results are in the order of the items.
pub fn map<Item: Send, Output: Send>(items: Vec<Item>, work: impl Fn(Item) -> Output + Sync) -> Vec<Output> {
    if items.len() <= 1 {
        return items.into_iter().map(work).collect();
    }
    let (count, size) = (items.len(), items.len().div_ceil(CHUNKS));
    let mut items = items.into_iter();
    let chunks = (0..count.div_ceil(size)).map(|_| {
        let items = items.by_ref().take(size).collect();
        Chunk { items, outputs: Vec::new() }
    });
    let mut chunks: Vec<Chunk<Item, Output>> = chunks.collect();
    let work = &work;
    let job = |chunk| Box::new(move || Chunk::compute(chunk, work)) as Job<'_>;
    run(chunks.iter_mut().map(job).collect());
    let mut outputs = Vec::with_capacity(count);
    chunks.iter_mut().for_each(|chunk| outputs.append(&mut chunk.outputs));
    outputs
}

impl<Item, Output> Chunk<Item, Output> {
    fn compute(&mut self, work: impl Fn(Item) -> Output) {
        self.outputs = std::mem::take(&mut self.items).into_iter().map(work).collect();
    }
}

/// Maps the numbers below `count` in parallel; the results are in their order.
pub fn each<Output: Send>(count: usize, work: impl Fn(usize) -> Output + Sync) -> Vec<Output> {
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
pub fn in_thread_pool<Output: Send>(work: impl FnOnce() -> Output + Send) -> Output {
    rayon::scope(|_| work())
}

fn run(jobs: Vec<Job<'_>>) {
    jobs.into_par_iter().with_max_len(1).for_each(|job| job());
}
