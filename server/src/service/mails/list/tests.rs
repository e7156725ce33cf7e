//! Pages of mails, who sees them, and sending one again.

use std::collections::BTreeSet;

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{
    MailEntry, MailKind, MailList, MailQuery, MailState, OfMail, Outcome, ProblemKind,
};
use lanyard_shared::record::Record;
use lanyard_shared::time::{LINK_LIFE, Millis};

use super::{PER_PAGE, list, resend};
use crate::service::fixture::{Desk, NURSE, refusal};
use crate::store::audit::AuditEntry;
use crate::store::{accounts, changes};

async fn listed(desk: &Desk, query: MailQuery) -> MailList {
    let olga = desk.actor("olga").await;
    list(&desk.app, &olga, query).await.unwrap()
}

async fn newest(desk: &Desk) -> MailEntry {
    listed(desk, MailQuery::default()).await.mails.remove(0)
}

/// Sends the nurse another link.
async fn send(desk: &Desk) {
    let olga = desk.actor("olga").await;
    desk.clock.advance(Millis::minutes(1));
    assert_eq!(desk.send_link(&olga, NURSE).await, Outcome::Applied);
}

#[tokio::test]
async fn a_mail_is_listed_with_whom_it_goes_to_and_how_it_stands() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let waiting = newest(&desk).await;
    assert_eq!(
        (waiting.name.as_str(), waiting.recipient.as_str()),
        ("Bea Lindt", "bea@example.org")
    );
    assert_eq!(
        (waiting.kind, waiting.state),
        (MailKind::Activation, MailState::Waiting)
    );
    assert_eq!(waiting.next_attempt_at, Some(desk.app.effects.now()));
    desk.deliver().await;
    let sent = newest(&desk).await;
    assert_eq!((sent.state, sent.attempts), (MailState::Sent, 1));
    assert_eq!(
        (sent.sent_at, sent.next_attempt_at),
        (Some(desk.app.effects.now()), None)
    );
}

#[tokio::test]
async fn the_newest_come_first_page_by_page_and_by_state() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    for _ in 0..PER_PAGE {
        send(&desk).await;
    }
    let page = |page| MailQuery { page, state: None };
    let first = listed(&desk, page(0)).await;
    assert_eq!((first.mails.len(), first.total), (PER_PAGE, PER_PAGE + 1));
    assert_eq!(first.mails[0].state, MailState::Waiting);
    assert!(first.mails.is_sorted_by(|a, b| a.created_at > b.created_at));
    let second = listed(&desk, page(1)).await;
    assert_eq!(second.mails.len(), 1);
    assert!(listed(&desk, page(usize::MAX)).await.mails.is_empty());
    let state = Some(MailState::Cancelled);
    let cancelled = listed(&desk, MailQuery { page: 0, state }).await;
    assert_eq!(cancelled.total, PER_PAGE);
    assert!(
        cancelled
            .mails
            .iter()
            .all(|mail| mail.state == MailState::Cancelled)
    );
}

// covers: RIGHT-04
#[tokio::test]
async fn who_is_restricted_to_offices_sees_the_mails_of_those() {
    let desk = Desk::with_nurse().await;
    send(&desk).await;
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    restrict_nurse(&desk).await;
    let bea = desk.actor("bea").await;
    let seen = list(&desk.app, &bea, MailQuery::default()).await.unwrap();
    assert_eq!(seen.total, 2, "her own; who is not restricted got none");
    let olga = desk.actor("olga").await;
    let sent = desk.send_link(&olga, olga.account).await;
    assert_eq!(sent, Outcome::Applied);
    let seen = list(&desk.app, &bea, MailQuery::default()).await.unwrap();
    assert_eq!(
        seen.total, 3,
        "who is not restricted counts as being in all"
    );
    let of_olga = seen
        .mails
        .iter()
        .find(|mail| mail.account != NURSE)
        .unwrap();
    assert!(!of_olga.resendable, "she sees it and may not act");
}

async fn restrict_nurse(desk: &Desk) {
    let now = desk.app.effects.now();
    let written = desk.app.store.write(move |tx| {
        let rev = tx.bump(now, &AuditEntry::about(NURSE, "test.offices"))?;
        let mut account = accounts::find(tx, NURSE)?.unwrap();
        let rows = changes::snapshot(tx, None, 10)?.into_iter();
        let mut offices = rows.filter_map(|row| match row.record {
            Record::Office(office) => Some(office.id),
            _ => None,
        });
        account.particulars.offices = Some(BTreeSet::from([offices.next().unwrap()]));
        accounts::update(tx, &account, rev)
    });
    written.await.unwrap();
}

#[tokio::test]
async fn a_mail_that_is_sent_again_has_a_new_link_and_only_the_newest_can_be() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.deliver().await;
    let first = newest(&desk).await;
    assert!(first.resendable);
    let olga = desk.actor("olga").await;
    desk.clock.advance(LINK_LIFE);
    resend(&desk.app, &olga, OfMail { mail: first.id })
        .await
        .unwrap();
    let second = newest(&desk).await;
    assert_ne!(second.id, first.id);
    assert_eq!(second.state, MailState::Waiting);
    let old = resend(&desk.app, &olga, OfMail { mail: first.id }).await;
    assert_eq!(
        refusal(old),
        (ProblemKind::Invalid, "mail-needless".to_owned())
    );
}

#[tokio::test]
async fn a_mail_about_an_address_is_sent_again_with_its_link_while_that_works() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await;
    desk.clock.advance(Millis::minutes(1));
    let asked = desk.ask_email(&olga, NURSE, "bea@new.example").await;
    assert_eq!(asked, Outcome::Applied);
    desk.deliver().await;
    let of_change = |list: MailList| {
        let found = list
            .mails
            .into_iter()
            .filter(|mail| mail.kind == MailKind::EmailChange);
        found.collect::<Vec<_>>()
    };
    let sent = of_change(listed(&desk, MailQuery::default()).await);
    desk.clock.advance(Millis::minutes(1));
    resend(&desk.app, &olga, OfMail { mail: sent[0].id })
        .await
        .unwrap();
    assert_eq!(desk.deliver().await, 1);
    let sent = of_change(listed(&desk, MailQuery::default()).await);
    assert_eq!(sent.len(), 2);
    desk.clock.advance(LINK_LIFE);
    let late = resend(&desk.app, &olga, OfMail { mail: sent[0].id }).await;
    assert_eq!(refusal(late).1, "mail-needless");
}

// covers: RIGHT-01
#[tokio::test]
async fn mails_are_for_those_who_manage_accounts() {
    let desk = Desk::with_nurse().await;
    let bea = desk.actor("bea").await;
    let refused = list(&desk.app, &bea, MailQuery::default()).await;
    assert_eq!(refusal(refused).0, ProblemKind::Forbidden);
    let mail = newest(&desk).await.id;
    let refused = resend(&desk.app, &bea, OfMail { mail }).await;
    assert_eq!(refusal(refused).0, ProblemKind::Forbidden);
}
