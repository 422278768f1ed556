//! Whether work is still wanted: what takes long asks on its way.

use std::fmt;
use std::sync::Arc;

/// Says whether a piece of work is no longer wanted; a clone says the same. It changes what is done, never what comes of
/// it, so all of them are equal and one may stand in a question.
#[derive(Clone, Default)]
pub struct Cancellation(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

/// The work was given up, because it is no longer wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Cancellation {
    /// For work that is wanted whatever happens.
    pub fn never() -> Self {
        Self(None)
    }

    /// For work that is not wanted any more once this is true, and true for good.
    pub fn when(is_cancelled: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(is_cancelled)))
    }

    /// Whether the work is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|is_cancelled| is_cancelled())
    }

    /// Fails where the work is no longer wanted.
    ///
    /// # Errors
    /// That it was cancelled.
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
