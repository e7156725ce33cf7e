//! Opening the database: through rexie for its shape and for bulk reads, and a second time for
//! writes, because rexie cannot ask for strict durability.

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::Promise;
use rexie::Rexie;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbDatabase, IdbOpenDbRequest};

use super::schema;
use super::trouble::StoreTrouble;

/// An upgrade waits for every tab with an older page. After this it is said.
const OPEN_PATIENCE_MILLIS: u32 = 5_000;

/// One database, open twice.
pub(super) struct Connections {
    pub(super) reads: Rexie,
    pub(super) writes: IdbDatabase,
    /// Lets a newer page upgrade the database. rexie does the same for its own connection.
    _make_way: Closure<dyn Fn()>,
}

impl Connections {
    pub(super) async fn open(name: &str) -> Result<Self, StoreTrouble> {
        let reads = open_for_reads(name.to_owned()).await?;
        let writes = open_for_writes(name).await?;
        let closing = writes.clone();
        let make_way = Closure::<dyn Fn()>::new(move || closing.close());
        writes.set_onversionchange(Some(make_way.as_ref().unchecked_ref()));
        Ok(Self {
            reads,
            writes,
            _make_way: make_way,
        })
    }

    /// Closes both; what is under way is still finished by the browser.
    pub(super) fn close(self: std::rc::Rc<Self>) {
        self.writes.set_onversionchange(None);
        self.writes.close();
        // A read that is under way holds the other one, and lets go of it when it ends.
        if let Ok(connections) = std::rc::Rc::try_unwrap(self) {
            connections.reads.close();
        }
    }
}

async fn open_for_reads(name: String) -> Result<Rexie, StoreTrouble> {
    let (sender, receiver) = oneshot::channel();
    // The task outlives the patience: a connection that comes too late must be closed again, or it
    // would stand in the way of every upgrade.
    spawn_local(async move {
        let opened = schema::builder(&name).build().await;
        if let Err(Ok(late)) = sender.send(opened) {
            late.close();
        }
    });
    match select(receiver, TimeoutFuture::new(OPEN_PATIENCE_MILLIS)).await {
        Either::Left((Ok(opened), _)) => Ok(opened?),
        Either::Left((Err(oneshot::Canceled), _)) => Err(StoreTrouble::Other),
        Either::Right(_) => Err(StoreTrouble::Blocked),
    }
}

async fn open_for_writes(name: &str) -> Result<IdbDatabase, StoreTrouble> {
    let factory = gloo_utils::window().indexed_db()?;
    let factory = factory.ok_or(StoreTrouble::Unavailable)?;
    let request: IdbOpenDbRequest = factory.open(name)?;
    let opened = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(opened).await {
        Ok(_) => Ok(request.result()?.unchecked_into()),
        Err(_) => {
            let exception = request.error()?;
            Err(exception.map_or(StoreTrouble::Other, StoreTrouble::from))
        }
    }
}
