//! What this browser remembers of the lock of each account: in every tab and after a reload. The names
//! hold an account's id, which says nothing about the person.

use lanyard_shared::id::AccountId;
use lanyard_shared::lock::Lock;
use lanyard_shared::time::UnixMillis;
use web_sys::StorageEvent;

use super::proof::Proof;
use crate::browser;

const LOCK: &str = "lanyard.lock";
const TOUCHED: &str = "lanyard.touched";
const PASSWORD: &str = "lanyard.password";

/// The lock of an account; an open one where nothing is known.
pub(super) fn lock(account: AccountId) -> Lock {
    let kept = get(LOCK, account);
    kept.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Remembers it; other tabs hear of it.
pub(super) fn put_lock(account: AccountId, lock: &Lock) {
    if let Ok(text) = serde_json::to_string(lock) {
        put(LOCK, account, &text);
    }
}

/// When somebody last touched a tab of the account.
pub(super) fn touched(account: AccountId) -> Option<UnixMillis> {
    get(TOUCHED, account)?.parse().ok().map(UnixMillis)
}

/// Somebody touches one now.
pub(super) fn touch(account: AccountId, now: UnixMillis) {
    put(TOUCHED, account, &now.0.to_string());
}

/// By what this device judges the password of an account without the server.
pub(super) fn password(account: AccountId) -> Option<Proof> {
    get(PASSWORD, account).map(Proof::kept)
}

/// Lets this device judge it.
pub(super) fn put_password(account: AccountId, proof: &Proof) {
    put(PASSWORD, account, proof.as_str());
}

/// This device judges it no more.
pub(super) fn drop_password(account: AccountId) {
    remove(PASSWORD, account);
}

/// Nothing of the account is left on this device that would have to be locked.
pub(crate) fn forget(account: AccountId) {
    for name in [LOCK, TOUCHED, PASSWORD] {
        remove(name, account);
    }
}

/// Whether another tab changed the lock of this account.
pub(super) fn is_about(event: &StorageEvent, account: Option<AccountId>) -> bool {
    let own = account.map(|account| key(LOCK, account));
    // Without a key: everything was cleared.
    event.key().is_none_or(|key| Some(key) == own)
}

fn key(name: &str, account: AccountId) -> String {
    format!("{name}.{account}")
}

fn get(name: &str, account: AccountId) -> Option<String> {
    browser::lasting()?.get_item(&key(name, account)).ok()?
}

fn put(name: &str, account: AccountId, value: &str) {
    if let Some(storage) = browser::lasting() {
        // Where the browser refuses, the lock is that of this tab until it is loaded anew.
        let _ = storage.set_item(&key(name, account), value);
    }
}

fn remove(name: &str, account: AccountId) {
    if let Some(storage) = browser::lasting() {
        let _ = storage.remove_item(&key(name, account));
    }
}
