//! What an administrator sees of a link, and what seeing it means.

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{
    LinkProgress, LinkPurpose, LinkStage, LinkState, LinkToken, MailFault, MailKind, OfAccount,
    Outcome, ProblemKind, ResetPassword,
};
use lanyard_shared::record::Standing;
use lanyard_shared::time::{LINK_LIFE, MAIL_LIFE, Millis};

use super::{progress, show};
use crate::service::fixture::{Desk, NURSE, refusal, rejection, token_of};
use crate::service::links::{activate, look, reset};
use crate::service::mails::{self, Attempt};
use crate::store::mails::Failure;

const OF_NURSE: OfAccount = OfAccount { account: NURSE };

async fn told(desk: &Desk) -> LinkProgress {
    let olga = desk.actor("olga").await;
    progress(&desk.app, &olga, OF_NURSE).await.unwrap()
}

async fn stage(desk: &Desk) -> LinkStage {
    told(desk).await.stage
}

/// The token of the link that the administrator `olga` is shown.
async fn shown(desk: &Desk) -> LinkToken {
    let olga = desk.actor("olga").await;
    let shown = show(&desk.app, &olga, OF_NURSE).await.unwrap();
    LinkToken {
        token: token_of(&shown.url),
    }
}

// covers: LINK-04
#[tokio::test]
async fn a_link_is_waiting_then_sent_then_opened_then_expired() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    assert_eq!(stage(&desk).await, LinkStage::Waiting);
    desk.deliver().await;
    let sent = told(&desk).await;
    let now = desk.app.effects.now();
    assert_eq!((sent.stage, sent.sent_at), (LinkStage::Sent, Some(now)));
    assert_eq!(sent.expires_at, Some(now.plus(LINK_LIFE)));
    desk.clock.advance(Millis::hours(1));
    look(&desk.app, link.clone()).await.unwrap();
    let opened_at = Some(desk.app.effects.now());
    desk.clock.advance(Millis::hours(1));
    look(&desk.app, link).await.unwrap();
    let opened = told(&desk).await;
    assert_eq!(
        (opened.stage, opened.opened_at),
        (LinkStage::Opened, opened_at)
    );
    assert!(!opened.shown);
    desk.clock.advance(LINK_LIFE);
    assert_eq!(stage(&desk).await, LinkStage::Expired);
}

#[tokio::test]
async fn a_link_whose_mail_was_given_up_says_so_until_a_new_one_is_sent() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.clock.advance(MAIL_LIFE);
    let mail = mails::due(&desk.app, 1).await.unwrap()[0].id;
    let refused = Attempt::Failed(Failure {
        fault: MailFault::Refused,
        words: "451 try again later".to_owned(),
    });
    mails::record(&desk.app, mail, refused).await.unwrap();
    assert_eq!(stage(&desk).await, LinkStage::GivenUp);
    desk.clock.advance(LINK_LIFE);
    assert_eq!(stage(&desk).await, LinkStage::GivenUp);
    let olga = desk.actor("olga").await;
    assert_eq!(desk.send_link(&olga, NURSE).await, Outcome::Applied);
    assert_eq!(stage(&desk).await, LinkStage::Waiting);
    assert_eq!(desk.deliver().await, 1);
}

// covers: LINK-04
#[tokio::test]
async fn a_link_whose_mail_bounced_says_so_until_it_is_copied() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mail = mails::due(&desk.app, 1).await.unwrap()[0].id;
    let nobody = Attempt::Failed(Failure {
        fault: MailFault::Address,
        words: "550 5.1.1 no such person".to_owned(),
    });
    mails::record(&desk.app, mail, nobody).await.unwrap();
    assert_eq!(stage(&desk).await, LinkStage::Bounced);
    let olga = desk.actor("olga").await;
    show(&desk.app, &olga, OF_NURSE).await.unwrap();
    assert_eq!(stage(&desk).await, LinkStage::Shown);
}

// covers: LINK-01, LINK-08
#[tokio::test]
async fn a_pending_account_is_sent_its_activation_and_an_active_one_a_new_password() {
    let desk = Desk::founded().await;
    let old = desk.add_nurse().await;
    desk.deliver().await;
    let olga = desk.actor("olga").await;
    assert_eq!(told(&desk).await.purpose, LinkPurpose::Activation);
    assert_eq!(desk.send_link(&olga, NURSE).await, Outcome::Applied);
    let audited = "staff.send_link by somebody about an account ";
    assert!(desk.audited().await.starts_with(audited));
    let state = look(&desk.app, old).await.unwrap().state;
    assert_eq!(state, LinkState::Superseded);
    let due = mails::due(&desk.app, 10).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].kind, MailKind::Activation);
    let token = due[0].link.unwrap().token(&desk.app.secret);
    desk.deliver().await;
    activate(&desk.app, LinkToken { token }).await.unwrap();
    assert_eq!(stage(&desk).await, LinkStage::None);

    assert_eq!(told(&desk).await.purpose, LinkPurpose::Reset);
    assert_eq!(desk.send_link(&olga, NURSE).await, Outcome::Applied);
    let due = mails::due(&desk.app, 10).await.unwrap();
    assert_eq!(due[0].kind, MailKind::Reset);
}

// covers: LINK-02, LINK-04
#[tokio::test]
async fn a_shown_link_is_the_mailed_one_lives_from_then_on_and_leaves_the_address_unverified() {
    let desk = Desk::founded().await;
    let mailed = desk.add_nurse().await;
    let first = shown(&desk).await;
    assert_eq!(first.token, mailed.token);
    let ends = told(&desk).await.expires_at;
    assert_eq!(ends, Some(desk.app.effects.now().plus(LINK_LIFE)));
    assert_eq!(stage(&desk).await, LinkStage::Shown);
    desk.clock.advance(Millis::hours(5));
    assert_eq!(desk.deliver().await, 1, "the mail goes its way");
    assert_eq!(shown(&desk).await.token, mailed.token);
    let now = told(&desk).await;
    assert_eq!((now.expires_at, now.shown), (ends, true));
    activate(&desk.app, mailed).await.unwrap();
    let nurse = desk.nurse().await;
    assert_eq!(nurse.standing, Standing::Active);
    assert!(!nurse.email_verified);
}

#[tokio::test]
async fn where_no_link_works_a_new_one_is_shown_that_goes_by_no_mail() {
    let desk = Desk::with_nurse().await;
    let link = shown(&desk).await;
    let looked = look(&desk.app, link.clone()).await.unwrap();
    assert_eq!(looked.purpose, LinkPurpose::Reset);
    assert_eq!(desk.deliver().await, 0);
    desk.clock.advance(LINK_LIFE);
    let next = shown(&desk).await;
    assert_ne!(next.token, link.token);
    let state = look(&desk.app, link).await.unwrap().state;
    assert_eq!(state, LinkState::Superseded);
}

// covers: RIGHT-01, RIGHT-02, RIGHT-03
#[tokio::test]
async fn nobody_sends_or_sees_the_link_of_somebody_stronger() {
    let desk = Desk::with_nurse().await;
    let bea = desk.actor("bea").await;
    let forbidden = refusal(show(&desk.app, &bea, OF_NURSE).await);
    assert_eq!(
        forbidden,
        (ProblemKind::Forbidden, "problem-forbidden".to_owned())
    );
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    let of_olga = OfAccount {
        account: desk.actor("olga").await.account,
    };
    let stronger = (ProblemKind::Forbidden, "account-stronger".to_owned());
    assert_eq!(refusal(show(&desk.app, &bea, of_olga).await), stronger);
    let sent = desk.send_link(&bea, of_olga.account).await;
    assert_eq!(rejection(&sent), ": account-stronger");
    let looked = progress(&desk.app, &bea, of_olga).await.unwrap();
    assert_eq!(looked.barred.unwrap().key, "account-stronger");
    let own = (ProblemKind::Forbidden, "link-own".to_owned());
    assert_eq!(refusal(show(&desk.app, &bea, OF_NURSE).await), own);
}

// covers: RIGHT-02
#[tokio::test]
async fn a_link_that_was_shown_dies_when_its_account_becomes_stronger_than_who_saw_it() {
    let desk = Desk::with_nurse().await;
    let link = shown(&desk).await;
    desk.allow_nurse(Permission::BreakTheGlassReview, Setting::Allow)
        .await;
    let state = look(&desk.app, link.clone()).await.unwrap().state;
    assert_eq!(state, LinkState::Expired);
    let password = "a quite new password".to_owned();
    let token = link.token;
    let used = reset(&desk.app, ResetPassword { token, password }).await;
    assert_eq!(refusal(used).1, "link-expired");
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn a_link_that_was_shown_dies_when_who_saw_it_manages_accounts_no_more() {
    let desk = Desk::with_nurse().await;
    let link = shown(&desk).await;
    let olga = desk.actor("olga").await.account;
    desk.put(olga, Standing::Deactivated).await;
    let state = look(&desk.app, link).await.unwrap().state;
    assert_eq!(state, LinkState::Expired);
}

#[tokio::test]
async fn a_closed_account_is_helped_by_no_link() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let olga = desk.actor("olga").await;
    for (standing, why) in [
        (Standing::Deactivated, "link-helps-nobody"),
        (Standing::Locked, "link-helps-nobody"),
        (Standing::Removed, "account-erased"),
    ] {
        desk.put(NURSE, standing).await;
        let nobody = (ProblemKind::Forbidden, why.to_owned());
        let sent = desk.send_link(&olga, NURSE).await;
        assert_eq!(rejection(&sent), format!(": {why}"));
        assert_eq!(refusal(show(&desk.app, &olga, OF_NURSE).await), nobody);
        let looked = told(&desk).await;
        assert_eq!(looked.barred.unwrap().key, why);
        assert_eq!(looked.stage, LinkStage::None);
    }
}
