//! What was typed into a form that was left, under a key of its own beside the counters.
//!
//! It is written with each change of a field, and not with strict durability: what a crash of the
//! whole device takes is the last words of a form, and no edit.

use rexie::{Transaction, TransactionMode, TransactionResult};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::codec;
use super::connection::Connections;
use super::schema::META;
use super::trouble::StoreTrouble;

/// Every key begins with it.
const PREFIX: &str = "draft:";
/// Comes after each of them: the character after the colon.
const BEHIND: &str = "draft;";

pub(super) async fn read<T: DeserializeOwned>(
    connections: &Connections,
    form: &str,
) -> Result<Option<T>, StoreTrouble> {
    let transaction = connections
        .reads
        .transaction(&[META], TransactionMode::ReadOnly)?;
    let found = transaction.store(META)?.get(key(form)).await?;
    found.map(|value| codec::decode(&value)).transpose()
}

pub(super) async fn keep<T: Serialize>(
    connections: &Connections,
    form: &str,
    typed: Option<&T>,
) -> Result<(), StoreTrouble> {
    let value = typed.map(codec::encode).transpose()?;
    let transaction = connections
        .reads
        .transaction(&[META], TransactionMode::ReadWrite)?;
    let store = transaction.store(META)?;
    match value {
        Some(value) => {
            store.put(&value, Some(&key(form))).await?;
        }
        None => store.delete(key(form)).await?,
    }
    finished(transaction).await
}

pub(super) async fn forget(connections: &Connections) -> Result<(), StoreTrouble> {
    let all = IdbKeyRange::bound(&PREFIX.into(), &BEHIND.into())?;
    let transaction = connections
        .reads
        .transaction(&[META], TransactionMode::ReadWrite)?;
    transaction.store(META)?.delete(all.into()).await?;
    finished(transaction).await
}

/// Waits until it is written.
async fn finished(transaction: Transaction) -> Result<(), StoreTrouble> {
    match transaction.done().await? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(StoreTrouble::Other),
    }
}

fn key(form: &str) -> JsValue {
    format!("{PREFIX}{form}").into()
}
