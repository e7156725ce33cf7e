//! What the services need from outside: time, randomness, password hashing. Tests and the
//! simulation put their own in.

use std::sync::Arc;

use lanyard_shared::time::UnixMillis;

/// The effects that services may use.
#[derive(Clone)]
pub struct Effects {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub rng: Arc<dyn Rng>,
    /// Hashes passwords, slowly.
    pub hasher: Arc<dyn PasswordHasher>,
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> UnixMillis;
}

/// Gives random bytes fit for secrets.
pub trait Rng: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// Hashes passwords. Both calls are slow on purpose: call them by [`Effects::hash`] and
/// [`Effects::verify`], which keep them off the async threads and bound how many run at once.
pub trait PasswordHasher: Send + Sync {
    /// The hash in PHC string format.
    fn hash(&self, password: &str, salt: &[u8; 16]) -> String;
    /// Whether `hash` is that of `password`.
    fn verify(&self, password: &str, hash: &str) -> bool;
}
