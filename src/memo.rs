//! Memoization: the last output for each input, reused as long as the input stays the same.
//!
//! There is no incremental path: a rebuild runs every stage again, and a [`Stage`] returns the last output at once if
//! the input equals the last one under the same key. The work of a stage is a plain function pointer, which cannot
//! capture anything, so an output depends on its input and nothing else. Entries that are no longer asked for are
//! dropped. A clean build is the same code with an empty memory.

mod cancellation;
mod derived_rows;
mod parallel;
mod row;
mod row_stage;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

pub use cancellation::{Cancellation, Cancelled};
pub use derived_rows::{ChainedRow, MappedRow, SelectedRow, VersionedRow};
pub use parallel::{both, drop_in_background, each, in_thread_pool, map};
pub use row::{LEAF, Row};
pub use row_stage::RowStage;

/// A shared value that is equal only to itself: the same allocation, whatever it holds.
///
/// For large values in many inputs, whose content would cost more to compare than to compute an output again. Two
/// allocations with the same content are unequal, which may repeat work but never returns a wrong output.
#[derive(Debug)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> From<Arc<T>> for Shared<T> {
    fn from(value: Arc<T>) -> Self {
        Self(value)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Shared<T> {}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A step of the build: a function, and its last output for each key.
#[derive(Debug)]
pub struct Stage<Key, Input, Output> {
    work: fn(&Input) -> Output,
    last: Vec<Cached<Key, Input, Output>>,
    computed: usize,
    /// Whether the last two rounds of inputs had the same keys in the same order.
    is_aligned: bool,
    forgets: bool,
}

/// An input and its output.
#[derive(Debug)]
struct Cached<Key, Input, Output> {
    key: Key,
    input: Input,
    output: Output,
    is_new: bool,
}

impl<Key, Input, Output> Stage<Key, Input, Output>
where
    Key: Ord + Send + Sync,
    Input: PartialEq + Send + Sync,
    Output: Clone + Send + Sync,
{
    /// A stage with an empty memory. One that `forgets` remembers nothing: it is for a single build.
    pub fn new(forgets: bool, work: fn(&Input) -> Output) -> Self {
        Self { work, last: Vec::new(), computed: 0, is_aligned: false, forgets }
    }

    /// The outputs for these inputs, in their order; new ones are computed in parallel. Other entries are dropped. A
    /// key only selects the last input to compare with, so two inputs under one key cost time and nothing else.
    ///
    /// # Errors
    /// [`Cancelled`] if the work was cancelled. Outputs that were computed until then are remembered.
    pub fn ask_all(
        &mut self,
        inputs: Vec<(Key, Input)>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Output>, Cancelled> {
        let work = self.work;
        if self.forgets {
            self.computed = inputs.len();
            let outputs = parallel::map(inputs, |(_, input)| compute(work, &input, cancellation));
            return outputs.into_iter().collect::<Option<_>>().ok_or(Cancelled);
        }
        let aligned = aligned(&self.last, &inputs);
        self.is_aligned = aligned == inputs.len() && aligned == self.last.len();
        let candidates = candidates(std::mem::take(&mut self.last), &inputs, aligned);
        let asked = candidates.into_iter().zip(inputs).collect();
        let entries = parallel::map(asked, |(last, (key, input)): (Option<Cached<_, _, _>>, _)| match last {
            Some(last) if last.input == input => Some(Cached { is_new: false, ..last }),
            last => match compute(work, &input, cancellation) {
                Some(output) => Some(Cached { key, input, output, is_new: true }),
                None => last,
            },
        });
        self.last = entries.into_iter().flatten().collect();
        self.computed = self.last.iter().filter(|cached| cached.is_new).count();
        if cancellation.is_cancelled() {
            self.is_aligned = false;
            return Err(Cancelled);
        }
        Ok(self.last.iter().map(|cached| cached.output.clone()).collect())
    }

    /// Runs the stage again at some places among the last inputs; the others keep their outputs. Returns the places
    /// whose outputs had to be computed, with these outputs.
    fn ask_again(
        &mut self,
        inputs: Vec<(usize, Key, Input)>,
        cancellation: &Cancellation,
    ) -> Result<Vec<(usize, Output)>, Cancelled> {
        let (work, last) = (self.work, &self.last);
        let computed = parallel::map(inputs, |(place, key, input)| {
            let is_known = last[place].key == key && last[place].input == input;
            if is_known {
                return None;
            }
            let output = compute(work, &input, cancellation)?;
            Some((place, Cached { key, input, output, is_new: true }))
        });
        let computed: Vec<_> = computed.into_iter().flatten().collect();
        self.computed = computed.len();
        let put = |(place, cached): (usize, Cached<Key, Input, Output>)| {
            let output = cached.output.clone();
            self.last[place] = cached;
            (place, output)
        };
        let computed = computed.into_iter().map(put).collect();
        cancellation.check().map(|()| computed)
    }

    /// The places of the last inputs whose outputs had to be computed; `None` if the order of the inputs changed.
    fn computed_places(&self) -> Option<Vec<usize>> {
        let places = || self.last.iter().enumerate().filter(|(_, cached)| cached.is_new);
        self.is_aligned.then(|| places().map(|(place, _)| place).collect())
    }

    /// The number of the last inputs whose outputs had to be computed.
    pub fn computed(&self) -> usize {
        self.computed
    }
}

/// The output for an input; `None` if the work was cancelled, because the output may then be incomplete.
fn compute<Input, Output>(
    work: fn(&Input) -> Output,
    input: &Input,
    cancellation: &Cancellation,
) -> Option<Output> {
    cancellation.check().ok()?;
    let output = work(input);
    cancellation.check().ok().map(|()| output)
}

/// The number of leading inputs whose keys are those of the last inputs.
fn aligned<Key: Ord, Input, Output>(last: &[Cached<Key, Input, Output>], inputs: &[(Key, Input)]) -> usize {
    last.iter().zip(inputs).take_while(|(last, (key, _))| last.key == *key).count()
}

/// For each input, the last entry under its key. Most rounds have the same order, so keys are looked up only after
/// the first `aligned` inputs.
fn candidates<Key: Ord, Input, Output>(
    last: Vec<Cached<Key, Input, Output>>,
    inputs: &[(Key, Input)],
    aligned: usize,
) -> Vec<Option<Cached<Key, Input, Output>>> {
    let mut rest = last;
    let beyond = rest.split_off(aligned);
    let mut candidates: Vec<_> = rest.into_iter().map(Some).collect();
    let places = beyond.iter().enumerate().map(|(place, last)| (&last.key, place));
    let places: BTreeMap<&Key, usize> = places.collect();
    let places: Vec<Option<usize>> =
        inputs[aligned..].iter().map(|(key, _)| places.get(key).copied()).collect();
    let mut beyond: Vec<_> = beyond.into_iter().map(Some).collect();
    candidates.extend(places.into_iter().map(|place| beyond[place?].take()));
    candidates
}

impl<Input: PartialEq, Output: Clone> Stage<(), Input, Output> {
    /// The output for the only input of a stage.
    pub fn ask(&mut self, input: Input) -> Output {
        if let Some(last) = self.last.first().filter(|last| last.input == input) {
            self.computed = 0;
            return last.output.clone();
        }
        self.computed = 1;
        let output = (self.work)(&input);
        if !self.forgets {
            self.last = vec![Cached { key: (), input, output: output.clone(), is_new: true }];
        }
        output
    }

    /// Drops the entry, because there is no input.
    pub fn pass(&mut self) {
        self.last.clear();
        self.computed = 0;
    }
}

/// The last value of a series. While new values equal it, it stays the same allocation, so that inputs that contain
/// it can compare it by pointer.
#[derive(Debug)]
pub struct Stable<T>(Option<Shared<T>>);

impl<T> Default for Stable<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> Stable<T> {
    /// The last value if this one equals it, else this one.
    pub fn keep(&mut self, value: impl Into<Shared<T>>) -> Shared<T> {
        let value = value.into();
        match &self.0 {
            Some(last) if *last == value || **last == *value => last.clone(),
            _ => self.0.insert(value).clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equal_input_reuses_its_output_and_a_new_one_is_computed() {
        let mut stage = Stage::new(false, |text: &String| text.len());
        let ask = |stage: &mut Stage<_, _, _>, texts: &[(&'static str, &str)]| {
            let inputs = texts.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
            (stage.ask_all(inputs, &Cancellation::never()).unwrap(), stage.computed())
        };
        assert_eq!(ask(&mut stage, &[("a", "x"), ("b", "yy")]), (vec![1, 2], 2));
        assert_eq!(ask(&mut stage, &[("a", "x"), ("b", "zzz")]), (vec![1, 3], 1));
        assert_eq!(ask(&mut stage, &[("b", "zzz")]), (vec![3], 0));
        assert_eq!(ask(&mut stage, &[("a", "x"), ("b", "zzz")]), (vec![1, 3], 1), "`a` was forgotten");
    }

    #[test]
    fn outputs_from_before_a_cancellation_are_remembered() {
        let mut stage = Stage::new(false, |text: &String| text.len());
        let inputs = |texts: [&str; 3]| texts.map(|text| (text.len(), text.to_owned())).to_vec();
        assert_eq!(stage.ask_all(inputs(["a", "bb", "ccc"]), &Cancellation::never()), Ok(vec![1, 2, 3]));
        let cancelled = Cancellation::when(|| true);
        assert_eq!(stage.ask_all(inputs(["b", "bb", "ddd"]), &cancelled), Err(Cancelled));
        assert_eq!(stage.ask_all(inputs(["a", "bb", "ccc"]), &Cancellation::never()), Ok(vec![1, 2, 3]));
        assert_eq!(stage.computed(), 0);
    }
}
