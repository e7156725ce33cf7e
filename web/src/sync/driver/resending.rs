//! Sending edits again that a restored backup has undone: once, whichever tabs are asked to.

use std::rc::Rc;

use lanyard_shared::id::OpId;
use lanyard_shared::replica::{Batch, RowsRead};
use wasm_bindgen_futures::spawn_local;

use super::Driver;
use crate::store::{StoreTrouble, WriteTrouble};

/// Another tab may take the lead in between; so many of them do not.
const TRIES: usize = 3;

impl Driver {
    /// Queues undone edits again, as far as they are on the list still.
    ///
    /// # Errors
    /// Why the store could not take them; then they are on the list still.
    pub(in crate::sync) async fn resend(
        self: &Rc<Self>,
        undone: &[OpId],
    ) -> Result<(), StoreTrouble> {
        let _turn = self.turn.lock().await;
        if self.ended.get() {
            return Err(StoreTrouble::Closed);
        }
        for _ in 0..TRIES {
            match self.resend_once(undone).await {
                Err(WriteTrouble::Fenced) => {}
                Err(WriteTrouble::Store(trouble)) => return Err(trouble),
                Ok(()) => {
                    self.edited();
                    spawn_local(self.clone().reread());
                    return Ok(());
                }
            }
        }
        Err(StoreTrouble::Other)
    }

    /// What another tab has sent again meanwhile must not be sent twice. So the fence is raised, as
    /// by whoever takes the lead: of two tabs that do this at one time one is refused. The tab that
    /// syncs is refused as well then, and asks for the lead anew.
    async fn resend_once(self: &Rc<Self>, undone: &[OpId]) -> Result<(), WriteTrouble> {
        let fence = self.store.raise_fence().await?;
        let local = self.store.read(RowsRead::Kept).await?;
        let batch = Batch {
            fence: Some(fence),
            ..local.resending(undone)
        };
        self.store.write(&batch).await.map(drop)
    }
}
