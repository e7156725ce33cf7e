//! Mails over real SMTP: a mail server that refuses or is gone, and that a mail is accepted once.

use std::time::Duration;

use lanyard_server::mail::transport::Transport;
use lanyard_shared::protocol::{ForgotPassword, LinkToken};
use lanyard_shared::record::{Account, AccountState, ActivationLink};
use lanyard_shared::time::{LINK_LIFE, MAIL_LIFE, Millis};

use super::client::Client;
use super::mail_server::{MailServer, Trouble};
use super::requests::{Request, post};
use super::server::{TestServer, link_in};

/// Ways in which a mail server does not take a mail.
const TROUBLES: [Trouble; 10] = [
    Trouble::Says("CONNECT", "421 too busy"),
    Trouble::Says("EHLO", "502 what"),
    Trouble::Says("MAIL", "451 try again later"),
    Trouble::Says("RCPT", "550 no such person"),
    Trouble::Says("DATA", "452 the disk is full"),
    Trouble::Says(".", "554 looks like spam"),
    Trouble::Hangs("CONNECT"),
    Trouble::Hangs("RCPT"),
    Trouble::Hangs("DATA"),
    Trouble::Hangs("."),
];

/// A practice with one new account, whose mail waits.
async fn waiting() -> (TestServer, Client) {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intent = admin.create(1);
    assert!(admin.push(vec![intent]).await[0].outcome.took_effect());
    (server, admin)
}

async fn activation(admin: &mut Client) -> Option<ActivationLink> {
    admin.account("user1").await.unwrap().activation
}

#[tokio::test]
async fn a_mail_is_retried_until_it_is_accepted_and_then_sent_no_more() {
    let (server, mut admin) = waiting().await;
    let mail_server = MailServer::start().await;
    let sender = server.sender(Transport::smtp(&mail_server.url).unwrap());
    let rev = server.rev();
    for trouble in TROUBLES {
        mail_server.now(trouble);
        let pause = sender.round().await.unwrap().unwrap();
        // The queue tells when it wants to be looked at again, and until then tries nothing.
        assert_eq!(sender.round().await.unwrap(), Some(pause));
        assert_eq!(
            activation(&mut admin).await,
            Some(ActivationLink::MailWaiting)
        );
        server.pass(Millis(i64::try_from(pause.as_millis()).unwrap()));
    }
    assert_eq!(server.rev(), rev, "a failed attempt is no news");
    assert!(mail_server.accepted().is_empty());

    mail_server.now(Trouble::None);
    assert_eq!(sender.round().await.unwrap(), None);
    let expires_at = server.app.effects.now().plus(LINK_LIFE);
    assert_eq!(
        activation(&mut admin).await,
        Some(ActivationLink::Sent { expires_at })
    );
    for _ in 0..3 {
        server.pass(Millis::hours(24));
        sender.round().await.unwrap();
    }
    assert_eq!(mail_server.accepted().len(), 1);
}

#[tokio::test]
async fn a_mail_server_that_is_gone_is_waited_for() {
    let (server, mut admin) = waiting().await;
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let sender = server.sender(Transport::smtp(&url).unwrap());
    assert_eq!(sender.round().await.unwrap(), Some(Duration::from_secs(15)));
    assert_eq!(
        activation(&mut admin).await,
        Some(ActivationLink::MailWaiting)
    );
    assert_eq!(server.deliver().await.len(), 0, "not yet due again");
    server.pass(Millis::seconds(15));
    assert_eq!(server.deliver().await.len(), 1);
}

// covers: LINK-02
#[tokio::test]
async fn the_life_of_a_link_begins_when_its_mail_is_accepted() {
    let (server, mut admin) = waiting().await;
    let mail_server = MailServer::start().await;
    let sender = server.sender(Transport::smtp(&mail_server.url).unwrap());
    mail_server.now(Trouble::Says("MAIL", "451 try again later"));
    sender.round().await.unwrap();
    server.pass(Millis(MAIL_LIFE.0 - Millis::hours(1).0));
    mail_server.now(Trouble::None);
    sender.round().await.unwrap();
    let token = link_in(&mail_server.accepted()[0], "activate");
    server.pass(Millis(LINK_LIFE.0 - 1));
    let now = server.app.effects.now();
    let state = admin_sees(&server, &mut admin).await.state(now);
    assert_eq!(state, AccountState::Pending { left: Millis(1) });
    let answer = server
        .anonymous()
        .post("/api/links/activate", &LinkToken { token })
        .await;
    assert_eq!(answer.to_string(), "200 {}");
}

/// The account as the administrator, signed in anew, sees it.
async fn admin_sees(server: &TestServer, admin: &mut Client) -> Account {
    *admin = server.admin().await;
    admin.account("user1").await.unwrap()
}

// covers: LINK-02
#[tokio::test]
async fn a_mail_that_nobody_takes_for_seven_days_is_given_up_and_shown() {
    let (server, mut admin) = waiting().await;
    let mail_server = MailServer::start().await;
    mail_server.now(Trouble::Says("RCPT", "550 no such person"));
    let sender = server.sender(Transport::smtp(&mail_server.url).unwrap());
    server.pass(Millis(MAIL_LIFE.0 - 1));
    assert_eq!(sender.round().await.unwrap(), None);
    let found = admin_sees(&server, &mut admin).await;
    assert_eq!(found.activation, Some(ActivationLink::GivenUp));
    mail_server.now(Trouble::None);
    server.pass(Millis::hours(24));
    sender.round().await.unwrap();
    assert!(mail_server.accepted().is_empty());
}

#[tokio::test]
async fn a_mail_says_who_what_and_how_long() {
    let (server, _) = waiting().await;
    let mail_server = MailServer::start().await;
    let sender = server.sender(Transport::smtp(&mail_server.url).unwrap());
    sender.round().await.unwrap();
    let mail = mail_server.accepted().remove(0);
    let token = link_in(&mail, "activate");
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    for line in [
        "From: Lanyard <lanyard@example.org>",
        "To: \"Bea Lindt\" <user1@example.org>",
        "Auto-Submitted: auto-generated",
        "Date: Mon, 02 Mar 2026 09:00:00 +0000",
    ] {
        assert!(head.contains(line), "{line} is not in\n{head}");
    }
    for words in ["Hillside Clinic", "user1", "72 hours"] {
        assert!(body.contains(words), "{words} is not in\n{body}");
    }
    assert!(
        head.contains("Content-Type: multipart/alternative;"),
        "{head}"
    );
    for part in [
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(body.contains(part), "{part} is not in\n{body}");
    }
    // Once in the text, three times in the page: behind the button, as address and as words.
    assert_eq!(body.matches(&token).count(), 4);
}

// covers: LINK-05
#[tokio::test]
async fn links_in_mails_point_to_the_public_address_whatever_a_request_says() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let lured = |request: Request| {
        request
            .header("host", "evil.example")
            .header("origin", "https://evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("forwarded", "host=evil.example;proto=http")
    };
    let push = admin.push_request(vec![admin.create(1)]);
    let pushed = admin.send(lured(post("/api/sync/push").json(&push))).await;
    assert_eq!(pushed.status, 200);
    let forgot = ForgotPassword {
        who: "olga".to_owned(),
    };
    let asked = lured(post("/api/links/forgot").json(&forgot));
    assert_eq!(server.anonymous().send(asked).await.status, 200);
    server.settle().await;
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert!(mail.contains("https://desk.example.org/"), "{mail}");
        assert!(!mail.contains("evil.example"), "{mail}");
    }
}
