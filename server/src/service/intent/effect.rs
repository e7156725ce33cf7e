//! What an intent changes once it has been judged, and what follows from that.

use lanyard_shared::fields;
use lanyard_shared::id::RoleId;
use lanyard_shared::protocol::{LinkPurpose, Outcome, Rev};
use lanyard_shared::record::{Account, Record, RecordKey, RecordKind, Standing};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;

use super::case::Case;
use super::{given_password, set_pin, staff_create};
use crate::error::{Error, Result};
use crate::service::{calendar, rights};
use crate::store::{Tx, field_changes, links, records, roles, sessions, tombstones};

/// How an intent ends, and what it changes.
pub struct Judgement<'a> {
    /// How it ends.
    pub outcome: Outcome,
    /// What it changes.
    pub effect: Effect<'a>,
}

/// What an intent changes.
pub enum Effect<'a> {
    /// Nothing.
    Nothing,
    /// A new account with its link and mail.
    StaffCreate(&'a staff_create::Prepared),
    /// Another App Unlock PIN.
    SetPin(&'a set_pin::Prepared),
    /// A new record.
    Insert(Box<Record>),
    /// Other values in these fields of a record.
    Update {
        /// The record as it is to be stored.
        record: Box<Record>,
        /// The fields with other values.
        changed: Vec<String>,
    },
    /// The record is gone.
    Delete(RecordKey),
}

impl Judgement<'_> {
    /// An end that changes nothing.
    pub const fn stands(outcome: Outcome) -> Self {
        Self {
            outcome,
            effect: Effect::Nothing,
        }
    }
}

impl Effect<'_> {
    /// Other values in these fields; nothing where there are none.
    pub fn update(record: Record, changed: Vec<String>) -> Self {
        if changed.is_empty() {
            return Self::Nothing;
        }
        Self::Update {
            record: Box::new(record),
            changed,
        }
    }

    /// Whether it may change what somebody may do or see.
    pub fn moves_rights(&self) -> bool {
        match self {
            Self::Nothing | Self::SetPin(_) => false,
            Self::Update { record, changed } => {
                let of_rights = fields::of_rights(record.key().kind);
                let mut changed = changed.iter();
                changed.any(|name| of_rights.contains(&name.as_str()))
            }
            Self::StaffCreate(_) | Self::Insert(_) | Self::Delete(_) => true,
        }
    }

    /// Makes the change. Every changed row gets the revision `rev`.
    ///
    /// # Errors
    /// A problem at a field where a value turns out to be taken; `last-manager` and `own-rights`
    /// where nobody could undo what would come of it (domain RIGHT-05, RIGHT-02).
    pub fn take(&self, tx: &mut Tx<'_>, case: &Case, rev: Rev, now: UnixMillis) -> Result<()> {
        let note = |tx: &mut Tx<'_>, record, fields: &[String]| {
            field_changes::note(tx, record, fields, rev, now, Some(case.hands()))
        };
        match self {
            Self::Nothing => return Ok(()),
            Self::StaffCreate(prepared) => return prepared.take_effect(tx, rev, now),
            Self::SetPin(prepared) => return prepared.take_effect(tx, now),
            Self::Insert(record) => return records::insert(tx, record, rev),
            Self::Update { record, changed } => {
                let before = former(tx, record, changed)?;
                records::update(tx, record, rev)?;
                note(tx, record.key(), changed)?;
                match (before, &**record) {
                    (Some(Record::Account(before)), Record::Account(after)) => {
                        follow_up(tx, &before, after)?;
                        given_password::forget_of(tx, case, &before, after, rev)?;
                    }
                    (Some(Record::Role(before)), Record::Role(after)) => {
                        given_password::forget_of_all(tx, case, &before, after, rev)?;
                    }
                    (None, Record::Practice(_)) if changed.iter().any(|it| it == "time_zone") => {
                        calendar::settle_all(tx, rev)?;
                    }
                    _ => {}
                }
                if !self.moves_rights() {
                    return Ok(());
                }
            }
            Self::Delete(key) => {
                delete(tx, *key, rev, now)?;
                note(tx, *key, &["deleted".to_owned()])?;
            }
        }
        rights::check_balance(tx, &case.viewer, now)
    }
}

/// The record as it was, where what is changed has consequences.
fn former(tx: &Tx<'_>, record: &Record, changed: &[String]) -> Result<Option<Record>> {
    let followed: &[&str] = match record {
        Record::Account(_) => &["standing", "username", "email", "role"],
        Record::Role(_) => &["allows"],
        _ => &[],
    };
    if changed.iter().any(|name| followed.contains(&name.as_str())) {
        return records::find(tx, record.key());
    }
    Ok(None)
}

/// What an edit of an account ends: sessions where somebody may no longer sign in, or signs in by
/// another name (domain EDIT-01, EDIT-03); links that were sent to an address that is no longer
/// theirs.
fn follow_up(tx: &mut Tx<'_>, before: &Account, after: &Account) -> Result<()> {
    let shut_out = after.standing == Standing::Deactivated && before.standing != after.standing;
    if shut_out || fold(&before.username) != fold(&after.username) {
        sessions::delete_all(tx, after.id, None)?;
    }
    if shut_out {
        // Who comes back later does not find an old way in.
        let ways_in = [LinkPurpose::Reset, LinkPurpose::EmailChange];
        links::end(tx, after.id, &ways_in)?;
    }
    if fold(&before.email) != fold(&after.email) {
        let sent_there = [
            LinkPurpose::Activation,
            LinkPurpose::Reset,
            LinkPurpose::EmailChange,
        ];
        links::end(tx, after.id, &sent_there)?;
    }
    Ok(())
}

fn delete(tx: &mut Tx<'_>, key: RecordKey, rev: Rev, now: UnixMillis) -> Result<()> {
    match key.kind {
        RecordKind::Role => roles::delete(tx, RoleId(key.id))?,
        kind => {
            let kind = kind.as_str();
            return Err(Error::Internal(format!("no {kind} is ever deleted")));
        }
    }
    tombstones::insert(tx, key, rev, now)
}
