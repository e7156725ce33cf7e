//! Changing e-mail addresses: by the owner, by an administrator, and by the links in the mails.

use lanyard_shared::intent::Envelope;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{ChangeOwnEmail, LinkToken, Outcome, Verdict};
use lanyard_shared::time::{LINK_LIFE, Millis};

use super::answer::Answer;
use super::client::Client;
use super::drafts::{OWN_PASSWORD, account};
use super::requests::post;
use super::server::{TestServer, link_in};
use super::staff_create::outcome;

const CONFIRM: &str = "/api/links/email/confirm";
const UNDO: &str = "/api/links/email/undo";

/// Asks for another address of account 1.
async fn ask(admin: &mut Client, email: &str) -> Verdict {
    let was = address(admin).await;
    admin.change_email(account(1), &was, email).await
}

async fn ask_own(member: &mut Client, email: &str, password: &str) -> Answer {
    let change = ChangeOwnEmail {
        email: email.to_owned(),
        password: password.to_owned(),
    };
    member.post("/api/me/email", &change).await
}

/// The links to confirm and to undo that the mails since the last time hold.
async fn links(server: &TestServer) -> (LinkToken, LinkToken) {
    let mails = server.deliver().await;
    let find = |page: &str| {
        let mail = mails
            .iter()
            .find(|mail| mail.contains(&format!("/{page}#")));
        LinkToken {
            token: link_in(mail.unwrap(), page),
        }
    };
    (find("confirm-email"), find("undo-email"))
}

/// The address of account 1 as the administrator sees it.
async fn address(admin: &mut Client) -> String {
    admin.account("user1").await.unwrap().email
}

/// A practice with an active nurse, and an administrator who is signed in.
async fn practice() -> (TestServer, Client, Client) {
    let server = TestServer::new().await;
    let nurse = server.nurse().await;
    let admin = server.admin().await;
    server.deliver().await;
    (server, admin, nurse)
}

// covers: LINK-09
#[tokio::test]
async fn an_administrators_change_takes_effect_when_the_new_address_is_confirmed() {
    let (server, mut admin, mut nurse) = practice().await;
    let asked = ask(&mut admin, "bea@new.example").await;
    assert_eq!(asked.outcome, Outcome::Applied);
    let note = Message::new("note-email-asked").with("email", "bea@new.example");
    assert_eq!(asked.notes, [note]);
    assert_eq!(address(&mut admin).await, "user1@example.org");
    let (confirm, undo) = links(&server).await;
    let mut visitor = server.anonymous();
    insta::assert_snapshot!(visitor.post("/api/links/look", &confirm).await, @r#"200 {"purpose":"email-change","state":"open","expires_at":1772701200000,"account":{"name":"Bea Lindt","username":"user1"},"email":"bea@new.example"}"#);
    insta::assert_snapshot!(visitor.post("/api/links/look", &undo).await, @r#"200 {"purpose":"email-undo","state":"open","expires_at":1772701200000,"account":{"name":"Bea Lindt","username":"user1"},"email":"user1@example.org"}"#);
    insta::assert_snapshot!(visitor.post(CONFIRM, &confirm).await, @"200 {}");
    assert_eq!(address(&mut admin).await, "bea@new.example");
    insta::assert_snapshot!(visitor.post(CONFIRM, &confirm).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-used"}}"#);
    assert_eq!(nurse.get("/api/session").await.status, 200);

    insta::assert_snapshot!(visitor.post(UNDO, &undo).await, @r#"200 {"address":"in-force","password":"stays"}"#);
    assert_eq!(address(&mut admin).await, "user1@example.org");
    assert_eq!(nurse.get("/api/session").await.status, 401);
    insta::assert_snapshot!(visitor.post(UNDO, &undo).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-used"}}"#);
}

// covers: LINK-09
#[tokio::test]
async fn undoing_a_change_of_ones_own_asks_the_old_address_for_a_new_password() {
    let (server, mut admin, mut nurse) = practice().await;
    ask_own(&mut nurse, "thief@new.example", OWN_PASSWORD).await;
    let (confirm, undo) = links(&server).await;
    let mut visitor = server.anonymous();
    visitor.post(CONFIRM, &confirm).await;
    insta::assert_snapshot!(visitor.post(UNDO, &undo).await, @r#"200 {"address":"in-force","password":"forgotten"}"#);
    assert_eq!(address(&mut admin).await, "user1@example.org");
    insta::assert_snapshot!(visitor.sign_in("user1", OWN_PASSWORD).await, @r#"401 {"type":"wrong-credentials","status":401,"message":{"key":"problem-wrong-credentials"}}"#);
    let mails = server.deliver().await;
    assert!(mails[0].contains("<user1@example.org>"), "{}", mails[0]);
    link_in(&mails[0], "reset");
}

// covers: LINK-09
#[tokio::test]
async fn an_old_address_that_another_account_has_got_is_told() {
    let (server, mut admin, _) = practice().await;
    ask(&mut admin, "bea@new.example").await;
    let (confirm, undo) = links(&server).await;
    let mut visitor = server.anonymous();
    visitor.post(CONFIRM, &confirm).await;
    let other = admin.create_with(2, |create| {
        create.fields.email = "user1@example.org".to_owned()
    });
    admin.push(vec![Envelope { seq: 1, ..other }]).await;
    insta::assert_snapshot!(visitor.post(UNDO, &undo).await, @r#"200 {"address":"taken","password":"stays"}"#);
    assert_eq!(address(&mut admin).await, "bea@new.example");
}

// covers: LINK-09
#[tokio::test]
async fn an_edit_of_ones_own_address_is_refused() {
    let (server, mut admin, _) = practice().await;
    let olga = admin.account.unwrap();
    let own = admin.change_email(olga, "olga@example.org", "x@new.example");
    insta::assert_snapshot!(outcome(&own.await), @r#"
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-own"}}]}
    "#);
    assert!(server.deliver().await.is_empty());
}

// covers: LINK-09
#[tokio::test]
async fn the_mails_go_to_both_addresses() {
    let (server, mut admin, _) = practice().await;
    ask(&mut admin, "bea@new.example").await;
    let mails = server.deliver().await;
    let mut told: Vec<_> = mails
        .iter()
        .flat_map(|mail| mail.lines())
        .filter(|line| line.starts_with("To: ") || line.starts_with("Subject: "))
        .collect();
    told.sort_unstable();
    insta::assert_snapshot!(told.join("\n"), @r#"
    Subject: Confirm your new e-mail address for Hillside Clinic
    Subject: Your e-mail address for Hillside Clinic is to change
    To: "Bea Lindt" <bea@new.example>
    To: "Bea Lindt" <user1@example.org>
    "#);
}

// covers: LINK-09, NEW-15
#[tokio::test]
async fn a_member_changes_their_own_by_their_password() {
    let (server, mut admin, mut nurse) = practice().await;
    insta::assert_snapshot!(ask_own(&mut nurse, "bea@new.example", "not this one").await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-current-wrong"}}]}
    "#);
    server.pass(Millis::seconds(1));
    insta::assert_snapshot!(ask_own(&mut nurse, "bea@new.example", OWN_PASSWORD).await, @"200 {}");
    let (confirm, _) = links(&server).await;
    let answer = server.anonymous().post(CONFIRM, &confirm).await;
    assert_eq!(answer.to_string(), "200 {}");
    assert_eq!(address(&mut admin).await, "bea@new.example");
}

#[tokio::test]
async fn what_is_wrong_with_an_address_is_told_at_the_field() {
    let (server, mut admin, mut nurse) = practice().await;
    let mut told = Vec::new();
    for email in [
        "",
        "bea",
        "bea@new",
        "OLGA@example.org",
        "a@b.org\nBcc: c@d.org",
    ] {
        told.push(outcome(&ask(&mut admin, email).await));
    }
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"field-required"}}]}
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-invalid"}}]}
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-invalid"}}]}
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-taken"}}]}
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-invalid"}}]}
    "#);
    let same = ask_own(&mut nurse, "user1@example.org", OWN_PASSWORD).await;
    insta::assert_snapshot!(same, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"email","message":{"key":"email-same"}}]}
    "#);
    let own = ask_own(&mut nurse, "olga@example.org", OWN_PASSWORD).await;
    insta::assert_snapshot!(own, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"email","message":{"key":"email-taken"}}]}
    "#);
    assert!(server.deliver().await.is_empty());
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn an_address_is_changed_by_its_owner_and_by_who_manages_accounts() {
    let (server, admin, mut nurse) = practice().await;
    let olga = admin.account.unwrap();
    let of_olga = ["olga@example.org", "olga@new.example"];
    let refused = nurse.change_email(olga, of_olga[0], of_olga[1]).await;
    insta::assert_snapshot!(outcome(&refused), @r#"{"result":"rejected","problems":[{"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}]}"#);
    server.allow(1, "manage-accounts").await;
    let refused = nurse.change_email(olga, of_olga[0], of_olga[1]).await;
    insta::assert_snapshot!(outcome(&refused), @r#"
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"account-stronger","args":{"permission":"EHI Export"}}}]}
    "#);
    let mut nobody = server.anonymous();
    assert_eq!(ask_own(&mut nobody, "x@new.example", "x").await.status, 401);
    assert!(server.deliver().await.is_empty());
}

#[tokio::test]
async fn a_first_password_of_ones_own_comes_before_another_address() {
    let server = TestServer::new().await;
    let mut nurse = server.new_nurse().await;
    let answer = ask_own(&mut nurse, "bea@new.example", "x").await;
    insta::assert_snapshot!(answer, @r#"403 {"type":"password-change-required","status":403,"message":{"key":"problem-password-change-required"}}"#);
}

// covers: LINK-01, LINK-03
#[tokio::test]
async fn links_about_an_address_end_and_serve_nothing_else() {
    let (server, mut admin, _) = practice().await;
    ask(&mut admin, "bea@new.example").await;
    let (confirm, undo) = links(&server).await;
    let mut visitor = server.anonymous();
    for (path, link) in [
        (CONFIRM, &undo),
        (UNDO, &confirm),
        ("/api/links/activate", &confirm),
        ("/api/links/renew", &undo),
    ] {
        let answer = visitor.post(path, link).await;
        assert_eq!(answer.problem().message.key, "link-mangled", "{path}");
    }
    for body in ["", "{}", r#"{"token":1}"#] {
        for path in [CONFIRM, UNDO, "/api/me/email"] {
            let answer = admin.send(post(path).body(body)).await;
            assert_eq!(answer.status, 400, "{path} {body}");
        }
    }
    server.pass(LINK_LIFE);
    insta::assert_snapshot!(visitor.post(CONFIRM, &confirm).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-expired"}}"#);
    insta::assert_snapshot!(visitor.post(UNDO, &undo).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-expired"}}"#);
}

#[tokio::test]
async fn an_address_that_was_taken_meanwhile_is_told() {
    let (server, mut admin, _) = practice().await;
    ask(&mut admin, "bea@new.example").await;
    let (confirm, _) = links(&server).await;
    let other = admin.create_with(2, |create| {
        create.fields.email = "bea@new.example".to_owned()
    });
    admin.push(vec![Envelope { seq: 1, ..other }]).await;
    let answer = server.anonymous().post(CONFIRM, &confirm).await;
    insta::assert_snapshot!(answer, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"email","message":{"key":"email-taken"}}]}
    "#);
}

#[tokio::test]
async fn a_pending_account_is_sent_its_activation_at_the_new_address() {
    let server = TestServer::new().await;
    let (mut admin, _) = server.invited().await;
    let asked = ask(&mut admin, "bea@new.example").await;
    assert_eq!(asked.outcome, Outcome::Applied);
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("<bea@new.example>"), "{}", mails[0]);
    let token = link_in(&mails[0], "activate");
    let answer = server
        .anonymous()
        .post("/api/links/activate", &LinkToken { token })
        .await;
    assert_eq!(answer.to_string(), "200 {}");
}
