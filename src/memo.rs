//! The last answer to each question, kept while the question stays the same.
//!
//! There is no incremental path: rebuilding asks every question again, and a [`Stage`] answers at once where
//! the question is equal to the last one under the same key. A stage's work is a plain function pointer, which
//! cannot capture anything, so what an answer depends on is its question and nothing else. What is no longer
//! asked is forgotten. A clean build is the same with an empty memory.

mod cancellation;
mod following;
mod row;
mod rows;
mod side;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

pub use cancellation::{Cancellation, Cancelled};
pub use following::{Chained, Derived, Following, Selected};
pub use row::{LEAF, Row};
pub use rows::Rows;
pub use side::{both, each, let_go, map, side_by_side};

/// A shared value that is equal only to itself: the same allocation, whatever it holds.
///
/// For large values in many questions, where comparing the content again and again would cost more than it
/// saves. Unequal values that hold the same only cost a repeated answer, never a wrong one.
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

/// One kind of question, and the last answer to each.
#[derive(Debug)]
pub struct Stage<Key, Question, Answer> {
    work: fn(&Question) -> Answer,
    last: Vec<Answered<Key, Question, Answer>>,
    answered: usize,
    /// Whether the questions asked last came under the same keys as those before, in the same order.
    is_aligned: bool,
    forgets: bool,
}

/// A question that was asked, and what was answered.
#[derive(Debug)]
struct Answered<Key, Question, Answer> {
    key: Key,
    question: Question,
    answer: Answer,
    is_new: bool,
}

impl<Key, Question, Answer> Stage<Key, Question, Answer>
where
    Key: Ord + Send + Sync,
    Question: PartialEq + Send + Sync,
    Answer: Clone + Send + Sync,
{
    /// A stage that remembers nothing yet; one that `forgets` never does, for a build after which there is none.
    pub fn new(forgets: bool, work: fn(&Question) -> Answer) -> Self {
        Self { work, last: Vec::new(), answered: 0, is_aligned: false, forgets }
    }

    /// The answers to these questions, in their order; new ones are worked out side by side. Answers to
    /// questions that are not among these are forgotten. A key only says which of the last questions to compare
    /// with, so two questions under one key cost time, and nothing else.
    ///
    /// # Errors
    /// That it was cancelled. What was worked out until then is remembered.
    pub fn ask_all(
        &mut self,
        questions: Vec<(Key, Question)>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Answer>, Cancelled> {
        let work = self.work;
        if self.forgets {
            self.answered = questions.len();
            let answers = side::map(questions, |(_, question)| work_out(work, &question, cancellation));
            return answers.into_iter().collect::<Option<_>>().ok_or(Cancelled);
        }
        let aligned = aligned(&self.last, &questions);
        self.is_aligned = aligned == questions.len() && aligned == self.last.len();
        let candidates = candidates(std::mem::take(&mut self.last), &questions, aligned);
        let asked = candidates.into_iter().zip(questions).collect();
        let answered =
            side::map(asked, |(last, (key, question)): (Option<Answered<_, _, _>>, _)| match last {
                Some(last) if last.question == question => Some(Answered { is_new: false, ..last }),
                last => match work_out(work, &question, cancellation) {
                    Some(answer) => Some(Answered { key, question, answer, is_new: true }),
                    None => last,
                },
            });
        self.last = answered.into_iter().flatten().collect();
        self.answered = self.last.iter().filter(|settled| settled.is_new).count();
        if cancellation.is_cancelled() {
            self.is_aligned = false;
            return Err(Cancelled);
        }
        Ok(self.last.iter().map(|settled| settled.answer.clone()).collect())
    }

    /// Asks some of the questions that were asked last again, by their places among them; the others stay as they are.
    /// Gives the places of those that had to be worked out, and the answers.
    fn ask_again(
        &mut self,
        questions: Vec<(usize, Key, Question)>,
        cancellation: &Cancellation,
    ) -> Result<Vec<(usize, Answer)>, Cancelled> {
        let (work, last) = (self.work, &self.last);
        let worked_out = side::map(questions, |(place, key, question)| {
            let is_known = last[place].key == key && last[place].question == question;
            if is_known {
                return None;
            }
            let answer = work_out(work, &question, cancellation)?;
            Some((place, Answered { key, question, answer, is_new: true }))
        });
        let worked_out: Vec<_> = worked_out.into_iter().flatten().collect();
        self.answered = worked_out.len();
        let put = |(place, answered): (usize, Answered<Key, Question, Answer>)| {
            let answer = answered.answer.clone();
            self.last[place] = answered;
            (place, answer)
        };
        let worked_out = worked_out.into_iter().map(put).collect();
        cancellation.check().map(|()| worked_out)
    }

    /// The places of the questions asked last that had to be worked out; nothing where they stood elsewhere before.
    fn worked_out(&self) -> Option<Vec<usize>> {
        let places = || self.last.iter().enumerate().filter(|(_, settled)| settled.is_new);
        self.is_aligned.then(|| places().map(|(place, _)| place).collect())
    }

    /// How many of the questions asked last had to be worked out.
    pub fn answered(&self) -> usize {
        self.answered
    }
}

/// The answer to a question, unless it is cancelled before it is there: what was begun then may be half done.
fn work_out<Question, Answer>(
    work: fn(&Question) -> Answer,
    question: &Question,
    cancellation: &Cancellation,
) -> Option<Answer> {
    cancellation.check().ok()?;
    let answer = work(question);
    cancellation.check().ok().map(|()| answer)
}

/// How many questions at the beginning come under the keys that they came under last.
fn aligned<Key: Ord, Question, Answer>(
    last: &[Answered<Key, Question, Answer>],
    questions: &[(Key, Question)],
) -> usize {
    last.iter().zip(questions).take_while(|(last, (key, _))| last.key == *key).count()
}

/// For each question, the last one under its key. Questions mostly come in the order in which they came last, so those
/// are not searched for; keys are only where the order changed.
fn candidates<Key: Ord, Question, Answer>(
    last: Vec<Answered<Key, Question, Answer>>,
    questions: &[(Key, Question)],
    aligned: usize,
) -> Vec<Option<Answered<Key, Question, Answer>>> {
    let mut rest = last;
    let beyond = rest.split_off(aligned);
    let mut candidates: Vec<_> = rest.into_iter().map(Some).collect();
    let places = beyond.iter().enumerate().map(|(place, last)| (&last.key, place));
    let places: BTreeMap<&Key, usize> = places.collect();
    let places: Vec<Option<usize>> =
        questions[aligned..].iter().map(|(key, _)| places.get(key).copied()).collect();
    let mut beyond: Vec<_> = beyond.into_iter().map(Some).collect();
    candidates.extend(places.into_iter().map(|place| beyond[place?].take()));
    candidates
}

impl<Question: PartialEq, Answer: Clone> Stage<(), Question, Answer> {
    /// The answer to the only question of a stage.
    pub fn ask(&mut self, question: Question) -> Answer {
        if let Some(last) = self.last.first().filter(|last| last.question == question) {
            self.answered = 0;
            return last.answer.clone();
        }
        self.answered = 1;
        let answer = (self.work)(&question);
        if !self.forgets {
            self.last = vec![Answered { key: (), question, answer: answer.clone(), is_new: true }];
        }
        answer
    }

    /// Forgets the question and its answer, where there is nothing to ask.
    pub fn pass(&mut self) {
        self.last.clear();
        self.answered = 0;
    }
}

/// The last of some values that stays the same allocation while they are equal, so that what depends on it need not be
/// compared with all that it holds.
#[derive(Debug)]
pub struct Still<T>(Option<Shared<T>>);

impl<T> Default for Still<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> Still<T> {
    /// The last value, where this one is equal to it; else this one.
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
    fn an_equal_question_is_answered_from_memory_and_a_new_one_is_worked_out() {
        let mut stage = Stage::new(false, |text: &String| text.len());
        let ask = |stage: &mut Stage<_, _, _>, texts: &[(&'static str, &str)]| {
            let questions = texts.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
            (stage.ask_all(questions, &Cancellation::never()).unwrap(), stage.answered())
        };
        assert_eq!(ask(&mut stage, &[("a", "x"), ("b", "yy")]), (vec![1, 2], 2));
        assert_eq!(ask(&mut stage, &[("a", "x"), ("b", "zzz")]), (vec![1, 3], 1));
        assert_eq!(ask(&mut stage, &[("b", "zzz")]), (vec![3], 0));
        assert_eq!(ask(&mut stage, &[("a", "x"), ("b", "zzz")]), (vec![1, 3], 1), "`a` was forgotten");
    }

    #[test]
    fn what_was_worked_out_before_it_was_cancelled_is_remembered() {
        let mut stage = Stage::new(false, |text: &String| text.len());
        let questions = |texts: [&str; 3]| texts.map(|text| (text.len(), text.to_owned())).to_vec();
        assert_eq!(stage.ask_all(questions(["a", "bb", "ccc"]), &Cancellation::never()), Ok(vec![1, 2, 3]));
        let cancelled = Cancellation::when(|| true);
        assert_eq!(stage.ask_all(questions(["b", "bb", "ddd"]), &cancelled), Err(Cancelled));
        assert_eq!(stage.ask_all(questions(["a", "bb", "ccc"]), &Cancellation::never()), Ok(vec![1, 2, 3]));
        assert_eq!(stage.answered(), 0);
    }
}
