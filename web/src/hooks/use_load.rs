//! Something that a page asks the server for when it opens.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{Answer, ApiError};

/// How far it has come.
#[derive(Clone, PartialEq)]
pub(crate) enum Load<T> {
    /// Not here yet.
    Loading,
    /// Here.
    Ready(T),
    /// It did not come.
    Failed(ApiError),
}

impl<T> Load<T> {
    /// What was asked for, once it is here.
    pub(crate) const fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(it) => Some(it),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// Asks once when the page opens, and again whenever the returned callback is called.
#[hook]
pub(crate) fn use_load<T, F, R>(ask: F) -> (Load<T>, Callback<()>)
where
    T: Clone + 'static,
    F: FnOnce() -> R + 'static,
    R: Future<Output = Answer<T>> + 'static,
{
    use_load_of((), move |()| ask())
}

/// Asks for `what` when the page opens, again whenever the returned callback is called, and whenever
/// something else is wanted. What is here already stays in sight until the answer has come.
#[hook]
pub(crate) fn use_load_of<W, T, F, R>(what: W, ask: F) -> (Load<T>, Callback<()>)
where
    W: Clone + PartialEq + 'static,
    T: Clone + 'static,
    F: FnOnce(W) -> R + 'static,
    R: Future<Output = Answer<T>> + 'static,
{
    let load = use_state(|| Load::Loading);
    let round = use_state(|| 0_u32);
    {
        let load = load.clone();
        use_effect_with((what, *round), move |(what, _)| {
            let wanted = Rc::new(Cell::new(true));
            let still_wanted = wanted.clone();
            if !matches!(*load, Load::Ready(_)) {
                load.set(Load::Loading);
            }
            let asked = ask(what.clone());
            let load = load.setter();
            spawn_local(async move {
                let answer = asked.await;
                if still_wanted.get() {
                    load.set(answer.map_or_else(Load::Failed, Load::Ready));
                }
            });
            move || wanted.set(false)
        });
    }
    let again = Callback::from(move |()| round.set(*round + 1));
    ((*load).clone(), again)
}
