//! An invariant that did not hold.

use std::fmt;

/// Which invariant did not hold, and what was seen instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(pub String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<serde_json::Error> for Broken {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("what is stored or sent can be read back: {error}"))
    }
}

impl From<lanyard_server::error::Error> for Broken {
    fn from(error: lanyard_server::error::Error) -> Self {
        Self(format!("the simulation can look into the store: {error}"))
    }
}

impl From<lanyard_server::store::OpenError> for Broken {
    fn from(error: lanyard_server::store::OpenError) -> Self {
        Self(format!("the simulation can open the store: {error}"))
    }
}

/// Whether all invariants held so far.
pub(super) type Held<T = ()> = Result<T, Broken>;

/// Gives [`Broken`] unless the condition holds.
macro_rules! hold {
    ($condition:expr, $($words:tt)+) => {
        if !$condition {
            return Err($crate::simulation::broken::Broken(format!($($words)+)));
        }
    };
}
pub(super) use hold;
