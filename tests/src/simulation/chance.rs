//! Everything that is left to chance in a world comes from here, and so from its seed.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use lanyard_server::effects::Rng;
use lanyard_shared::seal::rand_core::{TryCryptoRng, TryRng};

/// A source of chance that is the same for the same seed.
pub(super) struct Chance(fastrand::Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A number below `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.usize(..end) }
    }

    /// True once in so many times.
    pub(super) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of them; `None` where there is none.
    pub(super) fn pick<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        among.get(self.below(among.len()))
    }

    /// So many bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }

    /// A seed for another source.
    pub(super) fn seed(&mut self) -> u64 {
        self.0.u64(..)
    }
}

impl TryRng for Chance {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.u32(..))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.u64(..))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

/// What is sealed here opens no real lock.
impl TryCryptoRng for Chance {}

/// The server's randomness. It can be stuck, as on a machine that was copied while it ran: then all
/// that is drawn is the same.
pub(super) struct Dice {
    state: AtomicU64,
    stuck: AtomicBool,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            state: AtomicU64::new(seed),
            stuck: AtomicBool::new(false),
        }
    }

    pub(super) fn set_stuck(&self, stuck: bool) {
        self.stuck.store(stuck, Ordering::SeqCst);
    }

    pub(super) fn is_stuck(&self) -> bool {
        self.stuck.load(Ordering::SeqCst)
    }
}

impl Rng for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        let mut throw = fastrand::Rng::with_seed(self.state.load(Ordering::SeqCst));
        throw.fill(bytes);
        if !self.is_stuck() {
            self.state.store(throw.u64(..), Ordering::SeqCst);
        }
    }
}
