//! Removing an account for good, and undoing that.

use lanyard_server::service::upkeep;
use lanyard_shared::intent::{Envelope, Intent, StaffReactivate};
use lanyard_shared::protocol::{OfAccount, Outcome};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{Millis, REMOVAL_LIFE};

use super::answer::Answer;
use super::client::Client;
use super::drafts::{account, op};
use super::requests::post;
use super::server::TestServer;

/// Both routes.
const ACTS: [&str; 2] = ["/api/accounts/remove", "/api/accounts/remove/undo"];

fn of(n: u8) -> OfAccount {
    OfAccount {
        account: account(n),
    }
}

impl Client {
    async fn remove(&mut self, n: u8) -> Answer {
        self.post("/api/accounts/remove", &of(n)).await
    }

    async fn undo_removal(&mut self, n: u8) -> Answer {
        self.post("/api/accounts/remove/undo", &of(n)).await
    }

    async fn person(&mut self, n: u8) -> Account {
        let found = self.accounts().await.into_iter();
        found.into_iter().find(|it| it.id == account(n)).unwrap()
    }
}

/// A server where account 1 was active and is deactivated, and its administrator.
async fn with_somebody_deactivated() -> (TestServer, Client) {
    let server = TestServer::new().await;
    server.nurse().await;
    server.put(1, Standing::Deactivated).await;
    let admin = server.admin().await;
    (server, admin)
}

async fn passes(server: &TestServer, time: Millis) {
    server.pass(time);
    upkeep::tidy(&server.app).await.unwrap();
}

// covers: EDIT-04
#[tokio::test]
async fn a_removal_is_undone_on_day_29_and_not_on_day_30() {
    let (server, mut admin) = with_somebody_deactivated().await;
    let before = admin.person(1).await;
    insta::assert_snapshot!(admin.remove(1).await, @"200 {}");
    insta::assert_snapshot!(admin.remove(1).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"remove-removed"}}"#);
    passes(&server, Millis::hours(29 * 24)).await;
    let mut admin = server.admin().await;
    assert_eq!(admin.person(1).await.first_name, before.first_name);
    insta::assert_snapshot!(admin.undo_removal(1).await, @"200 {}");
    assert_eq!(admin.person(1).await, before);
    insta::assert_snapshot!(admin.undo_removal(1).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"removal-none"}}"#);
    insta::assert_snapshot!(admin.remove(1).await, @"200 {}");
    passes(&server, REMOVAL_LIFE).await;
    let mut admin = server.admin().await;
    insta::assert_snapshot!(admin.undo_removal(1).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"removal-over"}}"#);
    let erased = admin.person(1).await;
    assert!(erased.is_erased());
    let told = serde_json::to_string(&erased).unwrap();
    let told = told.replace(&erased.provider().to_string(), "PROVIDER");
    insta::assert_snapshot!(told, @r#"{"id":"00000000-0000-0000-0000-000000001001","work":{"as":"staff","primary_provider":"PROVIDER"},"first_name":"","last_name":"","email":"","email_verified":false,"username":"user1","role":"00000000-0000-7000-8000-000000000003","home_phone":null,"cell_phone":null,"care_team_role":null,"care_team_identifier":null,"daily_report":true,"offices":null,"new_dashboard":false,"email_update":true,"starts_on":null,"ends_on":null,"standing":"removed","activation":null,"starts_at":null,"ends_at":null,"erase_at":null,"two_factor":"inactive","emergency_until":null,"password_set_by_another":false,"created_at":1772442000000}"#);
}

// covers: EDIT-04
#[tokio::test]
async fn each_other_standing_is_told_why_it_cannot_be_removed() {
    let server = TestServer::new().await;
    server.nurse().await;
    let mut admin = server.admin().await;
    let rev = server.rev();
    insta::assert_snapshot!(admin.remove(1).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"remove-active"}}"#);
    let own = OfAccount {
        account: admin.account.unwrap(),
    };
    let own = admin.post("/api/accounts/remove", &own).await;
    insta::assert_snapshot!(own, @r#"403 {"type":"forbidden","status":403,"message":{"key":"remove-own"}}"#);
    insta::assert_snapshot!(admin.remove(9).await, @r#"404 {"type":"not-found","status":404,"message":{"key":"record-gone"}}"#);
    assert_eq!(server.rev(), rev);
    server.put(1, Standing::Pending).await;
    insta::assert_snapshot!(admin.remove(1).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"remove-pending"}}"#);
    server.put(1, Standing::Locked).await;
    insta::assert_snapshot!(admin.remove(1).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"remove-locked"}}"#);
}

// covers: EDIT-04, NEW-06
#[tokio::test]
async fn an_address_that_somebody_else_has_got_meanwhile_does_not_come_back() {
    let (_server, mut admin) = with_somebody_deactivated().await;
    admin.remove(1).await;
    let reused = admin.create_with(2, |create| {
        create.fields.email = "USER1@example.org".to_owned();
    });
    assert!(
        admin.push(vec![at(1, reused)]).await[0]
            .outcome
            .took_effect()
    );
    insta::assert_snapshot!(admin.undo_removal(1).await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"email","message":{"key":"removal-email-taken","args":{"email":"user1@example.org"}}}]}
    "#);
    let taken = admin.create_with(3, |create| {
        create.fields.username = "User1".to_owned();
    });
    let refused = &admin.push(vec![at(2, taken)]).await[0].outcome;
    insta::assert_json_snapshot!(refused, @r#"
    {
      "result": "rejected",
      "problems": [
        {
          "field": "username",
          "message": {
            "key": "username-taken"
          }
        }
      ]
    }
    "#);
}

// covers: EDIT-04, NEW-07
#[tokio::test]
async fn the_username_of_an_account_that_was_never_activated_can_be_used_again() {
    let server = TestServer::new().await;
    server.invited().await;
    server.put(1, Standing::Deactivated).await;
    let mut admin = server.admin().await;
    admin.remove(1).await;
    passes(&server, REMOVAL_LIFE).await;
    let mut admin = server.admin().await;
    let again = admin.create_with(2, |create| {
        create.fields.username = "user1".to_owned();
        create.fields.email = "user1@example.org".to_owned();
    });
    assert!(
        admin.push(vec![at(1, again)]).await[0]
            .outcome
            .took_effect()
    );
    assert_eq!(admin.account("user1").await.unwrap().id, account(2));
}

// covers: EDIT-04
#[tokio::test]
async fn a_queued_reactivation_is_refused_in_plain_words() {
    let (server, mut admin) = with_somebody_deactivated().await;
    admin.remove(1).await;
    let back = || {
        Intent::StaffReactivate(StaffReactivate {
            account: account(1),
            email: None,
        })
    };
    let now = server.app.effects.now();
    let sent = admin.push(vec![at(1, back().envelope(op(8), now))]).await;
    insta::assert_json_snapshot!(sent[0].outcome, @r#"
    {
      "result": "rejected",
      "problems": [
        {
          "message": {
            "key": "account-removed"
          }
        }
      ]
    }
    "#);
    passes(&server, REMOVAL_LIFE).await;
    let mut admin = server.admin().await;
    let sent = admin.push(vec![at(1, back().envelope(op(9), now))]).await;
    let Outcome::Rejected { problems } = &sent[0].outcome else {
        panic!("{:?}", sent[0].outcome);
    };
    assert_eq!(problems[0].message.key, "account-erased");
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn it_takes_the_right_and_somebody_not_stronger() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let olga = server.admin().await.account.unwrap();
    let of_olga = OfAccount { account: olga };
    let rev = server.rev();
    for act in ACTS {
        let answer = nurse.post(act, &of_olga).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
        }
        assert_eq!(server.anonymous().post(act, &of_olga).await.status, 401);
    }
    server.allow(1, "manage-accounts").await;
    for act in ACTS {
        let answer = nurse.post(act, &of_olga).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer, @r#"403 {"type":"forbidden","status":403,"message":{"key":"account-stronger","args":{"permission":"EHI Export"}}}"#);
        }
    }
    assert_eq!(server.rev(), rev);
}

#[tokio::test]
async fn questions_that_are_none_are_told() {
    let (server, mut admin) = with_somebody_deactivated().await;
    let rev = server.rev();
    for body in ["", "{}", "[]", r#"{"account":"x"}"#, r#"{"account":null}"#] {
        for act in ACTS {
            let answer = admin.send(post(act).body(body)).await;
            assert_eq!(answer.status, 400, "{act} {body}: {answer}");
        }
    }
    assert_eq!(server.rev(), rev);
}

/// The same intent at another place of the queue.
fn at(seq: u64, envelope: Envelope) -> Envelope {
    Envelope { seq, ..envelope }
}
