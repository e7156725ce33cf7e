//! What a push does, and that doing it again does nothing more.

use lanyard_shared::id::{AccountId, DeviceId, OpId};
use lanyard_shared::protocol::{
    LinkPurpose, MAX_PUSH_INTENTS, MAX_PUSH_SEALED, Outcome, ProblemKind, Rev,
};
use lanyard_shared::record::{ActivationLink, Standing};
use uuid::Uuid;

use super::*;
use crate::secret::Token;

const USER1: AccountId = AccountId(Uuid::from_u128(0x1001));

fn key(outcome: &Outcome) -> (Option<&str>, &str) {
    let Outcome::Rejected { problems } = outcome else {
        panic!("{outcome:?}");
    };
    (problems[0].field.as_deref(), &problems[0].message.key)
}

// covers: NEW-09, NEW-17, LINK-02
#[tokio::test]
async fn a_created_account_is_pending_with_its_mail_waiting() {
    let desk = Desk::new().await;
    let verdicts = desk.push(vec![desk.create(1)]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    assert_eq!(verdicts[0].rev, Rev(2));
    assert_eq!(*desk.app.rev.borrow(), Rev(2));
    let account = desk.look(|tx| accounts::find(tx, USER1)).await.unwrap();
    assert_eq!(account.standing, Standing::Pending);
    assert_eq!(account.activation, Some(ActivationLink::MailWaiting));
    assert_eq!(account.cell_phone.as_deref(), Some("+12125550147"));
    assert_eq!(account.created_at, MORNING);
    assert!(account.password_set_by_another);
    let hash = desk.look(|tx| accounts::password_hash(tx, USER1)).await;
    assert_eq!(hash.unwrap(), format!("plain:{PASSWORD}"));
    assert_eq!(desk.look(audit::verify).await, None);
}

#[tokio::test]
async fn the_link_of_a_new_account_opens_by_its_derived_token() {
    let desk = Desk::new().await;
    desk.push(vec![desk.create(1)]).await;
    let id = desk.look(|tx| tx.text("select id from links")).await;
    let token = desk
        .app
        .secret
        .link_token(LinkPurpose::Activation, id.parse().unwrap(), 1);
    let hash: String = Token::parse(&token)
        .unwrap()
        .secret_hash()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let stored = desk.look(|tx| tx.text("select hex(secret_hash) from links"));
    assert_eq!(stored.await, hash);
    let mail = desk.look(|tx| tx.text("select recipient || state from mails"));
    assert_eq!(mail.await, "user1@example.orgwaiting");
}

#[tokio::test]
async fn the_same_push_again_gives_the_same_verdicts_and_changes_nothing() {
    let desk = Desk::new().await;
    let intents = vec![
        desk.create(1),
        desk.create_with(2, |c| c.fields.username = "admin".into()),
    ];
    let first = desk.push(intents.clone()).await;
    let rev = *desk.app.rev.borrow();
    desk.later();
    // Were it decided anew, the freed name would be accepted now.
    desk.change(|tx, _| {
        tx.run_sql("update accounts set username_folded = 'gone' where username = 'admin'")
    })
    .await;
    assert_eq!(desk.push(intents).await, first);
    assert_eq!(key(&first[1].outcome), (Some("username"), "username-taken"));
    assert_eq!(*desk.app.rev.borrow(), Rev(rev.0 + 1));
    let mails = desk.look(|tx| tx.text("select count(*) || '' from mails"));
    assert_eq!(mails.await, "1");
}

#[tokio::test]
async fn a_retry_that_overtakes_the_first_try_takes_effect_once() {
    let desk = Desk::new().await;
    let intents = vec![desk.create(1), desk.create(2)];
    let (first, retry) = tokio::join!(desk.push(intents.clone()), desk.push(intents));
    assert_eq!(first, retry);
    assert_eq!(*desk.app.rev.borrow(), Rev(3));
}

#[tokio::test]
async fn one_id_stands_for_one_intent() {
    let desk = Desk::new().await;
    let first = desk.push(vec![desk.create(1)]).await;
    let other = desk.create_with(1, |create| create.fields.first_name = "Eve".to_owned());
    let at_its_place = desk.push(vec![other.clone()]).await;
    assert_eq!(key(&at_its_place[0].outcome), (None, "intent-id-reused"));
    let elsewhere = Envelope { seq: 2, ..other };
    let verdicts = desk.push(vec![elsewhere.clone()]).await;
    assert_eq!(key(&verdicts[0].outcome), (None, "intent-id-reused"));
    assert_eq!(desk.push(vec![elsewhere]).await, verdicts);
    assert_eq!(
        desk.push(vec![desk.create(1)]).await,
        first,
        "the first stands"
    );
}

#[tokio::test]
async fn a_verdict_goes_to_its_author_only() {
    let desk = Desk::new().await;
    desk.push(vec![desk.create(1)]).await;
    let verdicts = desk.push_as(CLERK, vec![desk.create(1)]).await.unwrap();
    assert_eq!(key(&verdicts[0].outcome), (None, "intent-id-reused"));
}

#[tokio::test]
async fn a_device_with_a_new_name_gets_the_verdicts_it_had() {
    let desk = Desk::new().await;
    let first = desk.push(vec![desk.create(1), desk.create(2)]).await;
    let moved = vec![Envelope {
        seq: 1,
        ..desk.create(2)
    }];
    let device = DeviceId(Uuid::from_u128(0x41));
    let request = desk.request(moved);
    let answer = push(&desk.app, &actor(ADMIN), device, request)
        .await
        .unwrap();
    let expected = Verdict {
        seq: 1,
        ..first[1].clone()
    };
    assert_eq!(answer.verdicts, [expected]);
    assert_eq!(*desk.app.rev.borrow(), Rev(3), "no second account");
}

#[tokio::test]
async fn another_intent_at_a_used_place_shows_a_copied_profile() {
    let desk = Desk::new().await;
    desk.push(vec![desk.create(1)]).await;
    let other = Envelope {
        seq: 1,
        ..desk.create(2)
    };
    let error = desk.push_as(ADMIN, vec![other]).await.unwrap_err();
    assert_eq!(refusal(error).kind, ProblemKind::ClonedDevice);
}

#[tokio::test]
async fn a_gap_decides_nothing() {
    let desk = Desk::new().await;
    for intents in [
        vec![desk.create(2)],
        vec![desk.create(1), desk.create(3)],
        vec![Envelope {
            seq: 0,
            ..desk.create(1)
        }],
        vec![Envelope {
            seq: u64::MAX,
            ..desk.create(1)
        }],
    ] {
        let error = desk.push_as(ADMIN, intents).await.unwrap_err();
        assert_eq!(refusal(error).kind, ProblemKind::SequenceGap);
    }
    assert_eq!(*desk.app.rev.borrow(), Rev(1));
}

#[tokio::test]
async fn another_history_another_page_or_a_first_password_refuses_the_push() {
    let desk = Desk::new().await;
    let (right, who) = (desk.request(Vec::new()), actor(ADMIN));
    let kind = |request, who: Actor| {
        let app = desk.app.clone();
        async move { refusal(push(&app, &who, DEVICE, request).await.unwrap_err()).kind }
    };
    let epoch = PushRequest {
        epoch: EpochId(Uuid::from_u128(5)),
        ..right.clone()
    };
    assert_eq!(kind(epoch, who.clone()).await, ProblemKind::EpochChanged);
    let protocol = PushRequest {
        protocol: PROTOCOL + 1,
        ..right.clone()
    };
    assert_eq!(kind(protocol, who.clone()).await, ProblemKind::Reload);
    let first_password = Actor {
        password_change_required: true,
        enrolment_required: false,
        ..who
    };
    let refused = kind(right, first_password).await;
    assert_eq!(refused, ProblemKind::PasswordChangeRequired);
}

#[tokio::test]
async fn too_many_intents_are_refused_and_too_many_passwords_come_in_parts() {
    let desk = Desk::new().await;
    let many = vec![desk.create(1); MAX_PUSH_INTENTS + 1];
    let error = desk.push_as(ADMIN, many).await.unwrap_err();
    assert_eq!(refusal(error).kind, ProblemKind::TooLarge);
    let intents: Vec<_> = (1..=25).map(|n| desk.create(n)).collect();
    let first = desk.push(intents.clone()).await;
    assert_eq!(first.len(), MAX_PUSH_SEALED);
    let second = desk.push(intents).await;
    assert_eq!(second.len(), 25, "what is decided costs nothing again");
    assert!(
        second
            .iter()
            .all(|verdict| verdict.outcome == Outcome::Applied)
    );
}

#[tokio::test]
async fn an_intent_that_cannot_be_read_does_not_stop_the_others() {
    let desk = Desk::new().await;
    let unknown = Envelope {
        kind: "staff.promote".to_owned(),
        ..desk.create(1)
    };
    let newer = Envelope {
        version: 9,
        ..desk.create(2)
    };
    let malformed = Envelope {
        body: serde_json::json!({ "account": 7 }),
        ..desk.create(3)
    };
    let verdicts = desk
        .push(vec![unknown, newer, malformed, desk.create(4)])
        .await;
    assert!(matches!(verdicts[0].outcome, Outcome::Unsupported { .. }));
    assert!(matches!(verdicts[1].outcome, Outcome::Unsupported { .. }));
    assert_eq!(key(&verdicts[2].outcome), (None, "intent-malformed"));
    assert_eq!(verdicts[3].outcome, Outcome::Applied);
}

#[tokio::test]
async fn a_fault_inside_one_intent_is_its_verdict_alone() {
    let desk = Desk::new().await;
    let trigger = "create trigger fault before insert on mails
        when new.recipient = 'user2@example.org'
        begin select raise(abort, 'a fault'); end";
    desk.change(move |tx, _| tx.run_sql(trigger)).await;
    let intents: Vec<_> = (1..=3).map(|n| desk.create(n)).collect();
    let verdicts = desk.push(intents.clone()).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    let request_id = OpId(Uuid::from_u128(0x2002)).to_string();
    assert_eq!(verdicts[1].outcome, Outcome::Failed { request_id });
    assert_eq!(verdicts[2].outcome, Outcome::Applied);
    let half_done = AccountId(Uuid::from_u128(0x1002));
    assert_eq!(
        desk.look(move |tx| accounts::find(tx, half_done)).await,
        None
    );
    desk.change(|tx, _| tx.run_sql("drop trigger fault")).await;
    assert_eq!(desk.push(intents).await, verdicts, "the verdict is kept");
    assert_eq!(desk.look(audit::verify).await, None);
}

#[tokio::test]
async fn when_the_disk_gives_up_nothing_is_decided() {
    let desk = Desk::new().await;
    // Stands for a full disk: SQLite ends the transaction by itself.
    let trigger = "create trigger full before insert on mails
        begin select raise(rollback, 'full'); end";
    desk.change(move |tx, _| tx.run_sql(trigger)).await;
    let intents = vec![desk.create(1), desk.create(2)];
    assert!(desk.push_as(ADMIN, intents.clone()).await.is_err());
    desk.change(|tx, _| tx.run_sql("drop trigger full")).await;
    let verdicts = desk.push(intents).await;
    assert!(
        verdicts
            .iter()
            .all(|verdict| verdict.outcome == Outcome::Applied)
    );
}

#[tokio::test]
async fn neither_ledger_nor_audit_holds_what_was_sealed_or_typed() {
    let desk = Desk::new().await;
    let intent = desk.create(1);
    let sealed = desk.sealed(USER1, PASSWORD).sealed;
    desk.push(vec![intent]).await;
    let ledger = desk.look(|tx| tx.text("select group_concat(verdict) from ledger"));
    let audit = desk.look(|tx| tx.text("select group_concat(detail) from audit"));
    let kept = ledger.await + &audit.await;
    for secret in [sealed.as_str(), PASSWORD, "user1", "Kim"] {
        assert!(!kept.contains(secret), "{secret}");
    }
}
