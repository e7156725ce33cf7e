//! What can be done about an edit that waits for a person.

use lanyard_shared::intent::Intent;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::{Attention, Why};

use crate::components::Look;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// The reader's own values count.
    UseMine,
    /// What the practice holds counts.
    UseTheirs,
    /// Look it over in its form and send it again.
    Mend,
    /// Type another PIN in the place of one that was refused.
    TypePin,
    /// Ask once more for the same, after a fault of the server.
    TryAgain,
    /// Ask once more for the same, after something else has changed.
    SendOnceMore,
    /// Send again what a restore has undone.
    SendAgain,
    /// Load a newer page.
    Reload,
    /// Drop it, after a question.
    Discard,
}

impl Act {
    /// The button's words.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::UseMine => "use-mine",
            Self::UseTheirs => "use-theirs",
            Self::Mend => "mend",
            Self::TypePin => "pin-type-another",
            Self::TryAgain => "try-again",
            Self::SendOnceMore | Self::SendAgain => "send-again",
            Self::Reload => "reload",
            Self::Discard => "discard",
        }
    }

    /// How much the button stands out at this place among the others.
    pub(super) const fn look(self, place: usize) -> Look {
        match (self, place) {
            (Self::Discard, _) => Look::Link,
            // Above them stands the one button that sends many.
            (Self::SendAgain, _) => Look::Secondary,
            (_, 0) => Look::Primary,
            _ => Look::Secondary,
        }
    }
}

/// What can be done about an item, the likeliest first.
pub(super) fn acts(item: &Attention) -> Vec<Act> {
    let Why::Refused(outcome) = &item.why else {
        return vec![Act::SendAgain, Act::Discard];
    };
    if item.intent.is_none() {
        return vec![Act::Reload, Act::Discard];
    }
    let mend = form_of(item);
    match outcome {
        Outcome::Conflict { .. } => [Act::UseMine, Act::UseTheirs]
            .into_iter()
            .chain(mend)
            .collect(),
        Outcome::Rejected { .. } => vec![mend.unwrap_or(Act::SendOnceMore), Act::Discard],
        Outcome::Failed { .. } => vec![Act::TryAgain, Act::Discard],
        Outcome::Unsupported { .. } => vec![Act::Reload, Act::SendOnceMore, Act::Discard],
        Outcome::Held { .. } | Outcome::Applied | Outcome::Merged => {
            vec![Act::SendOnceMore, Act::Discard]
        }
    }
}

/// The form in which it can be looked over; a sealed PIN cannot be, but typed anew.
fn form_of(item: &Attention) -> Option<Act> {
    match &item.intent {
        Some(Intent::StaffCreate(_)) => Some(Act::Mend),
        Some(Intent::Create(create)) => is_listed(create.record.kind).then_some(Act::Mend),
        Some(Intent::SetFields(set)) => {
            let kind = set.record.kind;
            // Taking out of use is a button of the list, not a field.
            let in_form = is_listed(kind) && !set.touches(&["active", "archived"]);
            let shown = (kind == RecordKind::Account || in_form) && item.held.is_some();
            shown.then_some(Act::Mend)
        }
        Some(Intent::StaffSetPin(_)) => Some(Act::TypePin),
        _ => None,
    }
}

/// Whether records of this kind have a list and a form of their own.
const fn is_listed(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Office | RecordKind::Provider | RecordKind::Group
    )
}

#[cfg(test)]
mod tests {
    use lanyard_shared::id::{AccountId, OpId};
    use lanyard_shared::intent::{SetFields, StaffDeactivate, StaffSetPin};
    use lanyard_shared::merge::{Change, Changes, Values};
    use lanyard_shared::record::RecordKey;
    use lanyard_shared::seal::Sealed;
    use lanyard_shared::time::UnixMillis;
    use uuid::Uuid;

    use super::*;

    fn item(intent: Option<Intent>, why: Why) -> Attention {
        Attention {
            op_id: OpId(Uuid::nil()),
            intent,
            behind: Vec::new(),
            members: Vec::new(),
            later: 0,
            held: Some(Values::new()),
            authored_at: UnixMillis(0),
            decided_at: UnixMillis(0),
            why,
        }
    }

    fn edit(kind: RecordKind) -> Option<Intent> {
        Some(Intent::from(SetFields {
            record: RecordKey {
                kind,
                id: Uuid::nil(),
            },
            changes: Changes::new(),
        }))
    }

    fn rejected() -> Why {
        Why::Refused(Outcome::Rejected {
            problems: Vec::new(),
        })
    }

    fn conflict() -> Why {
        Why::Refused(Outcome::Conflict { fields: Vec::new() })
    }

    #[test]
    fn a_conflict_is_decided_for_one_side_or_looked_over() {
        let account = acts(&item(edit(RecordKind::Account), conflict()));
        assert_eq!(account, [Act::UseMine, Act::UseTheirs, Act::Mend]);
        let role = acts(&item(edit(RecordKind::Role), conflict()));
        assert_eq!(role, [Act::UseMine, Act::UseTheirs]);
    }

    #[test]
    fn what_has_no_form_is_sent_again_as_it_is() {
        let account = acts(&item(edit(RecordKind::Account), rejected()));
        assert_eq!(account, [Act::Mend, Act::Discard]);
        let act = Intent::StaffDeactivate(StaffDeactivate {
            account: AccountId(Uuid::nil()),
        });
        let deactivate = acts(&item(Some(act), rejected()));
        assert_eq!(deactivate, [Act::SendOnceMore, Act::Discard]);
        let mut lost = item(edit(RecordKind::Account), rejected());
        lost.held = None;
        assert_eq!(acts(&lost), [Act::SendOnceMore, Act::Discard]);
    }

    // covers: D-02
    #[test]
    fn an_office_is_mended_in_its_form_but_not_a_refused_closing() {
        let mut office = item(edit(RecordKind::Office), rejected());
        assert_eq!(acts(&office), [Act::Mend, Act::Discard]);
        if let Some(Intent::SetFields(set)) = &mut office.intent {
            let change = Change {
                was: true.into(),
                set: false.into(),
            };
            set.changes.insert("active".to_owned(), change);
        }
        assert_eq!(acts(&office), [Act::SendOnceMore, Act::Discard]);
    }

    // covers: NEW-11
    #[test]
    fn another_pin_is_typed_in_the_place_of_one_that_was_refused() {
        let refused = Intent::StaffSetPin(StaffSetPin {
            account: AccountId(Uuid::nil()),
            pin: Sealed {
                key: String::new(),
                sealed: String::new(),
            },
        });
        let refused = acts(&item(Some(refused), rejected()));
        assert_eq!(refused, [Act::TypePin, Act::Discard]);
    }

    #[test]
    fn everything_can_be_done_away_with() {
        let unread = item(None, rejected());
        let undone = item(edit(RecordKind::Account), Why::Undone);
        let failed = Why::Refused(Outcome::Failed {
            request_id: String::new(),
        });
        let failed = item(edit(RecordKind::Account), failed);
        assert_eq!(acts(&unread), [Act::Reload, Act::Discard]);
        assert_eq!(acts(&undone), [Act::SendAgain, Act::Discard]);
        assert_eq!(acts(&failed), [Act::TryAgain, Act::Discard]);
    }
}
