//! Whom an act on many reaches, and who is left out and why: the reader's rights and what is so
//! already, as far as this device knows (domain STAFF-05).

use std::collections::BTreeSet;

use lanyard_shared::fields::MAX_MEMBERS;
use lanyard_shared::id::{AccountId, GroupId, RoleId};
use lanyard_shared::intent::{Intent, SetFields, StaffDeactivate, StaffSendLink};
use lanyard_shared::merge::{Change, Changes};
use lanyard_shared::message::Message;
use lanyard_shared::permission::{Permission, out_of_reach};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::{Account, RecordKey, RecordKind, Standing};
use lanyard_shared::replica::{Beyond, RowState, ShownAccount, View};
use serde_json::json;

use crate::components::is_new;

/// An act on many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BulkAct {
    /// Nobody of them can sign in any more.
    Deactivate,
    /// All get this role, once it is chosen.
    SetRole(Option<RoleId>),
    /// All come into this group.
    AddTo(Option<GroupId>),
    /// All leave this group.
    RemoveFrom(Option<GroupId>),
    /// Whoever has not activated their account is sent a new link.
    Resend,
}

/// Whom it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Those whom it reaches.
    pub(super) reached: Vec<AccountId>,
    /// Those whom it does not reach, with the reason.
    pub(super) skipped: Vec<(AccountId, Message)>,
}

impl Plan {
    /// Whom `act` reaches of those selected.
    pub(super) fn of(
        act: BulkAct,
        selected: &BTreeSet<AccountId>,
        reader: AccountId,
        view: &View,
    ) -> Self {
        let mut plan = Self::default();
        for id in selected {
            let Some(shown) = view.accounts.get(id) else {
                continue;
            };
            let reason = skip(act, shown, reader, view);
            match reason.or_else(|| full(act, plan.reached.len(), view)) {
                Some(reason) => plan.skipped.push((*id, reason)),
                None => plan.reached.push(*id),
            }
        }
        plan
    }

    /// The edits that it asks for: one for each person, or one of the group.
    pub(super) fn intents(&self, act: BulkAct, view: &View) -> Vec<Intent> {
        let reached = self.reached.iter().copied();
        match act {
            BulkAct::Deactivate => reached
                .map(|account| Intent::StaffDeactivate(StaffDeactivate { account }))
                .collect(),
            BulkAct::SetRole(Some(role)) => {
                let accounts = reached.filter_map(|id| view.accounts.get(&id));
                accounts
                    .map(|shown| set_role(&shown.account, role))
                    .collect()
            }
            BulkAct::AddTo(Some(group)) | BulkAct::RemoveFrom(Some(group)) => {
                self.of_group(act, group, view).into_iter().collect()
            }
            BulkAct::Resend => reached.map(resend).collect(),
            _ => Vec::new(),
        }
    }

    fn of_group(&self, act: BulkAct, group: GroupId, view: &View) -> Option<Intent> {
        let group = view.groups.get(&group)?;
        let was = &group.members;
        let these: BTreeSet<AccountId> = self.reached.iter().copied().collect();
        if these.is_empty() {
            return None;
        }
        let set = match act {
            BulkAct::AddTo(_) => was.union(&these).copied().collect(),
            _ => was.difference(&these).copied().collect(),
        };
        Some(Intent::from(SetFields::members(group, &set)))
    }
}

fn resend(account: AccountId) -> Intent {
    let purpose = LinkPurpose::Activation;
    Intent::StaffSendLink(StaffSendLink { account, purpose })
}

fn set_role(account: &Account, role: RoleId) -> Intent {
    let change = Change {
        was: json!(account.role),
        set: json!(role),
    };
    Intent::from(SetFields {
        record: RecordKey {
            kind: RecordKind::Account,
            id: account.id.0,
        },
        changes: Changes::from([("role".to_owned(), change)]),
    })
}

/// Why an act does not reach somebody; `None` where it does.
fn skip(act: BulkAct, shown: &ShownAccount, reader: AccountId, view: &View) -> Option<Message> {
    let account = &shown.account;
    let ended = matches!(account.standing, Standing::Deactivated | Standing::Removed);
    let said = |key: &str, is: bool| is.then(|| Message::new(key));
    let common = said("skip-refused", is_refused(shown));
    match act {
        BulkAct::Deactivate => common
            .or_else(|| said("skip-left", ended))
            .or_else(|| said("skip-self", account.id == reader))
            .or_else(|| beyond(account, reader, view)),
        BulkAct::SetRole(None) | BulkAct::AddTo(None) | BulkAct::RemoveFrom(None) => common,
        BulkAct::SetRole(Some(role)) => common
            .or_else(|| said("skip-left", ended))
            .or_else(|| said("skip-role", account.role == role))
            .or_else(|| beyond(account, reader, view))
            .or_else(|| unreachable_role(role, view)),
        BulkAct::AddTo(Some(group)) => common
            .or_else(|| said("skip-left", ended))
            .or_else(|| said("skip-in-group", is_in(account, group, view))),
        BulkAct::RemoveFrom(Some(group)) => {
            common.or_else(|| said("skip-not-in-group", !is_in(account, group, view)))
        }
        BulkAct::Resend => common
            .or_else(|| said("skip-left", ended))
            .or_else(|| said("skip-activated", account.standing != Standing::Pending))
            .or_else(|| said("skip-not-sent", is_new(shown, view)))
            .or_else(|| said("skip-link-waits", view.link_is_waiting(account.id)))
            .or_else(|| beyond(account, reader, view)),
    }
}

/// A group has room for so many and no more (domain D-07).
fn full(act: BulkAct, reached: usize, view: &View) -> Option<Message> {
    let BulkAct::AddTo(Some(group)) = act else {
        return None;
    };
    let members = view.groups.get(&group)?.members.len();
    let taken = members + reached >= MAX_MEMBERS;
    taken.then(|| Message::new("group-too-many").with("max", MAX_MEMBERS))
}

const fn is_refused(shown: &ShownAccount) -> bool {
    matches!(shown.row, RowState::NeedsAttention(_))
}

fn is_in(account: &Account, group: GroupId, view: &View) -> bool {
    let group = view.groups.get(&group);
    group.is_some_and(|group| group.members.contains(&account.id))
}

/// Somebody stronger, or of other offices (domain RIGHT-03, RIGHT-04).
fn beyond(account: &Account, reader: AccountId, view: &View) -> Option<Message> {
    view.beyond(account, reader).map(|beyond| match beyond {
        Beyond::Stronger(permission) => with(&permission, "skip-stronger"),
        Beyond::Offices => Message::new("skip-offices"),
    })
}

/// Domain RIGHT-02.
fn unreachable_role(role: RoleId, view: &View) -> Option<Message> {
    let wanted = view.roles.get(&role).map(|role| &role.allows)?;
    let lacking = out_of_reach(&view.permissions, wanted);
    let permission = lacking.first()?;
    Some(with(permission, "role-out-of-reach"))
}

fn with(permission: &Permission, key: &str) -> Message {
    Message::new(key).with("permission", permission.label())
}

#[cfg(test)]
mod tests {
    use lanyard_shared::permission::{ROLE_NURSE, ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};
    use lanyard_shared::record::Group;
    use uuid::Uuid;

    use super::*;
    use crate::sample;

    const GROUP: GroupId = GroupId(Uuid::from_u128(9));
    const READER: AccountId = AccountId(Uuid::from_u128(1));

    /// The reader, somebody active, somebody stronger, somebody who has left, somebody pending.
    fn view() -> View {
        let person = |id, name, role, standing| {
            let mut account = sample::account(id, name);
            account.role = role;
            account.standing = standing;
            let shown = sample::shown(account);
            (shown.account.id, shown)
        };
        let members = [AccountId(Uuid::from_u128(2))].into();
        let group = Group {
            id: GROUP,
            name: "Nights".into(),
            members,
            archived: false,
        };
        let roles = system_roles().into_iter().map(|role| (role.id, role));
        View {
            accounts: [
                person(1, "reader", ROLE_STAFF, Standing::Active),
                person(2, "active", ROLE_STAFF, Standing::Active),
                person(3, "stronger", ROLE_OFFICE_MANAGER, Standing::Active),
                person(4, "left", ROLE_STAFF, Standing::Deactivated),
                person(5, "pending", ROLE_NURSE, Standing::Pending),
            ]
            .into(),
            groups: [(GROUP, group)].into(),
            roles: roles.collect(),
            permissions: [Permission::ManageAccounts].into(),
            ..View::default()
        }
    }

    fn plan(act: BulkAct) -> (Vec<u128>, Vec<(u128, String)>) {
        let view = view();
        let all = view.accounts.keys().copied().collect();
        let plan = Plan::of(act, &all, READER, &view);
        let number = |id: &AccountId| id.0.as_u128();
        let skipped = plan.skipped.iter();
        (
            plan.reached.iter().map(number).collect(),
            skipped
                .map(|(id, why)| (number(id), why.key.clone()))
                .collect(),
        )
    }

    fn why(reasons: &[(u128, &str)]) -> Vec<(u128, String)> {
        let reasons = reasons.iter();
        reasons.map(|(id, key)| (*id, (*key).to_owned())).collect()
    }

    // covers: STAFF-05, RIGHT-03
    #[test]
    fn deactivating_many_leaves_out_oneself_the_stronger_and_those_who_have_left() {
        let (reached, skipped) = plan(BulkAct::Deactivate);
        assert_eq!(reached, [2, 5]);
        let reasons = [(1, "skip-self"), (3, "skip-stronger"), (4, "skip-left")];
        assert_eq!(skipped, why(&reasons));
    }

    // covers: STAFF-05, RIGHT-02
    #[test]
    fn a_role_goes_to_those_who_lack_it_and_one_out_of_reach_to_nobody() {
        let (reached, _) = plan(BulkAct::SetRole(Some(ROLE_NURSE)));
        assert_eq!(reached, [1, 2]);
        let (reached, _) = plan(BulkAct::SetRole(Some(ROLE_OFFICE_MANAGER)));
        assert!(reached.is_empty());
        let view = view();
        let all = view.accounts.keys().copied().collect();
        let act = BulkAct::SetRole(Some(ROLE_NURSE));
        let edits = Plan::of(act, &all, READER, &view).intents(act, &view);
        assert_eq!(edits.len(), 2, "one for each person");
    }

    // covers: STAFF-05, D-07
    #[test]
    fn a_group_takes_in_those_who_are_not_in_it_with_one_edit() {
        let view = view();
        let all = view.accounts.keys().copied().collect();
        let act = BulkAct::AddTo(Some(GROUP));
        let found = Plan::of(act, &all, READER, &view);
        assert_eq!(found.reached.len(), 3);
        assert_eq!(found.intents(act, &view).len(), 1);
        let (reached, skipped) = plan(BulkAct::RemoveFrom(Some(GROUP)));
        assert_eq!((reached, skipped.len()), (vec![2], 4));
        let (reached, _) = plan(BulkAct::Resend);
        assert_eq!(reached, [5]);
    }

    // covers: D-07
    #[test]
    fn a_group_takes_in_as_many_as_it_has_room_for() {
        let mut view = view();
        if let Some(group) = view.groups.get_mut(&GROUP) {
            let others = (100..498).map(|n| AccountId(Uuid::from_u128(n)));
            group.members.extend(others);
            assert_eq!(group.members.len(), MAX_MEMBERS - 1);
        }
        let all = view.accounts.keys().copied().collect();
        let plan = Plan::of(BulkAct::AddTo(Some(GROUP)), &all, READER, &view);
        assert_eq!(plan.reached, [READER]);
        let full = plan.skipped.iter();
        let full = full.filter(|(_, why)| why.key == "group-too-many");
        assert_eq!(full.count(), 2);
    }
}
