//! How far each device's queue has come in each history.

use lanyard_shared::id::{AccountId, DeviceId, EpochId};
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;

/// The queue in which sequence numbers count: one account, on one device, in one history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The author.
    pub account: AccountId,
    /// The device.
    pub device: DeviceId,
    /// The history.
    pub epoch: EpochId,
}

const LAST_SEQ: &str = "
    select last_seq from devices
    where account_id = :account_id and device_id = :device_id and epoch = :epoch";

/// The last sequence number that was decided; 0 for a queue that is new.
pub fn last_seq(tx: &Tx<'_>, queue: Queue) -> Result<u64> {
    let mut statement = tx.connection.prepare_cached(LAST_SEQ)?;
    let found = statement.query_row(
        named_params! {
            ":account_id": Text(queue.account),
            ":device_id": Text(queue.device),
            ":epoch": Text(queue.epoch),
        },
        |row| row.get(0),
    );
    Ok(found.optional()?.unwrap_or(0))
}

const PUT: &str = "
    insert into devices (account_id, device_id, epoch, last_seq, acked_through, last_contact_at)
    values (:account_id, :device_id, :epoch, :last_seq, :acked_through, :at)
    on conflict (account_id, device_id, epoch) do update set
      last_seq = excluded.last_seq, acked_through = excluded.acked_through,
      last_contact_at = excluded.last_contact_at";

/// Notes how far a queue has come, and what its device has stored.
pub fn put(
    tx: &mut Tx<'_>,
    queue: Queue,
    last_seq: u64,
    acked_through: u64,
    at: UnixMillis,
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PUT)?;
    statement.execute(named_params! {
        ":account_id": Text(queue.account),
        ":device_id": Text(queue.device),
        ":epoch": Text(queue.epoch),
        ":last_seq": last_seq,
        ":acked_through": acked_through,
        ":at": at.0,
    })?;
    Ok(())
}

const LAGS: &str = "
    select count(*) from devices
    where account_id = :account_id and device_id = :device_id and epoch = :epoch
      and acked_through < :through and last_seq >= :through";

/// Whether a device says that it has stored more than is noted, and that can be.
pub fn lags(tx: &Tx<'_>, queue: Queue, through: u64) -> Result<bool> {
    let Ok(through) = i64::try_from(through) else {
        return Ok(false);
    };
    let mut statement = tx.connection.prepare_cached(LAGS)?;
    let found: u64 = statement.query_row(
        named_params! {
            ":account_id": Text(queue.account),
            ":device_id": Text(queue.device),
            ":epoch": Text(queue.epoch),
            ":through": through,
        },
        |row| row.get(0),
    )?;
    Ok(found > 0)
}

const ACKNOWLEDGE: &str = "
    update devices set acked_through = max(acked_through, :through)
    where account_id = :account_id and device_id = :device_id and epoch = :epoch";

/// Notes what a device has stored.
pub fn acknowledge(tx: &mut Tx<'_>, queue: Queue, through: u64) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(ACKNOWLEDGE)?;
    statement.execute(named_params! {
        ":account_id": Text(queue.account),
        ":device_id": Text(queue.device),
        ":epoch": Text(queue.epoch),
        ":through": through,
    })?;
    Ok(())
}
