//! Queueing edits, and saying so.

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, StaffSendLink};
use lanyard_shared::protocol::LinkPurpose;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Tone, use_desk, use_toasts};
use crate::text::{say, t};

/// Queues edits in their order and says the words that come with them; or why they could not be stored,
/// and then none was.
#[hook]
pub(crate) fn use_author() -> Callback<(Vec<Intent>, AttrValue)> {
    let (desk, toasts) = (use_desk(), use_toasts());
    Callback::from(move |(edits, words): (Vec<Intent>, AttrValue)| {
        let (desk, toasts) = (desk.clone(), toasts.clone());
        spawn_local(async move {
            match desk.author_all(&edits).await {
                Ok(()) => toasts.raise(Tone::Success, words),
                Err(trouble) => toasts.raise(Tone::Danger, say(&trouble.into())),
            }
        });
    })
}

/// Asks for a mail with the link that helps somebody; once, where one is asked for and waits already.
#[hook]
pub(crate) fn use_send_link() -> Callback<AccountId> {
    let (desk, author) = (use_desk(), use_author());
    Callback::from(move |account| {
        let view = desk.view();
        let Some(shown) = view.accounts.get(&account) else {
            return;
        };
        let purpose = LinkPurpose::that_helps(&shown.account).unwrap_or(LinkPurpose::Reset);
        let send = Intent::StaffSendLink(StaffSendLink { account, purpose });
        let waiting = view.link_is_waiting(account);
        let edits = (!waiting).then_some(send).into_iter().collect();
        let email = shown.account.email.as_str();
        author.emit((edits, t!("link-asked", email = email)));
    })
}
