//! What one page may still ask of its templates.
//!
//! Tera gives the functions that it calls nothing of ours, so the meter of the page that a thread is making stands beside
//! that thread, from the first to the last byte of the page and no longer.

use std::cell::RefCell;

use crate::memo::Cancellation;

use super::template_limits::{
    COMPONENT_DEPTH, HANDLED, OUTPUT, PER_INPUT, PER_ROUND, RENDER_DEPTH, ROUNDS, ROUNDS_OF_PART, VALUE_DEPTH,
};

thread_local! {
    static METER: RefCell<Option<Meter>> = const { RefCell::new(None) };
}

/// Counts what the templates of one page do.
#[derive(Debug)]
pub struct Meter {
    cancellation: Cancellation,
    rounds: usize,
    handled: usize,
    output: usize,
    depth: usize,
    components: usize,
    limits: Limits,
    over: Option<Over>,
}

/// How much one page may ask for.
#[derive(Clone, Copy, Debug)]
struct Limits {
    rounds: usize,
    handled: usize,
    output: usize,
}

/// Why a page is not made to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nobody wants it any more.
    Cancelled,
    /// Loops went round too often; the limit.
    Rounds(usize),
    /// More was read and kept than may be; the limit in bytes.
    Handled(usize),
    /// More was written than may be; the limit in bytes.
    Output(usize),
    /// Parts stand too deep in each other.
    Depth,
    /// Components stand too deep in each other.
    Components,
    /// Lists stand too deep in each other.
    Values,
}

impl Over {
    /// What is wrong, in the words of a diagnostic.
    pub fn message(self) -> String {
        let mebibytes = |bytes: usize| bytes >> 20;
        match self {
            Over::Cancelled => "the page is no longer wanted".to_owned(),
            Over::Rounds(limit) => {
                format!("loops and parts of templates go round more than {limit} times for one page")
            }
            Over::Handled(limit) => {
                format!(
                    "the template reads and keeps more than {} MiB of texts and lists for one page",
                    mebibytes(limit)
                )
            }
            Over::Output(limit) => {
                format!("the template writes more than {} MiB for one page", mebibytes(limit))
            }
            Over::Depth => {
                format!("includes, blocks and components stand more than {RENDER_DEPTH} deep in each other")
            }
            Over::Components => format!("components call each other more than {COMPONENT_DEPTH} deep"),
            Over::Values => format!("lists and mappings stand more than {VALUE_DEPTH} deep in each other"),
        }
    }
}

impl Meter {
    /// For a page that is given so many bytes.
    pub fn new(input: usize, cancellation: &Cancellation) -> Self {
        let more = input.saturating_mul(PER_INPUT);
        Self {
            cancellation: cancellation.clone(),
            rounds: 0,
            handled: 0,
            output: 0,
            depth: 0,
            components: 0,
            limits: Limits {
                rounds: ROUNDS.saturating_add(input / PER_ROUND),
                handled: HANDLED.saturating_add(more),
                output: OUTPUT.saturating_add(more),
            },
            over: None,
        }
    }

    /// Makes a page with this meter; gives what was made, and why it was not made to its end.
    pub fn during<Made>(self, make: impl FnOnce() -> Made) -> (Made, Option<Over>) {
        METER.with_borrow_mut(|meter| *meter = Some(self));
        let made = make();
        let over = METER.take().and_then(|meter| meter.over);
        (made, over)
    }

    fn stop(&mut self, over: Over) -> Result<(), Over> {
        Err(*self.over.get_or_insert(over))
    }

    /// Fails where the page should not go on.
    fn goes_on(&mut self) -> Result<(), Over> {
        if let Some(over) = self.over {
            return Err(over);
        }
        if self.cancellation.is_cancelled() { self.stop(Over::Cancelled) } else { Ok(()) }
    }

    fn handle(&mut self, bytes: usize) -> Result<(), Over> {
        self.goes_on()?;
        self.handled = self.handled.saturating_add(bytes);
        let limit = self.limits.handled;
        if self.handled > limit { self.stop(Over::Handled(limit)) } else { Ok(()) }
    }

    fn rounds(&mut self, count: usize, bytes: usize) -> Result<(), Over> {
        self.handle(bytes)?;
        self.rounds = self.rounds.saturating_add(count);
        let limit = self.limits.rounds;
        if self.rounds > limit { self.stop(Over::Rounds(limit)) } else { Ok(()) }
    }

    fn enter(&mut self, bytes: usize, is_component: bool) -> Result<(), Over> {
        self.rounds(ROUNDS_OF_PART, bytes)?;
        self.depth += 1;
        self.components += usize::from(is_component);
        match (self.components > COMPONENT_DEPTH, self.depth > RENDER_DEPTH) {
            (true, _) => self.stop(Over::Components),
            (_, true) => self.stop(Over::Depth),
            _ => Ok(()),
        }
    }

    fn leave(&mut self, is_component: bool) -> Result<(), Over> {
        self.depth = self.depth.saturating_sub(1);
        self.components = self.components.saturating_sub(usize::from(is_component));
        self.goes_on()
    }

    /// Whether there is room for so many bytes more of the page's text. Where there is none, the next call says so, which has
    /// a place.
    fn writes(&mut self, bytes: usize) -> bool {
        self.output = self.output.saturating_add(bytes);
        if self.output > self.limits.output {
            self.over.get_or_insert(Over::Output(self.limits.output));
        }
        self.over.is_none()
    }
}

/// Asks the meter of the page that this thread is making; a page without one may do all.
fn ask<Answer>(of: impl FnOnce(&mut Meter) -> Answer, otherwise: Answer) -> Answer {
    METER.with_borrow_mut(|meter| match meter {
        Some(meter) => of(meter),
        None => otherwise,
    })
}

/// So many bytes are read, joined or kept.
pub fn handle(bytes: usize) -> Result<(), Over> {
    ask(|meter| meter.handle(bytes), Ok(()))
}

/// So many rounds begin, of so many bytes of template together.
pub fn rounds(count: usize, bytes: usize) -> Result<(), Over> {
    ask(|meter| meter.rounds(count, bytes), Ok(()))
}

/// An include, a block or a component begins.
pub fn enter(bytes: usize, is_component: bool) -> Result<(), Over> {
    ask(|meter| meter.enter(bytes, is_component), Ok(()))
}

/// It ends.
pub fn leave(is_component: bool) -> Result<(), Over> {
    ask(|meter| meter.leave(is_component), Ok(()))
}

/// A value is too deep.
pub fn too_deep() -> Result<(), Over> {
    ask(|meter| meter.stop(Over::Values), Err(Over::Values))
}

/// Whether so many bytes more may be written.
pub fn writes(bytes: usize) -> bool {
    ask(|meter| meter.writes(bytes), true)
}
