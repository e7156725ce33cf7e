//! Links in the hands of an administrator: how far they have come, sent again, shown.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{LinkProgress, LinkStage, LinkToken, OfAccount, Outcome, ShownLink};
use lanyard_shared::record::Standing;
use lanyard_shared::time::Millis;
use uuid::Uuid;

use super::client::Client;
use super::drafts::account;
use super::requests::{get, post};
use super::server::{TestServer, link_in, token_of};
use super::staff_create::outcome;

/// Shows the link of an account.
const SHOW: &str = "/api/accounts/link/show";

fn of(n: u8) -> OfAccount {
    OfAccount {
        account: account(n),
    }
}

/// What an administrator is told about the link of account `n`.
async fn progress(admin: &mut Client, n: u8) -> String {
    let path = format!("/api/accounts/link?account={}", account(n));
    admin.get(&path).await.to_string()
}

async fn stage(admin: &mut Client) -> LinkStage {
    let path = format!("/api/accounts/link?account={}", account(1));
    admin.get(&path).await.json::<LinkProgress>().stage
}

// covers: LINK-04
#[tokio::test]
async fn an_administrator_sees_how_far_a_link_has_come() {
    let server = TestServer::new().await;
    let (mut admin, token) = server.invited().await;
    insta::assert_snapshot!(progress(&mut admin, 1).await, @r#"200 {"purpose":"activation","stage":"sent","expires_at":1772701200000,"sent_at":1772442000000,"opened_at":null,"shown":false}"#);
    let rev = server.rev();
    server.anonymous().post("/api/links/look", &token).await;
    insta::assert_snapshot!(progress(&mut admin, 1).await, @r#"200 {"purpose":"activation","stage":"opened","expires_at":1772701200000,"sent_at":1772442000000,"opened_at":1772442000000,"shown":false}"#);
    assert_eq!(server.rev(), rev, "looking changes nothing of the link");
    server.anonymous().post("/api/links/activate", &token).await;
    insta::assert_snapshot!(progress(&mut admin, 1).await, @r#"200 {"purpose":"reset","stage":"none","expires_at":null,"sent_at":null,"opened_at":null,"shown":false}"#);
    server.put(1, Standing::Deactivated).await;
    insta::assert_snapshot!(progress(&mut admin, 1).await, @r#"200 {"purpose":"reset","stage":"none","expires_at":null,"sent_at":null,"opened_at":null,"shown":false,"barred":{"key":"link-helps-nobody"}}"#);
}

// covers: LINK-01, LINK-04
#[tokio::test]
async fn a_link_that_is_sent_again_takes_the_place_of_the_older_one() {
    let server = TestServer::new().await;
    let (mut admin, old) = server.invited().await;
    let sent = admin.send_link(account(1)).await;
    assert_eq!(sent.outcome, Outcome::Applied);
    insta::assert_snapshot!(progress(&mut admin, 1).await, @r#"200 {"purpose":"activation","stage":"waiting","expires_at":null,"sent_at":null,"opened_at":null,"shown":false}"#);
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 1);
    let token = link_in(&mails[0], "activate");
    let mut member = server.anonymous();
    let refused = member.post("/api/links/activate", &old).await;
    insta::assert_snapshot!(refused, @r#"410 {"type":"link","status":410,"message":{"key":"link-superseded"}}"#);
    let activated = member
        .post("/api/links/activate", &LinkToken { token })
        .await;
    assert_eq!(activated.to_string(), "200 {}");
    assert!(admin.account("user1").await.unwrap().email_verified);
}

// covers: LINK-08
#[tokio::test]
async fn an_active_member_is_sent_a_link_that_sets_a_new_password() {
    let server = TestServer::new().await;
    server.nurse().await;
    let mut admin = server.admin().await;
    let sent = admin.send_link(account(1)).await;
    assert_eq!(sent.outcome, Outcome::Applied);
    insta::assert_snapshot!(progress(&mut admin, 1).await, @r#"200 {"purpose":"reset","stage":"waiting","expires_at":null,"sent_at":null,"opened_at":null,"shown":false}"#);
    let mails = server.deliver().await;
    assert!(mails[0].contains("/reset#"), "{}", mails[0]);
}

// covers: LINK-02, LINK-04
#[tokio::test]
async fn the_link_that_is_shown_is_the_one_that_was_mailed_and_leaves_the_address_unverified() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    admin.push(vec![admin.create(1)]).await;
    assert_eq!(stage(&mut admin).await, LinkStage::Waiting);
    let shown = admin.post("/api/accounts/link/show", &of(1)).await;
    let link: ShownLink = shown.json();
    let told = shown.to_string().replace(&token_of(&link.url), "TOKEN");
    insta::assert_snapshot!(told, @r#"200 {"purpose":"activation","url":"https://desk.example.org/activate#TOKEN","expires_at":1772701200000}"#);
    assert_eq!(stage(&mut admin).await, LinkStage::Shown);
    let mails = server.deliver().await;
    let token = link_in(&mails[0], "activate");
    assert_eq!(token_of(&link.url), token);
    let mut member = server.anonymous();
    let activated = member
        .post("/api/links/activate", &LinkToken { token })
        .await;
    assert_eq!(activated.to_string(), "200 {}");
    assert!(!admin.account("user1").await.unwrap().email_verified);
}

#[tokio::test]
async fn what_is_shown_has_its_life_from_the_first_time_on() {
    let server = TestServer::new().await;
    let (mut admin, _) = server.invited().await;
    let mut shown = Vec::new();
    for _ in 0..2 {
        let answer = admin.post("/api/accounts/link/show", &of(1)).await;
        shown.push(answer.json::<ShownLink>());
        server.pass(Millis::hours(10));
    }
    assert!(shown[0] == shown[1]);
}

// covers: RIGHT-01, RIGHT-08
#[tokio::test]
async fn links_are_for_those_who_manage_accounts() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let path = format!("/api/accounts/link?account={}", account(1));
    insta::assert_snapshot!(nurse.get(&path).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    let rev = server.rev();
    let expected = nurse.get(&path).await.to_string();
    assert_eq!(nurse.post(SHOW, &of(1)).await.to_string(), expected);
    let mut nobody = server.anonymous();
    let told = nobody.get(&path).await;
    insta::assert_snapshot!(told, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    assert_eq!(nobody.post(SHOW, &of(1)).await.status, 401);
    assert_eq!(server.rev(), rev);
}

#[tokio::test]
async fn who_has_yet_to_choose_a_password_is_told_so_first() {
    let server = TestServer::new().await;
    let mut nurse = server.new_nurse().await;
    let path = format!("/api/accounts/link?account={}", account(1));
    insta::assert_snapshot!(nurse.get(&path).await, @r#"403 {"type":"password-change-required","status":403,"message":{"key":"problem-password-change-required"}}"#);
}

// covers: RIGHT-03
#[tokio::test]
async fn the_link_of_somebody_stronger_is_neither_sent_nor_shown() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    server.allow(1, "manage-accounts").await;
    let olga = server.admin().await.account.unwrap();
    let rev = server.rev();
    let answer = nurse.post(SHOW, &OfAccount { account: olga }).await;
    insta::assert_snapshot!(answer, @r#"403 {"type":"forbidden","status":403,"message":{"key":"account-stronger","args":{"permission":"EHI Export"}}}"#);
    assert_eq!(server.rev(), rev);
    let sent = nurse.send_link(olga).await;
    insta::assert_snapshot!(outcome(&sent), @r#"{"result":"rejected","problems":[{"message":{"key":"account-stronger","args":{"permission":"EHI Export"}}}]}"#);
    assert!(server.deliver().await.is_empty());
    let looked = nurse
        .get(&format!("/api/accounts/link?account={olga}"))
        .await;
    insta::assert_snapshot!(looked, @r#"200 {"purpose":"reset","stage":"none","expires_at":null,"sent_at":null,"opened_at":null,"shown":false,"barred":{"key":"account-stronger","args":{"permission":"EHI Export"}}}"#);
}

#[tokio::test]
async fn accounts_that_are_not_there_and_questions_that_are_none_are_told() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let nobody = AccountId(Uuid::from_u128(9));
    let path = format!("/api/accounts/link?account={nobody}");
    insta::assert_snapshot!(admin.get(&path).await, @r#"404 {"type":"not-found","status":404,"message":{"key":"record-gone"}}"#);
    let answer = admin.post(SHOW, &OfAccount { account: nobody }).await;
    assert_eq!(answer.status, 404);
    for query in [
        "",
        "?",
        "?account=",
        "?account=x",
        "?account=%ff",
        "?other=1",
    ] {
        let answer = admin.send(get(&format!("/api/accounts/link{query}"))).await;
        assert_eq!(answer.status, 400, "{query}: {answer}");
    }
    for body in ["", "{}", "[]", r#"{"account":"x"}"#, r#"{"account":null}"#] {
        let answer = admin.send(post(SHOW).body(body)).await;
        assert_eq!(answer.status, 400, "{body}: {answer}");
    }
}
