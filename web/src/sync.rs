//! The local copy of the signed-in account, for the pages.
//!
//! Pages read a [`Desk`] and author intents through it. Behind it a driver carries out what the
//! replica's engine decides: it stores, sends and asks.

use std::rc::Rc;

use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::intent::Intent;
use lanyard_shared::message::Message;
use lanyard_shared::replica::{Attention, Author, Batch, Lease, Local, Mends, View};
pub(crate) use lanyard_shared::replica::{Connection, SyncStatus};
use lanyard_shared::seal::{self, Place, Sealed};
use lanyard_shared::time::{Millis, Since, UnixMillis};
use lanyard_shared::validate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::AttrValue;

use self::driver::Driver;
use self::people::People;
use crate::browser;
pub(crate) use crate::store::StoreTrouble;

mod chance;
mod driver;
mod forget;
mod hints;
mod lead;
mod people;
mod provider;
mod tabs;
mod transport;

pub(crate) use forget::forget;
pub(crate) use people::Person;
pub(crate) use provider::DeskProvider;

/// What is shown and what can be asked for.
#[derive(Clone)]
pub(crate) struct Desk {
    account: AccountId,
    shown: Shown,
    driver: Option<Rc<Driver>>,
}

/// How far the local copy has been opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// It is being read; the view is still empty.
    Opening,
    /// The view shows what is stored.
    Ready,
    /// It cannot be opened; the reason says what to do.
    Failed(StoreTrouble),
}

/// Everything that a page may draw from.
#[derive(Clone)]
struct Shown {
    load: Load,
    view: Rc<View>,
    people: Rc<People>,
    status: SyncStatus,
    clock_ahead: Millis,
    /// How long ago the server last answered with news.
    contact: Option<Since>,
    /// What the server answered could not be stored.
    trouble: Option<StoreTrouble>,
}

/// Why a secret could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SealTrouble {
    /// The server's key has not arrived, or cannot be read.
    NoKey,
}

impl From<SealTrouble> for Message {
    fn from(trouble: SealTrouble) -> Self {
        match trouble {
            SealTrouble::NoKey => Self::new("seal-no-key"),
        }
    }
}

impl Desk {
    /// What is stored, with the queued edits on top.
    pub(crate) fn view(&self) -> Rc<View> {
        self.shown.view.clone()
    }

    /// Everybody with a login in the order of their names.
    pub(crate) fn people(&self) -> Rc<[Rc<Person>]> {
        self.shown.people.of(&self.shown.view)
    }

    /// How the exchange with the server stands.
    pub(crate) fn status(&self) -> SyncStatus {
        self.shown.status.clone()
    }

    /// How far the local copy has been opened.
    pub(crate) fn load(&self) -> Load {
        self.shown.load
    }

    /// Why the server's answers cannot be kept on this device at the moment.
    pub(crate) fn store_trouble(&self) -> Option<StoreTrouble> {
        self.shown.trouble
    }

    /// Whose copy this is.
    pub(crate) fn account(&self) -> AccountId {
        self.account
    }

    /// The device's clock.
    pub(crate) fn now(&self) -> UnixMillis {
        browser::device_now()
    }

    /// The server's clock as far as this device knows it, for telling time left.
    pub(crate) fn server_now(&self) -> UnixMillis {
        self.now().plus(self.shown.clock_ahead)
    }

    /// Whether the copy may be shown (domain CRED-06). One that is not there has nothing to show.
    pub(crate) fn lease(&self) -> Lease {
        let practice = self.shown.view.practice.as_ref();
        practice.map_or(Lease::Runs, |practice| {
            Lease::of(self.shown.contact, &practice.policies, self.now())
        })
    }

    /// An id for an account that is made here.
    pub(crate) fn new_account_id(&self) -> AccountId {
        AccountId::new(self.now(), chance::bytes())
    }

    /// An id for another record that is made here.
    pub(crate) fn new_record_id(&self) -> Uuid {
        self.new_account_id().0
    }

    /// A proposal for an App Unlock PIN, which is not among the first that strangers try.
    pub(crate) fn new_pin(&self) -> AttrValue {
        loop {
            let number = chance::bytes()
                .iter()
                .fold(0_u64, |number, byte| (number << 6) ^ u64::from(*byte));
            let pin = format!("{:04}", number % 10_000);
            if validate::app_unlock_pin(&pin).is_ok() {
                return pin.into();
            }
        }
    }

    /// Seals a typed secret, so that only the server opens it.
    ///
    /// # Errors
    /// [`SealTrouble::NoKey`] before the first contact with the server.
    pub(crate) fn seal(&self, secret: &str, place: Place<'_>) -> Result<Sealed, SealTrouble> {
        let key = self.shown.view.sealing_key.as_ref();
        let key = key.ok_or(SealTrouble::NoKey)?;
        seal::seal(secret, place, key, &mut chance::source()).map_err(|_| SealTrouble::NoKey)
    }

    /// Whether one of these edits takes something from somebody while there is no connection: until
    /// it is sent that is not in force (domain RIGHT-07).
    pub(crate) fn holds_back(&self, edits: &[Intent]) -> bool {
        let offline = self.shown.status.connection != Connection::Online;
        offline && edits.iter().any(|edit| self.shown.view.takes_away(edit))
    }

    /// Queues an edit. When this has succeeded, the edit is on the disk. Where it mends a refused
    /// one, that is off the list in the same moment.
    ///
    /// # Errors
    /// Why the store could not take it; then nothing of it is stored.
    pub(crate) async fn author(
        &self,
        intent: Intent,
        mends: Option<Mends>,
    ) -> Result<(), StoreTrouble> {
        let driver = self.driver.as_ref().ok_or(StoreTrouble::Closed)?;
        let now = self.now();
        driver
            .author(|local| {
                let new_id = &mut || OpId::new(now, chance::bytes());
                local.authoring(&intent, mends.as_ref(), &mut Author { now, new_id })
            })
            .await
    }

    /// Queues edits in their order, in one step.
    ///
    /// # Errors
    /// Why the store could not take them; then none of them is stored.
    pub(crate) async fn author_all(&self, intents: &[Intent]) -> Result<(), StoreTrouble> {
        let driver = self.driver.as_ref().ok_or(StoreTrouble::Closed)?;
        let now = self.now();
        driver
            .author(|local| {
                let new_id = &mut || OpId::new(now, chance::bytes());
                local.authoring_all(intents, &mut Author { now, new_id })
            })
            .await
    }

    /// Sends edits again that a restored backup has undone.
    ///
    /// # Errors
    /// Why the store could not take them; then they are still on the list.
    pub(crate) async fn resend(&self, undone: &[OpId]) -> Result<(), StoreTrouble> {
        let driver = self.driver.as_ref().ok_or(StoreTrouble::Closed)?;
        driver.resend(undone).await
    }

    /// Makes a person's own values of a conflict a new edit, upon what the server holds now. Where
    /// nothing is left to change, the item leaves the list.
    ///
    /// # Errors
    /// Why the store could not take it; then the item is still on the list.
    pub(crate) async fn keep_mine(&self, item: OpId) -> Result<(), StoreTrouble> {
        self.replace(item, |local, item| local.upon_theirs(item))
            .await
    }

    /// Asks once more for what an item asked for, as a new edit.
    ///
    /// # Errors
    /// Why the store could not take it; then the item is still on the list.
    pub(crate) async fn try_again(&self, item: OpId) -> Result<(), StoreTrouble> {
        self.replace(item, |_, item| item.intent.clone()).await
    }

    /// Puts a new edit in the place of an item, if that is still on the list.
    async fn replace(
        &self,
        item: OpId,
        by: impl FnOnce(&Local, &Attention) -> Option<Intent>,
    ) -> Result<(), StoreTrouble> {
        let driver = self.driver.as_ref().ok_or(StoreTrouble::Closed)?;
        let now = self.now();
        driver
            .author(|local| {
                let Some(found) = local.attention_item(item) else {
                    return Batch::default();
                };
                let new_id = &mut || OpId::new(now, chance::bytes());
                let author = &mut Author { now, new_id };
                match by(local, &found) {
                    Some(intent) => local.authoring(&intent, Some(&found.mends()), author),
                    None => local.settling(&found.mends(), author),
                }
            })
            .await
    }

    /// Takes a refused edit off the list: the person does not want it any more.
    ///
    /// # Errors
    /// Why the store could not; then it is still there.
    pub(crate) async fn discard(&self, refused: OpId) -> Result<(), StoreTrouble> {
        let driver = self.driver.as_ref().ok_or(StoreTrouble::Closed)?;
        driver.author(|local| local.discarding(refused)).await
    }

    /// What was kept of a form that was left before it was saved (domain NEW-17).
    pub(crate) async fn kept<T: DeserializeOwned>(&self, form: &str) -> Option<T> {
        self.driver.as_ref()?.kept(form).await
    }

    /// Keeps what is in a form now, or forgets it.
    pub(crate) fn keep<T: Serialize + 'static>(&self, form: AttrValue, typed: Option<T>) {
        if let Some(driver) = self.driver.clone() {
            spawn_local(async move { driver.keep(&form, typed).await });
        }
    }

    /// Looks for news and sends what waits, now.
    pub(crate) fn sync_now(&self) {
        if let Some(driver) = &self.driver {
            driver.poke();
        }
    }
}

impl PartialEq for Desk {
    /// Compares pointers where it can: a view of many thousand rows is never looked through.
    fn eq(&self, other: &Self) -> bool {
        self.account == other.account
            && self.driver.is_some() == other.driver.is_some()
            && self.shown == other.shown
    }
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
            && self.load == other.load
            && self.status == other.status
            && self.clock_ahead == other.clock_ahead
            && self.contact == other.contact
            && self.trouble == other.trouble
    }
}

impl Shown {
    fn opening() -> Self {
        Self {
            load: Load::Opening,
            view: Rc::default(),
            people: Rc::default(),
            status: SyncStatus {
                leader: false,
                connection: Connection::Connecting,
                last_contact: None,
                syncing: false,
            },
            clock_ahead: Millis(0),
            contact: None,
            trouble: None,
        }
    }
}
