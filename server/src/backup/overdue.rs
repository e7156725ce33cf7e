//! Whether it is time for a backup, for the person who starts the server.

use std::fmt;

use lanyard_shared::time::{Millis, UnixMillis};

use super::minute;
use crate::app::App;
use crate::error::Result;
use crate::store::{backups, practice};

/// How old the newest verified backup may be.
const OLD: Millis = Millis::hours(7 * 24);

/// It is time for a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overdue {
    /// There is none of the present history.
    None,
    /// The newest is of this time.
    Since(UnixMillis),
}

/// Whether it is time for a backup. A demonstration needs none, nor does a server before set-up.
///
/// # Errors
/// What the store gives.
pub async fn overdue(app: &App) -> Result<Option<Overdue>> {
    let now = app.effects.now();
    let read = app.store.read(move |tx| {
        if practice::find(tx)?.is_none() || practice::is_demo(tx)? {
            return Ok(None);
        }
        Ok(match backups::latest(tx)? {
            None => Some(Overdue::None),
            Some(backup) => (now.since(backup.at) > OLD).then_some(Overdue::Since(backup.at)),
        })
    });
    read.await
}

impl fmt::Display for Overdue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("there is no verified backup of this data"),
            Self::Since(at) => write!(f, "the newest verified backup is of {}", minute(*at)),
        }?;
        f.write_str(". `lanyard backup FOLDER` makes one while the server runs")
    }
}
