//! Cancellation of work: long work checks regularly whether it was cancelled.

use std::fmt;
use std::sync::Arc;

/// Whether some work was cancelled; clones share the state. All values are equal, so that one may be part of an
/// input: a cancellation decides whether there is an output, never which.
#[derive(Clone, Default)]
pub struct Cancellation(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

/// The work was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Cancellation {
    /// For work that is never cancelled.
    pub fn never() -> Self {
        Self(None)
    }

    /// For work that is cancelled once `is_cancelled` returns true, which must then stay so.
    pub fn when(is_cancelled: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(is_cancelled)))
    }

    /// Whether the work was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|is_cancelled| is_cancelled())
    }

    /// Returns early from cancelled work.
    ///
    /// # Errors
    /// [`Cancelled`] if the work was cancelled.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }
}

impl PartialEq for Cancellation {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Cancellation {}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cancellation")
    }
}
