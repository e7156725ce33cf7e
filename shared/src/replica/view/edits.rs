//! The edits of this device as pages list them: those that wait to be decided, and what came of others.

use super::View;
use crate::id::{AccountId, OpId};
use crate::intent::Intent;
use crate::message::Message;
use crate::replica::local::{Local, Sending};
use crate::time::UnixMillis;

/// An edit without a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The edit.
    pub op_id: OpId,
    /// What it asks for; `None` when this version of the program cannot read it.
    pub intent: Option<Intent>,
    /// When it was made, by this device's clock.
    pub authored_at: UnixMillis,
    /// Whether it may have reached the server.
    pub sending: Sending,
}

/// What else came of an edit that took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The edit.
    pub op_id: OpId,
    /// What it asked for; `None` when this version of the program cannot read it.
    pub intent: Option<Intent>,
    /// When it was decided, by the server's clock.
    pub at: UnixMillis,
    /// What came of it.
    pub notes: Vec<Message>,
}

impl View {
    /// How many edits of an account wait on this device to be decided.
    pub fn waiting_about(&self, account: AccountId) -> usize {
        self.waiting_for(account).count()
    }

    /// Whether a mail with a new link for an account is asked for and waits on this device.
    pub fn link_is_waiting(&self, account: AccountId) -> bool {
        self.waiting_for(account)
            .any(|edit| matches!(edit, Intent::StaffSendLink(_)))
    }

    /// The other address that is asked for and waits on this device (domain LINK-09). That of somebody
    /// active is not in force before its owner has confirmed it.
    pub fn email_that_waits(&self, account: AccountId) -> Option<&str> {
        let asked = self.waiting_for(account).filter_map(|edit| match edit {
            Intent::SetFields(set) => set.changes.get("email")?.set.as_str(),
            _ => None,
        });
        asked.last()
    }

    /// The edits of an account without a verdict, in the order in which they were made.
    fn waiting_for(&self, account: AccountId) -> impl Iterator<Item = &Intent> {
        let edits = self.unsent.iter().filter_map(|it| it.intent.as_ref());
        edits.filter(move |edit| edit.target().id == account.0)
    }
}

/// The edits without a verdict, in the order in which they were made.
pub(super) fn unsent(local: &Local) -> Vec<Unsent> {
    let queued = local.outbox.values();
    queued
        .map(|queued| Unsent {
            op_id: queued.envelope.op_id,
            intent: Intent::decode(&queued.envelope).ok(),
            authored_at: queued.envelope.authored_at,
            sending: queued.sending,
        })
        .collect()
}

/// The edits of which more came than they asked for, the newest first.
pub(super) fn remarks(local: &Local) -> Vec<Remark> {
    let told = local.answered.values().rev();
    let told = told.filter(|answered| !answered.verdict.notes.is_empty());
    told.map(|answered| Remark {
        op_id: answered.verdict.op_id,
        intent: Intent::decode(&answered.envelope).ok(),
        at: answered.verdict.at,
        notes: answered.verdict.notes.clone(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::intent::{SetFields, StaffDeactivate, StaffSendLink};
    use crate::merge::{Change, Changes};
    use crate::protocol::LinkPurpose;
    use crate::record::{RecordKey, RecordKind};

    // covers: LINK-08
    #[test]
    fn a_link_that_waits_on_this_device_is_known_and_counts_as_an_edit() {
        let [account, other] = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        let purpose = LinkPurpose::Activation;
        let unsent = |n, intent| Unsent {
            op_id: OpId(Uuid::from_u128(n)),
            intent: Some(intent),
            authored_at: UnixMillis(0),
            sending: Sending::Waiting,
        };
        let mut view = View::default();
        let deactivate = Intent::StaffDeactivate(StaffDeactivate { account });
        view.unsent.push(unsent(1, deactivate));
        assert!(!view.link_is_waiting(account));
        let send = Intent::StaffSendLink(StaffSendLink { account, purpose });
        view.unsent.push(unsent(2, send));
        assert!(view.link_is_waiting(account) && !view.link_is_waiting(other));
        assert_eq!(view.waiting_about(account), 2);
        assert_eq!(view.waiting_about(other), 0);
    }

    // covers: LINK-09
    #[test]
    fn the_newest_address_that_waits_on_this_device_is_known() {
        let [account, other] = [1, 2].map(|n| AccountId(Uuid::from_u128(n)));
        let ask = |n, field: &str, set: &str| Unsent {
            op_id: OpId(Uuid::from_u128(n)),
            intent: Some(Intent::from(SetFields {
                record: RecordKey {
                    kind: RecordKind::Account,
                    id: account.0,
                },
                changes: Changes::from([(
                    field.to_owned(),
                    Change {
                        was: json!(""),
                        set: json!(set),
                    },
                )]),
            })),
            authored_at: UnixMillis(0),
            sending: Sending::Sent,
        };
        let mut view = View::default();
        view.unsent.push(ask(1, "last_name", "Lee"));
        assert_eq!(view.email_that_waits(account), None);
        view.unsent.push(ask(2, "email", "one@example.org"));
        view.unsent.push(ask(3, "email", "two@example.org"));
        assert_eq!(view.email_that_waits(account), Some("two@example.org"));
        assert_eq!(view.email_that_waits(other), None);
    }
}
