//! What a client has pulled so far: the rows, and how far they reach.

use std::collections::BTreeMap;

use lanyard_shared::id::ProviderId;
use lanyard_shared::protocol::{
    Cursor, PROTOCOL, PullAnswer, PullRequest, SealingKey, Seen, Verdict,
};
use lanyard_shared::record::{Account, Record, RecordKey, Row};
use lanyard_shared::time::UnixMillis;

use crate::load::client::Client;
use crate::load::trouble::{Result, Trouble};

/// A replica without a queue.
#[derive(Default)]
pub struct Picture {
    rows: BTreeMap<RecordKey, Row>,
    newest: Option<Newest>,
}

/// What the last page said beside its rows.
struct Newest {
    cursor: Cursor,
    last_seq: u64,
    head: Seen,
    sealing_key: SealingKey,
    server_time: UnixMillis,
}

impl Picture {
    /// Pulls until nothing is new, and gives the verdicts that came along.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn follow(
        &mut self,
        client: &mut Client,
        acked_through: u64,
    ) -> Result<Vec<Verdict>> {
        let mut verdicts = Vec::new();
        let mut after = None;
        loop {
            let question = PullRequest {
                protocol: PROTOCOL,
                cursor: self.newest.as_ref().map(|newest| newest.cursor.clone()),
                after: after.take(),
                acked_through: verdicts
                    .last()
                    .map_or(acked_through, |last: &Verdict| last.seq),
                head: self.newest.as_ref().map(|newest| newest.head.clone()),
                confirm: Vec::new(),
            };
            let answer = client.pull(&question).await?;
            after = answer.after;
            let more = answer.more;
            verdicts.extend(answer.verdicts.iter().cloned());
            self.take(answer);
            if !more {
                return Ok(verdicts);
            }
        }
    }

    fn take(&mut self, answer: PullAnswer) {
        if answer.snapshot {
            self.rows.clear();
        }
        for gone in &answer.gone {
            self.rows.remove(gone);
        }
        let rows = answer.rows.into_iter();
        self.rows.extend(rows.map(|row| (row.record.key(), row)));
        self.newest = Some(Newest {
            cursor: answer.cursor,
            last_seq: answer.last_seq,
            head: answer.head,
            sealing_key: answer.sealing_key,
            server_time: answer.server_time,
        });
    }

    fn newest(&self) -> Result<&Newest> {
        let newest = self.newest.as_ref();
        newest.ok_or_else(|| Trouble::failed("nothing was pulled yet"))
    }

    /// Where the reader is.
    ///
    /// # Errors
    /// [`Trouble::Failed`] before the first pull.
    pub fn cursor(&self) -> Result<&Cursor> {
        Ok(&self.newest()?.cursor)
    }

    /// The newest revision that was heard of.
    ///
    /// # Errors
    /// As [`Picture::cursor`].
    pub fn head(&self) -> Result<&Seen> {
        Ok(&self.newest()?.head)
    }

    /// The last place of this device's queue that was decided.
    ///
    /// # Errors
    /// As [`Picture::cursor`].
    pub fn last_seq(&self) -> Result<u64> {
        Ok(self.newest()?.last_seq)
    }

    /// The key for sealing passwords.
    ///
    /// # Errors
    /// As [`Picture::cursor`].
    pub fn sealing_key(&self) -> Result<&SealingKey> {
        Ok(&self.newest()?.sealing_key)
    }

    /// The server's clock at the last pull: the clock of this run.
    ///
    /// # Errors
    /// As [`Picture::cursor`].
    pub fn now(&self) -> Result<UnixMillis> {
        Ok(self.newest()?.server_time)
    }

    /// The row of a record.
    pub fn row(&self, key: RecordKey) -> Option<&Row> {
        self.rows.get(&key)
    }

    /// All accounts, in the order of their ids.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.rows.values().filter_map(|row| match &row.record {
            Record::Account(account) => Some(&**account),
            _ => None,
        })
    }

    /// Some provider who practises.
    ///
    /// # Errors
    /// [`Trouble::Failed`] where there is none.
    pub fn provider(&self) -> Result<ProviderId> {
        let mut providers = self.rows.values().filter_map(|row| match &row.record {
            Record::Provider(provider) if provider.active => Some(provider.id),
            _ => None,
        });
        let found = providers.next();
        found.ok_or_else(|| Trouble::failed("the practice has no active provider"))
    }
}
