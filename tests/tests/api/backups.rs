//! Backups of a server that goes on, and databases that were put back: by a restore, which begins a
//! new history, or by somebody who copied the file behind the server's back.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lanyard_server::backup::{self, Made, RestoreError, Restored};
use lanyard_server::effects::Effects;
use lanyard_server::effects::system::SystemRng;
use lanyard_server::effects::testing::{self, TestClock};
use lanyard_server::serve::{self, Place};
use lanyard_server::store::{audit, backups, copy};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{Rev, Verdict};
use lanyard_shared::time::Millis;

use super::client::Client;
use super::drafts::PASSWORD;
use super::folder::Folder;
use super::server::TestServer;
use super::starting;

/// A practice in a data folder, served and not served by turns.
struct Desk {
    folder: Folder,
    place: Place,
    effects: Effects,
    clock: Arc<TestClock>,
}

impl Desk {
    /// A practice that `olga` has set up, and her browser.
    async fn new(name: &str) -> (Self, TestServer, Client) {
        let folder = Folder::new(&format!("backup-{name}"));
        let (effects, clock) = testing::effects();
        // Numbers that repeat would come again with each start.
        let effects = Effects {
            rng: Arc::new(SystemRng),
            ..effects
        };
        let desk = Self {
            place: starting::options(folder.path()).place,
            folder,
            effects,
            clock,
        };
        let server = desk.serve().await.set_up().await;
        let admin = server.admin().await;
        (desk, server, admin)
    }

    /// A server on the folder, without the loop that sends mails: that takes revisions when it
    /// likes.
    async fn serve(&self) -> TestServer {
        let url = "http://127.0.0.1:8080";
        let app = serve::open_new(&self.place, self.effects.clone(), url).await;
        TestServer::around(app.unwrap(), self.clock.clone())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn backup(&self, to: &str) -> Made {
        let made = backup::make(&self.place.data, &self.effects, &self.file(to)).await;
        made.unwrap()
    }

    fn restore(&self, from: &str) -> Result<Restored, RestoreError> {
        backup::restore(&self.place.data, &self.effects, &self.file(from))
    }
}

/// Ends a server. A browser holds on to the routes of its server, and these to the data folder.
fn stop(server: TestServer, browser: Client) -> Client {
    drop(server);
    browser.back_at(Client::nowhere())
}

async fn head(server: &TestServer) -> audit::Head {
    server.app.store.read(audit::head).await.unwrap()
}

async fn assert_whole(server: &TestServer) {
    let broken = server.app.store.read(audit::verify).await.unwrap();
    assert_eq!(broken, None);
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
    let (desk, server, mut admin) = Desk::new("busy").await;
    std::fs::create_dir(desk.file("backups")).unwrap();
    let mut rev = server.app.rev.subscribe();
    let enough = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&enough);
    let edits = tokio::spawn(async move {
        let mut accepted = Vec::new();
        for n in 1..=u8::MAX {
            if told.load(Ordering::SeqCst) {
                break;
            }
            let intent = admin.create(n);
            let verdicts = admin.push(vec![intent]).await;
            assert_eq!(took_effect(&verdicts), [true]);
            accepted.push(verdicts[0].rev);
        }
        accepted
    });
    let mut revs = Vec::new();
    for n in 0..5 {
        rev.mark_unchanged();
        let edited = tokio::time::timeout(Duration::from_secs(30), rev.changed());
        edited.await.expect("nobody edits any more").unwrap();
        let made = desk.backup(&format!("backups/{n}.db")).await;
        assert_eq!(copy::check(&made.path).unwrap(), made.contents);
        let noted = server.app.store.read(backups::newest).await;
        assert_eq!(noted.unwrap(), Some(made.contents.rev));
        revs.push(made.contents.rev);
    }
    enough.store(true, Ordering::SeqCst);
    let accepted = edits.await.unwrap();
    assert!(revs.is_sorted() && revs.first() < revs.last(), "{revs:?}");
    assert_whole(&server).await;
    drop(server);
    let restored = desk.restore("backups/2.db").unwrap();
    assert_eq!(restored.contents.rev, revs[2]);
    let server = desk.serve().await;
    assert_whole(&server).await;
    let mut admin = server.admin().await;
    // Each account is in the backup or not, by its revision alone.
    let there = accepted.iter().filter(|rev| **rev <= revs[2]).count();
    assert!(0 < there && there < accepted.len());
    assert_eq!(admin.accounts().await.len(), 1 + there);
}

#[tokio::test]
async fn after_a_restore_devices_notice_and_their_queues_go_on() {
    let (desk, server, mut admin) = Desk::new("restore").await;
    let intents: Vec<_> = (1..=3).map(|n| admin.create(n)).collect();
    admin.push(intents[..1].to_vec()).await;
    let made = desk.backup("copy.db").await;
    // The verdict of the second is lost with the server; the third never left.
    admin.pull().await;
    let lost = admin.push(intents[1..2].to_vec()).await;
    admin.pull().await;
    let before = admin.cursor().clone();
    assert!(before.rev > made.contents.rev);

    let admin = stop(server, admin);
    let restored = desk.restore("copy.db").unwrap();
    assert!(restored.kept.unwrap().is_file());
    let server = desk.serve().await;
    let mut admin = admin.back_at(server.routes.clone());
    let head = head(&server).await;
    assert_ne!(head.epoch, before.epoch);
    assert_whole(&server).await;

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
    assert_whole(&server).await;
}

#[tokio::test]
async fn a_practice_that_is_served_is_backed_up_and_not_replaced() {
    let (desk, server, admin) = Desk::new("served").await;
    drop(stop(server, admin));
    let options = starting::options(desk.folder.path());
    let running = starting::start(&options).await.unwrap();
    let made = desk.backup("copy.db").await;
    let noted = running.app().store.read(backups::newest).await;
    assert_eq!(noted.unwrap(), Some(made.contents.rev));
    let error = desk.restore("copy.db").err().unwrap();
    insta::assert_snapshot!(desk.folder.hide_in(&error.to_string()), @"the data folder FOLDER/data is in use by another Lanyard server. Stop that one, or choose another folder with --data");
    let whole = running.app().store.read(audit::verify).await.unwrap();
    assert_eq!(whole, None);
    running.stop().await;
    desk.restore("copy.db").unwrap();
    starting::start(&options).await.unwrap().stop().await;
}

#[tokio::test]
async fn a_file_copied_back_behind_the_servers_back_is_noticed() {
    let (desk, server, mut admin) = Desk::new("copied").await;
    let database = desk.place.data.join("lanyard.db");
    let intents: Vec<_> = (1..=3).map(|n| admin.create(n)).collect();
    admin.push(intents[..1].to_vec()).await;
    let copied = head(&server).await;

    let admin = stop(server, admin);
    std::fs::copy(&database, desk.file("copy.db")).unwrap();
    let server = desk.serve().await;
    let mut admin = admin.back_at(server.routes.clone());
    admin.push(intents[1..2].to_vec()).await;
    admin.pull().await;
    let before = admin.cursor().clone();
    assert!(before.rev > copied.rev);
    let asleep = admin.copied().back_at(Client::nowhere());

    let admin = stop(server, admin);
    std::fs::copy(desk.file("copy.db"), &database).unwrap();
    let server = desk.serve().await;
    let mut admin = admin.back_at(server.routes.clone());
    assert_eq!(head(&server).await, copied);

    // The database has not come as far as the cursor, in the same history.
    let seen = admin.pull().await;
    assert!(seen.snapshot);
    assert_eq!(seen.cursor.epoch, before.epoch);
    assert_eq!((seen.cursor.rev, seen.last_seq), (copied.rev, 1));
    assert_eq!(usernames(&mut admin).await, ["olga", "user1"]);

    // What the device still holds is taken, and nothing has its effect twice.
    server.pass(Millis::seconds(1));
    let verdicts = admin.push(intents.clone()).await;
    assert_eq!(took_effect(&verdicts), [true; 3]);
    assert!(verdicts[0].rev <= copied.rev && verdicts[1].rev > copied.rev);
    assert_eq!(admin.push(intents).await, verdicts);
    let names = usernames(&mut admin).await;
    assert_eq!(names, ["olga", "user1", "user2", "user3"]);

    // By now it has come further than a device that slept: the tag tells.
    let mut other = asleep.back_at(server.routes.clone());
    let head = head(&server).await;
    assert!(head.rev > before.rev && before.rev > Rev(0));
    let seen = other.pull().await;
    assert!(seen.snapshot);
    assert_eq!(seen.cursor.rev, head.rev);
    assert_whole(&server).await;
}
