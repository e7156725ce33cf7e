//! What devices have said that they have stored, and how the ledger gets shorter by it.

use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;
use crate::store::devices::Queue;

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
    ($head:literal) => {
        concat!(
            $head,
            " where (ledger.account_id, ledger.device_id, ledger.epoch, ledger.seq) in (
                select l.account_id, l.device_id, l.epoch, l.seq from (
                  select account_id, device_id, epoch, max(through) as through
                  from acknowledgements where at < :before
                  group by account_id, device_id, epoch) a
                join ledger l on l.account_id = a.account_id and l.device_id = a.device_id
                  and l.epoch = a.epoch and l.seq <= a.through)"
        )
    };
}

const SPEND: &str = settled!(
    "insert or ignore into spent_intents (op_id, account_id, took_effect)
     select op_id, account_id, verdict ->> '$.outcome.result' in ('applied', 'merged') from ledger"
);
const DROP_VERDICTS: &str = settled!("delete from ledger");
const DROP_NOTES: &str = "delete from acknowledgements where at < :before";

/// Drops the verdicts that were acknowledged before a moment. Their intents' ids stay spent, and it
/// stays known whether they took effect.
pub fn drop_before(tx: &mut Tx<'_>, before: UnixMillis) -> Result<()> {
    for sql in [SPEND, DROP_VERDICTS, DROP_NOTES] {
        let mut statement = tx.connection.prepare_cached(sql)?;
        statement.execute(named_params! { ":before": before.0 })?;
    }
    Ok(())
}

const IS_SPENT: &str = "select count(*) from spent_intents where op_id = :op_id";

/// Whether an intent was decided so long ago that its verdict is gone.
pub fn is_spent(tx: &Tx<'_>, op_id: OpId) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(IS_SPENT)?;
    let found: u64 =
        statement.query_row(named_params! { ":op_id": Text(op_id) }, |row| row.get(0))?;
    Ok(found > 0)
}

const WAS_REFUSED: &str = "
    select count(*) from spent_intents
    where op_id = :op_id and account_id = :account_id and not took_effect";

/// Whether an intent of this account is known to have had no effect, though its verdict is gone.
pub fn was_refused(tx: &Tx<'_>, account: AccountId, op_id: OpId) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(WAS_REFUSED)?;
    let values = named_params! { ":op_id": Text(op_id), ":account_id": Text(account) };
    let found: u64 = statement.query_row(values, |row| row.get(0))?;
    Ok(found > 0)
}
