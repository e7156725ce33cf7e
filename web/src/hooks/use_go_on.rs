//! Where somebody goes once nothing is left to be done before their work.

use lanyard_shared::id::AccountId;
use yew::prelude::*;

use super::{use_go, use_session};
use crate::route::Route;
use crate::session;

/// Remembers who is signed in, and leads them to the page that they wanted to see, or to where their
/// work begins (domain NEW-14).
#[hook]
pub(crate) fn use_go_on() -> Callback<AccountId> {
    let (session, go) = (use_session(), use_go());
    Callback::from(move |account| {
        let wanted = session.wanted.clone().unwrap_or(Route::Home);
        session::sign_in(&session, account);
        go.emit(wanted);
    })
}
