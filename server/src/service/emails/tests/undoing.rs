//! What the link in the notice does.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{AddressUndone, EmailUndone, PasswordUndone, Rev, ViewPins};
use lanyard_shared::time::UnixMillis;

use super::*;
use crate::service::fixture::PASSWORD;
use crate::service::mails::Attempt;
use crate::service::sessions::Actor;
use crate::service::{passwords, pins};
use crate::store::Tx;
use crate::store::accounts::ChosenBy;

const OWN: &str = "one that only bee knows";

/// The nurse asks for another address herself; gives the links to confirm and to undo it.
async fn asked_own(desk: &Desk, email: &str) -> (LinkToken, LinkToken) {
    ask_own(desk, email, NURSE_PASSWORD).await.unwrap();
    let mut mails = sent(desk).await;
    let mut take = |kind: MailKind| mails.remove(&format!("{kind:?}")).unwrap().1;
    (take(MailKind::EmailChange), take(MailKind::EmailNotice))
}

async fn has_password(desk: &Desk) -> bool {
    let read = desk.app.store.read(|tx| accounts::password_hash(tx, NURSE));
    read.await.unwrap().is_some()
}

/// The nurse has chosen her password herself.
async fn chosen(desk: &Desk) {
    let hash = desk.app.effects.hash(NURSE_PASSWORD.to_owned()).await;
    let hash = hash.unwrap();
    let written = desk.app.store.write(move |tx| {
        accounts::set_password(tx, NURSE, &hash, ChosenBy::Owner, (Rev(1), UnixMillis(0)))
    });
    written.await.unwrap();
}

async fn give(desk: &Desk, who: AccountId, email: &'static str) {
    let now = desk.app.effects.now();
    let written = desk.app.store.write(move |tx| {
        let rev = tx.bump(now, &AuditEntry::about(who, "test.email"))?;
        let account = accounts::find(tx, who)?.unwrap();
        let email = email.to_owned();
        accounts::update(tx, &Account { email, ..account }, rev)
    });
    written.await.unwrap();
}

// covers: LINK-09
#[tokio::test]
async fn the_old_address_can_be_put_back_which_ends_every_session() {
    let desk = Desk::with_nurse().await;
    chosen(&desk).await;
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let (yes, no) = asked(&desk, "bea@new.example").await;
    desk.clock.advance(Millis::hours(71));
    confirm(&desk.app, yes).await.unwrap();
    let alive = sessions::actor(
        &desk.app,
        Some(&desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token),
    )
    .await;
    assert!(alive.is_ok(), "a change alone ends none");
    // Its life began anew when the change took effect.
    desk.clock.advance(Millis(LINK_LIFE.0 - 1));
    let late = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    undo(&desk.app, no.clone()).await.unwrap();
    assert_eq!(email(&desk).await, "bea@example.org");
    for token in [session, late] {
        assert!(sessions::actor(&desk.app, Some(&token)).await.is_err());
    }
    assert_eq!(
        desk.audited().await,
        r#"email.undo by somebody about an account {"address":"in-force","password":"stays"}"#
    );
    assert_eq!(refusal(undo(&desk.app, no).await).1, "link-used");
}

#[tokio::test]
async fn undoing_before_the_confirmation_takes_the_change_off() {
    let desk = Desk::with_nurse().await;
    let (yes, no) = asked(&desk, "bea@new.example").await;
    undo(&desk.app, no).await.unwrap();
    assert_eq!(refusal(confirm(&desk.app, yes).await).1, "link-superseded");
    assert_eq!(email(&desk).await, "bea@example.org");
}

#[tokio::test]
async fn a_second_change_does_not_take_the_way_back_to_the_first_address() {
    let desk = Desk::with_nurse().await;
    let (yes, back_to_first) = asked(&desk, "thief@one.example").await;
    confirm(&desk.app, yes).await.unwrap();
    desk.clock.advance(Millis::hours(1));
    let (yes, back_to_thief) = asked(&desk, "thief@two.example").await;
    confirm(&desk.app, yes).await.unwrap();
    undo(&desk.app, back_to_first).await.unwrap();
    assert_eq!(email(&desk).await, "bea@example.org");
    let stolen = undo(&desk.app, back_to_thief).await;
    assert_eq!(refusal(stolen).1, "link-superseded");
}

// covers: LINK-09
#[tokio::test]
async fn who_asked_for_another_address_of_their_own_knows_the_password_which_is_forgotten() {
    let desk = Desk::with_nurse().await;
    let (yes, no) = asked_own(&desk, "thief@new.example").await;
    confirm(&desk.app, yes).await.unwrap();
    let undone = undo(&desk.app, no).await.unwrap();
    let expected = EmailUndone {
        address: AddressUndone::InForce,
        password: PasswordUndone::Forgotten,
    };
    assert_eq!(undone, expected);
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_err());
    let (to, token) = sent(&desk).await.remove("Reset").unwrap();
    assert_eq!(to, "bea@example.org");
    let reset = ResetPassword {
        token: token.token,
        password: OWN.to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    assert!(desk.sign_in("bea", OWN).await.is_ok());
}

// covers: LINK-09, RIGHT-05
#[tokio::test]
async fn the_last_who_can_manage_loses_a_known_password_too_and_comes_back_by_the_link() {
    let desk = Desk::with_nurse().await;
    let change = ChangeOwnEmail {
        email: "thief@new.example".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let olga = desk.actor("olga").await;
    change_own(&desk.app, &olga, change).await.unwrap();
    let mut mails = sent(&desk).await;
    let mut take = |kind: &str| mails.remove(kind).unwrap().1;
    let (yes, no) = (take("EmailChange"), take("EmailNotice"));
    confirm(&desk.app, yes).await.unwrap();
    let manages = async || {
        let now = desk.app.effects.now();
        let held = move |tx: &Tx<'_>| accounts::somebody_holds(tx, Permission::ManageAccounts, now);
        desk.app.store.read(held).await.unwrap()
    };
    assert!(manages().await);
    let undone = undo(&desk.app, no).await.unwrap();
    assert_eq!(undone.password, PasswordUndone::Forgotten);
    assert!(!manages().await, "nobody is left for a while");
    let (to, token) = sent(&desk).await.remove("Reset").unwrap();
    assert_eq!(to, "olga@example.org");
    let reset = ResetPassword {
        token: token.token,
        password: OWN.to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    assert!(manages().await);
    desk.sign_in("olga", OWN).await.unwrap();
}

// covers: LINK-09, NEW-12
#[tokio::test]
async fn the_support_pin_that_a_forgotten_password_has_shown_is_replaced() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await;
    let pin = async || {
        let asked = ViewPins {
            account: NURSE,
            password: PASSWORD.to_owned(),
        };
        let pins = pins::view(&desk.app, &olga, asked).await;
        pins.unwrap().support
    };
    let (_, no) = asked_own(&desk, "thief@new.example").await;
    let before = pin().await;
    undo(&desk.app, no).await.unwrap();
    assert_ne!(pin().await, before);
}

// covers: LINK-09
#[tokio::test]
async fn a_password_that_was_set_by_way_of_the_new_address_is_forgotten() {
    let desk = Desk::with_nurse().await;
    chosen(&desk).await;
    let (yes, no) = asked(&desk, "thief@new.example").await;
    confirm(&desk.app, yes).await.unwrap();
    let olga = desk.actor("olga").await;
    assert_eq!(desk.send_link(&olga, NURSE).await, Outcome::Applied);
    let (to, token) = sent(&desk).await.remove("Reset").unwrap();
    assert_eq!(to, "thief@new.example");
    desk.clock.advance(Millis::minutes(1));
    let reset = ResetPassword {
        token: token.token,
        password: "horses stapled to batteries".to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    let undone = undo(&desk.app, no).await.unwrap();
    assert_eq!(undone.password, PasswordUndone::Forgotten);
    assert!(!has_password(&desk).await);
}

// covers: LINK-09
#[tokio::test]
async fn a_password_that_an_administrator_has_given_is_forgotten() {
    let desk = Desk::with_nurse().await;
    assert!(desk.nurse().await.password_set_by_another);
    let (yes, no) = asked(&desk, "bea@new.example").await;
    confirm(&desk.app, yes).await.unwrap();
    let undone = undo(&desk.app, no).await.unwrap();
    assert_eq!(undone.password, PasswordUndone::Forgotten);
    assert!(!has_password(&desk).await);
}

#[tokio::test]
async fn a_password_that_nobody_has_touched_stays() {
    let desk = Desk::with_nurse().await;
    chosen(&desk).await;
    let (yes, no) = asked(&desk, "bea@new.example").await;
    confirm(&desk.app, yes).await.unwrap();
    let undone = undo(&desk.app, no).await.unwrap();
    assert_eq!(undone.password, PasswordUndone::Stays);
    assert!(has_password(&desk).await);
    assert!(!sent(&desk).await.contains_key("Reset"));
}

// covers: LINK-09
#[tokio::test]
async fn a_password_changed_after_the_wish_is_forgotten_though_it_was_never_confirmed() {
    let desk = Desk::with_nurse().await;
    chosen(&desk).await;
    let (_, no) = asked(&desk, "thief@new.example").await;
    desk.clock.advance(Millis::minutes(1));
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let bea: Actor = sessions::actor(&desk.app, Some(&session)).await.unwrap();
    let new = lanyard_shared::protocol::ChangePassword {
        current: NURSE_PASSWORD.to_owned(),
        new: OWN.to_owned(),
    };
    let changed = passwords::change(&desk.app, &bea, &session, new).await;
    changed.unwrap();
    let undone = undo(&desk.app, no).await.unwrap();
    assert_eq!(undone.password, PasswordUndone::Forgotten);
}

// covers: LINK-09
#[tokio::test]
async fn undoing_ends_every_other_link() {
    let desk = Desk::with_nurse().await;
    let (_, no) = asked(&desk, "thief@new.example").await;
    let olga = desk.actor("olga").await;
    let of_nurse = OfAccount { account: NURSE };
    let shown = links::show(&desk.app, &olga, of_nurse).await.unwrap();
    undo(&desk.app, no).await.unwrap();
    let reset = ResetPassword {
        token: token_of(&shown.url),
        password: OWN.to_owned(),
    };
    let refused = links::reset(&desk.app, reset).await;
    assert_eq!(refusal(refused).1, "link-superseded");
}

// covers: LINK-09
#[tokio::test]
async fn an_old_address_that_another_account_has_got_does_not_come_back_and_the_rest_is_done() {
    let desk = Desk::with_nurse().await;
    let (yes, no) = asked_own(&desk, "thief@new.example").await;
    confirm(&desk.app, yes).await.unwrap();
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    ask_own(&desk, "thief@two.example", NURSE_PASSWORD)
        .await
        .unwrap();
    let second = sent(&desk).await.remove("EmailChange").unwrap().1;
    let olga = desk.actor("olga").await.account;
    give(&desk, olga, "BEA@example.org").await;
    let undone = undo(&desk.app, no.clone()).await.unwrap();
    let expected = EmailUndone {
        address: AddressUndone::Taken,
        password: PasswordUndone::Forgotten,
    };
    assert_eq!(undone, expected);
    assert_eq!(email(&desk).await, "thief@new.example");
    assert!(sessions::actor(&desk.app, Some(&session)).await.is_err());
    assert!(!has_password(&desk).await);
    let stopped = confirm(&desk.app, second).await;
    assert_eq!(refusal(stopped).1, "link-superseded");
    assert_eq!(refusal(undo(&desk.app, no).await).1, "link-used");
    let (to, _) = sent(&desk).await.remove("Reset").unwrap();
    assert_eq!(to, "bea@example.org");
}

// covers: LINK-04, LINK-09
#[tokio::test]
async fn an_address_that_was_never_confirmed_comes_back_as_that() {
    for verified in [false, true] {
        let desk = Desk::with_nurse().await;
        let now = desk.app.effects.now();
        let written = desk.app.store.write(move |tx| {
            let rev = tx.bump(now, &AuditEntry::about(NURSE, "test.verified"))?;
            let account = accounts::find(tx, NURSE)?.unwrap();
            let changed = Account {
                email_verified: verified,
                ..account
            };
            accounts::update(tx, &changed, rev)
        });
        written.await.unwrap();
        let (yes, no) = asked(&desk, "bea@new.example").await;
        confirm(&desk.app, yes).await.unwrap();
        assert!(desk.nurse().await.email_verified);
        undo(&desk.app, no).await.unwrap();
        assert_eq!(desk.nurse().await.email_verified, verified);
    }
}

// covers: LINK-09, LINK-02
#[tokio::test]
async fn the_way_back_does_not_end_before_the_change_has_taken_effect() {
    let desk = Desk::with_nurse().await;
    assert_eq!(ask(&desk, "thief@new.example").await, Outcome::Applied);
    let due = mails::due(&desk.app, 10).await.unwrap();
    let of = |kind| due.iter().find(|mail| mail.kind == kind).unwrap().clone();
    let (change, notice) = (of(MailKind::EmailChange), of(MailKind::EmailNotice));
    let token = |mail: &mails::DueMail| LinkToken {
        token: mail.link.unwrap().token(&desk.app.secret),
    };
    let sent = async |id| mails::record(&desk.app, id, Attempt::Accepted).await;
    sent(notice.id).await.unwrap();
    // The mail to the new address is days on its way.
    desk.clock.advance(Millis::hours(50));
    sent(change.id).await.unwrap();
    desk.clock.advance(Millis::hours(50));
    confirm(&desk.app, token(&change)).await.unwrap();
    desk.clock.advance(Millis(LINK_LIFE.0 - 1));
    undo(&desk.app, token(&notice)).await.unwrap();
    assert_eq!(email(&desk).await, "bea@example.org");
}
