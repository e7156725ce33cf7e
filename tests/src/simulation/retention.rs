//! What the server still says of an intent that was decided long ago.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{Outcome, Rev, Verdict};
use lanyard_shared::time::{Millis, UnixMillis};

use super::model::Told;

/// How long a verdict is kept in full at least: longer after it was stored.
const KEPT: Millis = Millis::hours(30 * 24);

/// Whether a verdict says what the log says of its intent.
pub(super) fn is_so((rev, told): &(Rev, Told), verdict: &Verdict, now: UnixMillis) -> bool {
    let short = || told.took_effect() == verdict.outcome.took_effect() && is_spent(verdict);
    *rev == verdict.rev && (told.is(&verdict.outcome) || is_long_ago(verdict, now) && short())
}

/// Whether a verdict may have been dropped by now.
pub(super) fn is_long_ago(verdict: &Verdict, now: UnixMillis) -> bool {
    verdict.at.plus(KEPT) <= now
}

fn is_spent(verdict: &Verdict) -> bool {
    spent(verdict.clone()) == *verdict
}

/// What is left of a verdict that was dropped.
pub(super) fn spent(verdict: Verdict) -> Verdict {
    let outcome = if verdict.outcome.took_effect() {
        Outcome::Applied
    } else {
        let problem = FieldProblem::general(Message::new("intent-long-decided"));
        Outcome::Rejected {
            problems: vec![problem],
        }
    };
    Verdict {
        outcome,
        notes: Vec::new(),
        ..verdict
    }
}
