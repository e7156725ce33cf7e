//! The queue: when a mail is tried, tried again and given up.

use lanyard_shared::record::{AccountState, ActivationLink};
use lanyard_shared::time::{LINK_LIFE, MAIL_LIFE, Millis};

use lanyard_shared::protocol::MailFault;

use super::{Attempt, due, live, next_due, record};
use crate::service::console::{self, Factor};
use crate::service::fixture::Desk;
use crate::store::mails::Failure;

fn failure(words: &str) -> Attempt {
    Attempt::Failed(Failure {
        fault: MailFault::Refused,
        words: words.to_owned(),
    })
}

async fn fail(desk: &Desk) {
    let waiting = due(&desk.app, 1).await.unwrap();
    let refused = failure("451 try again later");
    record(&desk.app, waiting[0].id, refused).await.unwrap();
}

// covers: LINK-02
#[tokio::test]
async fn the_life_of_a_link_begins_when_its_mail_is_accepted() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let now = desk.app.effects.now();
    assert_eq!(desk.nurse().await.state(now), AccountState::MailWaiting);
    assert!(live(&desk.app).await.unwrap().is_empty());
    desk.clock.advance(Millis::hours(10));
    desk.deliver().await;
    let now = desk.app.effects.now();
    let expires_at = now.plus(LINK_LIFE);
    let sent = Some(ActivationLink::Sent { expires_at });
    assert_eq!(desk.nurse().await.activation, sent);
    assert_eq!(live(&desk.app).await.unwrap().len(), 1);
    desk.clock.advance(LINK_LIFE);
    assert!(live(&desk.app).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refused_mail_is_tried_again_ever_later() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mut pauses = Vec::new();
    for _ in 0..10 {
        fail(&desk).await;
        let next = next_due(&desk.app).await.unwrap().unwrap();
        let pause = next.since(desk.app.effects.now());
        pauses.push(pause.0 / 1000);
        assert!(due(&desk.app, 1).await.unwrap().is_empty());
        desk.clock.advance(pause);
    }
    assert_eq!(pauses, [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
}

// covers: LINK-02
#[tokio::test]
async fn a_mail_is_given_up_after_seven_days_and_shown() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.clock.advance(Millis(MAIL_LIFE.0 - 1));
    fail(&desk).await;
    assert_eq!(next_due(&desk.app).await.unwrap(), None);
    let nurse = desk.nurse().await;
    assert_eq!(nurse.activation, Some(ActivationLink::GivenUp));
    let now = desk.app.effects.now();
    assert_eq!(nurse.state(now), AccountState::ExpiredLink);
}

// covers: LINK-04
#[tokio::test]
async fn a_mail_to_an_address_that_nobody_has_is_given_up_at_once() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let waiting = due(&desk.app, 1).await.unwrap();
    let nobody = Attempt::Failed(Failure {
        fault: MailFault::Address,
        words: "550 5.1.1 no such person".to_owned(),
    });
    record(&desk.app, waiting[0].id, nobody).await.unwrap();
    assert_eq!(next_due(&desk.app).await.unwrap(), None);
    let nurse = desk.nurse().await;
    assert_eq!(nurse.activation, Some(ActivationLink::GivenUp));
}

#[tokio::test]
async fn a_failed_attempt_is_no_news_and_giving_up_is() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let before = desk.rev();
    fail(&desk).await;
    assert_eq!(desk.rev(), before);
    desk.clock.advance(MAIL_LIFE);
    fail(&desk).await;
    assert!(desk.rev() > before);
    let given_up = "mail.given-up by nobody about an account null";
    assert_eq!(desk.audited().await, given_up);
}

#[tokio::test]
async fn a_mail_that_was_accepted_twice_counts_once() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mail = due(&desk.app, 1).await.unwrap()[0].id;
    record(&desk.app, mail, Attempt::Accepted).await.unwrap();
    let (rev, nurse) = (desk.rev(), desk.nurse().await);
    desk.clock.advance(Millis::hours(1));
    record(&desk.app, mail, Attempt::Accepted).await.unwrap();
    record(&desk.app, mail, failure("late")).await.unwrap();
    assert_eq!(desk.rev(), rev);
    assert_eq!(desk.nurse().await, nurse);
    assert_eq!(next_due(&desk.app).await.unwrap(), None);
}

#[tokio::test]
async fn a_mail_accepted_after_its_link_died_gives_it_no_life() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let on_its_way = due(&desk.app, 1).await.unwrap()[0].id;
    console::link(&desk.app, "bea", Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    let shown = desk.nurse().await.activation;
    record(&desk.app, on_its_way, Attempt::Accepted)
        .await
        .unwrap();
    assert_eq!(desk.nurse().await.activation, shown);
    assert!(desk.audited().await.contains(r#""life_begins":false"#));
    assert!(live(&desk.app).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_about_an_unknown_mail_changes_nothing() {
    let desk = Desk::founded().await;
    let before = desk.rev();
    let unknown = lanyard_shared::id::MailId(uuid::Uuid::from_u128(9));
    record(&desk.app, unknown, Attempt::Accepted).await.unwrap();
    assert_eq!(desk.rev(), before);
}
