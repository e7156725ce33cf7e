//! The main job from end to end over HTTP: an account made by an administrator becomes a person
//! who signs in.

use lanyard_shared::protocol::{
    LinkLook, LinkState, LinkToken, OwnPassword, PublicPractice, SessionInfo,
};
use lanyard_shared::record::{AccountState, ActivationLink, Standing, TwoFactorPolicy};
use lanyard_shared::time::{LINK_LIFE, Millis};

use super::drafts::{GIVEN_PASSWORD, OWN_PASSWORD, PASSWORD, set_up_page};
use super::server::{TestServer, link_in};

// covers: NEW-17, LINK-02, LINK-06
#[tokio::test]
async fn an_account_made_offline_becomes_a_person_who_signs_in() {
    let server = TestServer::empty();
    let page = set_up_page(&server.setup_token().await);
    let mut admin = server.anonymous();
    assert!(
        admin
            .get("/api/practice")
            .await
            .json::<PublicPractice>()
            .setup_needed
    );
    assert_eq!(admin.post("/api/setup", &page).await.to_string(), "200 {}");
    server.ask_second_factor_of(TwoFactorPolicy::Off).await;
    assert!(
        !admin
            .get("/api/practice")
            .await
            .json::<PublicPractice>()
            .setup_needed
    );

    // The administrator signs in, takes the data along and makes an account offline.
    assert_eq!(admin.sign_in("olga", PASSWORD).await.status, 200);
    let snapshot = admin.pull().await;
    assert!(snapshot.snapshot && !snapshot.more);
    let intent = admin.create(1);
    server.pass(Millis::hours(10));

    // Online again the account is accepted, and pending with its mail waiting.
    assert!(admin.push(vec![intent]).await[0].outcome.took_effect());
    let now = server.app.effects.now();
    let pending = admin.account("user1").await.unwrap();
    assert_eq!(pending.state(now), AccountState::MailWaiting);
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 1);
    let pending = admin.account("user1").await.unwrap();
    let expires_at = now.plus(LINK_LIFE);
    assert_eq!(
        pending.activation,
        Some(ActivationLink::Sent { expires_at })
    );

    // In another browser the member looks at the link, activates and signs in.
    let token = LinkToken {
        token: link_in(&mails[0], "activate"),
    };
    let mut member = server.anonymous();
    let look: LinkLook = member.post("/api/links/look", &token).await.json();
    assert_eq!(
        (look.state, look.expires_at),
        (LinkState::Open, Some(expires_at))
    );
    assert_eq!(look.account.name, "Bea Lindt");
    assert_eq!(
        member.post("/api/links/activate", &token).await.to_string(),
        "200 {}"
    );
    let info: SessionInfo = member
        .sign_in(&look.account.username, GIVEN_PASSWORD)
        .await
        .json();
    assert_eq!(info.own_password, OwnPassword::Required);

    // A password of one's own comes before everything else.
    let pull = member.pull_request();
    assert_eq!(member.post("/api/sync/pull", &pull).await.status, 403);
    let changed = member.change_password(GIVEN_PASSWORD, OWN_PASSWORD).await;
    assert_eq!(changed.to_string(), "200 {}");
    let own = member.accounts().await;
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].id, info.account);
    assert!(own[0].email_verified);

    // The administrator's list turns active by the next pull, without a snapshot.
    let news = admin.pull().await;
    assert!(!news.snapshot);
    let active = admin.account("user1").await.unwrap();
    assert_eq!(active.standing, Standing::Active);
    assert!(!active.password_set_by_another);

    // The password that the administrator knew is worth nothing any more.
    assert_eq!(member.sign_out().await.status, 200);
    assert_eq!(member.sign_in("user1", GIVEN_PASSWORD).await.status, 401);
    server.pass(Millis::seconds(1));
    assert_eq!(member.sign_in("user1", OWN_PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_server_that_is_well_says_so() {
    let server = TestServer::empty();
    for path in ["/healthz", "/readyz"] {
        assert_eq!(server.anonymous().get(path).await.to_string(), "200 ok\n");
    }
}
