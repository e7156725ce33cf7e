//! What can go wrong between a client and a server, in words for the person who started the run.

use std::fmt::Display;

/// Why a call or a step did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The connection ended before the answer was there: nobody knows what became of the call.
    #[error("the connection ended before the answer: {0}")]
    Lost(String),
    /// The server answered, and refused.
    #[error("{path} was answered with {status}: {body}")]
    Refused {
        /// What was called.
        path: &'static str,
        /// The HTTP status.
        status: u16,
        /// The answer's body.
        body: String,
    },
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

/// What calls and steps give.
pub type Result<T> = std::result::Result<T, Trouble>;

impl Trouble {
    /// Something that should not be as it is.
    pub fn failed(words: impl Into<String>) -> Self {
        Self::Failed(words.into())
    }
}

/// Says what was being done when a lower layer failed.
pub trait Doing<T> {
    /// The same result, whose error names `what`.
    ///
    /// # Errors
    /// [`Trouble::Failed`] where there was an error.
    fn doing(self, what: &str) -> Result<T>;
}

impl<T, E: Display> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: &str) -> Result<T> {
        self.map_err(|error| Trouble::Failed(format!("could not {what}: {error}")))
    }
}
