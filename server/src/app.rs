//! The parts of a running server that every call shares.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

use crate::effects::Effects;
use crate::secret::RootSecret;
use crate::store::Store;
use lanyard_shared::protocol::{MAX_PUSH_SEALED, Rev};

/// The shared parts. Cloning is cheap.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] holds.
pub struct Parts {
    /// The authoritative records.
    pub store: Store,
    /// Clock, randomness and password hashing.
    pub effects: Effects,
    /// The secret from which keys and links are derived.
    pub secret: RootSecret,
    /// What the person who started the server decided.
    pub settings: Settings,
    /// How much one call may take.
    pub limits: Limits,
    /// Rung when a mail was queued.
    pub mail_waiting: Notify,
    /// The newest revision, told by the store after each COMMIT; event streams hint at it.
    pub rev: watch::Sender<Rev>,
    /// True from the moment that the server is to end: streams and loops end then.
    pub stopping: watch::Sender<bool>,
}

/// What flags and environment decide.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address where the server is reached, until the practice has one of its own.
    pub public_url: String,
    /// Whether a mail server is set; without one mails are written as files.
    pub mail_configured: bool,
    /// Cookies carry `Secure` and the `__Host-` prefix.
    pub tls: bool,
}

/// How much one call may take. A simulation has smaller ones, so that few records make many pages.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// About how many rows a page of news has; also how many verdicts it has at most.
    pub page: usize,
    /// Most rows looked at for one page by a reader who sees few of them.
    pub looked_at: usize,
    /// Most new sealed passwords that are opened and hashed for one push.
    pub push_sealed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page: 500,
            looked_at: 10_000,
            push_sealed: MAX_PUSH_SEALED,
        }
    }
}

impl App {
    /// Joins the parts.
    pub fn new(store: Store, effects: Effects, secret: RootSecret, settings: Settings) -> Self {
        Self::with_limits(store, effects, secret, settings, Limits::default())
    }

    /// Joins the parts under other limits.
    pub fn with_limits(
        store: Store,
        effects: Effects,
        secret: RootSecret,
        settings: Settings,
        limits: Limits,
    ) -> Self {
        let rev = store.rev().clone();
        Self(Arc::new(Parts {
            store,
            effects,
            secret,
            settings,
            limits,
            mail_waiting: Notify::new(),
            rev,
            stopping: watch::Sender::new(false),
        }))
    }

    /// Waits until the server is to end.
    pub async fn stopped(&self) {
        // The sender lives as long as the app, so the wait ends in no other way.
        let _ = self
            .stopping
            .subscribe()
            .wait_for(|stopping| *stopping)
            .await;
    }
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
