//! What the services need from outside: time, randomness, password hashing. Tests and the
//! simulation put their own in.

use std::num::NonZero;
use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;

use lanyard_shared::time::UnixMillis;
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

pub mod system;
pub mod testing;

/// How many passwords are hashed at one time: each takes a core, and memory in the tens of
/// megabytes.
static HASHING: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, NonZero::get)));

/// The effects that services may use.
#[derive(Clone)]
pub struct Effects {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Gives random bytes.
    pub rng: Arc<dyn Rng>,
    /// Hashes passwords, slowly.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Where it does so.
    pub slow: Slow,
}

/// Where slow hashes are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slow {
    /// On a pool of threads, a few at one time, so that calls go on meanwhile.
    OnAPool,
    /// Where they are asked for: in simulations, which have one thread and quick hashes.
    Here,
}

impl Effects {
    /// The effects of a real server.
    pub fn system() -> Self {
        Self {
            clock: Arc::new(system::SystemClock),
            rng: Arc::new(system::SystemRng),
            hasher: Arc::new(system::Argon2id::new()),
            slow: Slow::OnAPool,
        }
    }

    /// Now.
    pub fn now(&self) -> UnixMillis {
        self.clock.now()
    }

    /// The hash of `password` under a new salt, in PHC string format.
    ///
    /// # Errors
    /// [`Error::Internal`] when the hasher stopped.
    pub async fn hash(&self, password: String) -> Result<String> {
        let salt = self.random();
        self.slowly(move |hasher| hasher.hash(&password, &salt))
            .await
    }

    /// Whether `hash` is that of `password`.
    ///
    /// # Errors
    /// [`Error::Internal`] when the hasher stopped.
    pub async fn verify(&self, password: String, hash: String) -> Result<bool> {
        self.slowly(move |hasher| hasher.verify(&password, &hash))
            .await
    }

    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn PasswordHasher) -> T + Send + 'static,
    ) -> Result<T> {
        if self.slow == Slow::Here {
            return Ok(work(&*self.hasher));
        }
        let stopped = |error: &dyn std::error::Error| {
            Error::Internal(format!("hashing a password stopped: {error}"))
        };
        let turn = HASHING.acquire().await.map_err(|error| stopped(&error))?;
        let hasher = Arc::clone(&self.hasher);
        // The turn goes along: who asked may go away while the work goes on.
        let work = move || {
            let _turn = turn;
            work(&*hasher)
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|error| stopped(&error))
    }

    /// So many random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill(&mut bytes);
        bytes
    }
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
