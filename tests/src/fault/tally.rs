//! What was counted, and the sentence about it.

use std::collections::BTreeMap;
use std::fmt;

/// From so many rounds on it is no chance when one of the two fates of a cut push never came up.
const ENOUGH_ROUNDS: u32 = 100;

/// What a run counted. It passes when nothing is wrong.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Where everything that was drawn came from.
    pub seed: u64,
    /// How many times the server was killed while pushes were under way.
    pub rounds: u32,
    /// How many times it was killed while it started.
    pub killed_starting: u32,
    /// Verdicts that clients received.
    pub acknowledged: u64,
    /// Pushes without an answer that had been committed: their retry got the stored verdicts.
    pub committed: u64,
    /// Pushes without an answer that had left nothing.
    pub not_committed: u64,
    /// Verdicts that the ledger no longer gives, and effects that no pull shows.
    pub lost: u64,
    /// Intents that took effect more than once.
    pub twice: u64,
    /// The audit chain is whole at the end.
    pub chain_whole: bool,
    /// What is wrong, each kind with how often and the first that was found.
    pub wrong: BTreeMap<&'static str, (u64, String)>,
}

impl Tally {
    /// Notes that something is wrong.
    pub(super) fn note(&mut self, kind: &'static str, what: impl Into<String>) {
        let entry = self.wrong.entry(kind);
        entry.or_insert_with(|| (0, what.into())).0 += 1;
    }

    /// Notes an acknowledged intent that is lost.
    pub(super) fn lose(&mut self, kind: &'static str, what: impl Into<String>) {
        self.lost += 1;
        self.note(kind, what);
    }

    /// Looks whether the kills have hit both sides of COMMIT.
    pub(super) fn judge_fates(&mut self) {
        if self.rounds >= ENOUGH_ROUNDS && self.committed == 0 {
            self.note("no kill came between COMMIT and the answer", "");
        }
        if self.rounds >= ENOUGH_ROUNDS && self.not_committed == 0 {
            self.note("no kill came before COMMIT", "");
        }
    }

    /// Whether all is well.
    pub fn passes(&self) -> bool {
        self.wrong.is_empty() && self.lost == 0 && self.twice == 0 && self.chain_whole
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, (count, first)) in &self.wrong {
            writeln!(f, "WRONG, {count} times: {kind}. {first}")?;
        }
        let chain = if self.chain_whole { "whole" } else { "BROKEN" };
        writeln!(
            f,
            "{} verdicts acknowledged. Of the pushes that a kill left without an answer, {} had been \
             committed (the retry got the stored verdicts) and {} had not. {} more kills came while \
             the server started. Seed {}.",
            self.acknowledged, self.committed, self.not_committed, self.killed_starting, self.seed
        )?;
        write!(
            f,
            "{} rounds, {} lost, {} twice, chain {chain}",
            self.rounds, self.lost, self.twice
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Tally {
        Tally {
            rounds: 100,
            acknowledged: 9,
            committed: 1,
            not_committed: 2,
            chain_whole: true,
            ..Tally::default()
        }
    }

    #[test]
    fn a_good_run_ends_with_one_sentence() {
        let mut tally = good();
        tally.judge_fates();
        assert!(tally.passes());
        let words = tally.to_string();
        let last = words.lines().last();
        assert_eq!(last, Some("100 rounds, 0 lost, 0 twice, chain whole"));
    }

    #[test]
    fn each_kind_of_trouble_fails_a_run() {
        let mut lost = good();
        lost.lose("a verdict changed", "op 1");
        let mut one_sided = good();
        one_sided.committed = 0;
        one_sided.judge_fates();
        let twice = Tally { twice: 1, ..good() };
        let broken = Tally {
            chain_whole: false,
            ..good()
        };
        for tally in [lost, one_sided, twice, broken] {
            assert!(!tally.passes(), "{tally}");
        }
    }

    #[test]
    fn a_short_run_may_have_seen_one_side_of_commit_only() {
        let mut short = Tally {
            rounds: 3,
            committed: 0,
            ..good()
        };
        short.judge_fates();
        assert!(short.passes());
    }
}
