//! Keeps what is typed into a form until it is saved (domain NEW-17). It is this device's alone, so
//! that the engine has no part in it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Driver;

impl Driver {
    /// What was kept of a form. What cannot be read is as good as nothing: the form begins anew.
    pub(in crate::sync) async fn kept<T: DeserializeOwned>(&self, form: &str) -> Option<T> {
        self.store.draft(form).await.ok().flatten()
    }

    /// Keeps what is in a form now, or forgets it. A store without room keeps less: saving, which
    /// needs the same room, says so.
    pub(in crate::sync) async fn keep<T: Serialize>(&self, form: &str, typed: Option<T>) {
        if !self.ended.get() {
            let _ = self.store.keep_draft(form, typed.as_ref()).await;
        }
    }
}
