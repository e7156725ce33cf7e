//! One act that a click starts and the server does.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_alive;
use crate::api::{Answer, ApiError};

/// An act: whether it is being done, and why it last failed.
#[derive(Clone, PartialEq)]
pub(crate) struct Act {
    /// It is being done.
    pub(crate) busy: bool,
    /// Why the last try failed.
    pub(crate) trouble: Option<ApiError>,
}

/// Starts `call` whenever the returned callback is called and it is not on its way already; `done`
/// gets what came of it while the component is still in the page.
#[hook]
pub(crate) fn use_act<W, T, F, R>(call: F, done: Callback<T>) -> (Act, Callback<W>)
where
    W: 'static,
    T: 'static,
    F: Fn(W) -> R + 'static,
    R: Future<Output = Answer<T>> + 'static,
{
    let act = use_state(|| Act {
        busy: false,
        trouble: None,
    });
    let alive = use_alive();
    let call = Rc::new(call);
    let start = {
        let act = act.clone();
        Callback::from(move |what: W| {
            if act.busy {
                return;
            }
            act.set(Act {
                busy: true,
                trouble: None,
            });
            let (act, done, alive, call) =
                (act.setter(), done.clone(), alive.clone(), call.clone());
            spawn_local(async move {
                let answer = call(what).await;
                if !alive.get() {
                    return;
                }
                match answer {
                    Ok(value) => {
                        act.set(Act {
                            busy: false,
                            trouble: None,
                        });
                        done.emit(value);
                    }
                    Err(error) => act.set(Act {
                        busy: false,
                        trouble: Some(error),
                    }),
                }
            });
        })
    };
    ((*act).clone(), start)
}
