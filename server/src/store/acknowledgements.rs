//! What devices have said that they have stored, and how the ledger gets shorter by it.

use lanyard_shared::id::OpId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{Outcome, Rev, Verdict};
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;
use crate::store::devices::Queue;
use crate::store::ledger::Decided;

const NOTE: &str = "
    insert into acknowledgements (account_id, device_id, epoch, through, at)
    values (:account_id, :device_id, :epoch, :through, :at)
    on conflict (account_id, device_id, epoch, through) do nothing";

/// Notes that a device has stored every verdict of its queue up to `through`.
pub fn note(tx: &mut Tx<'_>, queue: Queue, through: u64, at: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(NOTE)?;
    statement.execute(named_params! {
        ":account_id": Text(queue.account),
        ":device_id": Text(queue.device),
        ":epoch": Text(queue.epoch),
        ":through": through,
        ":at": at.0,
    })?;
    Ok(())
}

/// Verdicts that were acknowledged before a moment.
macro_rules! settled {
    ($head:literal $(, $tail:literal)?) => {
        concat!(
            $head,
            " where (ledger.account_id, ledger.device_id, ledger.epoch, ledger.seq) in (
                select l.account_id, l.device_id, l.epoch, l.seq from (
                  select account_id, device_id, epoch, max(through) as through
                  from acknowledgements where at < :before
                  group by account_id, device_id, epoch) a
                join ledger l on l.account_id = a.account_id and l.device_id = a.device_id
                  and l.epoch = a.epoch and l.seq <= a.through)"
            $(, $tail)?
        )
    };
}

// Who sends somebody else's intent gets a verdict under the same id: the first decision is the one that
// stays, whoever of them has stored theirs first.
const SPEND: &str = settled!(
    "insert or ignore into spent_intents (op_id, account_id, body_hash, took_effect, rev, at)
     select op_id, account_id, body_hash, verdict ->> '$.outcome.result' in ('applied', 'merged'),
       rev, verdict ->> '$.at' from ledger",
    " and not exists (select 1 from ledger first
        where first.op_id = ledger.op_id and first.rev < ledger.rev)"
);
const DROP_VERDICTS: &str = settled!("delete from ledger");
const DROP_NOTES: &str = "delete from acknowledgements where at < :before";

/// Drops the verdicts that were acknowledged before a moment. Their intents' ids stay spent, and it
/// stays known whose they were and whether they took effect.
pub fn drop_before(tx: &mut Tx<'_>, before: UnixMillis) -> Result<()> {
    for sql in [SPEND, DROP_VERDICTS, DROP_NOTES] {
        let mut statement = tx.connection.prepare_cached(sql)?;
        statement.execute(named_params! { ":before": before.0 })?;
    }
    Ok(())
}

const SPENT: &str = "
    select account_id, body_hash, took_effect, rev, at from spent_intents where op_id = :op_id";

/// How an intent ended whose verdict was dropped: that it took effect, or that it did not and why is
/// no longer known.
pub fn spent(tx: &Tx<'_>, op_id: OpId) -> Result<Option<Decided>> {
    let mut statement = tx.connection.prepare_cached(SPENT)?;
    let found = statement.query_row(named_params! { ":op_id": Text(op_id) }, |row| {
        let outcome = if row.get("took_effect")? {
            Outcome::Applied
        } else {
            Outcome::Rejected {
                problems: vec![FieldProblem::general(Message::new("intent-long-decided"))],
            }
        };
        Ok(Decided {
            account: row.get::<_, Text<_>>("account_id")?.0,
            body_hash: row.get("body_hash")?,
            verdict: Verdict {
                op_id,
                seq: 0,
                outcome,
                rev: Rev(row.get("rev")?),
                at: UnixMillis(row.get("at")?),
                notes: Vec::new(),
            },
        })
    });
    Ok(found.optional()?)
}
