//! Whether a component is still in the page.

use std::cell::Cell;
use std::rc::Rc;

use yew::prelude::*;

/// True until the component leaves the page. A task that ends later looks here before it moves the
/// person to another page.
#[hook]
pub(crate) fn use_alive() -> Rc<Cell<bool>> {
    let alive = use_memo((), |()| Cell::new(true));
    let ends = alive.clone();
    use_effect_with((), move |()| move || ends.set(false));
    alive
}
