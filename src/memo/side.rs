//! Work done side by side: all of it in one loop, whatever it makes of what, so that the loop is compiled once.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

/// Into how many shares items are split: many more than there are threads, so that long work in one share leaves no
/// thread without any; few enough that a share of light work is worth handing out.
const SHARES: usize = 256;

/// Items that one thread takes at once, and what it made of them.
struct Share<Item, Made> {
    items: Vec<Item>,
    made: Vec<Made>,
}

/// What work makes of each item, in the order of the items.
pub fn map<Item: Send, Made: Send>(items: Vec<Item>, work: impl Fn(Item) -> Made + Sync) -> Vec<Made> {
    if items.len() <= 1 {
        return items.into_iter().map(work).collect();
    }
    let (count, size) = (items.len(), items.len().div_ceil(SHARES));
    let mut items = items.into_iter();
    let shares = (0..count.div_ceil(size)).map(|_| {
        let items = items.by_ref().take(size).collect();
        Mutex::new(Share { items, made: Vec::new() })
    });
    let shares: Vec<_> = shares.collect();
    run(shares.len(), &|number| {
        let mut share = shares[number].lock().unwrap_or_else(PoisonError::into_inner);
        share.made = std::mem::take(&mut share.items).into_iter().map(&work).collect();
    });
    let mut made = Vec::with_capacity(count);
    for share in shares {
        made.append(&mut share.into_inner().unwrap_or_else(PoisonError::into_inner).made);
    }
    made
}

/// What work makes of each number below a count.
pub fn each<Made: Send>(count: usize, work: impl Fn(usize) -> Made + Sync) -> Vec<Made> {
    map((0..count).collect(), work)
}

/// Runs work where the rest of it finds its threads, so that not each step need go there.
pub fn side_by_side<Made: Send>(work: impl FnOnce() -> Made + Send) -> Made {
    rayon::scope(|_| work())
}

fn run(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().with_max_len(1).for_each(work);
}
