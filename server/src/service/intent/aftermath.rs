//! What follows from an edit of an account or a role: what ends with it, and who is sent a mail.

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{LinkPurpose, MailKind, Rev};
use lanyard_shared::record::{Account, Role, Standing};
use lanyard_shared::validate::fold;

use super::case::Case;
use super::given_password;
use crate::app::App;
use crate::error::Result;
use crate::service::links::Letter;
use crate::service::passwords;
use crate::service::pins::FreshSupportPin;
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, groups, links, mails, sessions};

/// What follows from an edit that made `after` of `before`, and what its author gets to know of it.
pub(super) fn of_account(
    app: &App,
    tx: &mut Tx<'_>,
    case: &Case,
    (before, after): (&Account, &Account),
    rev: Rev,
) -> Result<Vec<Message>> {
    ends(tx, before, after)?;
    if begins_anew(before, after) {
        forget_secrets(app, tx, after.id, rev)?;
        tell_former_address(app, tx, before)?;
    }
    if before.particulars.offices != after.particulars.offices {
        groups::touch_of(tx, after.id, rev)?;
    }
    if given_password::forget_of(app, tx, case, (before, after), rev)? {
        let note = given_password::note(case, std::slice::from_ref(after));
        return Ok(note.into_iter().collect());
    }
    let Some(key) = letter_about(tx, before, after)? else {
        return Ok(Vec::new());
    };
    let entry = AuditEntry::about(after.id, "link.send").by(case.viewer.account);
    Letter::new(app).send(tx, after, entry)?;
    let note = Message::new(key).with("name", after.full_name());
    Ok(vec![note.with("email", after.email.as_str())])
}

/// Whether somebody comes back with another address.
fn begins_anew(before: &Account, after: &Account) -> bool {
    before.standing == Standing::Deactivated
        && after.standing == Standing::Pending
        && before.email != after.email
}

/// Who read the mails of the address before may have set the password, and seen the Support PIN with
/// it: both are forgotten, and no mail from before puts that address back (domain EDIT-03).
fn forget_secrets(app: &App, tx: &mut Tx<'_>, id: AccountId, rev: Rev) -> Result<()> {
    let now = app.effects.now();
    passwords::forget(tx, id, (rev, now))?;
    FreshSupportPin::draw(app).put(app, tx, id, now)?;
    links::end(tx, id, &[LinkPurpose::EmailUndo])
}

/// Tells whoever reads the mails of the address before, so that nobody takes an account over in silence.
/// An account that nobody ever activated was nobody’s yet.
fn tell_former_address(app: &App, tx: &mut Tx<'_>, before: &Account) -> Result<()> {
    if links::awaits_activation(tx, before.id)? {
        return Ok(());
    }
    let now = app.effects.now();
    let mail = NewMail {
        id: MailId::new(now, app.effects.random()),
        kind: MailKind::EmailReplaced,
        account: before.id,
        about: None,
        link: None,
        recipient: before.email.clone(),
        created_at: now,
    };
    mails::insert(tx, &mail)
}

/// Whether an edit makes a link needed, as what is said of it.
fn letter_about(tx: &Tx<'_>, before: &Account, after: &Account) -> Result<Option<&'static str>> {
    // Only a pending account gets another address at once: its owner confirms it by activating.
    if before.email != after.email {
        return Ok(Some("note-activation-sent"));
    }
    let was_out = matches!(before.standing, Standing::Locked | Standing::Deactivated);
    let returns = was_out && after.standing == Standing::Active;
    let helpless = returns && accounts::password_hash(tx, after.id)?.is_none();
    Ok(helpless.then_some("note-password-missing"))
}

/// As [`of_account`], for everybody who has a role.
pub(super) fn of_role(
    app: &App,
    tx: &mut Tx<'_>,
    case: &Case,
    (before, after): (&Role, &Role),
    rev: Rev,
) -> Result<Vec<Message>> {
    let forgotten = given_password::forget_of_all(app, tx, case, (before, after), rev)?;
    let note = given_password::note(case, &forgotten);
    Ok(note.into_iter().collect())
}

/// What an edit of an account ends: sessions where somebody may no longer sign in, or signs in by
/// another name (domain EDIT-01, EDIT-03); links that were sent to an address that is no longer
/// theirs.
fn ends(tx: &mut Tx<'_>, before: &Account, after: &Account) -> Result<()> {
    let is_out = matches!(after.standing, Standing::Locked | Standing::Deactivated);
    let shut_out = is_out && before.standing != after.standing;
    if shut_out || fold(&before.username) != fold(&after.username) {
        sessions::delete_all(tx, after.id, None)?;
    }
    if shut_out {
        // Who comes back later does not find an old way in.
        let ways_in = [LinkPurpose::Reset, LinkPurpose::EmailChange];
        links::end(tx, after.id, &ways_in)?;
    }
    if before.email != after.email {
        let sent_there = [
            LinkPurpose::Activation,
            LinkPurpose::Reset,
            LinkPurpose::EmailChange,
        ];
        links::end(tx, after.id, &sent_there)?;
    }
    Ok(())
}
