//! What an edit is.

use lanyard_shared::id::{AccountId, GroupId, OfficeId, ProviderId, RoleId};
use lanyard_shared::intent::{Create, Intent, SetFields};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::{Account, RecordKey, RecordKind};
use lanyard_shared::replica::View;
use serde_json::Value;
use yew::AttrValue;

use super::change::changes;
use super::field::label;
use crate::text::t;

/// What an edit is, in a few words that name whom or what it is about.
pub(crate) fn title(intent: Option<&Intent>, view: &View) -> AttrValue {
    let Some(intent) = intent else {
        return t("edit-unread");
    };
    let name = || name_of(intent.target(), view);
    match intent {
        Intent::StaffCreate(create) => {
            let fields = &create.fields;
            let name = format!("{} {}", fields.first_name, fields.last_name);
            t!("edit-staff-create", name = name)
        }
        Intent::StaffSetPin(_) => t!("edit-set-pin", name = name()),
        Intent::StaffSendLink(send) => match send.purpose {
            LinkPurpose::Activation => t!("edit-send-activation", name = name()),
            _ => t!("edit-send-reset", name = name()),
        },
        Intent::StaffDeactivate(_) => t!("edit-deactivate", name = name()),
        Intent::StaffReactivate(act) => match &act.email {
            None => t!("edit-reactivate", name = name()),
            Some(email) => t!("edit-reactivate-at", name = name(), email = email.as_str()),
        },
        Intent::StaffLock(_) => t!("edit-lock", name = name()),
        Intent::StaffUnlock(_) => t!("edit-unlock", name = name()),
        Intent::RoleDelete(_) => t!("edit-role-delete", name = name()),
        Intent::Create(create) => new_record(create),
        Intent::SetFields(set) => {
            let fields = fields_of(set);
            t!("edit-set-fields", name = name(), fields = fields)
        }
    }
}

/// The name of somebody with an account; `None` where this device has no such account.
pub(crate) fn person(account: AccountId, view: &View) -> Option<String> {
    let shown = view.accounts.get(&account)?;
    Some(full_name(&shown.account))
}

/// First and last name of the owner of an account; in their place words where they are erased (domain
/// EDIT-04).
pub(crate) fn full_name(account: &Account) -> String {
    if account.is_erased() {
        t("removed-person").to_string()
    } else {
        account.full_name()
    }
}

/// Says that an edit of somebody is on this device; and that it is `held_back`, where it takes
/// something from them that the server does not hear of yet (domain RIGHT-07).
pub(crate) fn stored(name: &str, held_back: bool) -> AttrValue {
    if held_back {
        t!("staff-stored-held-back", name = name)
    } else {
        t!("staff-stored", name = name)
    }
}

/// Most names that a sentence tells.
const MOST_NAMES: usize = 8;

/// Names for a sentence that says how many there are: the first of them where they are many.
pub(crate) fn named(names: &[String]) -> String {
    let first = names.iter().take(MOST_NAMES).map(String::as_str);
    let more = (names.len() > MOST_NAMES).then_some("…");
    first.chain(more).collect::<Vec<_>>().join(", ")
}

/// The labels of the fields that an edit changes.
fn fields_of(set: &SetFields) -> String {
    let labels = changes(set).into_iter();
    let mut labels: Vec<String> = labels
        .map(|change| label(set.record.kind, &change.path).to_string())
        .collect();
    labels.dedup();
    labels.join(", ")
}

/// The name of a record; empty where this device has no such record.
pub(crate) fn name_of(key: RecordKey, view: &View) -> String {
    let found = match key.kind {
        RecordKind::Account => person(AccountId(key.id), view),
        RecordKind::Provider => view
            .providers
            .get(&ProviderId(key.id))
            .map(|provider| provider.full_name()),
        RecordKind::Office => view
            .offices
            .get(&OfficeId(key.id))
            .map(|office| office.name.clone()),
        RecordKind::Role => view
            .roles
            .get(&RoleId(key.id))
            .map(|role| role.name.clone()),
        RecordKind::Group => view
            .groups
            .get(&GroupId(key.id))
            .map(|group| group.name.clone()),
        RecordKind::Practice => view.practice.as_ref().map(|practice| practice.name.clone()),
    };
    found.unwrap_or_else(|| t("edit-gone").to_string())
}

fn new_record(create: &Create) -> AttrValue {
    let field = |name: &str| {
        let value = create.fields.get(name).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    match create.record.kind {
        RecordKind::Role => t!("edit-new-role", name = field("name")),
        RecordKind::Group => t!("edit-new-group", name = field("name")),
        RecordKind::Provider => {
            let name = format!("{} {}", field("first_name"), field("last_name"));
            t!("edit-new-provider", name = name)
        }
        _ => t!("edit-new-office", name = field("name")),
    }
}

#[cfg(test)]
mod tests {
    use lanyard_shared::id::RoleId;
    use lanyard_shared::intent::RoleDelete;
    use lanyard_shared::merge::{Change, Changes};
    use lanyard_shared::permission::{ROLE_NURSE, system_roles};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn view() -> View {
        let roles = system_roles().into_iter().map(|role| (role.id, role));
        View {
            roles: roles.collect(),
            ..View::default()
        }
    }

    #[test]
    fn an_edit_is_told_by_whom_it_is_about_and_its_fields() {
        let change = |was: &str, set: &str| Change {
            was: json!(was),
            set: json!(set),
        };
        let edit = Intent::from(SetFields {
            record: RecordKey {
                kind: RecordKind::Role,
                id: ROLE_NURSE.0,
            },
            changes: Changes::from([
                ("name".to_owned(), change("Nurse", "Nurses")),
                ("description".to_owned(), change("", "On the ward")),
            ]),
        });
        let words = title(Some(&edit), &view());
        assert_eq!(words, "Edit of Nurse: Description, Role name");
        let gone = title(Some(&edit), &View::default());
        assert!(gone.starts_with("Edit of something"), "{gone}");
    }

    #[test]
    fn other_acts_are_told_by_name() {
        let delete = Intent::RoleDelete(RoleDelete { role: ROLE_NURSE });
        assert_eq!(title(Some(&delete), &view()), "Delete role Nurse");
        let create = Intent::from(Create {
            record: RecordKey {
                kind: RecordKind::Role,
                id: RoleId(Uuid::from_u128(3)).0,
            },
            fields: serde_json::from_value(json!({ "name": "Front desk" })).unwrap(),
        });
        assert_eq!(title(Some(&create), &view()), "New role: Front desk");
    }
}
