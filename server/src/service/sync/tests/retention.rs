//! How long verdicts, tombstones and the names of who changed what are kept.

use lanyard_shared::intent::RoleDelete;
use lanyard_shared::protocol::{Cursor, Outcome, PullAnswer, PullRequest};
use lanyard_shared::record::{RecordKey, RecordKind};
use serde_json::json;

use super::author::{Author, conflict, edit, edit_of, make, rejection};
use super::*;
use crate::service::sync::pull;
use crate::service::upkeep;

const DESK: RecordKey = RecordKey {
    kind: RecordKind::Role,
    id: Uuid::from_u128(0x52),
};

/// One page of what is new for somebody.
pub(super) async fn ask(desk: &Desk, who: AccountId, cursor: Option<Cursor>) -> PullAnswer {
    pulling(desk, who, cursor, 0).await
}

async fn pulling(desk: &Desk, who: AccountId, cursor: Option<Cursor>, acked: u64) -> PullAnswer {
    let request = PullRequest {
        protocol: PROTOCOL,
        cursor,
        after: None,
        head: None,
        acked_through: acked,
        confirm: Vec::new(),
    };
    pull(&desk.app, &actor(who), DEVICE, request).await.unwrap()
}

impl Desk {
    async fn pulls(&self, cursor: Option<Cursor>, acked: u64) -> PullAnswer {
        pulling(self, ADMIN, cursor, acked).await
    }

    /// A device has stored every verdict that it was given.
    async fn stored_all(&self, who: AccountId, device: u128) {
        let acknowledged = PushRequest {
            acked_through: u64::MAX,
            ..self.request(Vec::new())
        };
        let device = DeviceId(Uuid::from_u128(device));
        let told = push(&self.app, &actor(who), device, acknowledged).await;
        told.unwrap();
    }

    pub(super) async fn days(&self, days: i64) {
        self.clock.advance(Millis::hours(24 * days));
        upkeep::tidy(&self.app).await.unwrap();
    }
}

#[tokio::test]
async fn a_verdict_stays_until_thirty_days_after_its_device_has_stored_it() {
    let desk = Desk::new().await;
    let first = desk.push(vec![desk.create(1)]).await;
    let seen = desk.pulls(None, 0).await;
    assert_eq!(seen.verdicts, first);
    desk.days(400).await;
    assert_eq!(
        desk.push(vec![desk.create(1)]).await,
        first,
        "it was never acknowledged"
    );
    desk.pulls(Some(seen.cursor), 1).await;
    desk.days(29).await;
    assert_eq!(desk.push(vec![desk.create(1)]).await, first);
    desk.days(2).await;
    let count = desk
        .look(|tx| tx.text("select count(*) || '' from ledger"))
        .await;
    assert_eq!(count, "0");
}

#[tokio::test]
async fn an_intent_whose_verdict_is_gone_is_not_done_again() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    let done = admin.envelope(&edit(NURSE, "last_name", "Lee", "Chan"));
    let refused = admin.envelope(&edit(NURSE, "last_name", "Chan", ""));
    let told = admin
        .sends(&desk, vec![done.clone(), refused.clone()])
        .await;
    desk.stored_all(ADMIN, 0x41).await;
    desk.days(31).await;
    let entries = "select count(*) || '' from audit";
    let before = desk.look(|tx| tx.text(entries)).await;
    let copy = Author::new(ADMIN, 0x47);
    let again = copy.sends(&desk, vec![done.clone(), refused]).await;
    assert_eq!(again[0], told[0]);
    assert_eq!(again[1].rev, told[1].rev);
    assert_eq!(rejection(&again[1].outcome), (None, "intent-long-decided"));
    let after = desk.look(|tx| tx.text(entries)).await;
    assert_eq!(after, before, "each was decided once");
    let other = admin.envelope(&edit(NURSE, "last_name", "Chan", "Diaz"));
    let other = Envelope {
        body: other.body,
        ..done
    };
    let verdicts = Author::new(ADMIN, 0x48).sends(&desk, vec![other]).await;
    assert_eq!(rejection(&verdicts[0].outcome), (None, "intent-id-reused"));
}

#[tokio::test]
async fn a_stolen_copy_does_not_take_an_intent_from_its_author_once_verdicts_are_gone() {
    let (author, thief) = ((ADMIN, 0x41), (CLERK, 0x51));
    for stored in [vec![thief, author], vec![author]] {
        let desk = Desk::new().await;
        let mut admin = Author::new(ADMIN, 0x41);
        let own = admin.envelope(&edit(NURSE, "last_name", "Lee", "Chan"));
        let told = admin.sends(&desk, vec![own.clone()]).await;
        let reused = (None, "intent-id-reused");
        let stolen = Author::new(CLERK, 0x51);
        let stolen = stolen.sends(&desk, vec![own.clone()]).await;
        assert_eq!(rejection(&stolen[0].outcome), reused);
        for (who, device) in stored {
            desk.stored_all(who, device).await;
            desk.days(31).await;
        }
        let copy = Author::new(ADMIN, 0x42);
        assert_eq!(copy.sends(&desk, vec![own.clone()]).await, told);
        let again = Author::new(CLERK, 0x52).sends(&desk, vec![own]).await;
        assert_eq!(rejection(&again[0].outcome), reused);
    }
}

#[tokio::test]
async fn an_edit_that_builds_on_a_refused_one_is_held_after_the_verdict_is_gone_too() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    let earlier = [
        edit(NURSE, "last_name", "Lee", ""),
        edit(NURSE, "last_name", "Lee", "Chan"),
    ];
    for (asked, holds) in earlier.into_iter().zip([true, false]) {
        let first = admin.envelope(&asked);
        let after = vec![first.op_id];
        let verdicts = admin.sends(&desk, vec![first]).await;
        assert_eq!(!verdicts[0].outcome.took_effect(), holds);
        desk.stored_all(ADMIN, 0x41).await;
        desk.days(31).await;
        let behind = Envelope {
            after: after.clone(),
            ..admin.envelope(&edit(NURSE, "first_name", "Ana", "Ann"))
        };
        let outcome = admin.sends(&desk, vec![behind]).await.remove(0).outcome;
        let held = matches!(outcome, Outcome::Held { on } if on == after[0]);
        assert_eq!(held, holds, "{outcome:?}");
    }
}

#[tokio::test]
async fn a_record_that_is_gone_is_told_for_ninety_days_and_a_snapshot_comes_after() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    admin
        .asks(&desk, make(DESK, json!({ "name": "Desk" })))
        .await;
    let before = desk.pulls(None, 0).await.cursor;
    let delete = Intent::RoleDelete(RoleDelete {
        role: lanyard_shared::id::RoleId(DESK.id),
    });
    assert_eq!(admin.asks(&desk, delete).await, Outcome::Applied);
    let told = desk.pulls(Some(before.clone()), 0).await;
    assert_eq!((told.snapshot, told.gone.as_slice()), (false, &[DESK][..]));
    desk.days(89).await;
    assert!(!desk.pulls(Some(before.clone()), 0).await.snapshot);
    desk.days(2).await;
    assert!(desk.pulls(Some(before), 0).await.snapshot);
    let after = desk.pulls(Some(told.cursor), 0).await;
    assert!(
        !after.snapshot,
        "who knows that it is gone needs no snapshot"
    );
}

#[tokio::test]
async fn who_changed_a_field_is_known_for_ninety_days() {
    let desk = Desk::new().await;
    let (mut one, mut other) = (Author::new(ADMIN, 0x41), Author::new(CLERK, 0x42));
    other.looks(&desk).await;
    one.asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    desk.days(91).await;
    let outcome = other
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Lin"))
        .await;
    assert_eq!(conflict(&outcome).len(), 1);
    let Outcome::Conflict { fields } = outcome else {
        unreachable!()
    };
    assert_eq!((fields[0].by, fields[0].at), (None, None));
}

#[tokio::test]
async fn a_raise_whose_author_looked_before_the_traces_begin_waits_for_a_second_look() {
    let desk = Desk::new().await;
    let (mut admin, mut stale) = (Author::new(ADMIN, 0x41), Author::new(ADMIN, 0x42));
    admin.looks(&desk).await;
    admin
        .asks(&desk, make(DESK, json!({ "name": "Desk" })))
        .await;
    stale.looks(&desk).await;
    let grown = edit_of(DESK, "allows", json!([]), json!(["export-patients"]));
    assert_eq!(admin.asks(&desk, grown).await, Outcome::Applied);
    desk.days(91).await;
    let give = edit(NURSE, "role", ROLE_NURSE.to_string(), DESK.id.to_string());
    let outcome = stale.asks(&desk, give.clone()).await;
    assert_eq!(conflict(&outcome)[0].0, "role");
    stale.looks(&desk).await;
    assert_eq!(stale.asks(&desk, give).await, Outcome::Applied);
}
