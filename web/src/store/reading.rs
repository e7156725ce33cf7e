//! Bulk reads: everything that is stored, of one moment.

use std::collections::BTreeMap;

use lanyard_shared::record::Row;
use lanyard_shared::replica::{Local, Place, RowsRead};
use rexie::{Store, Transaction, TransactionMode};
use serde::de::DeserializeOwned;

use super::codec;
use super::connection::Connections;
use super::schema::{ANSWERED, ATTENTION, META, META_KEY, OUTBOX, ROWS, STORES};
use super::trouble::StoreTrouble;

pub(super) async fn read(connections: &Connections, rows: RowsRead) -> Result<Local, StoreTrouble> {
    let transaction = connections
        .reads
        .transaction(&STORES, TransactionMode::ReadOnly)?;
    let meta = transaction.store(META)?.get(META_KEY.into()).await?;
    let outbox = placed(&transaction, OUTBOX).await?;
    let attention = placed(&transaction, ATTENTION).await?;
    let answered = placed(&transaction, ANSWERED).await?;
    let rows = match rows {
        RowsRead::Kept => Vec::new(),
        RowsRead::Read => transaction.store(ROWS)?.get_all(None, None).await?,
    };
    // From here on nothing is asked of the transaction: it ends by itself.
    let rows = rows.iter().map(|row| {
        let row: Row = codec::decode(row)?;
        Ok((row.record.key(), row))
    });
    Ok(Local {
        meta: meta.map_or(Ok(Default::default()), |meta| codec::decode(&meta))?,
        rows: rows.collect::<Result<_, StoreTrouble>>()?,
        outbox: decoded(&outbox)?,
        attention: decoded(&attention)?,
        answered: decoded(&answered)?,
    })
}

/// Places and what lies there, as the browser has them.
type Placed = (Vec<wasm_bindgen::JsValue>, Vec<wasm_bindgen::JsValue>);

async fn placed(transaction: &Transaction, store: &str) -> Result<Placed, StoreTrouble> {
    let store: Store = transaction.store(store)?;
    let places = store.get_all_keys(None, None).await?;
    let values = store.get_all(None, None).await?;
    Ok((places, values))
}

fn decoded<T: DeserializeOwned>(
    (places, values): &Placed,
) -> Result<BTreeMap<Place, T>, StoreTrouble> {
    let both = places.iter().zip(values);
    both.map(|(place, value)| {
        let place = codec::counter(place).ok_or(StoreTrouble::Newer)?;
        Ok((place, codec::decode(value)?))
    })
    .collect()
}
