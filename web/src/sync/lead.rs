//! The Web Lock by which one tab of an account syncs. The fence in the store keeps the data right
//! even where two tabs believe they hold it; the lock keeps them from asking twice.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// How to ask for the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// After whoever holds it.
    InTurn,
    /// From whoever holds it, because they do not answer any more.
    AtOnce,
}

/// A request for the lock, and the lock once it is granted.
pub(super) struct Lead {
    ended: RefCell<Option<Promise>>,
    /// Ends the wait for the lock.
    waiting: AbortController,
    /// Gives the lock back.
    release: Rc<RefCell<Option<Function>>>,
    granted: Rc<Cell<bool>>,
    _on_granted: Closure<dyn FnMut() -> Promise>,
}

impl Lead {
    /// Asks for the lock of this name. `on_granted` is called when it is there.
    ///
    /// # Errors
    /// What the browser throws where it has no locks.
    pub(super) fn ask(
        name: &str,
        asking: Asking,
        on_granted: impl Fn() + 'static,
    ) -> Result<Self, JsValue> {
        let waiting = AbortController::new()?;
        let release = Rc::new(RefCell::new(None));
        let granted = Rc::new(Cell::new(false));
        let (slot, known) = (release.clone(), granted.clone());
        // The lock is held as long as the promise that this gives is open.
        let callback = Closure::<dyn FnMut() -> Promise>::new(move || {
            known.set(true);
            on_granted();
            Promise::new(&mut |resolve, _| {
                slot.replace(Some(resolve));
            })
        });
        let options = Object::new();
        match asking {
            Asking::InTurn => Reflect::set(&options, &"signal".into(), &waiting.signal())?,
            Asking::AtOnce => Reflect::set(&options, &"steal".into(), &JsValue::TRUE)?,
        };
        let ended = request(name, &options, callback.as_ref().unchecked_ref())?;
        Ok(Self {
            ended: RefCell::new(Some(ended)),
            waiting,
            release,
            granted,
            _on_granted: callback,
        })
    }

    /// Waits until the lock is given back or taken away, or the wait for it is over.
    pub(super) async fn ended(&self) {
        let ended = self.ended.take();
        if let Some(ended) = ended {
            // A lock that was taken away ends with an exception.
            let _ = JsFuture::from(ended).await;
        }
    }

    /// Whether the lock was there.
    pub(super) fn was_granted(&self) -> bool {
        self.granted.get()
    }

    /// Whether the lock was there and another tab took it.
    pub(super) fn was_taken(&self) -> bool {
        self.was_granted() && self.release.borrow().is_some()
    }

    /// Gives the lock back, or stops waiting for it.
    pub(super) fn release(&self) {
        match self.release.take() {
            Some(release) => {
                // Resolving a promise does not throw.
                let _ = release.call0(&JsValue::UNDEFINED);
            }
            None => self.waiting.abort(),
        }
    }
}

/// `navigator.locks.request(name, options, callback)`: web-sys has it only as an unstable interface.
fn request(name: &str, options: &Object, callback: &Function) -> Result<Promise, JsValue> {
    let navigator = gloo_utils::window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    request
        .call3(&locks, &name.into(), options, callback)?
        .dyn_into()
}
