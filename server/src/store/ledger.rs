//! The verdict of every intent. A retry gets the same verdict, until 30 days after
//! the device has said that it has stored it.

use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::Verdict;
use rusqlite::{OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::store::Tx;
use crate::store::acknowledgements;
use crate::store::column::{Json, Text};
use crate::store::devices::Queue;

/// An intent that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its author.
    pub account: AccountId,
    /// Hash of what was asked for.
    pub body_hash: [u8; 32],
    /// How it ended. Its sequence number is that of the place where it was found.
    pub verdict: Verdict,
}

/// Hash of what an envelope asks for: kind, version and body, whatever its place in a queue.
pub fn body_hash(envelope: &Envelope) -> [u8; 32] {
    // JSON objects are held in the order of their keys here, so equal bodies have equal text.
    let body = envelope.body.to_string();
    Sha256::new()
        .chain_update(envelope.kind.as_bytes())
        .chain_update([0])
        .chain_update(envelope.version.to_be_bytes())
        .chain_update(body.as_bytes())
        .finalize()
        .into()
}

const FIND: &str = "
    select account_id, body_hash, verdict from ledger
    where op_id = :op_id order by rev limit 1";

/// How the intent with this id ended first, whoever sent it. Of one whose verdict was dropped it is
/// known whether it took effect.
pub fn find(tx: &Tx<'_>, op_id: OpId) -> Result<Option<Decided>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":op_id": Text(op_id) }, from_row);
    let (kept, spent) = (found.optional()?, acknowledgements::spent(tx, op_id)?);
    Ok(match (kept, spent) {
        // The first was dropped; what is kept was told to somebody who sent it again.
        (Some(later), Some(first)) if first.verdict.rev < later.verdict.rev => Some(first),
        (kept, spent) => kept.or(spent),
    })
}

const AT: &str = "
    select account_id, body_hash, verdict from ledger
    where account_id = :account_id and device_id = :device_id and epoch = :epoch and seq = :seq";

/// What was decided at a place of a queue.
pub fn at(tx: &Tx<'_>, queue: Queue, seq: u64) -> Result<Option<Decided>> {
    let mut statement = tx.connection.prepare_cached(AT)?;
    let found = statement.query_row(
        named_params! {
            ":account_id": Text(queue.account),
            ":device_id": Text(queue.device),
            ":epoch": Text(queue.epoch),
            ":seq": seq,
        },
        from_row,
    );
    Ok(found.optional()?)
}

const AFTER: &str = "
    select account_id, body_hash, verdict from ledger
    where account_id = :account_id and device_id = :device_id and epoch = :epoch
      and seq > :acked_through
    order by seq limit :limit";

/// The verdicts that a device has not acknowledged, in the order of its queue.
pub fn after(tx: &Tx<'_>, queue: Queue, acked_through: u64, limit: usize) -> Result<Vec<Verdict>> {
    let mut statement = tx.connection.prepare_cached(AFTER)?;
    let found = statement.query_map(
        named_params! {
            ":account_id": Text(queue.account),
            ":device_id": Text(queue.device),
            ":epoch": Text(queue.epoch),
            // A number that no queue reaches acknowledges everything.
            ":acked_through": i64::try_from(acked_through).unwrap_or(i64::MAX),
            ":limit": limit,
        },
        |row| from_row(row).map(|decided| decided.verdict),
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const INSERT: &str = "
    insert into ledger (account_id, device_id, epoch, seq, op_id, body_hash, verdict, rev)
    values (:account_id, :device_id, :epoch, :seq, :op_id, :body_hash, :verdict, :rev)";

/// Writes down a verdict at its place.
pub fn insert(tx: &mut Tx<'_>, queue: Queue, body_hash: [u8; 32], verdict: &Verdict) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":account_id": Text(queue.account),
        ":device_id": Text(queue.device),
        ":epoch": Text(queue.epoch),
        ":seq": verdict.seq,
        ":op_id": Text(verdict.op_id),
        ":body_hash": body_hash,
        ":verdict": Json(verdict),
        ":rev": verdict.rev.0,
    })?;
    Ok(())
}

const ABOUT: &str = "
    select account_id, device_id, epoch, seq, verdict from ledger
    where account_id = :account_id
      or rev in (select rev from audit
        where target_kind = 'account' and target_id = :account_id)";

const REWRITE: &str = "
    update ledger set verdict = :verdict
    where account_id = :author and device_id = :device_id and epoch = :epoch and seq = :seq";

/// Forgets the values in the verdicts about an account and in those to its owner. That they were given,
/// and how each intent ended, stays.
pub fn forget_values(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut about = tx.connection.prepare_cached(ABOUT)?;
    let found = about.query_map(named_params! { ":account_id": Text(account) }, |row| {
        let queue = Queue {
            account: row.get::<_, Text<_>>("account_id")?.0,
            device: row.get::<_, Text<_>>("device_id")?.0,
            epoch: row.get::<_, Text<_>>("epoch")?.0,
        };
        let verdict: Verdict = row.get::<_, Json<_>>("verdict")?.0;
        Ok((queue, row.get::<_, u64>("seq")?, verdict))
    })?;
    let found: Vec<_> = found.collect::<rusqlite::Result<_>>()?;
    let mut rewrite = tx.connection.prepare_cached(REWRITE)?;
    for (queue, seq, mut verdict) in found {
        if verdict.forget_values() {
            rewrite.execute(named_params! {
                ":verdict": Json(verdict),
                ":author": Text(queue.account),
                ":device_id": Text(queue.device),
                ":epoch": Text(queue.epoch),
                ":seq": seq,
            })?;
        }
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Decided> {
    Ok(Decided {
        account: row.get::<_, Text<_>>("account_id")?.0,
        body_hash: row.get("body_hash")?,
        verdict: row.get::<_, Json<_>>("verdict")?.0,
    })
}
