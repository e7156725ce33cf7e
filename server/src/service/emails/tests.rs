//! Changing an address: what each of the two links does, and when neither does anything.

use std::collections::BTreeMap;

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{
    ChangeOwnEmail, ForgotPassword, LinkPurpose, LinkToken, MailKind, OfAccount, Outcome,
    ProblemKind, ResetPassword,
};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{LINK_LIFE, Millis};

use super::{change_own, confirm, undo};
use crate::error::Result;
use crate::service::fixture::{
    Desk, NURSE, NURSE_PASSWORD, at_fields, refusal, rejection, token_of,
};
use crate::service::{links, mails, sessions};
use crate::store::accounts;
use crate::store::audit::AuditEntry;

mod undoing;

/// The administrator `olga` asks for another address of the nurse's.
async fn ask(desk: &Desk, email: &str) -> Outcome {
    let olga = desk.actor("olga").await;
    desk.ask_email(&olga, NURSE, email).await
}

/// The nurse asks for another address of her own.
async fn ask_own(desk: &Desk, email: &str, password: &str) -> Result<()> {
    let bea = desk.actor("bea").await;
    let change_to = ChangeOwnEmail {
        email: email.to_owned(),
        password: password.to_owned(),
    };
    change_own(&desk.app, &bea, change_to).await
}

/// The links of the mails that are due, which are sent, by kind.
async fn sent(desk: &Desk) -> BTreeMap<String, (String, LinkToken)> {
    let due = mails::due(&desk.app, 10).await.unwrap();
    desk.deliver().await;
    let secret = &desk.app.secret;
    let told = due.into_iter().map(|mail| {
        let token = mail.link.unwrap().token(secret);
        let kind = format!("{:?}", mail.kind);
        (kind, (mail.recipient, LinkToken { token }))
    });
    told.collect()
}

/// Asks for another address, and gives the links to confirm and to undo it.
async fn asked(desk: &Desk, email: &str) -> (LinkToken, LinkToken) {
    assert_eq!(ask(desk, email).await, Outcome::Applied);
    let mut mails = sent(desk).await;
    let mut take = |kind: MailKind| mails.remove(&format!("{kind:?}")).unwrap().1;
    (take(MailKind::EmailChange), take(MailKind::EmailNotice))
}

async fn email(desk: &Desk) -> String {
    desk.nurse().await.email
}

// covers: LINK-09
#[tokio::test]
async fn nothing_changes_until_the_new_address_is_confirmed() {
    let desk = Desk::with_nurse().await;
    assert_eq!(ask(&desk, " bea@new.example ").await, Outcome::Applied);
    let mails = sent(&desk).await;
    let to: Vec<_> = mails
        .iter()
        .map(|(kind, (to, _))| format!("{kind} {to}"))
        .collect();
    assert_eq!(
        to,
        ["EmailChange bea@new.example", "EmailNotice bea@example.org"]
    );
    assert_eq!(email(&desk).await, "bea@example.org");
    let look = links::look(&desk.app, mails["EmailChange"].1.clone())
        .await
        .unwrap();
    assert_eq!(look.purpose, LinkPurpose::EmailChange);
    assert_eq!(look.email.as_deref(), Some("bea@new.example"));
    confirm(&desk.app, mails["EmailChange"].1.clone())
        .await
        .unwrap();
    let nurse = desk.nurse().await;
    assert_eq!(
        (nurse.email.as_str(), nurse.email_verified),
        ("bea@new.example", true)
    );
    let again = confirm(&desk.app, mails["EmailChange"].1.clone()).await;
    assert_eq!(refusal(again).1, "link-used");
}

// covers: LINK-09
#[tokio::test]
async fn what_was_asked_for_ends_with_the_password() {
    let desk = Desk::with_nurse().await;
    let (yes, _) = asked(&desk, "thief@new.example").await;
    let olga = desk.actor("olga").await;
    let of_nurse = OfAccount { account: NURSE };
    let shown = links::show(&desk.app, &olga, of_nurse).await.unwrap();
    let reset = ResetPassword {
        token: token_of(&shown.url),
        password: "a quite new password".to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    assert_eq!(refusal(confirm(&desk.app, yes).await).1, "link-superseded");
    assert_eq!(email(&desk).await, "bea@example.org");
}

#[tokio::test]
async fn a_newer_wish_takes_the_place_of_the_older_one() {
    let desk = Desk::with_nurse().await;
    let (first, undo_first) = asked(&desk, "bea@one.example").await;
    desk.clock.advance(Millis::hours(1));
    let (second, _) = asked(&desk, "bea@two.example").await;
    assert_eq!(
        refusal(confirm(&desk.app, first).await).1,
        "link-superseded"
    );
    assert_eq!(
        refusal(undo(&desk.app, undo_first).await).1,
        "link-superseded"
    );
    confirm(&desk.app, second).await.unwrap();
    assert_eq!(email(&desk).await, "bea@two.example");
}

// covers: LINK-01
#[tokio::test]
async fn both_links_end_after_72_hours() {
    let desk = Desk::with_nurse().await;
    let (yes, no) = asked(&desk, "bea@new.example").await;
    desk.clock.advance(LINK_LIFE);
    assert_eq!(refusal(confirm(&desk.app, yes).await).1, "link-expired");
    assert_eq!(refusal(undo(&desk.app, no).await).1, "link-expired");
}

#[tokio::test]
async fn an_address_that_was_taken_meanwhile_is_not_given_twice() {
    let desk = Desk::with_nurse().await;
    let told = rejection(&ask(&desk, "OLGA@example.org").await);
    assert_eq!(told, "email: email-taken");
    assert_eq!(rejection(&ask(&desk, "bea").await), "email: email-invalid");
    let (yes, _) = asked(&desk, "bea@new.example").await;
    let olga = desk.actor("olga").await.account;
    let now = desk.app.effects.now();
    let written = desk.app.store.write(move |tx| {
        let rev = tx.bump(now, &AuditEntry::about(olga, "test.email"))?;
        let account = accounts::find(tx, olga)?.unwrap();
        let email = "Bea@New.example".to_owned();
        accounts::update(tx, &Account { email, ..account }, rev)
    });
    written.await.unwrap();
    let before = desk.rev();
    assert_eq!(
        at_fields(confirm(&desk.app, yes).await),
        ["email: email-taken"]
    );
    assert_eq!(desk.rev(), before);
    assert_eq!(email(&desk).await, "bea@example.org");
}

// covers: NEW-15
#[tokio::test]
async fn members_change_their_own_with_their_password_where_that_is_switched_on() {
    let desk = Desk::with_nurse().await;
    let wrong = ask_own(&desk, "bea@new.example", "not this one").await;
    assert_eq!(at_fields(wrong), ["password: password-current-wrong"]);
    assert_eq!(
        refusal(ask_own(&desk, "bea@new.example", NURSE_PASSWORD).await).1,
        "problem-too-many"
    );
    desk.clock.advance(Millis::seconds(1));
    ask_own(&desk, "bea@new.example", NURSE_PASSWORD)
        .await
        .unwrap();
    let yes = sent(&desk).await.remove("EmailChange").unwrap().1;
    allow_update(&desk, false).await;
    assert_eq!(
        refusal(confirm(&desk.app, yes.clone()).await).1,
        "email-update-off"
    );
    let off = ask_own(&desk, "bea@new.example", NURSE_PASSWORD).await;
    assert_eq!(
        refusal(off),
        (ProblemKind::Forbidden, "email-update-off".to_owned())
    );
    allow_update(&desk, true).await;
    confirm(&desk.app, yes).await.unwrap();
    assert_eq!(email(&desk).await, "bea@new.example");
}

async fn allow_update(desk: &Desk, email_update: bool) {
    let now = desk.app.effects.now();
    let written = desk.app.store.write(move |tx| {
        let rev = tx.bump(now, &AuditEntry::about(NURSE, "test.email-update"))?;
        let mut account = accounts::find(tx, NURSE)?.unwrap();
        account.particulars.email_update = email_update;
        accounts::update(tx, &account, rev)
    });
    written.await.unwrap();
}

// covers: NEW-15
#[tokio::test]
async fn asking_for_forgotten_passwords_does_not_keep_a_member_from_another_address() {
    let desk = Desk::with_nurse().await;
    for _ in 0..7 {
        let asked = ForgotPassword {
            who: "bea".to_owned(),
        };
        links::forgot(&desk.app, asked, None);
        // What follows waits behind it for the one writer.
        desk.allow_nurse(Permission::AccessReports, Setting::Allow)
            .await;
        desk.clock.advance(Millis::minutes(2));
    }
    ask_own(&desk, "bea@new.example", NURSE_PASSWORD)
        .await
        .unwrap();
}

#[tokio::test]
async fn another_address_does_not_keep_a_member_from_a_forgotten_password() {
    let desk = Desk::with_nurse().await;
    desk.clock.advance(Millis::hours(25));
    ask_own(&desk, "bea@new.example", NURSE_PASSWORD)
        .await
        .unwrap();
    let before = desk.rev();
    let asked = ForgotPassword {
        who: "bea".to_owned(),
    };
    links::forgot(&desk.app, asked, None);
    let mut revs = desk.app.rev.subscribe();
    revs.wait_for(|rev| *rev > before).await.unwrap();
    assert!(desk.audited().await.starts_with("link.forgot"));
}

#[tokio::test]
async fn a_member_sends_no_flood_of_mails() {
    let desk = Desk::with_nurse().await;
    desk.clock.advance(Millis::hours(25));
    for n in 0..3 {
        let email = format!("bea@new{n}.example");
        ask_own(&desk, &email, NURSE_PASSWORD).await.unwrap();
        desk.clock.advance(Millis::minutes(5));
    }
    let fourth = ask_own(&desk, "bea@new4.example", NURSE_PASSWORD).await;
    assert_eq!(
        refusal(fourth),
        (ProblemKind::TooMany, "email-too-many".to_owned())
    );
}

// covers: RIGHT-03, RIGHT-07
#[tokio::test]
async fn rights_are_judged_when_it_is_asked_for_and_when_it_is_confirmed() {
    let desk = Desk::with_nurse().await;
    let bea = desk.actor("bea").await;
    let olga = desk.actor("olga").await.account;
    let refused = desk.ask_email(&bea, olga, "olga@new.example").await;
    assert_eq!(rejection(&refused), ": problem-forbidden");
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    let refused = desk.ask_email(&bea, olga, "olga@new.example").await;
    assert_eq!(rejection(&refused), "email: account-stronger");

    let (yes, _) = asked(&desk, "bea@new.example").await;
    desk.allow_nurse(Permission::BreakTheGlassReview, Setting::Allow)
        .await;
    let void = confirm(&desk.app, yes).await;
    assert_eq!(
        refusal(void),
        (ProblemKind::Link, "email-change-void".to_owned())
    );
}

#[tokio::test]
async fn a_pending_account_gets_the_address_at_once_and_a_new_activation() {
    let desk = Desk::founded().await;
    let old = desk.add_nurse().await;
    assert_eq!(ask(&desk, "bea@new.example").await, Outcome::Applied);
    let nurse = desk.nurse().await;
    assert_eq!(
        (nurse.email.as_str(), nurse.email_verified),
        ("bea@new.example", false)
    );
    let refused = links::activate(&desk.app, old).await;
    assert_eq!(refusal(refused).1, "link-superseded");
    let (to, token) = sent(&desk).await.remove("Activation").unwrap();
    assert_eq!(to, "bea@new.example");
    links::activate(&desk.app, token).await.unwrap();
    assert!(desk.nurse().await.email_verified);
}

#[tokio::test]
async fn ones_own_address_takes_ones_own_password_and_a_closed_account_none() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await;
    let own = desk.ask_email(&olga, olga.account, "olga@new.example");
    assert_eq!(rejection(&own.await), "email: email-own");
    desk.put(NURSE, Standing::Deactivated).await;
    let closed = ask(&desk, "bea@new.example").await;
    assert_eq!(rejection(&closed), "email: email-of-closed");
}
