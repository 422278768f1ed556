//! Stages with one input for each value of a row, which run only for the values that changed since the last time.
//!
//! A [`Row`] knows the places at which it differs from its previous version. A plain function builds the input at a
//! place from a common input and from the value there. If both are unchanged, so is the input, and the stage need not
//! run.

use std::sync::Arc;

use super::row::{Leaves, Row};
use super::{Cancellation, Cancelled, Shared, Stage};

/// A stage with one input for each value of a row.
#[derive(Debug)]
pub struct RowStage<Common, Own, Key, Input, Output> {
    input: fn(&Shared<Common>, usize, &Own) -> (Key, Input),
    stage: Stage<Key, Input, Output>,
    asked: Option<(Shared<Common>, Leaves<Own>)>,
    outputs: Row<Output>,
}

impl<Common, Own, Key, Input, Output> RowStage<Common, Own, Key, Input, Output>
where
    Key: Ord + Send + Sync,
    Input: PartialEq + Send + Sync,
    Output: Clone + Send + Sync,
{
    /// A stage, and the function that builds its input from the common input, the place and the value there.
    pub fn new(
        input: fn(&Shared<Common>, usize, &Own) -> (Key, Input),
        stage: Stage<Key, Input, Output>,
    ) -> Self {
        Self { input, stage, asked: None, outputs: Row::default() }
    }

    /// The outputs for the values of a row, as the next version of the row that was returned last.
    ///
    /// # Errors
    /// [`Cancelled`] if the work was cancelled. The next row then has no previous version.
    pub fn ask(
        &mut self,
        common: &Shared<Common>,
        own: &Row<Own>,
        cancellation: &Cancellation,
    ) -> Result<Row<Output>, Cancelled> {
        let asked = self.asked.take();
        let last = std::mem::take(&mut self.outputs);
        let changed = asked.filter(|(before, _)| before == common);
        let changed = changed.as_ref().and_then(|(_, leaves)| own.changed_since(leaves));
        let at = |place: usize| (self.input)(common, place, own.at(place));
        let outputs = match changed {
            Some(places) => {
                let inputs = places.iter().map(|place| {
                    let (key, input) = at(*place);
                    (*place, key, input)
                });
                last.with(self.stage.ask_again(inputs.collect(), cancellation)?)
            }
            None => {
                let outputs = self.stage.ask_all((0..own.len()).map(at).collect(), cancellation)?;
                match self.stage.computed_places() {
                    Some(changed) if outputs.len() == last.len() => {
                        let computed = changed.into_iter().map(|place| (place, outputs[place].clone()));
                        last.with(computed.collect())
                    }
                    _ => Row::new(outputs),
                }
            }
        };
        if !self.stage.forgets {
            self.asked = Some((common.clone(), Arc::clone(own.leaves())));
            self.outputs = outputs.alone();
        }
        Ok(outputs)
    }

    /// The number of the last inputs whose outputs had to be computed.
    pub fn computed(&self) -> usize {
        self.stage.computed()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use proptest::prelude::*;

    use super::super::VersionedRow;
    use super::*;

    fn double(number: &u32) -> u32 {
        number * 2
    }

    fn text((sum, word): &(u32, String)) -> String {
        format!("{sum} {word}")
    }

    /// Two stages in succession, the second of which has a common input.
    struct Chain {
        numbers: VersionedRow<u32>,
        common: Shared<String>,
        first: RowStage<(), u32, u32, u32, u32>,
        second: RowStage<String, u32, u32, (u32, String), String>,
    }

    impl Chain {
        fn new() -> Self {
            let key_and_number = |_: &Shared<()>, _: usize, own: &u32| (own / 10, *own);
            let with_word = |common: &Shared<String>, place: usize, own: &u32| {
                let place = u32::try_from(place).expect("rows are short");
                (place, (*own, String::clone(common)))
            };
            Self {
                numbers: VersionedRow::new(false),
                common: Shared::new(String::new()),
                first: RowStage::new(key_and_number, Stage::new(false, double)),
                second: RowStage::new(with_word, Stage::new(false, text)),
            }
        }

        fn ask(&mut self, numbers: &[u32], nothing: &Shared<()>) -> Vec<String> {
            self.try_ask(numbers, nothing, &Cancellation::never()).expect("nobody cancels it")
        }

        fn try_ask(
            &mut self,
            numbers: &[u32],
            nothing: &Shared<()>,
            cancellation: &Cancellation,
        ) -> Result<Vec<String>, Cancelled> {
            let numbers = self.numbers.follow(numbers.to_vec());
            let doubled = self.first.ask(nothing, &numbers, cancellation)?;
            Ok(self.second.ask(&self.common, &doubled, cancellation)?.iter().cloned().collect())
        }
    }

    #[test]
    fn only_changed_places_are_computed() {
        let (mut chain, nothing) = (Chain::new(), Shared::new(()));
        assert_eq!(chain.ask(&[1, 2, 3], &nothing), ["2 ", "4 ", "6 "]);
        assert_eq!((chain.first.computed(), chain.second.computed()), (3, 3));
        assert_eq!(chain.ask(&[1, 7, 3], &nothing), ["2 ", "14 ", "6 "]);
        assert_eq!((chain.first.computed(), chain.second.computed()), (1, 1));
        assert_eq!(chain.ask(&[1, 7, 3], &nothing), ["2 ", "14 ", "6 "]);
        assert_eq!((chain.first.computed(), chain.second.computed()), (0, 0));
        chain.common = Shared::new("x".to_owned());
        assert_eq!(chain.ask(&[1, 7, 3], &nothing), ["2 x", "14 x", "6 x"]);
        assert_eq!((chain.first.computed(), chain.second.computed()), (0, 3));
    }

    proptest! {
        /// Whatever changes between rounds, and wherever one is cancelled, the outputs are those of stages without
        /// memories.
        #[test]
        fn remembered_outputs_equal_fresh_ones(
            rounds in prop::collection::vec((prop::collection::vec(0_u32..30, 0..6), 0..3_u8, prop::option::of(0_usize..30)), 1..12)
        ) {
            let (mut chain, mut nothing) = (Chain::new(), Shared::new(()));
            for (numbers, event, cancelled_after) in rounds {
                match event {
                    0 => {}
                    1 => chain.common = Shared::new(format!("{numbers:?}")),
                    _ => nothing = Shared::new(()),
                }
                let asked = AtomicUsize::new(0);
                let cancellation = match cancelled_after {
                    Some(after) => {
                        Cancellation::when(move || asked.fetch_add(1, Ordering::Relaxed) >= after)
                    }
                    None => Cancellation::never(),
                };
                let mut fresh = Chain::new();
                fresh.common = chain.common.clone();
                if let Ok(outputs) = chain.try_ask(&numbers, &nothing, &cancellation) {
                    prop_assert_eq!(outputs, fresh.ask(&numbers, &nothing));
                }
            }
        }
    }
}
