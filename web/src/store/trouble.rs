//! What can be wrong with the browser's storage.

use lanyard_shared::message::Message;
use lanyard_shared::replica::StoreFailure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// Why the local copy cannot be opened or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreTrouble {
    /// There is no room left on the device for this site.
    Quota,
    /// The browser closed the database.
    Closed,
    /// Another tab with an older page keeps the database.
    Blocked,
    /// The database belongs to a newer page: reload.
    Newer,
    /// The browser keeps nothing here (private mode, blocked storage).
    Unavailable,
    /// The browser failed at it.
    Other,
}

/// Why a batch was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteTrouble {
    /// Another tab has taken over.
    Fenced,
    /// The store could not.
    Store(StoreTrouble),
}

impl StoreTrouble {
    /// By the name of an exception (Web IDL, section "DOMException"), or words that begin with it.
    pub(super) fn named(words: &str) -> Self {
        let names = [
            ("QuotaExceededError", Self::Quota),
            ("InvalidStateError", Self::Closed),
            ("VersionError", Self::Newer),
            ("SecurityError", Self::Unavailable),
            ("NotAllowedError", Self::Unavailable),
        ];
        let found = names.into_iter().find(|(name, _)| words.contains(name));
        found.map_or(Self::Other, |(_, trouble)| trouble)
    }
}

impl From<DomException> for StoreTrouble {
    fn from(exception: DomException) -> Self {
        Self::named(&exception.name())
    }
}

impl From<JsValue> for StoreTrouble {
    fn from(thrown: JsValue) -> Self {
        thrown
            .dyn_into::<DomException>()
            .map_or(Self::Other, Self::from)
    }
}

impl From<rexie::Error> for StoreTrouble {
    fn from(error: rexie::Error) -> Self {
        // rexie has the exception only in the words of its cause.
        let cause = std::error::Error::source(&error);
        cause.map_or(Self::Other, |cause| Self::named(&cause.to_string()))
    }
}

impl From<serde_json::Error> for StoreTrouble {
    /// This page wrote what it cannot read: then another page did, and it is newer.
    fn from(_: serde_json::Error) -> Self {
        Self::Newer
    }
}

impl From<StoreTrouble> for WriteTrouble {
    fn from(trouble: StoreTrouble) -> Self {
        Self::Store(trouble)
    }
}

impl From<JsValue> for WriteTrouble {
    fn from(thrown: JsValue) -> Self {
        Self::Store(thrown.into())
    }
}

impl From<WriteTrouble> for StoreFailure {
    fn from(trouble: WriteTrouble) -> Self {
        match trouble {
            WriteTrouble::Fenced => Self::Fenced,
            WriteTrouble::Store(_) => Self::Failed,
        }
    }
}

impl From<WriteTrouble> for StoreTrouble {
    fn from(trouble: WriteTrouble) -> Self {
        match trouble {
            // Only the one that syncs writes behind a fence, and it asks again by itself.
            WriteTrouble::Fenced => Self::Other,
            WriteTrouble::Store(trouble) => trouble,
        }
    }
}

impl From<StoreTrouble> for Message {
    fn from(trouble: StoreTrouble) -> Self {
        Self::new(match trouble {
            StoreTrouble::Quota => "store-quota",
            StoreTrouble::Closed => "store-closed",
            StoreTrouble::Blocked => "store-blocked",
            StoreTrouble::Newer => "store-newer",
            StoreTrouble::Unavailable => "store-unavailable",
            StoreTrouble::Other => "store-other",
        })
    }
}
