//! Rows of values, and stages that are asked at each place of one: where little changed since the last time, only there.
//!
//! A [`Row`] knows the row that it follows and the places at which it is not the same. The question at a place is made by
//! a plain function of what all places share and of the value there, so where both are what they were, so is the
//! question, and it need not even be asked.

use std::sync::Arc;

use super::{Shared, Stage};

/// A value for each place, and where it differs from the row that it follows.
#[derive(Debug)]
pub struct Row<T> {
    values: Arc<Vec<T>>,
    before: Option<Arc<Vec<T>>>,
    changed: Vec<usize>,
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        let (values, before) = (Arc::clone(&self.values), self.before.clone());
        Self { values, before, changed: self.changed.clone() }
    }
}

impl<T> Row<T> {
    /// A row that follows none.
    pub fn new(values: Vec<T>) -> Self {
        Self { values: Arc::new(values), before: None, changed: Vec::new() }
    }

    /// The values, in their order.
    pub fn values(&self) -> &Arc<Vec<T>> {
        &self.values
    }

    /// The values alone.
    pub fn into_values(self) -> Vec<T>
    where
        T: Clone,
    {
        Arc::try_unwrap(self.values).unwrap_or_else(|shared| shared.to_vec())
    }

    /// The same row as one that follows itself.
    fn still(&self) -> Self {
        let values = Arc::clone(&self.values);
        Self { before: Some(Arc::clone(&values)), values, changed: Vec::new() }
    }

    /// The places at which it may differ from another row; nothing where that is not known.
    fn changed_since(&self, other: &Arc<Vec<T>>) -> Option<&[usize]> {
        if Arc::ptr_eq(&self.values, other) {
            return Some(&[]);
        }
        self.before.as_ref().filter(|before| Arc::ptr_eq(before, other)).map(|_| self.changed.as_slice())
    }
}

/// The last of some rows, each of which follows the one before.
#[derive(Debug)]
pub struct Following<T> {
    last: Option<Row<T>>,
    forgets: bool,
}

impl<T: PartialEq> Following<T> {
    /// Before the first row; one that `forgets` holds no row.
    pub fn new(forgets: bool) -> Self {
        Self { last: None, forgets }
    }

    /// These values as the row that follows the last one.
    pub fn follow(&mut self, values: Vec<T>) -> Row<T> {
        let row = match &self.last {
            Some(last) if last.values.len() == values.len() => {
                let pairs = last.values.iter().zip(&values).enumerate();
                let changed: Vec<usize> =
                    pairs.filter(|(_, (old, new))| old != new).map(|(place, _)| place).collect();
                if changed.is_empty() {
                    last.still()
                } else {
                    Row { values: Arc::new(values), before: Some(Arc::clone(&last.values)), changed }
                }
            }
            _ => Row::new(values),
        };
        if !self.forgets {
            // What was before the last row is no longer held.
            self.last = Some(Row { values: Arc::clone(&row.values), before: None, changed: Vec::new() });
        }
        row
    }
}

/// A stage that is asked at each place of a row.
#[derive(Debug)]
pub struct Rows<Common, Own, Key, Question, Answer> {
    question: fn(&Shared<Common>, usize, &Own) -> (Key, Question),
    stage: Stage<Key, Question, Answer>,
    asked: Option<(Shared<Common>, Arc<Vec<Own>>)>,
    answers: Row<Answer>,
}

impl<Common, Own, Key, Question, Answer> Rows<Common, Own, Key, Question, Answer>
where
    Key: Ord + Send + Sync,
    Question: PartialEq + Send + Sync,
    Answer: Clone + Send + Sync,
{
    /// A stage that remembers nothing yet, and how its question at a place is made.
    pub fn new(
        question: fn(&Shared<Common>, usize, &Own) -> (Key, Question),
        stage: Stage<Key, Question, Answer>,
    ) -> Self {
        Self { question, stage, asked: None, answers: Row::new(Vec::new()) }
    }

    /// The answers at the places of a row: a row that follows the one that was given last.
    pub fn ask(&mut self, common: &Shared<Common>, own: &Row<Own>) -> Row<Answer> {
        let changed = self.asked.as_ref().filter(|(last, _)| last == common);
        let changed = changed.and_then(|(_, values)| own.changed_since(values));
        let at = |place: usize| (self.question)(common, place, &own.values[place]);
        let last = &self.answers.values;
        let answers = match changed {
            Some(places) => {
                let questions = places.iter().map(|place| {
                    let (key, question) = at(*place);
                    (*place, key, question)
                });
                let worked_out = self.stage.ask_again(questions.collect());
                if worked_out.is_empty() {
                    self.answers.still()
                } else {
                    let changed = worked_out.iter().map(|(place, _)| *place).collect();
                    let mut values = Vec::clone(last);
                    worked_out.into_iter().for_each(|(place, answer)| values[place] = answer);
                    Row { values: Arc::new(values), before: Some(Arc::clone(last)), changed }
                }
            }
            None => {
                let answers = self.stage.ask_all((0..own.values.len()).map(at).collect());
                match self.stage.worked_out() {
                    Some(changed) if answers.len() == last.len() => {
                        Row { values: Arc::new(answers), before: Some(Arc::clone(last)), changed }
                    }
                    _ => Row::new(answers),
                }
            }
        };
        if !self.stage.forgets {
            self.asked = Some((common.clone(), Arc::clone(&own.values)));
            self.answers = Row { values: Arc::clone(&answers.values), before: None, changed: Vec::new() };
        }
        answers
    }

    /// How many of the questions asked last had to be worked out.
    pub fn answered(&self) -> usize {
        self.stage.answered()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn double(number: &u32) -> u32 {
        number * 2
    }

    fn text((sum, word): &(u32, String)) -> String {
        format!("{sum} {word}")
    }

    /// Two stages one after the other, of which the second depends on something that all places share.
    struct Chain {
        numbers: Following<u32>,
        common: Shared<String>,
        first: Rows<(), u32, u32, u32, u32>,
        second: Rows<String, u32, u32, (u32, String), String>,
    }

    impl Chain {
        fn new() -> Self {
            let key_and_number = |_: &Shared<()>, _: usize, own: &u32| (own / 10, *own);
            let with_word = |common: &Shared<String>, place: usize, own: &u32| {
                let place = u32::try_from(place).expect("rows are short");
                (place, (*own, String::clone(common)))
            };
            Self {
                numbers: Following::new(false),
                common: Shared::new(String::new()),
                first: Rows::new(key_and_number, Stage::new(false, double)),
                second: Rows::new(with_word, Stage::new(false, text)),
            }
        }

        fn ask(&mut self, numbers: &[u32], nothing: &Shared<()>) -> Vec<String> {
            let numbers = self.numbers.follow(numbers.to_vec());
            let doubled = self.first.ask(nothing, &numbers);
            self.second.ask(&self.common, &doubled).values().to_vec()
        }
    }

    #[test]
    fn only_the_places_that_changed_are_asked() {
        let (mut chain, nothing) = (Chain::new(), Shared::new(()));
        assert_eq!(chain.ask(&[1, 2, 3], &nothing), ["2 ", "4 ", "6 "]);
        assert_eq!((chain.first.answered(), chain.second.answered()), (3, 3));
        assert_eq!(chain.ask(&[1, 7, 3], &nothing), ["2 ", "14 ", "6 "]);
        assert_eq!((chain.first.answered(), chain.second.answered()), (1, 1));
        assert_eq!(chain.ask(&[1, 7, 3], &nothing), ["2 ", "14 ", "6 "]);
        assert_eq!((chain.first.answered(), chain.second.answered()), (0, 0));
        chain.common = Shared::new("x".to_owned());
        assert_eq!(chain.ask(&[1, 7, 3], &nothing), ["2 x", "14 x", "6 x"]);
        assert_eq!((chain.first.answered(), chain.second.answered()), (0, 3));
    }

    proptest! {
        /// Whatever changes from round to round, and whether or not a later stage was asked in between, the answers are
        /// those of stages that remember nothing.
        #[test]
        fn remembered_answers_are_those_of_a_first_asking(
            rounds in prop::collection::vec((prop::collection::vec(0_u32..30, 0..6), 0..3_u8, any::<bool>()), 1..12)
        ) {
            let (mut chain, mut nothing) = (Chain::new(), Shared::new(()));
            for (numbers, event, is_asked) in rounds {
                match event {
                    0 => {}
                    1 => chain.common = Shared::new(format!("{numbers:?}")),
                    _ => nothing = Shared::new(()),
                }
                if is_asked {
                    let mut fresh = Chain::new();
                    fresh.common = chain.common.clone();
                    prop_assert_eq!(chain.ask(&numbers, &nothing), fresh.ask(&numbers, &nothing));
                } else {
                    let row = chain.numbers.follow(numbers);
                    chain.first.ask(&nothing, &row);
                }
            }
        }
    }
}
