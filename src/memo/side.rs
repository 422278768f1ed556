//! Work done side by side: all of it in one loop, whatever it makes of what, so that the loop is compiled once.

use rayon::prelude::*;

/// Into how many shares items are split: many more than there are threads, so that long work in one share leaves no
/// thread without any; few enough that a share of light work is worth handing out.
const SHARES: usize = 256;

/// Items that one thread takes at once, and what it made of them.
struct Share<Item, Made> {
    items: Vec<Item>,
    made: Vec<Made>,
}

/// A share that waits for a thread.
type Job<'a> = Box<dyn FnOnce() + Send + 'a>;

/// What work makes of each item, in the order of the items.
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

/// What work makes of each number below a count.
pub fn each<Made: Send>(count: usize, work: impl Fn(usize) -> Made + Sync) -> Vec<Made> {
    map((0..count).collect(), work)
}

/// Two pieces of work at once.
pub fn both<One: Send, Other: Send>(
    one: impl FnOnce() -> One + Send,
    other: impl FnOnce() -> Other + Send,
) -> (One, Other) {
    rayon::join(one, other)
}

/// Lets go of a value beside what comes next: what holds much takes a while to be given back.
pub fn let_go<Value: Send + 'static>(value: Value) {
    rayon::spawn(move || drop(value));
}

/// Runs work where the rest of it finds its threads, so that not each step need go there.
pub fn side_by_side<Made: Send>(work: impl FnOnce() -> Made + Send) -> Made {
    rayon::scope(|_| work())
}

fn run(jobs: Vec<Job<'_>>) {
    jobs.into_par_iter().with_max_len(1).for_each(|job| job());
}
