//! A store without a thread: groups, copies and troubles of its disk.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use rusqlite::StatementStatus;

use super::*;
use crate::store::database::Shared;
use crate::store::image::DiskTrouble;

fn poll<T>(future: std::pin::Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn offices_of(database: &Database) -> usize {
    let rows = database.read(|tx| changes::snapshot(tx, None, 100));
    rows.unwrap().len()
}

#[test]
fn what_waits_is_committed_in_groups_of_the_size_that_is_asked_for() {
    let shared = Shared::new(database());
    let (store, mut worker) = Store::driven(shared.clone());
    let mut one = pin!(store.write(|tx| add_office(tx, 1)));
    let mut two = pin!(store.write(|tx| add_office(tx, 2)));
    assert!(poll(one.as_mut()).is_pending() && poll(two.as_mut()).is_pending());
    assert_eq!((worker.waiting(), offices_of(&shared.lock())), (2, 0));
    assert_eq!(worker.step(1), 1);
    assert!(matches!(poll(one.as_mut()), Poll::Ready(Ok(Rev(1)))));
    assert!(poll(two.as_mut()).is_pending());
    drop(worker);
    assert!(matches!(poll(two.as_mut()), Poll::Ready(Err(_))));
    assert_eq!(
        offices_of(&shared.lock()),
        1,
        "what was not committed is lost"
    );
}

#[test]
fn a_copy_holds_what_was_committed_and_goes_its_own_way() {
    let mut original = furnished();
    let image = original.image().unwrap();
    original.write(|tx| add_office(tx, 50)).unwrap();
    let mut copy = Database::from_image(&image, EpochId(Uuid::from_u128(9))).unwrap();
    let (before, after) = (offices_of(&copy), offices_of(&original));
    assert_eq!(before + 1, after);
    copy.write(|tx| add_office(tx, 51)).unwrap();
    assert_eq!(copy.read(audit::verify).unwrap(), None);
    assert_eq!(copy.rev().unwrap(), original.rev().unwrap());
}

#[test]
fn a_disk_in_trouble_takes_nothing_and_works_again_afterwards() {
    let mut database = furnished();
    let before = database.rev().unwrap();
    let large = |tx: &mut Tx<'_>| {
        let rev = tx.bump(NOW, &entry())?;
        let office = Office {
            address: "x".repeat(100_000),
            ..office(60)
        };
        offices::insert(tx, &office, rev)
    };
    database.set_trouble(Some(DiskTrouble::Full)).unwrap();
    let full = database.write(large).unwrap_err();
    assert!(is_trouble(&full), "{full}");
    database.set_trouble(Some(DiskTrouble::NoCommit)).unwrap();
    assert!(database.write(large).is_err());
    assert_eq!(database.rev().unwrap(), before);
    database.set_trouble(None).unwrap();
    database.write(large).unwrap();
    assert_eq!(database.rev().unwrap(), Rev(before.0 + 1));
}

#[test]
fn a_statement_is_planned_once_for_all_values() {
    let mut database = furnished();
    let ana = account(1, "ana", "ana@example.org");
    database
        .write(|tx| accounts::insert(tx, &ana, "hash", Rev(1)))
        .unwrap();
    // With the shape that made SQLite plan anew each time: a join on a subquery.
    let sql = "select a.id from accounts a left join links l on l.id = (
        select n.id from links n where n.account_id = a.id and a.standing = 'pending' limit 1)
        where a.username_folded = :value";
    for name in ["ana", "bob", "ana"] {
        let mut statement = database.connection.prepare_cached(sql).unwrap();
        let _ = statement.query([name]).unwrap().next();
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
