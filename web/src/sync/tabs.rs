//! What the tabs of one account say to each other. Hints only: whoever hears one looks for itself.

use gloo_events::EventListener;
use lanyard_shared::id::AccountId;
use lanyard_shared::replica::SyncStatus;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageChannel, MessageEvent, MessagePort};

/// What one tab says to the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", content = "what", rename_all = "kebab-case")]
pub(super) enum Said {
    /// What is stored has changed.
    Changed,
    /// To the tab that syncs: look for news, and tell how the exchange stands.
    Look,
    /// From the tab that syncs: how the exchange stands.
    Status(SyncStatus),
    /// To the tab that syncs: say whether you are awake.
    AnyoneThere,
    /// From the tab that syncs, or is about to: it is awake.
    Here,
}

/// The channel between the tabs of one account. Without one, each tab hears nothing and still works.
///
/// A frozen tab still hears the others, although its timers, its calls and its store stand still: it
/// would say that it is awake, and begin to read the store and never end, so that no other tab could
/// write. So what is heard goes through a port of the tab's own first. That stands still with the
/// rest, and is not slowed down while the tab is merely out of sight.
pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    port: Option<MessagePort>,
    _listeners: Vec<EventListener>,
}

impl Tabs {
    pub(super) fn new(account: AccountId, hear: impl Fn(Said) + 'static) -> Self {
        let channel = BroadcastChannel::new(&format!("lanyard-{account}")).ok();
        let ports = MessageChannel::new().ok();
        let ends = ports.map(|ports| (ports.port1(), ports.port2()));
        let mut listeners = Vec::new();
        let mut port = None;
        if let (Some(channel), Some((into, out_of))) = (&channel, ends) {
            listeners.push(EventListener::new(channel, "message", move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                let _ = into.post_message(&data);
            }));
            listeners.push(EventListener::new(&out_of, "message", move |event| {
                let message = event.unchecked_ref::<MessageEvent>().data().as_string();
                let said = message.and_then(|text| serde_json::from_str(&text).ok());
                // What a page of another version says is not understood, and not needed.
                if let Some(said) = said {
                    hear(said);
                }
            }));
            out_of.start();
            port = Some(out_of);
        }
        Self {
            channel,
            port,
            _listeners: listeners,
        }
    }

    /// Says it to the others. `false` where there is no way to; nobody can answer then.
    pub(super) fn say(&self, said: &Said) -> bool {
        let text = serde_json::to_string(said);
        match (&self.channel, text) {
            // A hint that is not heard costs time, never data.
            (Some(channel), Ok(text)) => channel.post_message(&text.into()).is_ok(),
            _ => false,
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
        if let Some(port) = &self.port {
            port.close();
        }
    }
}
