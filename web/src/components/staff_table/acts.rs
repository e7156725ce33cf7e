//! What can be done about a person of the list.

use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::intent::Intent;
use lanyard_shared::permission::{Permission, out_of_reach as lacking};
use lanyard_shared::record::{Account, Standing, TwoFactor};
use lanyard_shared::replica::{RowState, ShownAccount, View};

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowAct {
    /// Ask its owner to set a second factor up (domain EDIT-06).
    SetUp(AccountId),
    /// Change the account.
    Edit(AccountId),
    /// Begin a new account with what this one has (domain STAFF-05).
    Copy(AccountId),
    /// Look over the account that the server refused to make.
    Mend(OpId),
    /// Deactivate it (domain EDIT-03).
    Delete(AccountId),
    /// Let them sign in again.
    Reactivate(AccountId),
    /// Let nobody sign in with it for a while (domain D-10).
    Lock(AccountId),
    /// That is over.
    Unlock(AccountId),
    /// Remove it for good (domain EDIT-04).
    Remove(AccountId),
    /// Undo that.
    UndoRemoval(AccountId),
}

impl RowAct {
    /// The button's words.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::SetUp(_) => "two-factor-setup",
            Self::Edit(_) | Self::Mend(_) => "edit",
            Self::Copy(_) => "copy-person",
            Self::Delete(_) => "delete",
            Self::Reactivate(_) => "reactivate",
            Self::Lock(_) => "lock-account",
            Self::Unlock(_) => "unlock-account",
            Self::Remove(_) => "remove",
            Self::UndoRemoval(_) => "removal-undo",
        }
    }
}

/// What a reader may do about somebody. What the server would refuse for their rights or for their
/// offices is left out, and nobody deactivates themselves from a list.
pub(crate) fn of(shown: &ShownAccount, view: &View, reader: AccountId) -> Vec<RowAct> {
    let account = &shown.account;
    let id = account.id;
    if !view.may(Permission::ManageAccounts) {
        return Vec::new();
    }
    if let Some(refused) = refused_new(shown, view) {
        return vec![RowAct::Mend(refused)];
    }
    let out_of_reach = view.beyond(account, reader).is_some();
    match account.standing {
        // Of whom nothing is left there is nothing to undo.
        Standing::Removed if out_of_reach || account.is_erased() => Vec::new(),
        Standing::Removed => vec![RowAct::UndoRemoval(id)],
        Standing::Deactivated => {
            let more = gets_back_more(account, view);
            // A last day that is over is changed before they come back (domain NEW-16).
            let edit = Some(RowAct::Edit(id));
            let back = (!more && !out_of_reach).then_some(RowAct::Reactivate(id));
            // The server removes nobody whose deactivation it has not heard of.
            let settled = shown.row == RowState::Accepted;
            let remove = (settled && !out_of_reach).then_some(RowAct::Remove(id));
            [edit, back, remove].into_iter().flatten().collect()
        }
        Standing::Pending | Standing::Active | Standing::Locked => {
            if out_of_reach || id == reader {
                vec![RowAct::Edit(id), RowAct::Copy(id)]
            } else {
                let unlock = lock_or_unlock(shown, view, reader);
                let unlock = unlock.filter(|act| matches!(act, RowAct::Unlock(_)));
                let acts = [RowAct::Edit(id), RowAct::Copy(id)].into_iter();
                acts.chain(unlock).chain([RowAct::Delete(id)]).collect()
            }
        }
    }
}

/// Whether the role of whoever comes back holds a guarded permission that the reader lacks (domain
/// RIGHT-02).
fn gets_back_more(account: &Account, view: &View) -> bool {
    let role = view.roles.get(&account.role);
    role.is_some_and(|role| !lacking(&view.permissions, &role.allows).is_empty())
}

/// Whether a reader may lock somebody, or unlock them (domain D-10). Nobody locks themselves; whoever is
/// unlocked gets back what they hold, so that their role must be within the reader's reach (RIGHT-02).
pub(crate) fn lock_or_unlock(
    shown: &ShownAccount,
    view: &View,
    reader: AccountId,
) -> Option<RowAct> {
    let account = &shown.account;
    let within = view.beyond(account, reader).is_none();
    if !view.may(Permission::ManageAccounts) || !within || account.id == reader {
        return None;
    }
    match account.standing {
        Standing::Active => Some(RowAct::Lock(account.id)),
        Standing::Locked => (!gets_back_more(account, view)).then_some(RowAct::Unlock(account.id)),
        Standing::Pending | Standing::Deactivated | Standing::Removed => None,
    }
}

/// Whether a reader may ask a second factor of somebody who has none: their credentials are within
/// reach (domain RIGHT-03), the server has heard of them, and one's own is in other hands.
pub(super) fn can_set_up(shown: &ShownAccount, view: &View, reader: AccountId) -> bool {
    let account = &shown.account;
    let open = matches!(
        account.standing,
        Standing::Pending | Standing::Active | Standing::Locked
    );
    let within = view.beyond(account, reader).is_none();
    let may = view.may(Permission::ManageAccounts) && within && account.id != reader;
    open && may && account.two_factor == TwoFactor::Inactive && !is_new(shown, view)
}

/// Whether the server has not said anything about the account yet: it was made here.
pub(crate) fn is_new(shown: &ShownAccount, view: &View) -> bool {
    if shown.row == RowState::Accepted {
        return false;
    }
    let made = |intent: Option<&Intent>| {
        let made = intent.and_then(Intent::makes);
        made.is_some_and(|key| key.id == shown.account.id.0)
    };
    let mut waiting = view.unsent.iter();
    waiting.any(|unsent| made(unsent.intent.as_ref())) || refused_new(shown, view).is_some()
}

/// The item of an account that the server refused to make.
fn refused_new(shown: &ShownAccount, view: &View) -> Option<OpId> {
    let RowState::NeedsAttention(item) = shown.row else {
        return None;
    };
    let intent = view.attention_item(item)?.intent.as_ref()?;
    intent.makes().is_some().then_some(item)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lanyard_shared::id::OfficeId;
    use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};
    use lanyard_shared::record::Account;
    use lanyard_shared::time::UnixMillis;
    use uuid::Uuid;

    use super::*;
    use crate::sample::{self, account};

    const SOMEBODY: AccountId = AccountId(Uuid::from_u128(7));
    const READER: AccountId = AccountId(Uuid::from_u128(8));

    fn shown(role: lanyard_shared::id::RoleId, standing: Standing) -> ShownAccount {
        sample::shown(Account {
            role,
            standing,
            ..account(7, "Ann")
        })
    }

    fn view() -> View {
        let roles = system_roles().into_iter().map(|role| (role.id, role));
        View {
            roles: roles.collect(),
            permissions: [Permission::ManageAccounts].into(),
            ..View::default()
        }
    }

    // covers: STAFF-04, RIGHT-03
    #[test]
    fn somebody_active_can_be_edited_and_deleted_but_not_by_themselves() {
        let somebody = shown(ROLE_STAFF, Standing::Active);
        let [edit, copy] = [RowAct::Edit(SOMEBODY), RowAct::Copy(SOMEBODY)];
        let all = [edit, copy, RowAct::Delete(SOMEBODY)];
        assert_eq!(of(&somebody, &view(), READER), all);
        assert_eq!(of(&somebody, &view(), SOMEBODY), [edit, copy]);
        assert_eq!(of(&somebody, &View::default(), READER), []);
    }

    #[test]
    fn what_the_readers_rights_do_not_reach_is_left_out() {
        let stronger = shown(ROLE_OFFICE_MANAGER, Standing::Active);
        let mild = [RowAct::Edit(SOMEBODY), RowAct::Copy(SOMEBODY)];
        assert_eq!(of(&stronger, &view(), READER), mild);
        let ended = shown(ROLE_OFFICE_MANAGER, Standing::Deactivated);
        assert_eq!(of(&ended, &view(), READER), [RowAct::Edit(SOMEBODY)]);
    }

    /// What a reader of one office may do about somebody of these.
    fn by_reader_of_one_office(shown: &mut ShownAccount, offices: Option<&[u128]>) -> View {
        let office = |n: &u128| OfficeId(Uuid::from_u128(*n));
        let mut reader = account(8, "Rea");
        reader.particulars.offices = Some([office(&1)].into());
        let theirs = offices.map(|offices| offices.iter().map(office).collect());
        Arc::make_mut(&mut shown.account).particulars.offices = theirs;
        View {
            accounts: [(READER, sample::shown(reader))].into(),
            ..view()
        }
    }

    // covers: RIGHT-04
    #[test]
    fn of_whoever_works_elsewhere_too_a_reader_of_one_office_gets_no_acts_but_those_that_look() {
        let elsewhere: [Option<&[u128]>; 2] = [Some(&[1, 2]), None];
        let acts = |standing, offices: Option<&[u128]>| {
            let mut shown = shown(ROLE_STAFF, standing);
            shown.account = Arc::new(Account {
                erase_at: Some(UnixMillis(1)),
                ..(*shown.account).clone()
            });
            let view = by_reader_of_one_office(&mut shown, offices);
            let near = offices == Some(&[1][..]) && standing == Standing::Active;
            assert_eq!(can_set_up(&shown, &view, READER), near);
            of(&shown, &view, READER)
        };
        let [edit, copy] = [RowAct::Edit(SOMEBODY), RowAct::Copy(SOMEBODY)];
        for offices in elsewhere {
            assert_eq!(acts(Standing::Active, offices), [edit, copy]);
            assert_eq!(acts(Standing::Deactivated, offices), [edit]);
            assert_eq!(acts(Standing::Removed, offices), []);
        }
        let delete = RowAct::Delete(SOMEBODY);
        assert_eq!(acts(Standing::Active, Some(&[1])), [edit, copy, delete]);
    }

    // covers: D-10, RIGHT-03, RIGHT-04
    #[test]
    fn somebody_active_can_be_locked_and_somebody_locked_unlocked_by_whoever_may_act_on_them() {
        let act = |shown: &ShownAccount| lock_or_unlock(shown, &view(), READER);
        let [active, locked] = [Standing::Active, Standing::Locked];
        let somebody = shown(ROLE_STAFF, active);
        assert_eq!(act(&somebody), Some(RowAct::Lock(SOMEBODY)));
        let shut_out = shown(ROLE_STAFF, locked);
        assert_eq!(act(&shut_out), Some(RowAct::Unlock(SOMEBODY)));
        assert!(of(&shut_out, &view(), READER).contains(&RowAct::Unlock(SOMEBODY)));
        assert_eq!(lock_or_unlock(&somebody, &view(), SOMEBODY), None);
        assert_eq!(lock_or_unlock(&somebody, &View::default(), READER), None);
        for standing in [active, locked] {
            assert_eq!(act(&shown(ROLE_OFFICE_MANAGER, standing)), None);
            let mut elsewhere = shown(ROLE_STAFF, standing);
            let view = by_reader_of_one_office(&mut elsewhere, Some(&[2]));
            assert_eq!(lock_or_unlock(&elsewhere, &view, READER), None);
        }
        for other in [Standing::Pending, Standing::Deactivated, Standing::Removed] {
            assert_eq!(act(&shown(ROLE_STAFF, other)), None);
        }
    }

    // covers: EDIT-06, RIGHT-03
    #[test]
    fn a_second_factor_is_asked_of_whose_credentials_are_within_reach() {
        let can = |shown: &ShownAccount| can_set_up(shown, &view(), READER);
        let somebody = shown(ROLE_STAFF, Standing::Active);
        assert!(can(&somebody) && can(&shown(ROLE_STAFF, Standing::Pending)));
        assert!(!can_set_up(&somebody, &view(), SOMEBODY));
        assert!(!can_set_up(&somebody, &View::default(), READER));
        assert!(!can(&shown(ROLE_OFFICE_MANAGER, Standing::Active)));
        assert!(!can(&shown(ROLE_STAFF, Standing::Deactivated)));
        for state in [TwoFactor::Requested, TwoFactor::Enrolled] {
            let mut asked = somebody.clone();
            Arc::make_mut(&mut asked.account).two_factor = state;
            assert!(!can(&asked), "{state:?}");
        }
    }

    // covers: EDIT-03, EDIT-04, STAFF-02
    #[test]
    fn somebody_deactivated_can_be_reactivated_or_removed_once_the_server_holds_it_so() {
        let mut ended = shown(ROLE_STAFF, Standing::Deactivated);
        let [edit, back] = [RowAct::Edit(SOMEBODY), RowAct::Reactivate(SOMEBODY)];
        let all = [edit, back, RowAct::Remove(SOMEBODY)];
        assert_eq!(of(&ended, &view(), READER), all);
        ended.row = RowState::OnThisDevice;
        assert_eq!(of(&ended, &view(), READER), [edit, back]);
    }

    // covers: EDIT-04, RIGHT-03
    #[test]
    fn a_removal_can_be_undone_until_nothing_of_the_person_is_left() {
        let with = |role, at: Option<i64>| {
            let mut removed = shown(role, Standing::Removed);
            Arc::make_mut(&mut removed.account).erase_at = at.map(UnixMillis);
            of(&removed, &view(), READER)
        };
        let undo = RowAct::UndoRemoval(SOMEBODY);
        assert_eq!(with(ROLE_STAFF, Some(1)), [undo]);
        assert_eq!(with(ROLE_OFFICE_MANAGER, Some(1)), []);
        assert_eq!(with(ROLE_STAFF, None), []);
    }
}
