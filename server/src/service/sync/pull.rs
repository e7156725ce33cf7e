//! Pull: what is new for one reader, page by page.

use lanyard_shared::id::{AccountId, DeviceId, OpId};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{
    Cursor, MAX_CONFIRM, ProblemKind, PullAnswer, PullRequest, Rev, SealingKey,
};
use lanyard_shared::record::{Record, RecordKey, Row, SeatCount};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::visibility::Viewer;

use super::admit;
use crate::app::{App, Limits};
use crate::error::{Error, Result};
use crate::service::sessions::Actor;
use crate::service::{rights, sight};
use crate::store::audit::{self, Head};
use crate::store::devices::{self, Queue};
use crate::store::{
    Tx, accounts, acknowledgements, backups, changes, field_changes, ledger, practice, tombstones,
};

/// One page of what is new for this reader, all of one moment.
///
/// A reader without a cursor, or whose cursor is of another history or scope, gets a snapshot. Each
/// page of it carries the cursor of its first page, so that what changed meanwhile comes after it.
///
/// # Errors
/// `reload`, `password-change-required`, `signed-out`. What the store gives.
pub async fn pull(
    app: &App,
    actor: &Actor,
    device: DeviceId,
    request: PullRequest,
) -> Result<PullAnswer> {
    admit(actor, request.protocol)?;
    if request.confirm.len() > MAX_CONFIRM {
        return Err(Error::refused(ProblemKind::TooLarge, "problem-too-large"));
    }
    let account = actor.account;
    acknowledge(app, account, device, &request).await?;
    let sealing_key = app.secret.opening_key().public().clone();
    let now = app.effects.clock.now();
    let limits = app.limits;
    app.store
        .read(move |tx| {
            let look = Look {
                tx,
                limits,
                head: audit::head(tx)?,
                viewer: rights::viewer(tx, account)?,
            };
            look.answer(device, request, sealing_key, now)
        })
        .await
}

/// Notes what the device has stored, so that the ledger can let go of it one day.
async fn acknowledge(
    app: &App,
    account: AccountId,
    device: DeviceId,
    request: &PullRequest,
) -> Result<()> {
    let (Some(cursor), through) = (&request.cursor, request.acked_through) else {
        return Ok(());
    };
    let queue = Queue {
        account,
        device,
        epoch: cursor.epoch,
    };
    let is_news = app
        .store
        .read(move |tx| devices::lags(tx, queue, through))
        .await?;
    if !is_news {
        return Ok(());
    }
    let now = app.effects.now();
    let noted = app.store.write(move |tx| {
        devices::acknowledge(tx, queue, through)?;
        acknowledgements::note(tx, queue, through, now)
    });
    noted.await
}

/// One reader's look at the store.
struct Look<'a> {
    tx: &'a Tx<'a>,
    limits: Limits,
    head: Head,
    viewer: Viewer,
}

/// The rows of an answer.
struct Part {
    snapshot: bool,
    after: Option<RecordKey>,
    rows: Vec<Row>,
    gone: Vec<RecordKey>,
    cursor: Cursor,
    more: bool,
}

impl Look<'_> {
    fn answer(
        self,
        device: DeviceId,
        request: PullRequest,
        sealing_key: SealingKey,
        server_time: UnixMillis,
    ) -> Result<PullAnswer> {
        let queue = Queue {
            account: self.viewer.account,
            device,
            epoch: self.head.epoch,
        };
        // Sequence numbers of another history say nothing about this one.
        let acked_through = match &request.cursor {
            Some(cursor) if cursor.epoch != self.head.epoch => 0,
            _ => request.acked_through,
        };
        let verdicts = ledger::after(self.tx, queue, acked_through, self.limits.page)?;
        let unknown = self.unknown(request.confirm)?;
        let goes_on = request.head.as_ref();
        let goes_on = goes_on.map_or(Ok(true), |seen| audit::has(self.tx, seen))?;
        let goes_on = goes_on || mutant::is(Mutant::HeadIgnored);
        let cursor = request.cursor.filter(|_| goes_on);
        let part = self.part(cursor, request.after)?;
        Ok(PullAnswer {
            snapshot: part.snapshot,
            after: part.after,
            rows: part.rows,
            gone: part.gone,
            head: self.head.seen(),
            more: part.more || verdicts.len() == self.limits.page,
            verdicts,
            unknown,
            backed_up: backups::newest(self.tx)?,
            last_seq: devices::last_seq(self.tx, queue)?,
            cursor: part.cursor,
            seats_out_of_sight: self.seats_out_of_sight()?,
            permissions: self.viewer.permissions,
            sealing_key,
            server_time,
        })
    }

    fn part(&self, cursor: Option<Cursor>, after: Option<RecordKey>) -> Result<Part> {
        let cursor = match cursor {
            Some(cursor) if self.continues(&cursor)? => cursor,
            _ => return self.begin_snapshot(),
        };
        match after {
            Some(after) if mutant::is(Mutant::SnapshotCursorMoves) => {
                self.snapshot(self.cursor_at(self.head.rev)?, Some(after))
            }
            Some(after) => self.snapshot(cursor, Some(after)),
            None => self.delta(cursor),
        }
    }

    /// Whether a replica with this cursor is right but for what came after it.
    fn continues(&self, cursor: &Cursor) -> Result<bool> {
        Ok(
            (cursor.scope == self.viewer.scope() || mutant::is(Mutant::ScopeIgnored))
                && cursor.rev >= tombstones::known_from(self.tx)?
                && audit::has(self.tx, &cursor.seen())?,
        )
    }

    fn cursor_at(&self, rev: Rev) -> Result<Cursor> {
        let tag = audit::tag(self.tx, rev)?
            .ok_or_else(|| Error::Internal(format!("revision {} has no audit entry", rev.0)))?;
        Ok(Cursor {
            epoch: self.head.epoch,
            rev,
            tag,
            scope: self.viewer.scope(),
        })
    }

    fn begin_snapshot(&self) -> Result<Part> {
        let cursor = self.cursor_at(self.head.rev)?;
        Ok(Part {
            snapshot: true,
            ..self.snapshot(cursor, None)?
        })
    }

    /// The rows after `after` that the reader sees.
    fn snapshot(&self, cursor: Cursor, mut after: Option<RecordKey>) -> Result<Part> {
        let mut rows = Vec::new();
        let mut looked_at = 0;
        while rows.len() < self.limits.page && looked_at < self.limits.looked_at {
            let found = changes::snapshot(self.tx, after, self.limits.page)?;
            let whole = found.len() < self.limits.page;
            looked_at += found.len();
            after = found.last().map(|row| row.record.key());
            rows.extend(self.seen(found)?);
            if whole {
                after = None;
                break;
            }
        }
        Ok(Part {
            snapshot: false,
            more: after.is_some() || cursor.rev < self.head.rev,
            after,
            rows,
            gone: Vec::new(),
            cursor,
        })
    }

    /// The rows that changed and the records that went after the cursor, whole revisions only.
    ///
    fn delta(&self, cursor: Cursor) -> Result<Part> {
        let mut rows = changes::since(self.tx, cursor.rev, self.limits.page + 1)?;
        let mut through = self.head.rev;
        if rows.len() > self.limits.page {
            let cut = rows.last().map_or(Rev(0), |row| row.rev);
            rows.retain(|row| row.rev < cut);
            let Some(last) = rows.last() else {
                // One act changed more rows than fit on a page.
                return self.begin_snapshot();
            };
            through = last.rev;
        }
        if mutant::is(Mutant::DeltaSkipsLastRow) {
            rows.pop();
        }
        let gone = tombstones::since(self.tx, cursor.rev, self.limits.page + 1)?;
        if gone.len() > self.limits.page {
            return self.begin_snapshot();
        }
        let gone = gone
            .into_iter()
            .filter(|gone| gone.rev <= through && !mutant::is(Mutant::GoneUntold));
        let mut gone: Vec<RecordKey> = gone.map(|gone| gone.record).collect();
        gone.extend(self.moved_away(&rows, cursor.rev)?);
        Ok(Part {
            snapshot: false,
            after: None,
            rows: self.seen(rows)?,
            gone,
            cursor: self.cursor_at(through)?,
            more: through < self.head.rev,
        })
    }

    /// What a reader sees of a record depends on the scope, which brings a snapshot where it changes;
    /// for a reader who is restricted to offices also on the offices of people. Who has left them
    /// since is gone from the reader's sight. Of the others nothing is told, not even that they are.
    fn moved_away(&self, rows: &[Row], since: Rev) -> Result<Vec<RecordKey>> {
        let mut gone = Vec::new();
        if !self.viewer.is_restricted() {
            return Ok(gone);
        }
        for row in rows.iter().filter(|row| !self.viewer.sees(&row.record)) {
            let key = row.record.key();
            if field_changes::changed_since(self.tx, key, "offices", since)? {
                gone.push(key);
            }
        }
        Ok(gone)
    }

    /// The seats that people out of sight take: whoever makes accounts is to know how many are free
    /// (domain D-08). Where the plan has any number of them nobody counts.
    fn seats_out_of_sight(&self) -> Result<SeatCount> {
        let counts = self.viewer.is_restricted()
            && self
                .viewer
                .permissions
                .contains(&Permission::ManageAccounts);
        // Hardly any reader counts: the others' pulls do not look at the plan.
        if !counts || practice::find(self.tx)?.is_none_or(|it| it.plan.seats().is_none()) {
            return Ok(SeatCount::default());
        }
        let seated = accounts::seated(self.tx)?;
        let unseen = seated.iter();
        let unseen = unseen.filter(|account| !self.viewer.sees(&Record::from((*account).clone())));
        Ok(SeatCount::of(unseen))
    }

    /// Those of a reader's own edits that have not taken effect in this history: a restored backup
    /// does not have them, or has refused them since.
    fn unknown(&self, edits: Vec<OpId>) -> Result<Vec<OpId>> {
        let mut unknown = Vec::new();
        for op_id in edits {
            let decided = ledger::find(self.tx, op_id)?;
            let done = decided.is_some_and(|decided| {
                decided.account == self.viewer.account && decided.verdict.outcome.took_effect()
            });
            if !done {
                unknown.push(op_id);
            }
        }
        Ok(unknown)
    }

    /// Those that the reader sees, as they see them.
    fn seen(&self, rows: Vec<Row>) -> Result<Vec<Row>> {
        let rows = rows.into_iter();
        let seen = rows.filter(|row| self.viewer.sees(&row.record));
        seen.map(|row| {
            Ok(Row {
                record: sight::shown(self.tx, &self.viewer, row.record)?,
                ..row
            })
        })
        .collect()
    }
}
