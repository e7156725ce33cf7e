//! Leaving: the session ends, the rows leave this device, unsent work stays.

use lanyard_shared::message::Message;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Tone, use_desk, use_go, use_session, use_toasts};
use crate::api::{self, ApiError};
use crate::route::Route;
use crate::session;
use crate::sync;
use crate::text::t;

/// The way out.
pub(crate) struct SignOut {
    /// What to ask first, while somebody is being asked.
    pub(crate) question: Option<Message>,
    /// Somebody wants to leave.
    pub(crate) on_ask: Callback<()>,
    /// They are sure.
    pub(crate) on_confirm: Callback<()>,
    /// They stay.
    pub(crate) on_cancel: Callback<()>,
}

/// Signs out, after a question where edits have not been sent.
#[hook]
pub(crate) fn use_sign_out() -> SignOut {
    let desk = use_desk();
    let session = use_session();
    let (toasts, go) = (use_toasts(), use_go());
    let asking = use_state_eq(|| false);
    let waiting = desk.view().unsent.len() + desk.view().attention.len();
    let account = desk.account();
    let on_confirm = {
        let asking = asking.clone();
        Callback::from(move |()| {
            asking.set(false);
            let (session, toasts, go) = (session.clone(), toasts.clone(), go.clone());
            spawn_local(async move {
                let ended = api::sign_out(account).await;
                sync::forget(account).await;
                // Away from the page first: whoever signs in next did not ask for it.
                go.emit(Route::SignIn);
                session::sign_out(&session, account);
                match ended {
                    Err(ApiError::Offline | ApiError::CaptivePortal) => {
                        toasts.raise(Tone::Warning, t("signed-out-here-only"));
                    }
                    _ => toasts.raise(Tone::Info, t("signed-out")),
                }
            });
        })
    };
    let on_ask = {
        let (asking, sure) = (asking.clone(), on_confirm.clone());
        Callback::from(move |()| {
            if waiting > 0 {
                asking.set(true);
            } else {
                sure.emit(());
            }
        })
    };
    let question = asking.then(|| Message::new("sign-out-unsent").with("count", waiting));
    let on_cancel = Callback::from(move |()| asking.set(false));
    SignOut {
        question,
        on_ask,
        on_confirm,
        on_cancel,
    }
}
