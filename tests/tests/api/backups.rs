//! Backups of a server that goes on, and databases that were put back: by a restore, which begins a
//! new history, or by somebody who copied the file behind the server's back.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lanyard_server::backup::{self, Made, RestoreError};
use lanyard_server::effects::Effects;
use lanyard_server::effects::system::SystemRng;
use lanyard_server::effects::testing::{self, TestClock};
use lanyard_server::serve::{self, Options, Running};
use lanyard_server::store::{audit, backups, copy};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{Rev, Verdict};

use super::client::Client;
use super::drafts::PASSWORD;
use super::folder::Folder;
use super::server::{CLIENT, TestServer};
use super::starting;

/// A practice in a data folder, served and not served by turns.
struct Desk {
    folder: Folder,
    options: Options,
    effects: Effects,
    clock: Arc<TestClock>,
}

/// A server on the folder. Users are values, as everywhere here.
struct Served {
    running: Running,
    server: TestServer,
}

impl Desk {
    /// A practice that `olga` has set up, and her browser.
    async fn new(name: &str) -> (Self, Served, Client) {
        let folder = Folder::new(&format!("backup-{name}"));
        let options = starting::options(folder.path());
        let (effects, clock) = testing::effects();
        // Numbers that repeat would come again with each start.
        let effects = Effects {
            rng: Arc::new(SystemRng),
            ..effects
        };
        let desk = Self {
            folder,
            options,
            effects,
            clock,
        };
        let mut served = desk.serve().await;
        served.server = served.server.set_up().await;
        let admin = served.server.admin().await;
        (desk, served, admin)
    }

    async fn serve(&self) -> Served {
        let started = serve::start(&self.options, CLIENT, self.effects.clone()).await;
        let running = started.unwrap();
        let server = TestServer::around(running.app().clone(), self.clock.clone());
        Served { running, server }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn backup(&self, to: &str) -> Made {
        let to = self.file(to);
        let made = backup::make(&self.options.place.data, &self.effects, &to).await;
        made.unwrap()
    }

    fn restore(&self, from: &str) -> Result<backup::Restored, RestoreError> {
        backup::restore(&self.options.place.data, &self.effects, &self.file(from))
    }
}

impl Served {
    /// Ends the server. Browsers hold on to its routes, so they are taken back and given again.
    async fn stop(self, browser: Client) -> Client {
        let browser = browser.back_at(Client::nowhere());
        drop(self.server);
        self.running.stop().await;
        browser
    }

    fn back(&self, browser: Client) -> Client {
        browser.back_at(self.server.routes.clone())
    }

    async fn head(&self) -> audit::Head {
        self.server.app.store.read(audit::head).await.unwrap()
    }

    async fn assert_whole(&self) {
        let broken = self.server.app.store.read(audit::verify).await.unwrap();
        assert_eq!(broken, None);
    }
}

/// The intent at another place of its queue.
fn at(seq: u64, intent: &Envelope) -> Envelope {
    Envelope {
        seq,
        ..intent.clone()
    }
}

async fn usernames(browser: &mut Client) -> Vec<String> {
    let accounts = browser.accounts().await.into_iter();
    let mut names: Vec<_> = accounts.map(|account| account.username).collect();
    names.sort();
    names
}

fn took_effect(verdicts: &[Verdict]) -> Vec<bool> {
    let verdicts = verdicts.iter();
    verdicts
        .map(|verdict| verdict.outcome.took_effect())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_of_one_moment_while_edits_go_on() {
    let (desk, served, mut admin) = Desk::new("busy").await;
    std::fs::create_dir(desk.file("backups")).unwrap();
    let mut rev = served.server.app.rev.subscribe();
    let enough = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&enough);
    let edits = tokio::spawn(async move {
        let mut count = 0;
        while !told.load(Ordering::SeqCst) && count < u8::MAX {
            count += 1;
            let intent = admin.create(count);
            assert_eq!(took_effect(&admin.push(vec![intent]).await), [true]);
        }
        count
    });
    let mut revs = Vec::new();
    for n in 0..5 {
        rev.mark_unchanged();
        rev.changed().await.unwrap();
        let made = desk.backup(&format!("backups/{n}.db")).await;
        assert_eq!(copy::check(&made.path).unwrap(), made.contents);
        let noted = served.server.app.store.read(backups::newest).await;
        assert_eq!(noted.unwrap(), Some(made.contents.rev));
        revs.push(made.contents.rev);
    }
    enough.store(true, Ordering::SeqCst);
    let count = edits.await.unwrap();
    assert!(revs.is_sorted() && revs.first() < revs.last(), "{revs:?}");
    // Each account is in a backup or not, by its revision alone.
    let newest = served.head().await;
    let first = newest.rev.0 - u64::from(count);
    let missing = newest.rev.0 - revs[2].0;
    served.assert_whole().await;
    drop(served.server);
    served.running.stop().await;
    let restored = desk.restore("backups/2.db").unwrap();
    assert_eq!(restored.contents.rev, revs[2]);
    let served = desk.serve().await;
    served.assert_whole().await;
    let mut admin = served.server.admin().await;
    let there = admin.accounts().await.len() as u64;
    assert_eq!(there, 1 + revs[2].0 - first, "{missing} came later");
}

#[tokio::test]
async fn after_a_restore_devices_notice_and_their_queues_go_on() {
    let (desk, served, mut admin) = Desk::new("restore").await;
    let intents: Vec<_> = (1..=3).map(|n| admin.create(n)).collect();
    admin.push(intents[..1].to_vec()).await;
    let made = desk.backup("copy.db").await;
    // The verdict of the second is lost with the server; the third never left.
    admin.pull().await;
    let lost = admin.push(intents[1..2].to_vec()).await;
    admin.pull().await;
    let before = admin.cursor().clone();
    assert!(before.rev > made.contents.rev);

    let admin = served.stop(admin).await;
    let restored = desk.restore("copy.db").unwrap();
    assert!(restored.kept.unwrap().is_file());
    let served = desk.serve().await;
    let mut admin = served.back(admin);
    let head = served.head().await;
    assert_ne!(head.epoch, before.epoch);
    served.assert_whole().await;

    // Everybody has to sign in again; the queue of the former history is told so.
    let pull = admin.pull_request();
    assert_eq!(admin.post("/api/sync/pull", &pull).await.status, 401);
    assert_eq!(admin.sign_in("olga", PASSWORD).await.status, 200);
    let former = admin.try_push(vec![at(3, &intents[2])]).await;
    insta::assert_snapshot!(former, @r#"409 {"type":"epoch-changed","status":409,"message":{"key":"problem-epoch-changed"}}"#);
    let seen = admin.pull().await;
    assert!(seen.snapshot);
    assert_eq!((seen.cursor.epoch, seen.last_seq), (head.epoch, 0));
    assert_eq!(usernames(&mut admin).await, ["olga", "user1"]);

    // All three come again at new places: each has its effect once.
    let again: Vec<_> = (1..)
        .zip(&intents)
        .map(|(seq, intent)| at(seq, intent))
        .collect();
    let verdicts = admin.push(again.clone()).await;
    assert_eq!(took_effect(&verdicts), [true; 3]);
    assert!(verdicts[0].rev <= made.contents.rev, "it is in the backup");
    assert!(verdicts[1].rev > head.rev, "{:?} was undone", lost[0].rev);
    assert_eq!(admin.push(again).await, verdicts);
    let names = usernames(&mut admin).await;
    assert_eq!(names, ["olga", "user1", "user2", "user3"]);
    served.assert_whole().await;
}

#[tokio::test]
async fn a_served_practice_is_not_replaced() {
    let (desk, served, mut admin) = Desk::new("served").await;
    desk.backup("copy.db").await;
    let error = desk.restore("copy.db").err().unwrap();
    insta::assert_snapshot!(desk.folder.hide_in(&error.to_string()), @"the data folder FOLDER/data is in use by another Lanyard server. Stop that one, or choose another folder with --data");
    let intent = admin.create(1);
    assert_eq!(took_effect(&admin.push(vec![intent]).await), [true]);
    drop(served);
}

#[tokio::test]
async fn a_file_copied_back_behind_the_servers_back_is_noticed() {
    let (desk, served, mut admin) = Desk::new("copied").await;
    let database = desk.options.place.data.join("lanyard.db");
    let intents: Vec<_> = (1..=3).map(|n| admin.create(n)).collect();
    admin.push(intents[..1].to_vec()).await;
    let copied = served.head().await;

    let admin = served.stop(admin).await;
    std::fs::copy(&database, desk.file("copy.db")).unwrap();
    let served = desk.serve().await;
    let mut admin = served.back(admin);
    admin.push(intents[1..2].to_vec()).await;
    admin.pull().await;
    let before = admin.cursor().clone();
    assert!(before.rev > copied.rev);
    let asleep = admin.copied().back_at(Client::nowhere());

    let admin = served.stop(admin).await;
    std::fs::copy(desk.file("copy.db"), &database).unwrap();
    let served = desk.serve().await;
    let mut admin = served.back(admin);
    assert_eq!(served.head().await, copied);

    // The database has not come as far as the cursor, in the same history.
    let seen = admin.pull().await;
    assert!(seen.snapshot);
    assert_eq!(seen.cursor.epoch, before.epoch);
    assert_eq!((seen.cursor.rev, seen.last_seq), (copied.rev, 1));
    assert_eq!(usernames(&mut admin).await, ["olga", "user1"]);

    // What the device still holds is taken, and nothing has its effect twice.
    let verdicts = admin.push(intents.clone()).await;
    assert_eq!(took_effect(&verdicts), [true; 3]);
    assert!(verdicts[0].rev <= copied.rev && verdicts[1].rev > copied.rev);
    assert_eq!(admin.push(intents).await, verdicts);
    let names = usernames(&mut admin).await;
    assert_eq!(names, ["olga", "user1", "user2", "user3"]);

    // By now it has come further than a device that slept: the tag tells.
    let mut other = served.back(asleep);
    let head = served.head().await;
    assert!(head.rev > before.rev && before.rev > Rev(0));
    let seen = other.pull().await;
    assert!(seen.snapshot);
    assert_eq!(seen.cursor.rev, head.rev);
    served.assert_whole().await;
}
