//! Effects that tests set: a clock that stands still, numbers that repeat, a hash that is quick.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use lanyard_shared::time::{Millis, UnixMillis};

use crate::effects::{Clock, Effects, PasswordHasher, Rng, Slow};

/// A Monday morning in 2026: 2026-03-02T09:00:00Z.
pub const MORNING: UnixMillis = UnixMillis(1_772_442_000_000);

/// A clock that moves only when told.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Moves the clock on.
    pub fn advance(&self, length: Millis) {
        self.0.fetch_add(length.0, Ordering::SeqCst);
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(MORNING.0))
    }
}

impl Clock for TestClock {
    fn now(&self) -> UnixMillis {
        UnixMillis(self.0.load(Ordering::SeqCst))
    }
}

/// Bytes that look random and are the same in every run (SplitMix64).
#[derive(Default)]
pub struct TestRng(AtomicU64);

impl Rng for TestRng {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            for (byte, random) in chunk.iter_mut().zip((mixed ^ (mixed >> 31)).to_le_bytes()) {
                *byte = random;
            }
        }
    }
}

/// Keeps passwords readable: for tests only.
pub struct PlainHasher;

impl PasswordHasher for PlainHasher {
    fn hash(&self, password: &str, _: &[u8; 16]) -> String {
        format!("plain:{password}")
    }

    fn verify(&self, password: &str, hash: &str) -> bool {
        hash.strip_prefix("plain:") == Some(password)
    }
}

/// Effects for a test, and the clock that it moves.
pub fn effects() -> (Effects, Arc<TestClock>) {
    let clock = Arc::new(TestClock::default());
    let effects = Effects {
        clock: clock.clone(),
        rng: Arc::new(TestRng::default()),
        hasher: Arc::new(PlainHasher),
        slow: Slow::OnAPool,
    };
    (effects, clock)
}
