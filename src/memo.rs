//! The last answer to each question, kept while the question stays the same.
//!
//! There is no incremental path: a rebuild asks every question again, and a [`Stage`] answers at once if the question
//! equals the last one under the same key. A stage's work is a plain function pointer, which cannot capture anything, so an
//! answer depends on its question and on nothing else. Questions that are no longer asked are forgotten. A clean build is the
//! same code with an empty memory.

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
/// For large values in many questions, whose content would cost more to compare than a repeated answer. Two allocations
/// with the same content are unequal, which may repeat an answer but never returns a wrong one.
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
    /// Whether the last two rounds of questions had the same keys in the same order.
    is_aligned: bool,
    forgets: bool,
}

/// A question with its answer.
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
    /// A stage without memories. One that `forgets` never keeps any: it is for a single build.
    pub fn new(forgets: bool, work: fn(&Question) -> Answer) -> Self {
        Self { work, last: Vec::new(), answered: 0, is_aligned: false, forgets }
    }

    /// The answers to these questions, in their order; new answers are worked out in parallel. Answers to other questions are
    /// forgotten. A key only selects the last question to compare with, so two questions under one key cost time, and nothing
    /// else.
    ///
    /// # Errors
    /// [`Cancelled`] if the work was cancelled. Answers that were worked out until then are remembered.
    pub fn ask_all(
        &mut self,
        questions: Vec<(Key, Question)>,
        cancellation: &Cancellation,
    ) -> Result<Vec<Answer>, Cancelled> {
        let work = self.work;
        if self.forgets {
            self.answered = questions.len();
            let answers = parallel::map(questions, |(_, question)| work_out(work, &question, cancellation));
            return answers.into_iter().collect::<Option<_>>().ok_or(Cancelled);
        }
        let aligned = aligned(&self.last, &questions);
        self.is_aligned = aligned == questions.len() && aligned == self.last.len();
        let candidates = candidates(std::mem::take(&mut self.last), &questions, aligned);
        let asked = candidates.into_iter().zip(questions).collect();
        let answered =
            parallel::map(asked, |(last, (key, question)): (Option<Answered<_, _, _>>, _)| match last {
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

    /// Asks again at some places among the last questions; the others keep their answers. Returns the places whose answers
    /// had to be worked out, with these answers.
    fn ask_again(
        &mut self,
        questions: Vec<(usize, Key, Question)>,
        cancellation: &Cancellation,
    ) -> Result<Vec<(usize, Answer)>, Cancelled> {
        let (work, last) = (self.work, &self.last);
        let worked_out = parallel::map(questions, |(place, key, question)| {
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

    /// The places of the last questions whose answers had to be worked out; `None` if the order of the questions changed.
    fn worked_out(&self) -> Option<Vec<usize>> {
        let places = || self.last.iter().enumerate().filter(|(_, settled)| settled.is_new);
        self.is_aligned.then(|| places().map(|(place, _)| place).collect())
    }

    /// The number of the last questions whose answers had to be worked out.
    pub fn answered(&self) -> usize {
        self.answered
    }
}

/// The answer to a question; `None` if the work was cancelled, because the answer may then be incomplete.
fn work_out<Question, Answer>(
    work: fn(&Question) -> Answer,
    question: &Question,
    cancellation: &Cancellation,
) -> Option<Answer> {
    cancellation.check().ok()?;
    let answer = work(question);
    cancellation.check().ok().map(|()| answer)
}

/// The number of leading questions whose keys are those of the last questions.
fn aligned<Key: Ord, Question, Answer>(
    last: &[Answered<Key, Question, Answer>],
    questions: &[(Key, Question)],
) -> usize {
    last.iter().zip(questions).take_while(|(last, (key, _))| last.key == *key).count()
}

/// For each question, the last one under its key. Most rounds ask in the same order, so keys are looked up only after the
/// first `aligned` questions.
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

    /// Forgets the question and its answer, because there is nothing to ask.
    pub fn pass(&mut self) {
        self.last.clear();
        self.answered = 0;
    }
}

/// The last value of a series. While new values equal it, it stays the same allocation, so that questions that hold it can
/// compare it by pointer.
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
    fn answers_from_before_a_cancellation_are_remembered() {
        let mut stage = Stage::new(false, |text: &String| text.len());
        let questions = |texts: [&str; 3]| texts.map(|text| (text.len(), text.to_owned())).to_vec();
        assert_eq!(stage.ask_all(questions(["a", "bb", "ccc"]), &Cancellation::never()), Ok(vec![1, 2, 3]));
        let cancelled = Cancellation::when(|| true);
        assert_eq!(stage.ask_all(questions(["b", "bb", "ddd"]), &cancelled), Err(Cancelled));
        assert_eq!(stage.ask_all(questions(["a", "bb", "ccc"]), &Cancellation::never()), Ok(vec![1, 2, 3]));
        assert_eq!(stage.answered(), 0);
    }
}
