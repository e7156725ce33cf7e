//! Leaving a device: the rows go, and what was typed and not saved; unsent work stays.

use lanyard_shared::id::AccountId;
use lanyard_shared::replica::{Batch, RowsRead, Write};

use super::tabs::{Said, Tabs};
use crate::store::{Store, WriteTrouble};

/// A tab that syncs may take the lead in between; so many of them do not.
const TRIES: usize = 3;

/// Removes the rows of an account from this device, and what it may do; unsent work stays, and goes
/// on when the same account signs in again.
pub(crate) async fn forget(account: AccountId) {
    let Ok(store) = Store::open(account).await else {
        // A store that cannot be opened shows nothing to the next person either.
        return;
    };
    for _ in 0..TRIES {
        match forget_once(&store).await {
            Err(WriteTrouble::Fenced) => {}
            Ok(()) | Err(WriteTrouble::Store(_)) => break,
        }
    }
    // Where the browser fails at it, nobody else's forms show it.
    let _ = store.forget_drafts().await;
    store.close();
    Tabs::new(account, |_| ()).say(&Said::Changed);
}

async fn forget_once(store: &Store) -> Result<(), WriteTrouble> {
    // A raised fence keeps every tab that syncs from writing rows after they are gone.
    let fence = store.raise_fence().await?;
    let local = store.read(RowsRead::Kept).await?;
    let meta = Box::new(local.meta.forgotten());
    let batch = Batch {
        writes: vec![Write::ClearRows, Write::PutMeta(meta)],
        fence: Some(fence),
    };
    store.write(&batch).await.map(drop)
}
