//! Set-up, and what broken input does to it.

use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{FirstAdmin, LinkState, LinkToken, OwnPassword, ProblemKind, SetUp};
use lanyard_shared::record::{Standing, Work};
use lanyard_shared::time::SETUP_LINK_LIFE;

use super::{look, new_link, practice, set_up};
use crate::service::fixture::{Desk, at_fields, filled, refusal};
use crate::service::rights;
use crate::store::{accounts, practice as stored};

async fn state(desk: &Desk, token: &str) -> LinkState {
    let token = LinkToken {
        token: token.to_owned(),
    };
    look(&desk.app, token).await.unwrap().state
}

// covers: D-09
#[tokio::test]
async fn set_up_makes_a_practice_with_an_administrator_who_can_sign_in() {
    let desk = Desk::empty();
    assert!(practice(&desk.app).await.unwrap().setup_needed);
    let token = desk.setup_token().await;
    assert_eq!(state(&desk, &token).await, LinkState::Open);
    set_up(&desk.app, filled(&token)).await.unwrap();

    let public = practice(&desk.app).await.unwrap();
    assert_eq!(public.name, "Hillside Clinic");
    assert!(!public.setup_needed);
    let session = desk.sign_in("OLGA", "correct battery horse").await.unwrap();
    assert_eq!(session.info.own_password, OwnPassword::NotAsked);
    assert_eq!(state(&desk, &token).await, LinkState::Used);
    assert_eq!(new_link(&desk.app).await.unwrap(), None);
}

// covers: D-09
#[tokio::test]
async fn either_kind_of_first_administrator_holds_both_rights() {
    for admin in [
        FirstAdmin::Provider,
        FirstAdmin::Staff {
            first_name: "Olga".to_owned(),
            last_name: "Meyer".to_owned(),
        },
    ] {
        let desk = Desk::empty();
        let token = desk.setup_token().await;
        let page = SetUp {
            admin,
            ..filled(&token)
        };
        set_up(&desk.app, page).await.unwrap();
        let read = desk.app.store.read(|tx| {
            let account = accounts::find_by_username(tx, "olga")?.unwrap();
            assert_eq!(account.standing, Standing::Active);
            rights::permissions(tx, &account)
        });
        let held = read.await.unwrap();
        assert!(held.contains(&Permission::ManageAccounts));
        assert!(held.contains(&Permission::ManagePermissions));
    }
}

#[tokio::test]
async fn everything_wrong_is_told_at_once_in_the_order_of_the_page() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let page = SetUp {
        practice_name: " ".to_owned(),
        time_zone: "Mars/Olympus".to_owned(),
        public_url: "desk".to_owned(),
        office_name: String::new(),
        office_address: "1 Main\u{0} Street".to_owned(),
        office_phone: "12".to_owned(),
        provider_first_name: "R\u{7}uth".to_owned(),
        provider_last_name: "x".repeat(101),
        provider_npi: "1234567890".to_owned(),
        admin: FirstAdmin::Staff {
            first_name: String::new(),
            last_name: String::new(),
        },
        email: "nobody".to_owned(),
        username: "é".to_owned(),
        password: "short".to_owned(),
        ..filled(&token)
    };
    assert_eq!(
        at_fields(set_up(&desk.app, page).await),
        [
            "practice_name: field-required",
            "time_zone: time-zone-invalid",
            "public_url: public-url-invalid",
            "office_name: field-required",
            "office_address: field-control-characters",
            "office_phone: phone-invalid",
            "provider_first_name: field-control-characters",
            "provider_last_name: field-too-long",
            "provider_npi: npi-invalid",
            "first_name: field-required",
            "last_name: field-required",
            "email: email-invalid",
            "username: username-characters",
            "password: password-short",
        ]
    );
    assert!(practice(&desk.app).await.unwrap().setup_needed);
    assert_eq!(state(&desk, &token).await, LinkState::Open);
}

// covers: D-09
#[tokio::test]
async fn a_newer_link_kills_the_older_and_a_day_kills_the_newest() {
    let desk = Desk::empty();
    let older = desk.setup_token().await;
    let newer = desk.setup_token().await;
    assert_eq!(state(&desk, &older).await, LinkState::Superseded);
    let refused = refusal(set_up(&desk.app, filled(&older)).await);
    assert_eq!(refused, (ProblemKind::Link, "link-superseded".to_owned()));
    desk.clock.advance(SETUP_LINK_LIFE);
    assert_eq!(state(&desk, &newer).await, LinkState::Expired);
    let refused = refusal(set_up(&desk.app, filled(&newer)).await);
    assert_eq!(refused, (ProblemKind::Link, "link-expired".to_owned()));
}

#[tokio::test]
async fn a_mangled_or_foreign_token_is_no_set_up_link() {
    let desk = Desk::founded().await;
    let activation = desk.add_nurse().await.token;
    for wrong in ["", "x", &activation] {
        let refused = refusal(set_up(&desk.app, filled(wrong)).await);
        assert_eq!(refused, (ProblemKind::Link, "link-mangled".to_owned()));
    }
}

// covers: D-03
#[tokio::test]
async fn the_first_provider_may_sign_in_in_their_own_name() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let page = SetUp {
        admin: FirstAdmin::Provider,
        ..filled(&token)
    };
    set_up(&desk.app, page).await.unwrap();
    let read = desk.app.store.read(|tx| {
        assert_eq!(accounts::seats_taken(tx)?, 0);
        accounts::find_by_username(tx, "olga")
    });
    let account = read.await.unwrap().unwrap();
    assert!(matches!(account.work, Work::Provider { .. }));
    assert_eq!(account.full_name(), "Ruth Okafor");
}

// covers: D-01
#[tokio::test]
async fn a_time_zone_is_one_of_the_known_names_and_kept_in_its_usual_spelling() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    for zone in ["", "EST5EDT,M3.2.0,M11.1.0", "../../etc/passwd", "America/"] {
        let page = SetUp {
            time_zone: zone.to_owned(),
            ..filled(&token)
        };
        let told = at_fields(set_up(&desk.app, page).await);
        assert_eq!(told, ["time_zone: time-zone-invalid"], "{zone}");
    }
    let page = SetUp {
        time_zone: " america/new_york".to_owned(),
        ..filled(&token)
    };
    set_up(&desk.app, page).await.unwrap();
    let practice = desk.app.store.read(stored::find).await.unwrap().unwrap();
    assert_eq!(practice.time_zone, "America/New_York");
}

// covers: CRED-01
#[tokio::test]
async fn a_password_with_the_name_of_the_practice_in_it_is_refused() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let page = SetUp {
        password: "my hillside clinic 7".to_owned(),
        ..filled(&token)
    };
    let told = at_fields(set_up(&desk.app, page).await);
    assert_eq!(told, ["password: password-context"]);
}

// covers: D-01, D-09
#[tokio::test]
async fn of_two_who_set_up_at_the_same_moment_one_is_told_that_the_link_is_used() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let (one, other) = tokio::join!(
        set_up(&desk.app, filled(&token)),
        set_up(&desk.app, filled(&token))
    );
    let refused = if one.is_ok() { other } else { one };
    let used = (ProblemKind::Link, "link-used".to_owned());
    assert_eq!(refusal(refused), used);
}

#[tokio::test]
async fn a_failure_in_the_middle_leaves_nothing_behind() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let broken = "create trigger broken before insert on accounts
        begin select raise(abort, 'broken'); end";
    let breaking = desk.app.store.write(move |tx| tx.run_sql(broken));
    breaking.await.unwrap();
    let before = desk.rev();
    assert!(set_up(&desk.app, filled(&token)).await.is_err());
    assert!(practice(&desk.app).await.unwrap().setup_needed);
    assert_eq!(state(&desk, &token).await, LinkState::Open);
    assert_eq!(desk.rev(), before);
}

#[tokio::test]
async fn set_up_is_audited_and_so_is_a_link_for_it() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let printed = "console.setup-link by nobody about nothing null";
    assert_eq!(desk.audited().await, printed);
    set_up(&desk.app, filled(&token)).await.unwrap();
    assert_eq!(desk.audited().await, "setup by somebody about nothing null");
}
