//! What happened to an account, from the audit log: keys and arguments, no personal values.

use serde::{Deserialize, Serialize};

use super::Rev;
use crate::id::AccountId;
use crate::message::Message;
use crate::time::UnixMillis;

/// Which part of whose history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryQuery {
    /// The account.
    pub account: AccountId,
    /// The page, from 0.
    #[serde(default)]
    pub page: usize,
}

/// A part of an account's history, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// The entries of the page.
    pub entries: Vec<HistoryEntry>,
    /// How many there are in all.
    pub total: usize,
    /// How many are on a page.
    pub per_page: usize,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// Its revision, which names it in the audit log.
    pub rev: Rev,
    /// When, by the server's clock.
    pub at: UnixMillis,
    /// Who did it.
    pub by: HistoryActor,
    /// What was done, such as `staff.create`.
    pub action: String,
    /// How it ended where it could end in several ways, such as `applied`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The fields that it was about, by their names on the wire.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Message>,
}

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum HistoryActor {
    /// The program by itself, or whoever was at the server's console.
    Server,
    /// Somebody whom the viewer does not see.
    Unseen,
    /// Somebody with this account.
    Person {
        /// The account.
        account: AccountId,
    },
}
