//! A database in memory as bytes, and troubles of its disk, for simulations.

use lanyard_shared::id::EpochId;
use rusqlite::{Connection, MAIN_DB};

use crate::store::OpenError;
use crate::store::database::Database;

/// What is wrong with a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskTrouble {
    /// It has no room for another page.
    Full,
    /// It takes no COMMIT.
    NoCommit,
}

impl Database {
    /// All that is committed, as it would lie in a file.
    ///
    /// # Errors
    /// [`OpenError::Database`].
    pub fn image(&mut self) -> Result<Vec<u8>, OpenError> {
        Ok(self.connection.serialize(MAIN_DB)?.to_vec())
    }

    /// A database in memory with what an image holds, brought to the newest schema.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn from_image(image: &[u8], epoch: EpochId) -> Result<Self, OpenError> {
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact(MAIN_DB, image, image.len(), false)?;
        Self::of(connection, epoch)
    }

    /// Puts the disk into trouble, or back in order.
    ///
    /// # Errors
    /// [`OpenError::Database`].
    pub fn set_trouble(&mut self, trouble: Option<DiskTrouble>) -> Result<(), OpenError> {
        let pages: u32 = match trouble {
            // SQLite raises a limit below the present size to that size.
            Some(DiskTrouble::Full) => 1,
            _ => u32::MAX - 1,
        };
        let set = |_: &rusqlite::Row<'_>| Ok(());
        self.connection
            .pragma_update_and_check(None, "max_page_count", pages, set)?;
        let refuses = trouble == Some(DiskTrouble::NoCommit);
        // A hook that says true turns the COMMIT into a failure.
        self.connection.commit_hook(refuses.then_some(|| true))?;
        Ok(())
    }
}
