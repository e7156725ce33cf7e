//! Writes: one transaction with strict durability for each batch, taken back unless it is whole.
//!
//! Every request of a transaction is made before anything is awaited: a transaction ends by itself
//! once control goes back to the browser with nothing left to do.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use lanyard_shared::replica::{Answered, Batch, Place, Queued, Sending, Write};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::codec;
use super::connection::Connections;
use super::schema::{ANSWERED, ATTENTION, FENCE_KEY, META, META_KEY, OUTBOX, ROWS, STORES};
use super::trouble::{StoreTrouble, WriteTrouble};

pub(super) async fn write(
    connections: &Connections,
    batch: &Batch,
) -> Result<Option<Place>, WriteTrouble> {
    let writing = Writing::begin(connections)?;
    let fenced = Rc::new(Cell::new(false));
    let _check = batch
        .fence
        .map(|fence| writing.check(fence, fenced.clone()))
        .transpose()?;
    let mut appended: Option<IdbRequest> = None;
    for write in &batch.writes {
        let request = writing.put(write)?;
        appended = appended.or(request);
    }
    match writing.finish().await {
        Ok(()) => Ok(appended.and_then(|request| codec::counter(&request.result().ok()?))),
        Err(_) if fenced.get() => Err(WriteTrouble::Fenced),
        Err(trouble) => Err(trouble.into()),
    }
}

pub(super) async fn raise_fence(connections: &Connections) -> Result<u64, StoreTrouble> {
    let writing = Writing::begin(connections)?;
    let meta = writing.store(META)?;
    let raised = Rc::new(Cell::new(0));
    let read = meta.get(&FENCE_KEY.into())?;
    let (result, value) = (read.clone(), raised.clone());
    let raise = Closure::<dyn FnMut()>::new(move || {
        let last = result
            .result()
            .ok()
            .and_then(|found| codec::counter(&found));
        value.set(last.unwrap_or(0) + 1);
        // A failed write fails the transaction, which is what is waited for.
        let _ = meta.put_with_key(&codec::number(value.get()), &FENCE_KEY.into());
    });
    read.set_onsuccess(Some(raise.as_ref().unchecked_ref()));
    writing.finish().await?;
    Ok(raised.get())
}

/// A transaction that is taken back when it is dropped before [`Writing::finish`].
struct Writing {
    transaction: IdbTransaction,
    whole: bool,
}

impl Writing {
    fn begin(connections: &Connections) -> Result<Self, StoreTrouble> {
        let stores: Array = STORES.iter().map(|name| JsValue::from(*name)).collect();
        let transaction = begin_strict(&connections.writes, &stores)?;
        Ok(Self {
            transaction,
            whole: false,
        })
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, StoreTrouble> {
        Ok(self.transaction.object_store(name)?)
    }

    /// Takes everything back when the fence has moved. The closure must live until the end.
    fn check(
        &self,
        fence: u64,
        fenced: Rc<Cell<bool>>,
    ) -> Result<Closure<dyn FnMut()>, StoreTrouble> {
        let read = self.store(META)?.get(&FENCE_KEY.into())?;
        let (result, transaction) = (read.clone(), self.transaction.clone());
        let check = Closure::<dyn FnMut()>::new(move || {
            let found = result
                .result()
                .ok()
                .and_then(|found| codec::counter(&found));
            if found != Some(fence) {
                fenced.set(true);
                // It is in the middle of one of its own requests, so that it can be aborted.
                let _ = transaction.abort();
            }
        });
        read.set_onsuccess(Some(check.as_ref().unchecked_ref()));
        Ok(check)
    }

    /// Asks for one write. Gives the request of an appended edit, whose result is its place.
    fn put(&self, write: &Write) -> Result<Option<IdbRequest>, StoreTrouble> {
        match write {
            Write::Append(envelope) => {
                let queued = Queued {
                    envelope: (**envelope).clone(),
                    sending: Sending::Waiting,
                };
                return Ok(Some(self.store(OUTBOX)?.add(&codec::encode(&queued)?)?));
            }
            Write::PutQueued(place, queued) => {
                self.put_at(OUTBOX, *place, &codec::encode(queued)?)?
            }
            Write::Answer(place, answered) => self.answer(*place, answered)?,
            Write::Dismiss(place) => self.delete(ATTENTION, &codec::number(*place))?,
            Write::Undo(place, undone) => {
                self.delete(ANSWERED, &codec::number(*place))?;
                self.store(ATTENTION)?
                    .put_with_key(&codec::encode(undone)?, &codec::number(*place))?;
            }
            Write::LetGo(place) => self.delete(ANSWERED, &codec::number(*place))?,
            Write::PutRow(row) => {
                let key = codec::row_key(&row.record.key());
                self.store(ROWS)?.put_with_key(&codec::encode(row)?, &key)?;
            }
            Write::DeleteRow(key) => self.delete(ROWS, &codec::row_key(key))?,
            Write::ClearRows => {
                self.store(ROWS)?.clear()?;
            }
            Write::PutMeta(meta) => {
                let meta = codec::encode(meta)?;
                self.store(META)?.put_with_key(&meta, &META_KEY.into())?;
            }
        }
        Ok(None)
    }

    fn answer(&self, place: Place, answered: &Answered) -> Result<(), StoreTrouble> {
        let list = if answered.verdict.outcome.took_effect() {
            ANSWERED
        } else {
            ATTENTION
        };
        self.delete(OUTBOX, &codec::number(place))?;
        self.put_at(list, place, &codec::encode(answered)?)
    }

    fn put_at(&self, store: &str, place: Place, value: &JsValue) -> Result<(), StoreTrouble> {
        self.store(store)?
            .put_with_key(value, &codec::number(place))?;
        Ok(())
    }

    fn delete(&self, store: &str, key: &JsValue) -> Result<(), StoreTrouble> {
        self.store(store)?.delete(key)?;
        Ok(())
    }

    /// Waits until everything is on the disk.
    async fn finish(mut self) -> Result<(), StoreTrouble> {
        self.whole = true;
        let ended = Promise::new(&mut |resolve, reject| {
            self.transaction.set_oncomplete(Some(&resolve));
            self.transaction.set_onabort(Some(&reject));
        });
        match JsFuture::from(ended).await {
            Ok(_) => Ok(()),
            Err(_) => {
                let exception = self.transaction.error();
                // What fails this late was begun: it must not look like a closed connection.
                let trouble = exception.map_or(StoreTrouble::Other, StoreTrouble::from);
                Err(match trouble {
                    StoreTrouble::Closed => StoreTrouble::Other,
                    other => other,
                })
            }
        }
    }
}

/// `database.transaction(stores, "readwrite", { durability: "strict" })`: web-sys has the options only
/// as an unstable interface. Without them browsers answer before the disk has what was written.
fn begin_strict(database: &IdbDatabase, stores: &Array) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    begin
        .call3(database, stores, &"readwrite".into(), &options)?
        .dyn_into()
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.whole {
            // An abort that fails finds the transaction already aborted.
            let _ = self.transaction.abort();
        }
    }
}
