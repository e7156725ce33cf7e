//! A mail with a new link, asked for by an edit (domain LINK-04, LINK-08).

use lanyard_shared::intent::StaffSendLink;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{LinkPurpose, MailKind, Outcome};

use super::author::{Author, deactivate, rejection, send_link};
use super::*;
use crate::service::{links, mails};

const USER1: AccountId = AccountId(Uuid::from_u128(0x1001));

fn activation(account: AccountId) -> Intent {
    let purpose = LinkPurpose::Activation;
    Intent::StaffSendLink(StaffSendLink { account, purpose })
}

impl Desk {
    /// What the mails that wait are and to whom they go.
    async fn letters(&self) -> Vec<(MailKind, String)> {
        let due = mails::due(&self.app, 10).await.unwrap().into_iter();
        due.map(|mail| (mail.kind, mail.recipient)).collect()
    }
}

// covers: LINK-08
#[tokio::test]
async fn an_active_member_gets_a_link_for_a_new_password_whenever_it_arrives() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    let envelope = admin.envelope(&send_link(NURSE));
    let verdicts = admin.sends(&desk, vec![envelope.clone()]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    // Sent twice it does its work once.
    assert_eq!(admin.sends(&desk, vec![envelope]).await, verdicts);
    let told = [(MailKind::Reset, "nurse@example.org".to_owned())];
    assert_eq!(desk.letters().await, told);
}

// covers: LINK-04, LINK-08
#[tokio::test]
async fn an_activation_is_sent_once_more_and_needless_once_somebody_has_come_in() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    let made = Intent::decode(&desk.create(1)).unwrap();
    assert_eq!(admin.asks(&desk, made).await, Outcome::Applied);
    let old = mails::due(&desk.app, 10).await.unwrap().remove(0);
    assert_eq!(admin.asks(&desk, activation(USER1)).await, Outcome::Applied);
    let due = mails::due(&desk.app, 10).await.unwrap();
    assert_eq!(due.len(), 1, "the older mail is cancelled");
    assert_ne!(due[0].id, old.id);
    let token = due[0].link.as_ref().unwrap().token(&desk.app.secret);
    let token = lanyard_shared::protocol::LinkToken { token };
    links::activate(&desk.app, token).await.unwrap();
    assert_eq!(admin.asks(&desk, activation(USER1)).await, Outcome::Merged);
    assert!(desk.letters().await.is_empty());
}

// covers: LINK-08, RIGHT-01, RIGHT-03
#[tokio::test]
async fn a_link_is_sent_by_who_may_act_upon_somebody_whom_it_helps() {
    let desk = Desk::new().await;
    let mut nurse = Author::new(NURSE, 0x42);
    let outcome = nurse.asks(&desk, send_link(CLERK)).await;
    assert_eq!(rejection(&outcome), (None, "problem-forbidden"));
    let mut clerk = Author::new(CLERK, 0x43);
    let outcome = clerk.asks(&desk, send_link(ADMIN)).await;
    assert_eq!(rejection(&outcome), (None, "account-stronger"));
    let nobody = AccountId(Uuid::from_u128(9));
    let outcome = clerk.asks(&desk, send_link(nobody)).await;
    assert_eq!(rejection(&outcome), (None, "record-gone"));
    assert_eq!(clerk.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    let outcome = clerk.asks(&desk, send_link(NURSE)).await;
    let none = Message::new("link-helps-nobody");
    assert_eq!(rejection(&outcome), (None, none.key.as_str()));
    assert!(desk.letters().await.is_empty());
}
