//! Set-up by its page: bad links, bad fields, and that nothing is half done.

use lanyard_shared::protocol::{FirstAdmin, LinkToken, SetUp};
use lanyard_shared::record::{Record, TwoFactorPolicy};
use lanyard_shared::time::SETUP_LINK_LIFE;
use serde_json::{Value, json};

use super::client::Client;
use super::drafts::{PASSWORD, set_up_page};
use super::requests::post;
use super::server::TestServer;

/// What looking at a set-up link and filling its page in say.
async fn look_and_fill(server: &TestServer, token: &str) -> String {
    let mut person = server.anonymous();
    let link = LinkToken {
        token: token.to_owned(),
    };
    let looked = person.post("/api/setup/look", &link).await;
    let filled = person.post("/api/setup", &set_up_page(token)).await;
    format!("{looked}\n{filled}")
}

/// Every text of the page is `text`.
fn all_fields(token: &str, text: &str) -> SetUp {
    let text = || text.to_owned();
    SetUp {
        practice_name: text(),
        time_zone: text(),
        public_url: text(),
        office_name: text(),
        office_address: text(),
        office_phone: text(),
        provider_first_name: text(),
        provider_last_name: text(),
        provider_npi: text(),
        admin: FirstAdmin::Staff {
            first_name: text(),
            last_name: text(),
        },
        email: text(),
        username: text(),
        password: text(),
        ..set_up_page(token)
    }
}

async fn fill(client: &mut Client, page: &SetUp) -> String {
    client.post("/api/setup", page).await.to_string()
}

/// Nothing was made, and the link still works.
async fn must_be_untouched(server: &TestServer, token: &str) {
    let practice: Value = server.anonymous().get("/api/practice").await.json();
    assert_eq!(practice["setup_needed"], true);
    let answer = fill(&mut server.anonymous(), &set_up_page(token)).await;
    assert_eq!(answer, "200 {}");
}

// covers: D-09
#[tokio::test]
async fn the_page_makes_a_practice_once() {
    let server = TestServer::empty();
    let token = server.setup_token().await;
    let before = server.anonymous().get("/api/practice").await;
    insta::assert_snapshot!(before, @r#"200 {"name":"","setup_needed":true,"mail_configured":true}"#);
    insta::assert_snapshot!(look_and_fill(&server, &token).await, @r#"
    200 {"state":"open","public_url":"http://127.0.0.1:8080"}
    200 {}
    "#);
    insta::assert_snapshot!(look_and_fill(&server, &token).await, @r#"
    200 {"state":"used","public_url":"http://127.0.0.1:8080"}
    410 {"type":"link","status":410,"message":{"key":"link-used"}}
    "#);
    let after = server.anonymous().get("/api/practice").await;
    insta::assert_snapshot!(after, @r#"200 {"name":"Hillside Clinic","setup_needed":false,"mail_configured":true}"#);
}

// covers: D-01, D-09
#[tokio::test]
async fn two_clicks_at_once_make_one_practice() {
    let server = TestServer::empty();
    let token = server.setup_token().await;
    let (mut one, mut two) = (server.anonymous(), server.anonymous());
    let page = set_up_page(&token);
    let (one, two) = tokio::join!(fill(&mut one, &page), fill(&mut two, &page));
    let mut answers = [one, two];
    answers.sort();
    insta::assert_snapshot!(answers.join("\n"), @r#"
    200 {}
    410 {"type":"link","status":410,"message":{"key":"link-used"}}
    "#);
    server.ask_second_factor_of(TwoFactorPolicy::Off).await;
    assert_eq!(server.admin().await.accounts().await.len(), 1);
}

// covers: D-09
#[tokio::test]
async fn links_that_do_not_work_are_told() {
    let server = TestServer::empty();
    let old = server.setup_token().await;
    let token = server.setup_token().await;
    insta::assert_snapshot!(look_and_fill(&server, "").await, @r#"
    410 {"type":"link","status":410,"message":{"key":"link-mangled"}}
    410 {"type":"link","status":410,"message":{"key":"link-mangled"}}
    "#);
    insta::assert_snapshot!(look_and_fill(&server, &token[4..]).await, @r#"
    410 {"type":"link","status":410,"message":{"key":"link-mangled"}}
    410 {"type":"link","status":410,"message":{"key":"link-mangled"}}
    "#);
    insta::assert_snapshot!(look_and_fill(&server, &old).await, @r#"
    200 {"state":"superseded","public_url":"http://127.0.0.1:8080"}
    410 {"type":"link","status":410,"message":{"key":"link-superseded"}}
    "#);
    server.pass(SETUP_LINK_LIFE);
    insta::assert_snapshot!(look_and_fill(&server, &token).await, @r#"
    200 {"state":"expired","public_url":"http://127.0.0.1:8080"}
    410 {"type":"link","status":410,"message":{"key":"link-expired"}}
    "#);
    let newest = server.setup_token().await;
    must_be_untouched(&server, &newest).await;
}

#[tokio::test]
async fn an_activation_link_sets_nothing_up() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    insta::assert_snapshot!(look_and_fill(&server, &token.token).await, @r#"
    410 {"type":"link","status":410,"message":{"key":"link-mangled"}}
    410 {"type":"link","status":410,"message":{"key":"link-mangled"}}
    "#);
}

// covers: D-09
#[tokio::test]
async fn empty_fields_are_told_all_at_once() {
    let server = TestServer::empty();
    let token = server.setup_token().await;
    let answer = fill(&mut server.anonymous(), &all_fields(&token, "")).await;
    insta::assert_snapshot!(answer, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"practice_name","message":{"key":"field-required"}},
      {"field":"time_zone","message":{"key":"time-zone-invalid"}},
      {"field":"public_url","message":{"key":"public-url-invalid"}},
      {"field":"office_name","message":{"key":"field-required"}},
      {"field":"provider_first_name","message":{"key":"field-required"}},
      {"field":"provider_last_name","message":{"key":"field-required"}},
      {"field":"first_name","message":{"key":"field-required"}},
      {"field":"last_name","message":{"key":"field-required"}},
      {"field":"email","message":{"key":"field-required"}},
      {"field":"username","message":{"key":"field-required"}},
      {"field":"password","message":{"key":"field-required"}}]}
    "#);
    let blank = fill(&mut server.anonymous(), &all_fields(&token, " \u{a0}")).await;
    // A password may consist of white space, so its length is what is wrong with it.
    let expected = answer.replace(
        r#""password","message":{"key":"field-required"}"#,
        r#""password","message":{"key":"password-short","args":{"min":12}}"#,
    );
    assert_eq!(blank, expected);
    must_be_untouched(&server, &token).await;
}

#[tokio::test]
async fn absurd_fields_are_told_all_at_once() {
    let server = TestServer::empty();
    let token = server.setup_token().await;
    let mut person = server.anonymous();
    let long = fill(&mut person, &all_fields(&token, &"ж".repeat(2_000))).await;
    insta::assert_snapshot!(long, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"practice_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"time_zone","message":{"key":"time-zone-invalid"}},
      {"field":"public_url","message":{"key":"public-url-invalid"}},
      {"field":"office_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"office_address","message":{"key":"field-too-long","args":{"max":500}}},
      {"field":"office_phone","message":{"key":"phone-invalid"}},
      {"field":"provider_first_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"provider_last_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"provider_npi","message":{"key":"npi-invalid"}},
      {"field":"first_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"last_name","message":{"key":"field-too-long","args":{"max":100}}},
      {"field":"email","message":{"key":"email-invalid"}},
      {"field":"username","message":{"key":"username-characters"}},
      {"field":"password","message":{"key":"password-long","args":{"max":128}}}]}
    "#);
    let control = fill(&mut person, &all_fields(&token, "a\u{0}b\u{7}c")).await;
    insta::assert_snapshot!(control, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"practice_name","message":{"key":"field-control-characters"}},
      {"field":"time_zone","message":{"key":"time-zone-invalid"}},
      {"field":"public_url","message":{"key":"public-url-invalid"}},
      {"field":"office_name","message":{"key":"field-control-characters"}},
      {"field":"office_address","message":{"key":"field-control-characters"}},
      {"field":"office_phone","message":{"key":"phone-invalid"}},
      {"field":"provider_first_name","message":{"key":"field-control-characters"}},
      {"field":"provider_last_name","message":{"key":"field-control-characters"}},
      {"field":"provider_npi","message":{"key":"npi-invalid"}},
      {"field":"first_name","message":{"key":"field-control-characters"}},
      {"field":"last_name","message":{"key":"field-control-characters"}},
      {"field":"email","message":{"key":"email-invalid"}},
      {"field":"username","message":{"key":"username-characters"}},
      {"field":"password","message":{"key":"password-short","args":{"min":12}}}]}
    "#);
    let markup = fill(
        &mut person,
        &all_fields(&token, "<img src=x onerror=alert(1)>"),
    )
    .await;
    insta::assert_snapshot!(markup, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"time_zone","message":{"key":"time-zone-invalid"}},
      {"field":"public_url","message":{"key":"public-url-invalid"}},
      {"field":"office_phone","message":{"key":"phone-invalid"}},
      {"field":"provider_npi","message":{"key":"npi-invalid"}},
      {"field":"email","message":{"key":"email-invalid"}},
      {"field":"username","message":{"key":"username-characters"}},
      {"field":"password","message":{"key":"password-context"}}]}
    "#);
    let huge = fill(&mut person, &all_fields(&token, &"x".repeat(100_000))).await;
    insta::assert_snapshot!(huge, @r#"413 {"type":"too-large","status":413,"message":{"key":"problem-too-large"}}"#);
    must_be_untouched(&server, &token).await;
}

#[tokio::test]
async fn choices_that_there_are_not_cannot_be_read() {
    let server = TestServer::empty();
    let token = server.setup_token().await;
    let page = serde_json::to_value(set_up_page(&token)).unwrap();
    let mut told = Vec::new();
    for (field, value) in [
        ("plan", json!("free")),
        ("plan", json!(null)),
        ("admin", json!({ "is": "nobody" })),
        ("admin", json!({ "is": "staff" })),
        ("practice_name", json!(7)),
        ("practice_name", json!(["a"])),
    ] {
        let mut spoiled = page.clone();
        spoiled[field] = value;
        told.push(
            server
                .anonymous()
                .post("/api/setup", &spoiled)
                .await
                .to_string(),
        );
    }
    told.dedup();
    insta::assert_snapshot!(told.join("\n"), @r#"400 {"type":"malformed","status":400,"message":{"key":"problem-malformed"}}"#);
    let mut short = page;
    short.as_object_mut().unwrap().remove("username");
    let answer = server
        .anonymous()
        .send(post("/api/setup").json(&short))
        .await;
    assert_eq!(answer.to_string(), told[0]);
    must_be_untouched(&server, &token).await;
}

#[tokio::test]
async fn names_in_any_script_and_with_markup_stay_as_typed() {
    let server = TestServer::empty();
    let token = server.setup_token().await;
    let page = SetUp {
        practice_name: " <b>Клиника</b> & \"Søn\" ".to_owned(),
        office_name: "診療所".to_owned(),
        provider_first_name: "Ngọc Ánh".to_owned(),
        provider_last_name: "O'Brien-العربية".to_owned(),
        ..set_up_page(&token)
    };
    assert_eq!(fill(&mut server.anonymous(), &page).await, "200 {}");
    server.ask_second_factor_of(TwoFactorPolicy::Off).await;
    let practice = server.anonymous().get("/api/practice").await;
    insta::assert_snapshot!(practice, @r#"200 {"name":"<b>Клиника</b> & \"Søn\"","setup_needed":false,"mail_configured":true}"#);
    let mut admin = server.anonymous();
    admin.sign_in("olga", PASSWORD).await;
    let records = admin.pull().await.rows.into_iter().map(|row| row.record);
    let names = records.filter_map(|record| match record {
        Record::Office(office) => Some(office.name),
        Record::Provider(provider) => {
            Some(format!("{} {}", provider.first_name, provider.last_name))
        }
        _ => None,
    });
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["診療所", "Ngọc Ánh O'Brien-العربية"]
    );
}
