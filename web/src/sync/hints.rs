//! The server's event stream. Its events are hints; nothing depends on them.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};

/// An open stream of hints. It ends when this is dropped.
pub(super) struct HintStream {
    source: EventSource,
    _listeners: [EventListener; 2],
}

impl HintStream {
    /// Opens the stream. `moved` hears the newest revision, `broken` that the stream has ended.
    pub(super) fn open(moved: impl Fn(u64) + 'static, broken: impl Fn() + 'static) -> Option<Self> {
        let source = EventSource::new("/api/events").ok()?;
        let moved = EventListener::new(&source, "rev", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data().as_string();
            if let Some(rev) = data.and_then(|data| data.parse().ok()) {
                moved(rev);
            }
        });
        let broken = EventListener::new(&source, "error", move |_| broken());
        Some(Self {
            source,
            _listeners: [moved, broken],
        })
    }
}

impl Drop for HintStream {
    fn drop(&mut self) {
        self.source.close();
    }
}
