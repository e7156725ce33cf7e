//! The local store: one IndexedDB database for each account that has signed in on this browser.
//!
//! Values are JSON text, as `serde_json` writes it: one crossing into the browser's engine for each
//! value, and a test's store keeps the same bytes. The name holds an account id and nothing else
//! about a person.

use std::cell::RefCell;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::replica::{Batch, Local, Place, RowsRead};
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::connection::Connections;

mod codec;
mod connection;
mod drafts;
mod reading;
mod schema;
mod trouble;
mod writing;

pub(crate) use trouble::{StoreTrouble, WriteTrouble};

/// The open store of one account.
pub(crate) struct Store {
    name: String,
    connections: RefCell<Option<Rc<Connections>>>,
}

impl Store {
    /// Opens the store of an account, and makes it where there is none.
    ///
    /// # Errors
    /// What the browser says.
    pub(crate) async fn open(account: AccountId) -> Result<Self, StoreTrouble> {
        let store = Self {
            name: format!("lanyard-{account}"),
            connections: RefCell::default(),
        };
        store.connected().await?;
        Ok(store)
    }

    /// Reads what is stored, of one moment. The rows are left out where they are to be kept.
    ///
    /// # Errors
    /// What the browser says; [`StoreTrouble::Newer`] for values that this page cannot read.
    pub(crate) async fn read(&self, rows: RowsRead) -> Result<Local, StoreTrouble> {
        match reading::read(&*self.connected().await?, rows).await {
            Err(StoreTrouble::Closed) => reading::read(&*self.reconnected().await?, rows).await,
            read => read,
        }
    }

    /// Makes a batch durable, all of it or nothing. Gives the place of the first appended edit.
    ///
    /// # Errors
    /// [`WriteTrouble::Fenced`] when another tab has taken over; else what the browser says.
    pub(crate) async fn write(&self, batch: &Batch) -> Result<Option<Place>, WriteTrouble> {
        match writing::write(&*self.connected().await?, batch).await {
            // The transaction could not even begin, so nothing is written twice.
            Err(WriteTrouble::Store(StoreTrouble::Closed)) => {
                writing::write(&*self.reconnected().await?, batch).await
            }
            written => written,
        }
    }

    /// Raises the fence: batches that carry an older number are refused from now on.
    ///
    /// # Errors
    /// What the browser says.
    pub(crate) async fn raise_fence(&self) -> Result<u64, StoreTrouble> {
        match writing::raise_fence(&*self.connected().await?).await {
            Err(StoreTrouble::Closed) => writing::raise_fence(&*self.reconnected().await?).await,
            raised => raised,
        }
    }

    /// What was kept of a form.
    ///
    /// # Errors
    /// What the browser says; [`StoreTrouble::Newer`] for what this page cannot read.
    pub(crate) async fn draft<T: DeserializeOwned>(
        &self,
        form: &str,
    ) -> Result<Option<T>, StoreTrouble> {
        match drafts::read(&*self.connected().await?, form).await {
            Err(StoreTrouble::Closed) => drafts::read(&*self.reconnected().await?, form).await,
            read => read,
        }
    }

    /// Keeps what is in a form, or forgets it.
    ///
    /// # Errors
    /// What the browser says.
    pub(crate) async fn keep_draft<T: Serialize>(
        &self,
        form: &str,
        typed: Option<&T>,
    ) -> Result<(), StoreTrouble> {
        match drafts::keep(&*self.connected().await?, form, typed).await {
            Err(StoreTrouble::Closed) => {
                drafts::keep(&*self.reconnected().await?, form, typed).await
            }
            kept => kept,
        }
    }

    /// Forgets what was kept of every form.
    ///
    /// # Errors
    /// What the browser says.
    pub(crate) async fn forget_drafts(&self) -> Result<(), StoreTrouble> {
        drafts::forget(&*self.connected().await?).await
    }

    /// Lets go of the database, so that it does not stand in the way of a newer page.
    pub(crate) fn close(&self) {
        if let Some(connections) = self.connections.take() {
            connections.close();
        }
    }

    async fn connected(&self) -> Result<Rc<Connections>, StoreTrouble> {
        let open = self.connections.borrow().clone();
        match open {
            Some(open) => Ok(open),
            None => self.reconnected().await,
        }
    }

    /// Opens the database anew, after the browser closed it.
    async fn reconnected(&self) -> Result<Rc<Connections>, StoreTrouble> {
        self.close();
        let opened = Rc::new(Connections::open(&self.name).await?);
        self.connections.replace(Some(opened.clone()));
        Ok(opened)
    }
}
