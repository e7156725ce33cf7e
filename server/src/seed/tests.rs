//! What holds for a demonstration of any size.

use std::collections::{BTreeMap, BTreeSet};

use lanyard_shared::protocol::{OwnPassword, SignIn};
use lanyard_shared::record::{Account, AccountState, Provider, Record};
use lanyard_shared::validate;

use super::*;
use crate::app::Settings;
use crate::effects::testing;
use crate::secret::RootSecret;
use crate::service::sessions::Browser;
use crate::service::{console, mails as queue, sessions};
use crate::store::{Store, audit, changes};

fn server() -> App {
    let settings = Settings {
        public_url: "http://127.0.0.1:8080".to_owned(),
        mail_configured: false,
        tls: false,
    };
    let store = Store::in_memory().unwrap();
    let (effects, _) = testing::effects();
    App::new(store, effects, RootSecret::new([1; 32]), settings)
}

async fn seeded(staff: usize) -> App {
    let app = server();
    assert_eq!(demo(&app, staff).await.unwrap(), Seeded::Done);
    app
}

async fn records(app: &App) -> Vec<Record> {
    let read = app.store.read(|tx| changes::snapshot(tx, None, 1_000_000));
    read.await
        .unwrap()
        .into_iter()
        .map(|row| row.record)
        .collect()
}

async fn people(app: &App) -> Vec<Account> {
    let records = records(app).await.into_iter();
    let people = records.filter_map(|record| match record {
        Record::Account(account) => Some(Arc::unwrap_or_clone(account)),
        _ => None,
    });
    people.collect()
}

// covers: D-10
#[tokio::test]
async fn the_smallest_whole_demonstration_has_people_in_all_states() {
    let app = seeded(25).await;
    let now = app.effects.now();
    let mut states = BTreeMap::new();
    for account in people(&app).await {
        let state = match account.state(now) {
            AccountState::MailWaiting => "mail waiting",
            AccountState::Pending { .. } => "pending",
            AccountState::ExpiredLink => "expired link",
            AccountState::Active => "active",
            AccountState::Locked => "locked",
            AccountState::NotYetStarted { .. } => "not yet started",
            AccountState::Deactivated => "deactivated",
            AccountState::Removed { .. } => "removed",
            AccountState::Erased => "erased",
        };
        *states.entry(state).or_insert(0) += 1;
    }
    insta::assert_compact_debug_snapshot!(states, @r#"{"active": 14, "deactivated": 2, "expired link": 2, "locked": 1, "mail waiting": 1, "not yet started": 1, "pending": 3, "removed": 1}"#);
    let kinds: BTreeMap<&str, usize> =
        records(&app)
            .await
            .iter()
            .fold(BTreeMap::new(), |mut kinds, record| {
                let kind = match record {
                    Record::Practice(_) => "practice",
                    Record::Office(_) => "office",
                    Record::Provider(_) => "provider",
                    Record::Role(_) => "role",
                    Record::Account(_) => "account",
                    Record::Group(_) => "group",
                };
                *kinds.entry(kind).or_default() += 1;
                kinds
            });
    insta::assert_compact_debug_snapshot!(kinds, @r#"{"account": 25, "group": 2, "office": 3, "practice": 1, "provider": 4, "role": 6}"#);
}

#[tokio::test]
async fn every_made_up_value_passes_the_rules_of_its_field() {
    let app = seeded(5_000).await;
    let people = people(&app).await;
    assert_eq!(people.len(), 5_000);
    let mut usernames = BTreeSet::new();
    for account in &people {
        assert!(validate::name(&account.first_name).is_ok());
        assert!(validate::name(&account.last_name).is_ok());
        assert_eq!(
            validate::username(&account.username).as_deref(),
            Ok(account.username.as_str())
        );
        assert!(validate::email(&account.email).is_ok());
        assert!(account.email.ends_with("@example.org"));
        for phone in [&account.cell_phone, &account.home_phone]
            .into_iter()
            .flatten()
        {
            assert_eq!(validate::phone(phone), Ok(Some(phone.clone())));
        }
        assert!(
            usernames.insert(validate::fold(&account.username)),
            "{}",
            account.username
        );
    }
    let npis = records(&app)
        .await
        .into_iter()
        .filter_map(|record| match record {
            Record::Provider(Provider { npi, .. }) => npi,
            _ => None,
        });
    assert!(npis.map(|npi| validate::npi(&npi)).all(|npi| npi.is_ok()));
}

#[tokio::test]
async fn the_administrator_signs_in_without_having_to_change_the_password() {
    let app = seeded(1).await;
    let who = SignIn {
        username: USERNAME.to_owned(),
        password: PASSWORD.to_owned(),
        code: None,
    };
    let session = sessions::sign_in(&app, who, Browser::default())
        .await
        .unwrap();
    assert_eq!(session.info.own_password, OwnPassword::NotAsked);
    let admins = console::list_admins(&app).await.unwrap();
    assert_eq!(admins.len(), 1);
    assert_eq!(admins[0].username, USERNAME);
}

#[tokio::test]
async fn it_is_one_act_and_the_mail_that_waits_goes_on_waiting() {
    let app = seeded(25).await;
    let (head, demo) = app
        .store
        .read(|tx| Ok((audit::head(tx)?, practice::is_demo(tx)?)))
        .await
        .unwrap();
    assert_eq!(head.rev.0, 1);
    assert!(demo);
    assert!(queue::due(&app, 10).await.unwrap().is_empty());
    assert!(queue::next_due(&app).await.unwrap().is_some());
}

#[tokio::test]
async fn a_practice_that_is_there_is_left_as_it_is() {
    let app = seeded(3).await;
    assert_eq!(demo(&app, 5).await.unwrap(), Seeded::NotEmpty);
    assert_eq!(people(&app).await.len(), 3);
}

#[tokio::test]
async fn links_of_a_demonstration_follow_its_server() {
    let app = seeded(1).await;
    follow(&app).await.unwrap();
    let rev = |app: &App| app.rev.borrow().0;
    assert_eq!(rev(&app), 1);
    app.store
        .write(move |tx| {
            let found = practice::find(tx)?.unwrap();
            let public_url = "http://127.0.0.1:9999".to_owned();
            practice::put(
                tx,
                &Practice {
                    public_url,
                    ..found
                },
                lanyard_shared::protocol::Rev(1),
            )
        })
        .await
        .unwrap();
    follow(&app).await.unwrap();
    let found = app.store.read(practice::find).await.unwrap().unwrap();
    assert_eq!(found.public_url, app.settings.public_url);
    assert_eq!(rev(&app), 2);
}
