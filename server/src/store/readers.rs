//! Connections that read, beside the one that writes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use crate::store::database;
use crate::store::{Tx, closed};

/// Most reads at one time; each holds a connection and a thread of the blocking pool.
const CONNECTIONS: usize = 4;

/// A few connections, opened when they are first needed.
pub(super) struct Readers {
    path: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    /// Readers of the file at `path`.
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            idle: Arc::default(),
            permits: Arc::new(Semaphore::new(CONNECTIONS)),
        }
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_| closed())?;
        let path = self.path.clone();
        let idle = Arc::clone(&self.idle);
        let read = move || {
            let _permit = permit;
            let waiting = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match waiting {
                Some(connection) => connection,
                None => open(&path)?,
            };
            // A closure that panics takes its connection with it; the next reader opens another.
            let result = database::read(&connection, look);
            idle.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
            result
        };
        tokio::task::spawn_blocking(read)
            .await
            .unwrap_or_else(|stopped| Err(Error::Internal(format!("a read stopped: {stopped}"))))
    }
}

fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    database::settle(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}
