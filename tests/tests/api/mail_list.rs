//! The list of mails, and the history of an account, as an administrator gets them.

use lanyard_server::mail::transport::Transport;
use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{HistoryPage, MailList, OfAccount, OfMail};
use lanyard_shared::time::{MAIL_LIFE, Millis};
use uuid::Uuid;

use super::client::Client;
use super::drafts::{GIVEN_PASSWORD, account};
use super::mail_server::{MailServer, Trouble};
use super::requests::post;
use super::server::TestServer;

async fn list(admin: &mut Client) -> MailList {
    admin.get("/api/mails").await.json()
}

/// The answer without ids, which differ from run to run.
fn without_ids(text: &str, ids: &[String]) -> String {
    ids.iter()
        .fold(text.to_owned(), |text, id| text.replace(id, "ID"))
}

#[tokio::test]
async fn an_administrator_sees_where_each_mail_stands_and_why() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    admin.push(vec![admin.create(1)]).await;
    let answer = admin.get("/api/mails").await;
    let ids = [answer.json::<MailList>().mails[0].id.to_string()];
    insta::assert_snapshot!(without_ids(&answer.to_string(), &ids), @r#"200 {"mails":[{"id":"ID","account":"00000000-0000-0000-0000-000000001001","name":"Bea Lindt","recipient":"user1@example.org","kind":"activation","state":"waiting","attempts":0,"created_at":1772442000000,"next_attempt_at":1772442000000,"resendable":true}],"total":1,"per_page":25}"#);

    let mail_server = MailServer::start().await;
    mail_server.now(Trouble::Says("RCPT", "550 no such person"));
    let sender = server.sender(Transport::smtp(&mail_server.url).unwrap());
    sender.round().await.unwrap();
    let answer = admin.get("/api/mails").await;
    insta::assert_snapshot!(without_ids(&answer.to_string(), &ids), @r#"200 {"mails":[{"id":"ID","account":"00000000-0000-0000-0000-000000001001","name":"Bea Lindt","recipient":"user1@example.org","kind":"activation","state":"waiting","attempts":1,"fault":"refused","last_error":"the mail server did not take it: permanent error (550): no such person","created_at":1772442000000,"next_attempt_at":1772442015000,"resendable":true}],"total":1,"per_page":25}"#);

    server.pass(MAIL_LIFE);
    sender.round().await.unwrap();
    let mut admin = server.admin().await;
    let answer = admin.get("/api/mails?state=given-up").await;
    insta::assert_snapshot!(without_ids(&answer.to_string(), &ids), @r#"200 {"mails":[{"id":"ID","account":"00000000-0000-0000-0000-000000001001","name":"Bea Lindt","recipient":"user1@example.org","kind":"activation","state":"given-up","attempts":2,"fault":"refused","last_error":"the mail server did not take it: permanent error (550): no such person","created_at":1772442000000,"resendable":true}],"total":1,"per_page":25}"#);

    let resent = admin
        .post(
            "/api/mails/resend",
            &OfMail {
                mail: ids[0].parse().unwrap(),
            },
        )
        .await;
    insta::assert_snapshot!(resent, @"200 {}");
    mail_server.now(Trouble::None);
    sender.round().await.unwrap();
    assert_eq!(mail_server.accepted().len(), 1);
    let again = admin
        .post(
            "/api/mails/resend",
            &OfMail {
                mail: ids[0].parse().unwrap(),
            },
        )
        .await;
    insta::assert_snapshot!(again, @r#"422 {"type":"invalid","status":422,"message":{"key":"mail-needless"}}"#);
}

#[tokio::test]
async fn a_mail_server_that_is_gone_is_told_as_that() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    admin.push(vec![admin.create(1)]).await;
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", nobody.local_addr().unwrap());
    drop(nobody);
    server
        .sender(Transport::smtp(&url).unwrap())
        .round()
        .await
        .unwrap();
    let mail = list(&mut admin).await.mails.remove(0);
    assert_eq!(serde_json::to_value(mail.fault).unwrap(), "unreachable");
    assert_eq!(mail.attempts, 1);
    let next = server.app.effects.now().plus(Millis::seconds(15));
    assert_eq!(mail.next_attempt_at, Some(next));
}

// covers: RIGHT-01, RIGHT-08
#[tokio::test]
async fn mails_and_histories_are_for_those_who_manage_accounts() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let mail = list(&mut server.admin().await).await.mails[0].id;
    let history = format!("/api/accounts/history?account={}", account(1));
    insta::assert_snapshot!(nurse.get("/api/mails").await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    for path in ["/api/mails", &history] {
        assert_eq!(nurse.get(path).await.status, 403, "{path}");
        assert_eq!(server.anonymous().get(path).await.status, 401, "{path}");
    }
    let rev = server.rev();
    assert_eq!(
        nurse
            .post("/api/mails/resend", &OfMail { mail })
            .await
            .status,
        403
    );
    let answer = server
        .anonymous()
        .post("/api/mails/resend", &OfMail { mail })
        .await;
    assert_eq!(answer.status, 401);
    assert_eq!(server.rev(), rev);
}

#[tokio::test]
async fn questions_that_are_none_are_told() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    for path in [
        "/api/mails?page=-1",
        "/api/mails?page=x",
        "/api/mails?state=lost",
        "/api/mails?page=99999999999999999999999",
        "/api/accounts/history",
        "/api/accounts/history?account=x",
        "/api/accounts/history?account=%00",
    ] {
        let answer = admin.get(path).await;
        assert_eq!(answer.status, 400, "{path}: {answer}");
    }
    let beyond = admin.get("/api/mails?page=18446744073709551615").await;
    insta::assert_snapshot!(beyond, @r#"200 {"mails":[],"total":0,"per_page":25}"#);
    let nobody = AccountId(Uuid::from_u128(9));
    let answer = admin
        .get(&format!("/api/accounts/history?account={nobody}"))
        .await;
    insta::assert_snapshot!(answer, @r#"404 {"type":"not-found","status":404,"message":{"key":"record-gone"}}"#);
    let mail = MailId(Uuid::from_u128(9));
    insta::assert_snapshot!(admin.post("/api/mails/resend", &OfMail { mail }).await, @r#"404 {"type":"not-found","status":404,"message":{"key":"record-gone"}}"#);
    for body in ["", "{}", r#"{"mail":"x"}"#] {
        let answer = admin.send(post("/api/mails/resend").body(body)).await;
        assert_eq!(answer.status, 400, "{body}");
    }
}

#[tokio::test]
async fn a_history_tells_what_happened_and_nothing_personal() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let taken = admin.create_with(1, |create| {
        create.fields.email = "olga@example.org".to_owned();
    });
    admin.push(vec![taken]).await;
    let again = Envelope {
        seq: 2,
        ..admin.create_with(2, |create| {
            create.account = account(1);
            create.password = Some(admin.sealed(account(1), GIVEN_PASSWORD));
        })
    };
    admin.push(vec![again]).await;
    server.deliver().await;
    admin
        .post(
            "/api/accounts/link/show",
            &OfAccount {
                account: account(1),
            },
        )
        .await;
    let path = format!("/api/accounts/history?account={}", account(1));
    let answer = admin.get(&path).await;
    let olga = admin.account.unwrap().to_string();
    let told = without_ids(&answer.to_string(), &[olga]).replace("{\"rev\"", "\n  {\"rev\"");
    insta::assert_snapshot!(told, @r#"
    200 {"entries":[
      {"rev":7,"at":1772442000000,"by":{"is":"person","account":"ID"},"action":"link.show"},
      {"rev":6,"at":1772442000000,"by":{"is":"server"},"action":"mail.sent"},
      {"rev":5,"at":1772442000000,"by":{"is":"person","account":"ID"},"action":"staff.create","result":"applied"},
      {"rev":4,"at":1772442000000,"by":{"is":"person","account":"ID"},"action":"staff.create","result":"rejected","reasons":[{"key":"email-taken"}]}],"total":4,"per_page":25}
    "#);
    for personal in ["Bea", "Lindt", "@example.org", "user1", "user2", "555"] {
        assert!(!told.contains(personal), "{personal}");
    }
    let beyond = admin
        .get(&format!("{path}&page=9"))
        .await
        .json::<HistoryPage>();
    assert!(beyond.entries.is_empty());
}
