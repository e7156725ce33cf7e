//! Short notices that come and go without being in the way.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long a toast stays. What it says stands on the page too.
const STAYS_MILLIS: u32 = 10_000;

/// How good or bad a piece of news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Something worth knowing.
    Info,
    /// Something worked.
    Success,
    /// Something to look out for.
    Warning,
    /// Something did not work.
    Danger,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Toast {
    /// Tells toasts apart.
    pub(crate) id: u32,
    /// How good the news is.
    pub(crate) tone: Tone,
    /// The news.
    pub(crate) text: AttrValue,
}

/// The toasts on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ToastList {
    /// Oldest first.
    pub(crate) toasts: Vec<Toast>,
    last_id: u32,
}

/// What happens to toasts.
pub(crate) enum ToastEvent {
    /// There is news.
    Raised(Tone, AttrValue),
    /// Its time is over, or somebody closed it.
    Closed(u32),
}

impl Reducible for ToastList {
    type Action = ToastEvent;

    fn reduce(self: Rc<Self>, event: ToastEvent) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            ToastEvent::Raised(tone, text) => {
                next.last_id += 1;
                next.toasts.push(Toast {
                    id: next.last_id,
                    tone,
                    text,
                });
            }
            ToastEvent::Closed(id) => next.toasts.retain(|toast| toast.id != id),
        }
        Rc::new(next)
    }
}

/// Raises toasts. Its users are not drawn anew when toasts come and go.
#[derive(Clone, PartialEq)]
pub(crate) struct Toasts(pub(crate) UseReducerDispatcher<ToastList>);

impl Toasts {
    /// Shows `text` for a while.
    pub(crate) fn raise(&self, tone: Tone, text: AttrValue) {
        self.0.dispatch(ToastEvent::Raised(tone, text));
    }

    /// Takes a toast away when its time is over. The provider calls it once for each toast.
    pub(crate) fn close_later(&self, id: u32) {
        let toasts = self.0.clone();
        spawn_local(async move {
            TimeoutFuture::new(STAYS_MILLIS).await;
            toasts.dispatch(ToastEvent::Closed(id));
        });
    }
}

/// The way to raise toasts.
#[hook]
#[expect(clippy::expect_used, reason = "App provides it around every page")]
pub(crate) fn use_toasts() -> Toasts {
    use_context().expect("App provides the toasts")
}
