//! Making backups: what is written where, and what is left when it fails.

use std::process::Command;

use super::*;
use crate::service::fixture;
use crate::store::backups::{self, Backup};
use crate::store::{copy, holds_data};

#[tokio::test]
async fn a_backup_is_whole_and_private_and_the_database_knows_it() {
    let desk = Desk::new("whole").await;
    desk.act().await;
    assert_eq!(desk.look(backups::newest).await, None);
    let made = desk.backup("copy.db").await.unwrap();
    let head = desk.look(audit::head).await;
    assert_eq!(
        (made.contents.epoch, made.contents.rev),
        (head.epoch, head.rev)
    );
    assert_eq!(made.contents.at, Some(desk.effects.now()));
    assert_eq!(desk.look(backups::newest).await, Some(head.rev));
    assert_eq!(copy::check(&made.path).unwrap(), made.contents);
    assert_eq!(made.size, fs::metadata(&made.path).unwrap().len());
    assert_eq!(
        desk.files(""),
        ["copy.db", "copy.db.sha256", "data", "data.key"]
    );
    #[cfg(unix)]
    for file in ["copy.db", "copy.db.sha256"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.file(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_checksum_is_one_that_sha256sum_takes() {
    let desk = Desk::new("sum").await;
    desk.backup("copy.db").await.unwrap();
    let check = || {
        Command::new("sha256sum")
            .args(["--check", "--status", "copy.db.sha256"])
            .current_dir(desk.scratch.path())
            .status()
            .unwrap()
            .success()
    };
    assert!(check());
    flip(&desk.file("copy.db"));
    assert!(!check());
}

#[tokio::test]
async fn a_backup_into_a_folder_is_named_by_date_and_revision() {
    let desk = Desk::new("name").await;
    fs::create_dir(desk.file("backups")).unwrap();
    let made = desk.backup("backups").await.unwrap();
    let rev = made.contents.rev.0;
    let name = format!("lanyard-2026-03-02T090000Z-rev{rev}.db");
    assert_eq!(made.path, desk.file("backups").join(&name));
    assert_eq!(
        desk.files("backups"),
        [name.clone(), format!("{name}.sha256")]
    );
    let again = desk.backup("backups").await.err().unwrap();
    assert!(matches!(again, BackupError::Exists { .. }), "{again}");
    desk.clock.advance(Millis::seconds(1));
    desk.backup("backups").await.unwrap();
    assert_eq!(desk.files("backups").len(), 4);
}

#[tokio::test]
async fn nothing_is_overwritten() {
    let desk = Desk::new("exists").await;
    for (name, in_the_way) in [("one", "one"), ("two", "two.sha256")] {
        fs::write(desk.file(in_the_way), "mine").unwrap();
        let error = desk.backup(name).await.err().unwrap();
        let words = desk.words(&error).replace(in_the_way, "FILE");
        insta::allow_duplicates! {
            insta::assert_snapshot!(words, @"FOLDER/FILE is there already and is not overwritten. Give the backup another name, or name a folder: then a name with the date is made up");
        }
        assert_eq!(fs::read_to_string(desk.file(in_the_way)).unwrap(), "mine");
    }
    assert_eq!(desk.files(""), ["data", "data.key", "one", "two.sha256"]);
    assert_eq!(desk.look(backups::newest).await, None);
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_told_and_a_folder_without_data_too() {
    let desk = Desk::new("nowhere").await;
    let error = desk.backup("none/copy.db").await.err().unwrap();
    insta::assert_snapshot!(desk.words(&error), @"FOLDER/none/copy.db cannot be written: No such file or directory (os error 2). Choose another place for the backup");
    let (other, to) = (desk.file("other"), desk.file("copy.db"));
    let error = make(&other, &desk.effects, &to).await.err().unwrap();
    insta::assert_snapshot!(desk.words(&error), @"there is no data in FOLDER/other. Name the data folder with --data");
    assert_eq!(desk.files(""), ["data", "data.key"]);
    assert!(!holds_data(&desk.file("other")));
}

#[tokio::test]
async fn damage_in_the_database_is_found_in_the_copy() {
    let desk = Desk::new("source").await;
    let tamper = "update audit set detail = '{}' where rev = 1";
    desk.meddle("data/lanyard.db", tamper);
    let error = desk.backup("copy.db").await.err().unwrap();
    insta::assert_snapshot!(desk.words(&error), @"the copy was written and then found useless: its audit log is not whole: the entry of revision 1 was changed or is missing. It was removed. Keep the backups that you have, try another disk, and if that does not help, restore the newest one");
    assert_eq!(desk.files(""), ["data", "data.key"]);
    assert_eq!(desk.look(backups::newest).await, None);
}

/// Says where the data is to the process that has too little room.
const FOLDER: &str = "LANYARD_TEST_FULL_DISK";

/// The system lets the process below write no file past a limit, which is what a full disk looks
/// like to SQLite: a write that is refused half way.
#[cfg(unix)]
#[tokio::test]
async fn a_disk_without_room_leaves_nothing_behind() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let folder = Path::new(&folder);
        let (effects, _) = testing::effects();
        let made = make(&folder.join("data"), &effects, &folder.join("copy.db")).await;
        panic!("told: {}", made.err().unwrap());
    }
    let desk = Desk::with("full", 400).await;
    assert!(fs::metadata(desk.file("data/lanyard.db")).unwrap().len() > 300_000);
    let script = "trap '' XFSZ; ulimit -f 256; exec \"$@\"";
    let name = "backup::tests::making::a_disk_without_room_leaves_nothing_behind";
    let output = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(FOLDER, desk.scratch.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    let told = desk.words(&told);
    let told = told.lines().find_map(|line| line.split_once("told: "));
    insta::assert_snapshot!(told.unwrap().1, @"the database could not be copied to FOLDER/copy.db: disk I/O error. Nothing is left there. If the disk is full, choose another place for the backup");
    assert_eq!(desk.files(""), ["data", "data.key"]);
    // With room it works.
    desk.backup("copy.db").await.unwrap();
}

#[tokio::test]
async fn an_older_backup_does_not_take_the_place_of_a_newer_one() {
    let desk = Desk::new("order").await;
    let store = Store::open(&desk.data()).unwrap();
    let head = store.read(audit::head).await.unwrap();
    let note = |rev, at| Backup {
        epoch: head.epoch,
        rev: lanyard_shared::protocol::Rev(rev),
        at: lanyard_shared::time::UnixMillis(at),
    };
    for (noted, latest) in [((5, 50), (5, 50)), ((4, 60), (5, 50)), ((5, 70), (5, 70))] {
        let backup = note(noted.0, noted.1);
        store
            .write(move |tx| backups::note(tx, backup))
            .await
            .unwrap();
        let found = store.read(backups::latest).await.unwrap();
        assert_eq!(found, Some(note(latest.0, latest.1)));
    }
}

#[tokio::test]
async fn who_starts_the_server_is_told_when_a_backup_is_due() {
    let empty = fixture::Desk::empty();
    assert_eq!(overdue(&empty.app).await.unwrap(), None);
    let desk = empty.found().await;
    let told = overdue(&desk.app).await.unwrap().unwrap().to_string();
    insta::assert_snapshot!(told, @"there is no verified backup of this data. `lanyard backup FOLDER` makes one while the server runs");
    let head = desk.app.store.read(audit::head).await.unwrap();
    let backup = Backup {
        epoch: head.epoch,
        rev: head.rev,
        at: desk.app.effects.now(),
    };
    let noted = desk.app.store.write(move |tx| backups::note(tx, backup));
    noted.await.unwrap();
    desk.clock.advance(Millis::hours(7 * 24));
    assert_eq!(overdue(&desk.app).await.unwrap(), None);
    desk.clock.advance(Millis::seconds(1));
    let told = overdue(&desk.app).await.unwrap().unwrap().to_string();
    insta::assert_snapshot!(told, @"the newest verified backup is of 2026-03-02 09:00 UTC. `lanyard backup FOLDER` makes one while the server runs");
}

#[tokio::test]
async fn a_demonstration_needs_no_backup() {
    let desk = Desk::new("demo").await;
    let place = Place {
        data: desk.data(),
        key_file: None,
    };
    let app = serve::open_new(&place, desk.effects.clone(), "http://127.0.0.1:8080");
    assert_eq!(overdue(&app.await.unwrap()).await.unwrap(), None);
}
