//! Keeping a place for whoever works by keyboard.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};
use yew::prelude::*;

use crate::components::focus_heading;

/// While a dialog is open, nothing behind it takes the focus.
fn keep() {
    let open = gloo_utils::document().query_selector("dialog[open]");
    match open
        .ok()
        .flatten()
        .and_then(|it| it.dyn_into::<HtmlElement>().ok())
    {
        Some(dialog) => {
            let _ = dialog.focus();
        }
        None => focus_heading(),
    }
}

/// What has the focus may leave the page by what was done with it: a row is gone, a button has become
/// another. Browsers then begin at the top of the window again, so the focus goes to the heading, or
/// to the dialog that is open.
#[hook]
pub(crate) fn use_kept_focus() {
    use_effect_with((), |()| {
        let document = gloo_utils::document();
        let newest: Rc<RefCell<Option<Element>>> = Rc::default();
        let follower = {
            let newest = newest.clone();
            EventListener::new(&document, "focusin", move |event| {
                *newest.borrow_mut() = event.target().and_then(|it| it.dyn_into().ok());
            })
        };
        let body = gloo_utils::body();
        let look = Closure::<dyn FnMut()>::new({
            let body = body.clone();
            move || {
                let gone = newest
                    .borrow()
                    .as_ref()
                    .is_some_and(|it| !it.is_connected());
                let nowhere = document.active_element().is_none_or(|it| it == *body);
                if gone && nowhere {
                    newest.take();
                    keep();
                }
            }
        });
        let observer = MutationObserver::new(look.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            let of = MutationObserverInit::new();
            of.set_child_list(true);
            of.set_subtree(true);
            // Where the browser refuses, the focus is lost as it always was.
            let _ = observer.observe_with_options(&body, &of);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop((follower, look));
        }
    });
}
