//! The store in a folder: opening it again, beside a server, too new, in the wrong place.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::Connection;

use super::*;

/// A folder of this test alone, gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("lanyard-store-{}-{n}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn what_was_answered_is_there_after_opening_again() {
    let scratch = Scratch::new();
    let folder = scratch.0.join("data");
    let epoch = {
        let store = Store::open(&folder).unwrap();
        store.write(|tx| add_office(tx, 1)).await.unwrap();
        assert_eq!(*store.rev().borrow(), Rev(1));
        store.read(audit::head).await.unwrap().epoch
    };
    let store = Store::open(&folder).unwrap();
    assert_eq!(*store.rev().borrow(), Rev(1));
    let head = store.read(audit::head).await.unwrap();
    assert_eq!(head.epoch, epoch, "the history goes on");
    let found = store.read(|tx| offices::find(tx, office(1).id)).await;
    assert_eq!(found.unwrap(), Some(office(1)));
}

#[tokio::test]
async fn many_writes_at_once_are_all_kept_with_a_revision_each() {
    let scratch = Scratch::new();
    let store = Arc::new(Store::open(&scratch.0).unwrap());
    let mut writes = tokio::task::JoinSet::new();
    for n in 1..=200 {
        let store = Arc::clone(&store);
        writes.spawn(async move { store.write(move |tx| add_office(tx, n)).await });
    }
    let mut revs: Vec<u64> = writes
        .join_all()
        .await
        .into_iter()
        .map(|rev| rev.unwrap().0)
        .collect();
    revs.sort_unstable();
    assert_eq!(revs, (1..=200).collect::<Vec<_>>());
    assert_eq!(store.read(audit::verify).await.unwrap(), None);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let scratch = Scratch::new();
    let store = Store::open(&scratch.0).unwrap();
    let tried = store.read(|tx| Ok(tx.connection.execute("delete from audit", [])?));
    assert!(tried.await.is_err());
}

#[test]
fn a_second_server_is_turned_away_and_a_command_is_not() {
    let scratch = Scratch::new();
    let store = Store::open(&scratch.0).unwrap();
    assert!(matches!(
        Store::open(&scratch.0),
        Err(OpenError::InUse { .. })
    ));
    assert!(Store::open_beside(&scratch.0).is_ok());
    drop(store);
    assert!(Store::open(&scratch.0).is_ok());
}

#[tokio::test]
async fn a_command_writes_beside_a_running_server() {
    let scratch = Scratch::new();
    let server = Store::open(&scratch.0).unwrap();
    let console = Store::open_beside(&scratch.0).unwrap();
    for n in 0..10 {
        server.write(move |tx| add_office(tx, 2 * n)).await.unwrap();
        console
            .write(move |tx| add_office(tx, 2 * n + 1))
            .await
            .unwrap();
    }
    let head = server.read(audit::head).await.unwrap();
    assert_eq!(head.rev, Rev(20));
    assert_eq!(server.read(audit::verify).await.unwrap(), None);
}

#[test]
fn data_of_a_newer_version_is_left_alone() {
    let scratch = Scratch::new();
    drop(Store::open(&scratch.0).unwrap());
    let connection = Connection::open(scratch.0.join("lanyard.db")).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    for opened in [Store::open(&scratch.0), Store::open_beside(&scratch.0)] {
        let Err(OpenError::Newer { found: 99, known }) = opened else {
            panic!("it was opened");
        };
        assert!(known < 99);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let scratch = Scratch::new();
    std::fs::write(&scratch.0, "a file").unwrap();
    let opened = Store::open(&scratch.0.join("data"));
    assert!(matches!(opened, Err(OpenError::Folder { .. })));
    std::fs::remove_file(&scratch.0).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;

    let scratch = Scratch::new();
    let store = Store::open(&scratch.0).unwrap();
    let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(scratch.0.clone()), 0o700);
    let files: Vec<_> = std::fs::read_dir(&scratch.0).unwrap().collect();
    assert!(files.len() >= 3);
    for file in files {
        let path = file.unwrap().path();
        assert_eq!(mode(path.clone()), 0o600, "{}", path.display());
    }
    drop(store);
}

#[test]
fn a_statement_is_prepared_once_whatever_is_bound_to_it() {
    let database = database();
    let anew = database.read(|tx| {
        for n in 1..=3 {
            accounts::find(tx, AccountId(Uuid::from_u128(n)))?;
        }
        accounts::prepared_anew(tx)
    });
    assert_eq!(anew.unwrap(), 0);
}
