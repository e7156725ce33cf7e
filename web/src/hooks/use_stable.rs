//! A callback that is the same one in every drawing, so that what only has it is not drawn anew.

use yew::prelude::*;

/// Does what `newest` does, whichever was given in the newest drawing.
#[hook]
pub(crate) fn use_stable<T: 'static>(newest: Callback<T>) -> Callback<T> {
    let kept = use_mut_ref(|| newest.clone());
    kept.replace(newest);
    use_callback((), move |what: T, ()| {
        // What it does may lead to another drawing, which replaces it.
        let act = kept.borrow().clone();
        act.emit(what);
    })
}
