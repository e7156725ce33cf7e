//! New staff: each rule at its field, and that a refusal leaves nothing behind.

use lanyard_shared::id::ProviderId;
use lanyard_shared::intent::{Envelope, StaffCreate};
use lanyard_shared::permission::ROLE_OFFICE_MANAGER;
use lanyard_shared::protocol::{Outcome, PullRequest, Verdict};
use lanyard_shared::seal::Sealed;
use serde_json::Value;
use uuid::Uuid;

use super::answer::must_have_words;
use super::client::Client;
use super::drafts::{GIVEN_PASSWORD, PASSWORD, account, op};
use super::server::TestServer;

/// How an intent ended, each field's problem on a line of its own.
pub(super) fn outcome(verdict: &Verdict) -> String {
    match &verdict.outcome {
        Outcome::Rejected { problems } => {
            problems
                .iter()
                .for_each(|problem| must_have_words(&problem.message));
        }
        Outcome::Unsupported { message } => must_have_words(message),
        _ => {}
    }
    let outcome = serde_json::to_string(&verdict.outcome).unwrap();
    outcome.replace("{\"field\"", "\n  {\"field\"")
}

async fn ask(client: &mut Client, change: impl FnOnce(&Client, &mut StaffCreate)) -> String {
    let intent = client.create_with(1, |create| change(client, create));
    outcome(&client.push(vec![intent]).await[0])
}

/// How a single new account ends in a new practice, where it makes nothing.
async fn refused(change: impl FnOnce(&Client, &mut StaffCreate)) -> String {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let told = ask(&mut admin, change).await;
    assert_eq!(admin.accounts().await.len(), 1, "{told}");
    assert!(server.deliver().await.is_empty(), "{told}");
    told
}

/// Every text of the form is `text`, also the password.
fn all_fields(client: &Client, create: &mut StaffCreate, text: &str) {
    create.fields.first_name = text.to_owned();
    create.fields.last_name = text.to_owned();
    create.fields.email = text.to_owned();
    create.fields.username = text.to_owned();
    create.fields.home_phone = text.to_owned();
    create.fields.cell_phone = text.to_owned();
    create.fields.primary_provider = ProviderId(Uuid::nil());
    create.fields.role.0 = Uuid::max();
    create.password = Some(client.sealed(create.account, text));
}

// covers: NEW-10, NEW-17
#[tokio::test]
async fn a_new_account_is_pending_and_its_mail_leaves_once() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intent = admin.create(1);
    let verdicts = admin.push(vec![intent]).await;
    insta::assert_snapshot!(serde_json::to_string(&verdicts).unwrap(), @r#"[{"op_id":"00000000-0000-0000-0000-000000002001","seq":1,"outcome":{"result":"applied"},"rev":4,"at":1772442000000}]"#);
    let made = serde_json::to_string_pretty(&admin.account("user1").await).unwrap();
    let provider = admin.account("olga").await.unwrap().provider().to_string();
    insta::assert_snapshot!(made.replace(&provider, "PROVIDER"), @r#"
    {
      "id": "00000000-0000-0000-0000-000000001001",
      "work": {
        "as": "staff",
        "primary_provider": "PROVIDER"
      },
      "first_name": "Bea",
      "last_name": "Lindt",
      "email": "user1@example.org",
      "email_verified": false,
      "username": "user1",
      "role": "00000000-0000-7000-8000-000000000004",
      "home_phone": null,
      "cell_phone": "+12125550147",
      "care_team_role": null,
      "care_team_identifier": null,
      "daily_report": true,
      "offices": null,
      "new_dashboard": false,
      "email_update": true,
      "starts_on": null,
      "ends_on": null,
      "standing": "pending",
      "activation": {
        "state": "mail-waiting"
      },
      "starts_at": null,
      "ends_at": null,
      "erase_at": null,
      "two_factor": "inactive",
      "emergency_until": null,
      "password_set_by_another": true,
      "created_at": 1772442000000
    }
    "#);
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].contains("To: \"Bea Lindt\" <user1@example.org>"),
        "{}",
        mails[0]
    );
    assert!(!mails[0].contains(GIVEN_PASSWORD));
    assert!(server.deliver().await.is_empty());
}

// covers: NEW-01, NEW-02, NEW-03, NEW-06, NEW-07, NEW-08
#[tokio::test]
async fn empty_fields_are_told_all_at_once() {
    let told = refused(|client, create| all_fields(client, create, "")).await;
    insta::assert_snapshot!(told, @r#"
    {"result":"rejected","problems":[
      {"field":"first_name","message":{"key":"field-required"}},
      {"field":"last_name","message":{"key":"field-required"}},
      {"field":"primary_provider","message":{"key":"provider-unknown"}},
      {"field":"role","message":{"key":"role-unknown"}},
      {"field":"email","message":{"key":"field-required"}},
      {"field":"username","message":{"key":"field-required"}},
      {"field":"password","message":{"key":"field-required"}}]}
    "#);
}

// covers: NEW-01, NEW-06, NEW-07, NEW-09, CRED-01
#[tokio::test]
async fn absurdly_long_fields_are_told_all_at_once() {
    let long = "x".repeat(100_000);
    let told = refused(|client, create| all_fields(client, create, &long)).await;
    insta::assert_snapshot!(told, @r#"
    {"result":"rejected","problems":[
      {"field":"first_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"last_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"primary_provider","message":{"key":"provider-unknown"}},
      {"field":"role","message":{"key":"role-unknown"}},
      {"field":"email","message":{"key":"email-invalid"}},
      {"field":"username","message":{"key":"username-length","args":{"max":64,"min":3}}},
      {"field":"password","message":{"key":"password-long","args":{"max":128}}},
      {"field":"home_phone","message":{"key":"phone-invalid"}},
      {"field":"cell_phone","message":{"key":"phone-invalid"}}]}
    "#);
}

#[tokio::test]
async fn control_characters_are_told_all_at_once() {
    let told = refused(|client, create| all_fields(client, create, "a\u{0}b\u{1b}[2Jc")).await;
    insta::assert_snapshot!(told, @r#"
    {"result":"rejected","problems":[
      {"field":"first_name","message":{"key":"field-control-characters"}},
      {"field":"last_name","message":{"key":"field-control-characters"}},
      {"field":"primary_provider","message":{"key":"provider-unknown"}},
      {"field":"role","message":{"key":"role-unknown"}},
      {"field":"email","message":{"key":"email-invalid"}},
      {"field":"username","message":{"key":"username-characters"}},
      {"field":"password","message":{"key":"password-short","args":{"min":12}}},
      {"field":"home_phone","message":{"key":"phone-invalid"}},
      {"field":"cell_phone","message":{"key":"phone-invalid"}}]}
    "#);
}

// covers: NEW-06, NEW-07, NEW-09
#[tokio::test]
async fn markup_is_no_address_username_or_number() {
    let markup = "<img src=x onerror=alert(1)>";
    let told = refused(|client, create| all_fields(client, create, markup)).await;
    insta::assert_snapshot!(told, @r#"
    {"result":"rejected","problems":[
      {"field":"primary_provider","message":{"key":"provider-unknown"}},
      {"field":"role","message":{"key":"role-unknown"}},
      {"field":"email","message":{"key":"email-invalid"}},
      {"field":"username","message":{"key":"username-characters"}},
      {"field":"password","message":{"key":"password-context"}},
      {"field":"home_phone","message":{"key":"phone-invalid"}},
      {"field":"cell_phone","message":{"key":"phone-invalid"}}]}
    "#);
}

// covers: NEW-01
#[tokio::test]
async fn names_in_any_script_and_with_markup_stay_as_typed() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let told = ask(&mut admin, |_, create| {
        create.fields.first_name = " <b>Ольга</b> ".to_owned();
        create.fields.last_name = "鈴木 العربية 👩‍⚕️ O'Brien".to_owned();
    });
    assert_eq!(told.await, r#"{"result":"applied"}"#);
    let made = admin.account("user1").await.unwrap();
    assert_eq!(made.first_name, "<b>Ольга</b>");
    assert_eq!(made.last_name, "鈴木 العربية 👩‍⚕️ O'Brien");
    // In the mail as a page the markup is text.
    let mails = server.deliver().await;
    let (_, page) = mails[0].split_once("text/html").unwrap();
    assert!(
        page.contains("&lt;b&gt;") && !page.contains("<b>"),
        "{page}"
    );
}

// covers: NEW-06, NEW-07
#[tokio::test]
async fn a_taken_username_or_address_is_told_in_any_case() {
    let username = refused(|_, create| create.fields.username = "OLGA".to_owned()).await;
    insta::assert_snapshot!(username, @r#"
    {"result":"rejected","problems":[
      {"field":"username","message":{"key":"username-taken"}}]}
    "#);
    let email = refused(|_, create| create.fields.email = " Olga@Example.ORG ".to_owned()).await;
    insta::assert_snapshot!(email, @r#"
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-taken"}}]}
    "#);
}

// covers: NEW-07
#[tokio::test]
async fn the_same_username_from_two_devices_is_accepted_once() {
    let server = TestServer::new().await;
    let (mut one, mut two) = (server.admin().await, server.admin().await);
    let ours = one.create(1);
    let theirs = two.create_with(2, |create| create.fields.username = "user1".to_owned());
    let theirs = Envelope { seq: 1, ..theirs };
    assert_eq!(
        outcome(&one.push(vec![ours]).await[0]),
        r#"{"result":"applied"}"#
    );
    insta::assert_snapshot!(outcome(&two.push(vec![theirs.clone()]).await[0]), @r#"
    {"result":"rejected","problems":[
      {"field":"username","message":{"key":"username-taken"}}]}
    "#);
    // Mended: another id and username, the same sealed password.
    let mut mended = Envelope {
        seq: 2,
        op_id: op(3),
        ..theirs
    };
    mended.body["username"] = "user2".into();
    assert_eq!(
        outcome(&two.push(vec![mended]).await[0]),
        r#"{"result":"applied"}"#
    );
    assert_eq!(server.deliver().await.len(), 2);
}

// covers: NEW-08, CRED-01
#[tokio::test]
async fn a_password_is_judged_when_it_arrives_and_opens_for_its_account_only() {
    let short =
        refused(|c, create| create.password = Some(c.sealed(create.account, "short"))).await;
    insta::assert_snapshot!(short, @r#"
    {"result":"rejected","problems":[
      {"field":"password","message":{"key":"password-short","args":{"min":12}}}]}
    "#);
    let named = refused(|c, create| {
        create.password = Some(c.sealed(create.account, "user1 is my name"));
    });
    insta::assert_snapshot!(named.await, @r#"
    {"result":"rejected","problems":[
      {"field":"password","message":{"key":"password-context"}}]}
    "#);
    let moved =
        refused(|c, create| create.password = Some(c.sealed(account(9), GIVEN_PASSWORD))).await;
    insta::assert_snapshot!(moved, @r#"
    {"result":"rejected","problems":[
      {"field":"password","message":{"key":"password-unreadable"}}]}
    "#);
    let broken = refused(|_, create| {
        let unreadable = |sealed| Sealed {
            sealed: "no sealed value".to_owned(),
            ..sealed
        };
        create.password = create.password.take().map(unreadable);
    })
    .await;
    assert_eq!(broken, moved);
}

// covers: RIGHT-01
#[tokio::test]
async fn without_manage_accounts_nobody_makes_an_account() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let intent = nurse.create(2);
    let intent = Envelope { seq: 1, ..intent };
    let verdicts = nurse.push(vec![intent]).await;
    insta::assert_snapshot!(outcome(&verdicts[0]), @r#"{"result":"rejected","problems":[{"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}]}"#);
    assert!(server.deliver().await.is_empty());
    assert_eq!(server.admin().await.accounts().await.len(), 2);
}

#[tokio::test]
async fn one_bad_intent_does_not_stop_the_others() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let bad = admin.create_with(2, |create| create.fields.role = ROLE_OFFICE_MANAGER);
    let worse = admin.create_with(3, |create| create.fields.email = String::new());
    let intents = vec![admin.create(1), bad, worse, admin.create(4)];
    let verdicts = admin.push(intents).await;
    let told: Vec<_> = verdicts.iter().map(outcome).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"result":"applied"}
    {"result":"applied"}
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"field-required"}}]}
    {"result":"applied"}
    "#);
}

// covers: RIGHT-06
#[tokio::test]
async fn no_secret_is_in_an_answer() {
    let server = TestServer::new().await;
    let (mut admin, token) = server.invited().await;
    let request = PullRequest {
        cursor: None,
        ..admin.pull_request()
    };
    let snapshot = admin.post("/api/sync/pull", &request).await;
    let text = snapshot.text();
    let sealed = admin.create(1).body["password"]["sealed"].clone();
    for secret in [GIVEN_PASSWORD, PASSWORD, &token.token, "plain:"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(!text.contains(sealed.as_str().unwrap()));
    assert!(snapshot.json::<Value>()["rows"].is_array());
}
