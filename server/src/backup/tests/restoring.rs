//! Putting backups back: a new history over an unbroken chain, and refusals that change nothing.

use lanyard_shared::protocol::Rev;

use super::*;
use crate::store::{backups, copy, history};

const BEFORE: &str = "lanyard-before-restore-2026-03-02T090000Z";

#[tokio::test]
async fn a_restored_practice_goes_on_in_a_new_history_over_the_same_chain() {
    let desk = Desk::new("restored").await;
    let made = desk.backup("copy.db").await.unwrap();
    for _ in 0..3 {
        desk.act().await;
    }
    let restored = desk.restore("copy.db").unwrap();
    assert_eq!(restored.contents, made.contents);
    assert_eq!(restored.compared, Compared::Fits);
    let former = made.contents;
    let (head, first, newest, broken, noted) = desk
        .look(|tx| {
            Ok((
                audit::head(tx)?,
                history::first(tx)?,
                audit::newest(tx)?,
                audit::verify(tx)?,
                backups::newest(tx)?,
            ))
        })
        .await;
    assert_ne!(head.epoch, former.epoch);
    assert_eq!(first, former.epoch);
    assert_eq!(head.rev, Rev(former.rev.0 + 1));
    let (epoch, rev) = (former.epoch, former.rev.0);
    assert_eq!(
        newest,
        format!(r#"practice.restored by nobody about nothing {{"epoch":"{epoch}","rev":{rev}}}"#)
    );
    assert_eq!(broken, None);
    assert_eq!(noted, None, "backups of another history say nothing");
    // Again, from a backup of the second history.
    desk.act().await;
    desk.backup("second.db").await.unwrap();
    desk.restore("second.db").unwrap();
    let (third, first, broken) = desk
        .look(|tx| Ok((audit::head(tx)?, history::first(tx)?, audit::verify(tx)?)))
        .await;
    assert!(third.epoch != head.epoch && third.epoch != first);
    assert_eq!((first, broken), (former.epoch, None));
    let tampered = "update epochs set epoch = 'x' || substr(epoch, 2) where began_at_rev = 0";
    let tampered = tampered.replace("'x'", "iif(epoch like '0%', '1', '0')");
    desk.meddle("data/lanyard.db", &tampered);
    assert_eq!(desk.look(audit::verify).await, Some(Rev(1)));
}

#[tokio::test]
async fn everybody_has_to_sign_in_again_and_waiting_mails_wait_on() {
    let desk = Desk::with("sessions", 25).await;
    let session = "insert into sessions (token_hash, account_id, created_at, expires_at)
        select x'00', id, 0, 9e15 from accounts limit 1;
        update mails set state = 'waiting'";
    desk.meddle(
        "data/lanyard.db",
        &session.replace("9e15", "9000000000000000"),
    );
    let count = "select (select count(*) from sessions) || ' ' || count(*)
        from mails where state = 'waiting'";
    let before = desk.look(|tx| tx.text(count)).await;
    desk.backup("copy.db").await.unwrap();
    desk.restore("copy.db").unwrap();
    let after = desk.look(|tx| tx.text(count)).await;
    let waiting = before.strip_prefix("1 ").unwrap();
    assert_ne!(waiting, "0");
    assert_eq!(after, format!("0 {waiting}"));
}

#[tokio::test]
async fn what_was_there_before_is_kept_and_can_be_put_back() {
    let desk = Desk::new("kept").await;
    desk.backup("copy.db").await.unwrap();
    desk.act().await;
    let newest = desk.look(audit::head).await;
    let kept = desk.restore("copy.db").unwrap().kept.unwrap();
    assert_eq!(kept, desk.data().join(format!("{BEFORE}.db")));
    let second = desk.restore("copy.db").unwrap().kept.unwrap();
    assert_eq!(second, desk.data().join(format!("{BEFORE}-2.db")));
    assert_eq!(
        desk.files("data"),
        [
            &format!("{BEFORE}-2.db"),
            &format!("{BEFORE}.db"),
            "lanyard.db",
            "lanyard.lock"
        ]
    );
    let back = desk.restore(&format!("data/{BEFORE}.db")).unwrap();
    assert_eq!(back.compared, Compared::NoChecksum);
    assert_eq!(back.contents.epoch, newest.epoch);
    assert_eq!(back.contents.rev, newest.rev);
}

#[tokio::test]
async fn a_database_that_cannot_be_read_any_more_is_kept_with_its_log() {
    let desk = Desk::new("broken").await;
    desk.backup("copy.db").await.unwrap();
    fs::write(desk.file("data/lanyard.db"), "no database ".repeat(1000)).unwrap();
    fs::write(desk.file("data/lanyard.db-wal"), "no log").unwrap();
    desk.restore("copy.db").unwrap();
    let kept = fs::read_to_string(desk.file(&format!("data/{BEFORE}.db"))).unwrap();
    assert!(kept.starts_with("no database"));
    let kept = fs::read_to_string(desk.file(&format!("data/{BEFORE}.db-wal"))).unwrap();
    assert_eq!(kept, "no log");
    assert_eq!(desk.look(audit::verify).await, None);
}

/// Copies the database and its log out of the data folder while it is open: what a server leaves
/// that was killed after an act. Gives the revision of the act, which is in the log.
async fn killed(desk: &Desk) -> Rev {
    let store = Store::open(&desk.data()).unwrap();
    let now = desk.effects.now();
    let entry = audit::AuditEntry::general("test.act");
    let rev = store.write(move |tx| tx.bump(now, &entry)).await.unwrap();
    for name in ["lanyard.db", "lanyard.db-wal"] {
        fs::copy(desk.data().join(name), desk.file(name)).unwrap();
    }
    rev
}

#[tokio::test]
async fn a_database_with_its_log_is_restored_with_it() {
    let desk = Desk::new("log").await;
    let rev = killed(&desk).await;
    assert_eq!(desk.restore("lanyard.db").unwrap().contents.rev, rev);
}

#[tokio::test]
async fn the_log_of_a_server_that_was_killed_is_kept_too() {
    let desk = Desk::new("killed").await;
    desk.backup("copy.db").await.unwrap();
    let rev = killed(&desk).await;
    for name in ["lanyard.db", "lanyard.db-wal"] {
        fs::rename(desk.file(name), desk.data().join(name)).unwrap();
    }
    let restored = desk.restore("copy.db").unwrap();
    assert!(restored.contents.rev < rev);
    let kept = copy::check(&restored.kept.unwrap()).unwrap();
    assert_eq!(kept.rev, rev);
}

#[tokio::test]
async fn a_backup_goes_into_a_folder_that_is_not_there_yet() {
    let desk = Desk::new("fresh").await;
    desk.backup("copy.db").await.unwrap();
    let fresh = desk.file("fresh");
    let restored = restore(&fresh, &desk.effects, &desk.file("copy.db")).unwrap();
    assert_eq!(restored.kept, None);
    assert_eq!(desk.files("fresh"), ["lanyard.db", "lanyard.lock"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&fresh), 0o700);
        assert_eq!(mode(&fresh.join("lanyard.db")), 0o600);
    }
}

#[tokio::test]
async fn an_older_schema_is_brought_up_to_date() {
    let desk = Desk::new("older").await;
    let sql = include_str!("../../store/migrations/0001_practice.sql");
    desk.meddle("old.db", sql);
    let beginning = "insert into practice_head values
        (1, '00000000-0000-4000-8000-000000000001', 0, zeroblob(32), 0); pragma user_version = 1";
    desk.meddle("old.db", beginning);
    let error = desk.restore("old.db").err().unwrap();
    insta::assert_snapshot!(desk.words(&error), @"the backup FOLDER/old.db cannot be used: its audit log is not whole: the entry of revision 1 was changed or is missing. Nothing was changed. Take another copy of it, or an older backup");
    // The head of an empty chain: SHA-256 of "lanyard audit 1" and the sixteen bytes of the id.
    desk.meddle("old.db", "update practice_head set audit_head = x'7072609696bbbd560febd5cbbd068c0b0ded5a4abcd02448c11466364a1ba236'");
    let restored = desk.restore("old.db").unwrap();
    assert_eq!(
        (restored.contents.rev, restored.contents.at),
        (Rev(0), None)
    );
    assert_eq!(desk.look(audit::verify).await, None);
    assert_eq!(desk.look(history::first).await, restored.contents.epoch);
}

/// What is said about a backup that was spoiled; the data must be as it was before.
async fn refused(name: &str, spoil: impl FnOnce(&Desk)) -> String {
    let desk = Desk::new(name).await;
    desk.backup("copy.db").await.unwrap();
    let before = desk.look(audit::head).await;
    spoil(&desk);
    let error = desk.restore("copy.db").err().unwrap();
    assert_eq!(desk.files("data"), ["lanyard.db", "lanyard.lock"]);
    assert_eq!(desk.look(audit::head).await, before);
    desk.words(&error)
}

fn without_checksum(desk: &Desk) {
    fs::remove_file(desk.file("copy.db.sha256")).unwrap();
}

#[tokio::test]
async fn a_backup_that_is_not_what_it_was_is_refused() {
    let told = refused("flipped", |desk| flip(&desk.file("copy.db"))).await;
    insta::assert_snapshot!(told, @"the backup FOLDER/copy.db is damaged: it does not fit its checksum in FOLDER/copy.db.sha256. Nothing was changed. Take another copy of it, or an older backup");
    let told = refused("other-sum", |desk| {
        let other = format!("{}  copy.db\n", "0".repeat(64));
        fs::write(desk.file("copy.db.sha256"), other).unwrap();
    });
    insta::assert_snapshot!(told.await, @"the backup FOLDER/copy.db is damaged: it does not fit its checksum in FOLDER/copy.db.sha256. Nothing was changed. Take another copy of it, or an older backup");
    let told = refused("no-sum", |desk| {
        fs::write(desk.file("copy.db.sha256"), "copy.db\n").unwrap();
    });
    insta::assert_snapshot!(told.await, @"FOLDER/copy.db.sha256 does not begin with a checksum. Nothing was changed. Put the file there that was written with the backup, or move this one away to do without");
}

#[tokio::test]
async fn a_backup_without_a_checksum_must_hold_by_itself() {
    let told = refused("cut", |desk| {
        without_checksum(desk);
        let bytes = fs::read(desk.file("copy.db")).unwrap();
        fs::write(desk.file("copy.db"), &bytes[..bytes.len() / 2]).unwrap();
    });
    insta::assert_snapshot!(told.await, @"the backup FOLDER/copy.db cannot be used: it cannot be read as a database: database disk image is malformed. Nothing was changed. Take another copy of it, or an older backup");
    let told = refused("audit", |desk| {
        without_checksum(desk);
        desk.meddle("copy.db", "update audit set actor_id = 'x' where rev = 1");
    });
    insta::assert_snapshot!(told.await, @"the backup FOLDER/copy.db cannot be used: its audit log is not whole: the entry of revision 1 was changed or is missing. Nothing was changed. Take another copy of it, or an older backup");
    let told = refused("orphan", |desk| {
        without_checksum(desk);
        let orphan = "pragma foreign_keys = off; delete from offices";
        desk.meddle("copy.db", orphan);
    });
    insta::assert_snapshot!(told.await, @"the backup FOLDER/copy.db cannot be used: it is damaged: a row in provider_offices refers to one that is not there. Nothing was changed. Take another copy of it, or an older backup");
}

#[tokio::test]
async fn what_is_no_backup_is_refused() {
    let text = |desk: &Desk, text: &str| {
        without_checksum(desk);
        fs::write(desk.file("copy.db"), text).unwrap();
    };
    let told = refused("text", |desk| text(desk, &"some text ".repeat(1000))).await;
    insta::assert_snapshot!(told, @"the backup FOLDER/copy.db cannot be used: it cannot be read as a database: file is not a database. Nothing was changed. Take another copy of it, or an older backup");
    let told = refused("empty", |desk| text(desk, "")).await;
    insta::assert_snapshot!(told, @"the backup FOLDER/copy.db cannot be used: it is no database of Lanyard. Nothing was changed. Take another copy of it, or an older backup");
    let told = refused("newer", |desk| {
        without_checksum(desk);
        desk.meddle("copy.db", "pragma user_version = 99");
    });
    let told = told.await;
    assert!(told.contains("schema 99"), "{told}");
    let told = refused("folder", |desk| {
        fs::remove_file(desk.file("copy.db")).unwrap();
        fs::create_dir(desk.file("copy.db")).unwrap();
    });
    insta::assert_snapshot!(told.await, @"the backup FOLDER/copy.db cannot be read: it is a folder; name one of the files in it. Nothing was changed. Name a file that `lanyard backup` wrote");
    let told = refused("none", |desk| {
        fs::remove_file(desk.file("copy.db")).unwrap();
    });
    insta::assert_snapshot!(told.await, @"the backup FOLDER/copy.db cannot be read: No such file or directory (os error 2). Nothing was changed. Name a file that `lanyard backup` wrote");
}

#[tokio::test]
async fn nothing_is_replaced_under_a_server_or_a_command() {
    let desk = Desk::new("served").await;
    desk.backup("copy.db").await.unwrap();
    let server = Store::open(&desk.data()).unwrap();
    let error = desk.restore("copy.db").err().unwrap();
    insta::assert_snapshot!(desk.words(&error), @"the data folder FOLDER/data is in use by another Lanyard server. Stop that one, or choose another folder with --data");
    drop(server);
    let command = Store::open_beside(&desk.data()).unwrap();
    let error = desk.restore("copy.db").err().unwrap();
    insta::assert_snapshot!(desk.words(&error), @"another command uses the database FOLDER/data/lanyard.db. Run this one again when it has ended");
    drop(command);
    desk.restore("copy.db").unwrap();
}
