//! Signing in and out, and who a call comes from (domain CRED-02, CRED-03, CRED-04).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{SessionInfo, SignIn};

use crate::app::App;
use crate::error::Result;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Their account.
    pub account: AccountId,
    /// A password of one's own must be chosen before anything else (domain LINK-06).
    pub password_change_required: bool,
}

/// A session that has just begun.
pub struct NewSession {
    /// The session's token, for its cookie.
    pub token: String,
    /// Marks this browser as known to the account, for a lasting cookie (domain CRED-03).
    pub browser: String,
    /// What the page gets to know.
    pub info: SessionInfo,
}

/// Signs in. `browser` is the lasting mark of the browser, where it has one.
pub async fn sign_in(_app: &App, _who: SignIn, _browser: Option<String>) -> Result<NewSession> {
    todo!()
}

/// Who the session with this token belongs to; `problem-signed-out` where it is over.
pub async fn actor(_app: &App, _token: Option<&str>) -> Result<Actor> {
    todo!()
}

/// What the page of a signed-in person gets to know.
pub async fn info(_app: &App, _token: Option<&str>) -> Result<SessionInfo> {
    todo!()
}

/// Ends the session with this token.
pub async fn sign_out(_app: &App, _token: Option<&str>) -> Result<()> {
    todo!()
}
