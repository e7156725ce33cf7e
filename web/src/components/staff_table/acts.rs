//! What can be done about a person of the list.

use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::intent::Intent;
use lanyard_shared::permission::{Permission, out_of_reach, stronger_by};
use lanyard_shared::record::Standing;
use lanyard_shared::replica::{RowState, ShownAccount, View};

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowAct {
    /// Set its second factor up (domain EDIT-06).
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
        }
    }
}

/// What a reader may do about somebody. What the server would refuse for their rights is left out,
/// and nobody deactivates themselves from a list.
pub(super) fn of(shown: &ShownAccount, view: &View, reader: AccountId) -> Vec<RowAct> {
    let account = &shown.account;
    let id = account.id;
    if !view.may(Permission::ManageAccounts) {
        return Vec::new();
    }
    if let Some(refused) = refused_new(shown, view) {
        return vec![RowAct::Mend(refused)];
    }
    let held = view.roles.get(&account.role).map(|role| &role.allows);
    match account.standing {
        Standing::Removed => Vec::new(),
        Standing::Deactivated => {
            let beyond = held.is_some_and(|held| !out_of_reach(&view.permissions, held).is_empty());
            if beyond {
                Vec::new()
            } else {
                vec![RowAct::Reactivate(id)]
            }
        }
        Standing::Pending | Standing::Active | Standing::Locked => {
            let stronger =
                held.is_some_and(|held| !stronger_by(&view.permissions, held).is_empty());
            if stronger || id == reader {
                vec![RowAct::Edit(id), RowAct::Copy(id)]
            } else {
                vec![RowAct::Edit(id), RowAct::Copy(id), RowAct::Delete(id)]
            }
        }
    }
}

/// Whether the server has not said anything about the account yet: it was made here.
pub(super) fn is_new(shown: &ShownAccount, view: &View) -> bool {
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

    use lanyard_shared::fields::StaffFields;
    use lanyard_shared::id::ProviderId;
    use lanyard_shared::intent::StaffCreate;
    use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};
    use lanyard_shared::record::{Account, Particulars};
    use lanyard_shared::time::UnixMillis;
    use uuid::Uuid;

    use super::*;

    const SOMEBODY: AccountId = AccountId(Uuid::from_u128(7));
    const READER: AccountId = AccountId(Uuid::from_u128(8));

    fn shown(role: lanyard_shared::id::RoleId, standing: Standing) -> ShownAccount {
        let create = StaffCreate {
            account: SOMEBODY,
            fields: StaffFields {
                first_name: "Ann".into(),
                last_name: "Lee".into(),
                primary_provider: ProviderId(Uuid::nil()),
                role,
                email: "ann@example.org".into(),
                username: "ann".into(),
                home_phone: String::new(),
                cell_phone: String::new(),
                particulars: Particulars::default(),
            },
            password: None,
            app_unlock_pin: None,
        };
        ShownAccount {
            account: Arc::new(Account {
                standing,
                ..create.account(UnixMillis(0))
            }),
            row: RowState::Accepted,
        }
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
        assert_eq!(of(&ended, &view(), READER), []);
    }

    // covers: EDIT-03
    #[test]
    fn somebody_deactivated_can_be_reactivated() {
        let ended = shown(ROLE_STAFF, Standing::Deactivated);
        assert_eq!(of(&ended, &view(), READER), [RowAct::Reactivate(SOMEBODY)]);
        let removed = shown(ROLE_STAFF, Standing::Removed);
        assert_eq!(of(&removed, &view(), READER), []);
    }
}
