//! What an intent changes once it has been judged, and what follows from that.

use std::sync::Arc;

use lanyard_shared::fields;
use lanyard_shared::id::RoleId;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{Outcome, Rev};
use lanyard_shared::record::{Account, Record, RecordKey, RecordKind};
use lanyard_shared::time::UnixMillis;

use super::case::Case;
use super::{aftermath, set_pin, staff_create};
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::emails::Request;
use crate::service::links::Letter;
use crate::service::{calendar, rights};
use crate::store::{Tx, accounts, field_changes, former_passwords, records, roles, tombstones};

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
    /// A mail asks for another address of an account (domain LINK-09), beside another effect.
    AskEmail {
        /// The account as it is.
        account: Arc<Account>,
        /// The address.
        email: String,
        /// What takes effect at once.
        beside: Box<Effect<'a>>,
    },
    /// A mail with the link that helps this account.
    SendLink(Box<Account>),
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
            Self::Nothing | Self::SetPin(_) | Self::SendLink(_) => false,
            Self::AskEmail { beside, .. } => beside.moves_rights(),
            Self::Update { record, changed } => {
                let kind = record.key().kind;
                let of_rights = fields::of_rights(kind);
                let mut changed = changed.iter();
                // With the practice's clocks move the days on which people begin (domain NEW-16).
                let moves_days = |name: &str| kind == RecordKind::Practice && name == "time_zone";
                changed.any(|name| of_rights.contains(&name.as_str()) || moves_days(name))
            }
            Self::StaffCreate(_) | Self::Insert(_) | Self::Delete(_) => true,
        }
    }

    /// Makes the change. Every changed row gets the revision `rev`. Gives what its author gets to
    /// know beside the outcome.
    ///
    /// # Errors
    /// A problem at a field where a value turns out to be taken; `last-manager` and `own-rights`
    /// where nobody could undo what would come of it (domain RIGHT-05, RIGHT-02).
    pub fn take(
        &self,
        app: &App,
        tx: &mut Tx<'_>,
        case: &Case,
        (rev, now): (Rev, UnixMillis),
    ) -> Result<Vec<Message>> {
        let note = |tx: &mut Tx<'_>, record, fields: &[String]| {
            field_changes::note(tx, record, fields, rev, now, Some(case.hands()))
        };
        let notes = match self {
            Self::Nothing => return Ok(Vec::new()),
            Self::StaffCreate(prepared) => {
                prepared.take_effect(app, tx, rev, now)?;
                return Ok(Vec::new());
            }
            Self::SetPin(prepared) => {
                prepared.take_effect(tx, now)?;
                return Ok(Vec::new());
            }
            Self::SendLink(account) => {
                Letter::new(app).enclose(tx, account)?;
                accounts::touch(tx, account.id, rev)?;
                return Ok(Vec::new());
            }
            Self::Insert(record) => {
                records::insert(tx, record, rev)?;
                return Ok(Vec::new());
            }
            Self::AskEmail {
                account,
                email,
                beside,
            } => {
                let mut notes = beside.take(app, tx, case, (rev, now))?;
                let by = case.viewer.account;
                Request::new(app, email.clone(), by).queue(tx, account)?;
                notes.push(Message::new("note-email-asked").with("email", email.as_str()));
                return Ok(notes);
            }
            Self::Update { record, changed } => {
                let before = former(tx, record, changed)?;
                records::update(tx, record, rev)?;
                note(tx, record.key(), changed)?;
                follow(app, tx, case, (before, record), rev)?
            }
            Self::Delete(key) => {
                delete(tx, *key, rev, now)?;
                note(tx, *key, &["deleted".to_owned()])?;
                Vec::new()
            }
        };
        if self.moves_rights() {
            rights::check_balance(tx, &case.viewer, now)?;
        }
        Ok(notes)
    }
}

/// What follows from an edit that made the second of the first record.
fn follow(
    app: &App,
    tx: &mut Tx<'_>,
    case: &Case,
    (before, after): (Option<Record>, &Record),
    rev: Rev,
) -> Result<Vec<Message>> {
    match (before, after) {
        (Some(Record::Account(before)), Record::Account(after)) => {
            aftermath::of_account(app, tx, case, (&before, after), rev)
        }
        (Some(Record::Role(before)), Record::Role(after)) => {
            aftermath::of_role(app, tx, case, (&before, after), rev)
        }
        (Some(Record::Practice(before)), Record::Practice(after)) => {
            if before.time_zone != after.time_zone {
                calendar::settle_all(tx, rev)?;
            }
            former_passwords::prune_all(tx, after.policies.password.remembered)?;
            Ok(Vec::new())
        }
        _ => Ok(Vec::new()),
    }
}

/// The record as it was, where what is changed has consequences.
fn former(tx: &Tx<'_>, record: &Record, changed: &[String]) -> Result<Option<Record>> {
    let followed: &[&str] = match record {
        Record::Account(_) => &["standing", "username", "email", "role", "offices"],
        Record::Role(_) => &["allows"],
        Record::Practice(_) => &["time_zone", "policies"],
        _ => &[],
    };
    if changed.iter().any(|name| followed.contains(&name.as_str())) {
        return records::find(tx, record.key());
    }
    Ok(None)
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
