//! Backups and restores in folders of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lanyard_shared::time::Millis;
use rusqlite::Connection;

use super::*;
use crate::effects::Effects;
use crate::effects::testing::{self, TestClock};
use crate::scratch::Scratch;
use crate::seed;
use crate::serve::{self, Place};
use crate::store::audit;
use crate::store::{Store, Tx};

mod making;
mod restoring;

/// A data folder with a made-up practice, and the effects of the commands that follow.
struct Desk {
    scratch: Scratch,
    effects: Effects,
    clock: Arc<TestClock>,
}

impl Desk {
    async fn new(name: &str) -> Self {
        Self::with(name, 3).await
    }

    async fn with(name: &str, staff: usize) -> Self {
        let (effects, clock) = testing::effects();
        let scratch = Scratch::new(&format!("backup-{name}"));
        let place = Place {
            data: scratch.path().join("data"),
            key_file: None,
        };
        let app = serve::open_new(&place, effects.clone(), "http://127.0.0.1:8080")
            .await
            .unwrap();
        seed::demo(&app, staff).await.unwrap();
        Self {
            scratch,
            effects,
            clock,
        }
    }

    fn data(&self) -> PathBuf {
        self.file("data")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// What lies in a folder.
    fn files(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.file(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    async fn backup(&self, to: &str) -> Result<Made, BackupError> {
        make(&self.data(), &self.effects, &self.file(to)).await
    }

    fn restore(&self, from: &str) -> Result<Restored, RestoreError> {
        restore(&self.data(), &self.effects, &self.file(from))
    }

    /// The words of a failure, with the scratch folder made short.
    fn words(&self, error: &impl std::fmt::Display) -> String {
        let folder = self.scratch.path().display().to_string();
        error.to_string().replace(&folder, "FOLDER")
    }

    /// Looks into the data folder as a server would.
    async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Tx<'_>) -> crate::error::Result<T> + Send + 'static,
    ) -> T {
        let store = Store::open(&self.data()).unwrap();
        store.read(look).await.unwrap()
    }

    /// An audited act.
    async fn act(&self) {
        let store = Store::open(&self.data()).unwrap();
        let entry = audit::AuditEntry::general("test.act");
        let now = self.effects.now();
        store.write(move |tx| tx.bump(now, &entry)).await.unwrap();
    }

    /// Runs SQL on a database file, as nobody should.
    fn meddle(&self, file: &str, sql: &str) {
        let connection = Connection::open(self.file(file)).unwrap();
        connection.execute_batch(sql).unwrap();
    }
}

/// Changes one byte in the middle of a file.
fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}
