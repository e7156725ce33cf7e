//! What a queued edit looks like on top of the record that it is about.

use crate::fields;
use crate::intent::{Intent, SetFields};
use crate::merge;
use crate::protocol::LinkPurpose;
use crate::record::{Account, ActivationLink, Record, Standing};
use crate::time::UnixMillis;

/// What an edit makes of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Overlay {
    /// The record looks like this.
    Shows(Box<Record>),
    /// The record is gone.
    Deletes,
    /// The record stays as it is: the server has it already, or not any more.
    Nothing,
}

/// What `intent` makes of `base`.
pub(super) fn of(intent: &Intent, base: Option<&Record>, authored_at: UnixMillis) -> Overlay {
    if let Some(Record::Account(account)) = base
        && account.is_removed()
    {
        // The server takes no edit of it.
        return Overlay::Nothing;
    }
    let shown = match (intent, base) {
        (Intent::StaffCreate(create), None) => Some(Record::from(create.account(authored_at))),
        (Intent::Create(create), None) => fields::show_new(create.record, create.fields.clone()),
        (Intent::SetFields(set), Some(record)) => set_fields(set, record),
        (Intent::StaffDeactivate(_), Some(Record::Account(account))) => {
            Some(standing(account, Standing::Deactivated))
        }
        (Intent::StaffReactivate(act), Some(Record::Account(account))) => {
            Some(comes_back(account, act.email.as_deref()))
        }
        // Only what is in use is locked, and only what is locked is unlocked.
        (Intent::StaffLock(_), Some(Record::Account(account)))
            if account.standing == Standing::Active =>
        {
            Some(standing(account, Standing::Locked))
        }
        (Intent::StaffUnlock(_), Some(Record::Account(account)))
            if account.standing == Standing::Locked =>
        {
            Some(standing(account, Standing::Active))
        }
        (Intent::RoleDelete(_), Some(_)) => return Overlay::Deletes,
        (Intent::StaffSendLink(_), Some(Record::Account(account))) => waits_for_mail(account),
        // A PIN is no part of what is shown.
        (Intent::StaffSetPin(_), _) => None,
        // What is made may be here before its verdict is: then the server's row counts.
        _ => None,
    };
    shown.map_or(Overlay::Nothing, |record| Overlay::Shows(Box::new(record)))
}

fn set_fields(set: &SetFields, record: &Record) -> Option<Record> {
    let mut changes = set.changes.clone();
    // Another address is in force once it is confirmed, but for an account that nobody has used.
    if let Record::Account(account) = record
        && account.standing != Standing::Pending
    {
        changes.remove("email");
    }
    let values = merge::lay_over(&fields::of(record), &changes);
    fields::show(record, values)
}

/// The activation link of somebody who has yet to come in waits to be mailed. Of a link that sets a new
/// password nothing is shown.
fn waits_for_mail(account: &Account) -> Option<Record> {
    (LinkPurpose::that_helps(account) == Some(LinkPurpose::Activation)).then(|| {
        Record::from(Account {
            activation: Some(ActivationLink::MailWaiting),
            ..account.clone()
        })
    })
}

/// With another address it waits for its activation again (domain EDIT-03).
fn comes_back(account: &Account, email: Option<&str>) -> Record {
    let Some(email) = email else {
        return standing(account, Standing::Active);
    };
    Record::from(Account {
        standing: Standing::Pending,
        email: email.to_owned(),
        email_verified: false,
        activation: Some(ActivationLink::MailWaiting),
        ..account.clone()
    })
}

fn standing(account: &Account, standing: Standing) -> Record {
    Record::from(Account {
        standing,
        ..account.clone()
    })
}
