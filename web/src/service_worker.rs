//! The service worker: registered at the start, looked for anew from time to time, and replaced when
//! the person agrees.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};
use yew::prelude::*;

use crate::browser;

const WORKER: &str = "/sw.js";
/// How often to look for a new version, beside each time the window gets the focus.
const LOOK_MILLIS: u32 = 60 * 60 * 1_000;

/// A version that waits for the person to agree. `None` while there is none.
pub(crate) type Update = Option<Callback<()>>;

/// Registers the service worker and watches for new versions. To be used once, at the root.
#[hook]
pub(crate) fn use_update() -> Update {
    let waiting = use_state_eq(|| None::<Waiting>);
    {
        let waiting = waiting.setter();
        use_effect_with((), move |()| {
            let watch = Rc::new(Watch::default());
            if let Some(container) = container() {
                spawn_local(watch.clone().begin(container, waiting));
            }
            move || watch.end()
        });
    }
    (*waiting)
        .clone()
        .map(|Waiting(worker)| Callback::from(move |()| replace_by(&worker)))
}

/// Lets the new worker take over, then loads this page anew from it. Other tabs go on as they are:
/// what is typed into them is not lost.
fn replace_by(worker: &ServiceWorker) {
    if worker.state() != ServiceWorkerState::Installed {
        // Another tab has agreed before.
        return browser::reload();
    }
    let replacing = worker.clone();
    let activated = EventListener::new(worker, "statechange", move |_| {
        if replacing.state() == ServiceWorkerState::Activated {
            browser::reload();
        }
    });
    // The page ends with the reload, and the listener with it.
    activated.forget();
    let _ = worker.post_message(&"skip-waiting".into());
}

/// A worker of a new version that is whole and waits.
#[derive(Clone, PartialEq)]
struct Waiting(ServiceWorker);

/// What is watched while the application is in the page.
#[derive(Default)]
struct Watch {
    listeners: RefCell<Vec<EventListener>>,
    looking: RefCell<Option<Interval>>,
    ended: Cell<bool>,
}

impl Watch {
    fn end(&self) {
        self.ended.set(true);
        self.listeners.take();
        self.looking.take();
    }

    async fn begin(
        self: Rc<Self>,
        container: ServiceWorkerContainer,
        waiting: UseStateSetter<Option<Waiting>>,
    ) {
        // Offline, and where the browser forbids workers, there is nothing to register: pages work
        // on as they are.
        let Ok(registration) = register(&container).await else {
            return;
        };
        if self.ended.get() {
            return;
        }
        self.watch_for_updates(&registration, waiting);
        let look = registration.clone();
        let focus = EventListener::new(&gloo_utils::window(), "focus", move |_| {
            look_for_update(&look)
        });
        self.listeners.borrow_mut().push(focus);
        let interval = Interval::new(LOOK_MILLIS, move || look_for_update(&registration));
        self.looking.replace(Some(interval));
    }

    fn watch_for_updates(
        self: &Rc<Self>,
        registration: &ServiceWorkerRegistration,
        waiting: UseStateSetter<Option<Waiting>>,
    ) {
        offer(registration, &waiting);
        let (watch, found_in) = (Rc::downgrade(self), registration.clone());
        let found = EventListener::new(registration, "updatefound", move |_| {
            let (Some(installing), Some(watch)) = (found_in.installing(), watch.upgrade()) else {
                return;
            };
            let (registration, waiting) = (found_in.clone(), waiting.clone());
            let whole = EventListener::new(&installing, "statechange", move |_| {
                offer(&registration, &waiting);
            });
            watch.listeners.borrow_mut().push(whole);
        });
        self.listeners.borrow_mut().push(found);
    }
}

/// Offers the version that waits. The very first one does not wait for anybody.
fn offer(registration: &ServiceWorkerRegistration, waiting: &UseStateSetter<Option<Waiting>>) {
    if registration.active().is_some() {
        waiting.set(registration.waiting().map(Waiting));
    }
}

fn look_for_update(registration: &ServiceWorkerRegistration) {
    if let Ok(looking) = registration.update() {
        spawn_local(async move {
            // Offline this fails, and the next look comes.
            let _ = JsFuture::from(looking).await;
        });
    }
}

async fn register(
    container: &ServiceWorkerContainer,
) -> Result<ServiceWorkerRegistration, JsValue> {
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let registration = container.register_with_options(WORKER, &options);
    JsFuture::from(registration).await?.dyn_into()
}

/// Outside a secure context the browser has no container, although its interface says so.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = gloo_utils::window().navigator();
    js_sys::Reflect::get(&navigator, &"serviceWorker".into())
        .ok()?
        .dyn_into()
        .ok()
}
