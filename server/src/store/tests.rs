//! The store in memory: records, uniqueness, groups, the audit chain.

use lanyard_shared::id::{AccountId, EpochId, OfficeId, ProviderId};
use lanyard_shared::permission::{Permission, ROLE_STAFF, Setting, system_roles};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Account, Office, Particulars, Provider, Standing, TwoFactor, Work};
use lanyard_shared::time::UnixMillis;
use uuid::Uuid;

use super::*;
use crate::store::audit::AuditEntry;
use crate::store::database::Act;

mod columns;
mod driving;
mod newest_changes;
mod opening;
mod removals;

const NOW: UnixMillis = UnixMillis(1_800_000_000_000);
const PROVIDER: ProviderId = ProviderId(Uuid::from_u128(20));

fn database() -> Database {
    Database::in_memory(EpochId(Uuid::from_u128(1))).unwrap()
}

fn entry() -> AuditEntry {
    AuditEntry::about(AccountId(Uuid::from_u128(9)), "test.act")
}

fn office(n: u128) -> Office {
    Office {
        id: OfficeId(Uuid::from_u128(n)),
        name: format!("Office {n}"),
        address: String::new(),
        phone: None,
        active: true,
    }
}

fn account(n: u128, username: &str, email: &str) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(n)),
        work: Work::Staff {
            primary_provider: PROVIDER,
        },
        first_name: "Ana".to_owned(),
        last_name: "Lee".to_owned(),
        email: email.to_owned(),
        email_verified: false,
        username: username.to_owned(),
        role: ROLE_STAFF,
        home_phone: None,
        cell_phone: Some("+12125550147".to_owned()),
        standing: Standing::Active,
        activation: None,
        particulars: Particulars::default(),
        starts_at: None,
        ends_at: None,
        erase_at: None,
        two_factor: TwoFactor::Inactive,
        emergency_until: None,
        password_set_by_another: true,
        created_at: NOW,
    }
}

fn add_office(tx: &mut Tx<'_>, n: u128) -> Result<Rev> {
    let rev = tx.bump(NOW, &entry())?;
    offices::insert(tx, &office(n), rev)?;
    Ok(rev)
}

/// A database with what an account points at.
fn furnished() -> Database {
    let mut database = database();
    database
        .write(|tx| {
            let rev = tx.bump(NOW, &entry())?;
            for role in system_roles() {
                roles::insert(tx, &role, rev)?;
            }
            offices::insert(tx, &office(10), rev)?;
            let provider = Provider {
                id: PROVIDER,
                first_name: "Pat".to_owned(),
                last_name: "Ng".to_owned(),
                npi: None,
                specialty: String::new(),
                email: String::new(),
                offices: vec![office(10).id],
                active: true,
            };
            providers::insert(tx, &provider, rev)
        })
        .unwrap();
    database
}

#[test]
fn records_come_back_as_they_were_written() {
    let mut database = furnished();
    let ana = account(1, "ana", "ana@example.org");
    database
        .write(|tx| accounts::insert(tx, &ana, "hash", Rev(1)))
        .unwrap();
    database
        .read(|tx| {
            assert_eq!(accounts::find(tx, ana.id)?, Some(ana.clone()));
            assert_eq!(accounts::find_by_username(tx, "ANA")?, Some(ana.clone()));
            assert_eq!(accounts::find_by_email(tx, "Ana@Example.ORG")?, Some(ana));
            let roles: Result<Vec<_>> = system_roles()
                .iter()
                .map(|role| Ok(roles::find(tx, role.id)?.unwrap()))
                .collect();
            assert_eq!(roles?, system_roles());
            let provider = providers::find(tx, PROVIDER)?.unwrap();
            assert_eq!(provider.offices, [office(10).id]);
            Ok(())
        })
        .unwrap();
}

// covers: NEW-06, NEW-07
#[test]
fn a_taken_username_or_address_is_told_at_its_field() {
    let mut database = furnished();
    let field = |error: Error| match error {
        Error::Refused(problem) => (
            problem.fields[0].field.clone().unwrap(),
            problem.fields[0].message.key.clone(),
        ),
        other => panic!("{other}"),
    };
    let mut insert =
        |account: Account| database.write(|tx| accounts::insert(tx, &account, "hash", Rev(1)));
    insert(account(1, "ana", "ana@example.org")).unwrap();
    let error = insert(account(2, "ANA", "other@example.org")).unwrap_err();
    assert_eq!(field(error), ("username".into(), "username-taken".into()));
    let error = insert(account(2, "other", "ANA@example.org")).unwrap_err();
    assert_eq!(field(error), ("email".into(), "email-taken".into()));
}

// covers: PERM-02
#[test]
fn own_settings_and_roles_decide_who_holds_a_permission() {
    let mut database = furnished();
    database
        .write(|tx| {
            let (ana, bea) = (account(1, "ana", "a@x.org"), account(2, "bea", "b@x.org"));
            accounts::insert(tx, &ana, "hash", Rev(1))?;
            accounts::insert(tx, &bea, "hash", Rev(1))?;
            accounts::set_own_permission(tx, ana.id, Permission::ManageAccounts, Setting::Allow)?;
            accounts::set_own_permission(tx, bea.id, Permission::Settings, Setting::Deny)?;
            let names = |permission| -> Result<Vec<String>> {
                let holders = accounts::holders(tx, permission)?;
                Ok(holders.into_iter().map(|a| a.username).collect())
            };
            assert_eq!(names(Permission::ManageAccounts)?, ["ana"]);
            assert_eq!(names(Permission::Settings)?, ["ana"]);
            assert_eq!(names(Permission::AccessReports)?, ["ana", "bea"]);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_member_that_fails_or_panics_does_not_hurt_its_group() {
    let mut database = database();
    let mut first = Act::new(|tx: &mut Tx<'_>| add_office(tx, 1));
    let mut failing = Act::new(|tx: &mut Tx<'_>| -> Result<Rev> {
        add_office(tx, 2)?;
        Err(Error::Internal("no".to_owned()))
    });
    let mut panicking = Act::new(|tx: &mut Tx<'_>| -> Result<Rev> {
        add_office(tx, 3)?;
        panic!("on purpose")
    });
    let mut last = Act::new(|tx: &mut Tx<'_>| add_office(tx, 4));
    database.run(&mut [&mut first, &mut failing, &mut panicking, &mut last]);
    assert_eq!(first.into_result().unwrap(), Rev(1));
    assert!(failing.into_result().is_err());
    let panic = panicking.into_result().unwrap_err().to_string();
    assert!(panic.contains("on purpose"), "{panic}");
    assert_eq!(
        last.into_result().unwrap(),
        Rev(2),
        "a rolled back act takes no revision"
    );
    let there = |n| database.read(|tx| offices::find(tx, office(n).id)).unwrap();
    assert!(there(1).is_some() && there(2).is_none() && there(3).is_none() && there(4).is_some());
}

#[test]
fn when_sqlite_ends_the_transaction_the_others_run_again() {
    let mut database = database();
    // Stands for a full disk or a failed read: SQLite rolls everything back by itself.
    database
        .write(|tx| {
            let trigger = "create trigger ended before insert on offices when new.name = 'Office 2'
                begin select raise(rollback, 'ended'); end";
            Ok(tx.connection.execute_batch(trigger)?)
        })
        .unwrap();
    let mut first = Act::new(|tx: &mut Tx<'_>| add_office(tx, 1));
    let mut ending = Act::new(|tx: &mut Tx<'_>| add_office(tx, 2));
    let mut last = Act::new(|tx: &mut Tx<'_>| add_office(tx, 3));
    database.run(&mut [&mut first, &mut ending, &mut last]);
    assert_eq!(first.into_result().unwrap(), Rev(1));
    assert!(ending.into_result().is_err());
    assert_eq!(last.into_result().unwrap(), Rev(2));
    assert_eq!(database.rev().unwrap(), Rev(2));
    assert_eq!(database.read(audit::verify).unwrap(), None);
}

#[test]
fn the_audit_chain_shows_a_change_and_a_missing_end() {
    let mut database = database();
    for n in 1..=5 {
        database.write(|tx| add_office(tx, n)).unwrap();
    }
    assert_eq!(database.read(audit::verify).unwrap(), None);
    let mut tamper = |sql: &'static str| {
        // Rolled back, so that each change is looked at alone.
        let found = std::cell::Cell::new(None);
        let _ = database.write(|tx| -> Result<()> {
            tx.connection.execute_batch(sql)?;
            found.set(audit::verify(tx)?);
            Err(Error::Internal("rolled back".to_owned()))
        });
        found.get()
    };
    assert_eq!(
        tamper("update audit set action = 'x' where rev = 3"),
        Some(Rev(3))
    );
    assert_eq!(tamper("delete from audit where rev = 2"), Some(Rev(2)));
    assert_eq!(tamper("delete from audit where rev = 5"), Some(Rev(5)));
    assert_eq!(
        tamper("update audit set at = 0 where rev = 1"),
        Some(Rev(1))
    );
}

#[test]
fn each_revision_has_a_tag_of_its_own() {
    let mut database = database();
    database.write(|tx| add_office(tx, 1)).unwrap();
    let tag = |rev| database.read(|tx| audit::tag(tx, Rev(rev))).unwrap();
    assert_eq!(tag(0).unwrap().len(), 16);
    assert_ne!(tag(0), tag(1));
    assert_eq!(tag(2), None);
}

#[test]
fn a_snapshot_goes_through_all_kinds_page_by_page() {
    let mut database = furnished();
    for n in 1..=4 {
        database.write(|tx| add_office(tx, n)).unwrap();
    }
    let keys: Vec<_> = database
        .read(|tx| {
            let mut keys = Vec::new();
            loop {
                let page = changes::snapshot(tx, keys.last().copied(), 3)?;
                if page.is_empty() {
                    return Ok(keys);
                }
                assert!(page.len() <= 3);
                keys.extend(page.iter().map(|row| row.record.key()));
            }
        })
        .unwrap();
    assert_eq!(keys.len(), 5 + 1 + 6);
    let mut sorted = keys.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(keys, sorted);
}

#[test]
fn changes_come_in_the_order_of_their_revisions() {
    let mut database = furnished();
    for n in [3, 1, 2] {
        database.write(|tx| add_office(tx, n)).unwrap();
    }
    let rows = database.read(|tx| changes::since(tx, Rev(1), 10)).unwrap();
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.rev, row.record.key().id))
        .collect();
    let expected = [(2, 3), (3, 1), (4, 2)].map(|(rev, id)| (Rev(rev), Uuid::from_u128(id)));
    assert_eq!(found, expected);
}
