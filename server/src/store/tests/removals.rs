//! Removed accounts: what their address and username are to others, and those of an older version.

use lanyard_shared::record::Username;
use lanyard_shared::time::REMOVAL_LIFE;

use super::*;

// covers: EDIT-04, NEW-06, NEW-07
#[test]
fn an_address_is_unique_among_those_not_removed_and_an_empty_username_is_nobodys() {
    let mut database = furnished();
    let mut insert =
        |account: Account| database.write(|tx| accounts::insert(tx, &account, "hash", Rev(1)));
    let removed = |n, name: &str| account(n, name, "ana@example.org").removed(NOW);
    insert(account(1, "ana", "ana@example.org")).unwrap();
    insert(removed(2, "bea")).unwrap();
    insert(removed(3, "cleo")).unwrap();
    assert!(insert(removed(4, "ANA")).is_err());
    for n in 5..8 {
        let name = format!("user{n}");
        insert(removed(n, &name).erased(Username::Free)).unwrap();
    }
    let found = database.read(|tx| {
        let by_email = accounts::find_by_email(tx, "ANA@example.org")?;
        assert_eq!(accounts::find_by_username(tx, "")?, None);
        assert_eq!(accounts::find_by_email(tx, "")?, None);
        assert_eq!(accounts::to_erase(tx, NOW)?, []);
        assert_eq!(accounts::to_erase(tx, NOW.plus(REMOVAL_LIFE))?.len(), 2);
        Ok(by_email.map(|account| account.username))
    });
    assert_eq!(found.unwrap().as_deref(), Some("ana"));
    let back = account(2, "bea", "Ana@example.org");
    let taken = database.write(|tx| accounts::update(tx, &back, Rev(2)));
    assert!(taken.is_err(), "its address is taken");
}

// covers: EDIT-04
#[test]
fn whoever_an_older_version_has_removed_is_erased_thirty_days_after_its_last_act() {
    let mut connection = schema::older(9).unwrap();
    let older = format!(
        "insert into roles (id, name, description, system, rev)
           values ('{role}', 'Staff', '', 1, 1);
         insert into providers (id, first_name, last_name, specialty, active, rev)
           values ('{provider}', 'Pat', 'Ng', '', 1, 1);
         insert into audit (rev, at, action, detail, hash) values (1, {now}, 'x', 'null', x'00');
         insert into accounts (id, kind, provider_id, first_name, last_name, email, email_folded,
           email_verified, username, username_folded, role_id, standing, two_factor, password_hash,
           password_set_by_another, created_at, rev)
         values
           ('{gone}', 'staff', '{provider}', 'Ana', 'Lee', 'a@x.org', 'a@x.org', 1, 'ana', 'ana',
             '{role}', 'removed', 'inactive', 'hash', 0, 1, 1),
           ('{here}', 'staff', '{provider}', 'Bea', 'Lee', 'b@x.org', 'b@x.org', 1, 'bea', 'bea',
             '{role}', 'deactivated', 'inactive', 'hash', 0, 1, 1)",
        role = ROLE_STAFF,
        provider = PROVIDER,
        now = NOW.0,
        gone = AccountId(Uuid::from_u128(1)),
        here = AccountId(Uuid::from_u128(2)),
    );
    connection.execute_batch(&older).unwrap();
    schema::migrate(&mut connection, EpochId(Uuid::from_u128(1))).unwrap();
    let tx = Tx::new(&connection);
    let erase_at = |n| {
        let found = accounts::find(&tx, AccountId(Uuid::from_u128(n))).unwrap();
        found.unwrap().erase_at
    };
    assert_eq!(erase_at(1), Some(NOW.plus(REMOVAL_LIFE)));
    assert_eq!(erase_at(2), None);
}
