//! The meter of a page: counts the work of its templates and stops it at limits.
//!
//! Tera passes nothing of ours to functions, so the meter of the page that a thread renders is a thread-local value,
//! from the first to the last byte of the page.

use std::cell::RefCell;

use crate::memo::Cancellation;

use super::template_limits::{
    BYTES_PER_INPUT_BYTE, INPUT_BYTES_PER_ITERATION, ITERATIONS_PER_PART, MAX_COMPONENT_DEPTH, MAX_HANDLED,
    MAX_ITERATIONS, MAX_OUTPUT, MAX_RENDER_DEPTH, MAX_VALUE_DEPTH,
};

thread_local! {
    static METER: RefCell<Option<Meter>> = const { RefCell::new(None) };
}

/// Counts the work of the templates of one page.
#[derive(Debug)]
pub struct Meter {
    cancellation: Cancellation,
    iterations: usize,
    handled: usize,
    output: usize,
    depth: usize,
    components: usize,
    limits: Limits,
    exceeded: Option<Exceeded>,
}

/// The limits for one page.
#[derive(Clone, Copy, Debug)]
struct Limits {
    iterations: usize,
    handled: usize,
    output: usize,
}

/// Why the rendering of a page was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// It was cancelled.
    Cancelled,
    /// Too many iterations of loops; the limit.
    Iterations(usize),
    /// Too much was read and kept; the limit in bytes.
    Handled(usize),
    /// Too much was written; the limit in bytes.
    Output(usize),
    /// Parts are nested too deeply.
    Depth,
    /// Components are nested too deeply.
    Components,
    /// Lists are nested too deeply.
    Values,
}

impl Exceeded {
    /// The message of a diagnostic.
    pub fn message(self) -> String {
        let mebibytes = |bytes: usize| bytes >> 20;
        match self {
            Exceeded::Cancelled => "the page is no longer wanted".to_owned(),
            Exceeded::Iterations(limit) => {
                format!("loops and parts of templates run more than {limit} times for one page")
            }
            Exceeded::Handled(limit) => {
                format!(
                    "the template reads and keeps more than {} MiB of texts and lists for one page",
                    mebibytes(limit)
                )
            }
            Exceeded::Output(limit) => {
                format!("the template writes more than {} MiB for one page", mebibytes(limit))
            }
            Exceeded::Depth => {
                format!("includes, blocks and components are nested more than {MAX_RENDER_DEPTH} deep")
            }
            Exceeded::Components => {
                format!("components call each other more than {MAX_COMPONENT_DEPTH} deep")
            }
            Exceeded::Values => format!("lists and mappings are nested more than {MAX_VALUE_DEPTH} deep"),
        }
    }
}

impl Meter {
    /// The meter of a page with an input of this many bytes.
    pub fn new(input: usize, cancellation: &Cancellation) -> Self {
        let more = input.saturating_mul(BYTES_PER_INPUT_BYTE);
        Self {
            cancellation: cancellation.clone(),
            iterations: 0,
            handled: 0,
            output: 0,
            depth: 0,
            components: 0,
            limits: Limits {
                iterations: MAX_ITERATIONS.saturating_add(input / INPUT_BYTES_PER_ITERATION),
                handled: MAX_HANDLED.saturating_add(more),
                output: MAX_OUTPUT.saturating_add(more),
            },
            exceeded: None,
        }
    }

    /// Renders a page with this meter. Returns the result, and the limit that stopped it.
    pub fn during<Output>(self, render: impl FnOnce() -> Output) -> (Output, Option<Exceeded>) {
        METER.with_borrow_mut(|meter| *meter = Some(self));
        let output = render();
        let exceeded = METER.take().and_then(|meter| meter.exceeded);
        (output, exceeded)
    }

    fn stop(&mut self, exceeded: Exceeded) -> Result<(), Exceeded> {
        Err(*self.exceeded.get_or_insert(exceeded))
    }

    /// Fails if a limit was exceeded or the page was cancelled.
    fn check_limits(&mut self) -> Result<(), Exceeded> {
        if let Some(exceeded) = self.exceeded {
            return Err(exceeded);
        }
        if self.cancellation.is_cancelled() { self.stop(Exceeded::Cancelled) } else { Ok(()) }
    }

    fn handle(&mut self, bytes: usize) -> Result<(), Exceeded> {
        self.check_limits()?;
        self.handled = self.handled.saturating_add(bytes);
        let limit = self.limits.handled;
        if self.handled > limit { self.stop(Exceeded::Handled(limit)) } else { Ok(()) }
    }

    fn iterations(&mut self, count: usize, bytes: usize) -> Result<(), Exceeded> {
        self.handle(bytes)?;
        self.iterations = self.iterations.saturating_add(count);
        let limit = self.limits.iterations;
        if self.iterations > limit { self.stop(Exceeded::Iterations(limit)) } else { Ok(()) }
    }

    fn enter(&mut self, bytes: usize, is_component: bool) -> Result<(), Exceeded> {
        self.iterations(ITERATIONS_PER_PART, bytes)?;
        self.depth += 1;
        self.components += usize::from(is_component);
        match (self.components > MAX_COMPONENT_DEPTH, self.depth > MAX_RENDER_DEPTH) {
            (true, _) => self.stop(Exceeded::Components),
            (_, true) => self.stop(Exceeded::Depth),
            _ => Ok(()),
        }
    }

    fn leave(&mut self, is_component: bool) -> Result<(), Exceeded> {
        self.depth = self.depth.saturating_sub(1);
        self.components = self.components.saturating_sub(usize::from(is_component));
        self.check_limits()
    }

    /// Whether the page's text may grow by this many bytes. If not, the next call fails, which has a position.
    fn writes(&mut self, bytes: usize) -> bool {
        self.output = self.output.saturating_add(bytes);
        if self.output > self.limits.output {
            self.exceeded.get_or_insert(Exceeded::Output(self.limits.output));
        }
        self.exceeded.is_none()
    }
}

/// Calls the meter of the page that this thread renders; without a meter there are no limits.
fn ask<Output>(of: impl FnOnce(&mut Meter) -> Output, otherwise: Output) -> Output {
    METER.with_borrow_mut(|meter| match meter {
        Some(meter) => of(meter),
        None => otherwise,
    })
}

/// Counts bytes that are read, joined or kept.
pub fn handle(bytes: usize) -> Result<(), Exceeded> {
    ask(|meter| meter.handle(bytes), Ok(()))
}

/// Counts iterations, with the bytes of the template in them.
pub fn iterations(count: usize, bytes: usize) -> Result<(), Exceeded> {
    ask(|meter| meter.iterations(count, bytes), Ok(()))
}

/// Enters an include, a block or a component.
pub fn enter(bytes: usize, is_component: bool) -> Result<(), Exceeded> {
    ask(|meter| meter.enter(bytes, is_component), Ok(()))
}

/// Leaves it.
pub fn leave(is_component: bool) -> Result<(), Exceeded> {
    ask(|meter| meter.leave(is_component), Ok(()))
}

/// Reports a value that is nested too deeply.
pub fn too_deep() -> Result<(), Exceeded> {
    ask(|meter| meter.stop(Exceeded::Values), Err(Exceeded::Values))
}

/// Whether this many more bytes may be written.
pub fn writes(bytes: usize) -> bool {
    ask(|meter| meter.writes(bytes), true)
}
