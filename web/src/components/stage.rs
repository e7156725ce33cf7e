//! A stage with a curtain: what is behind a drawn one is out of the document, and goes on as it was
//! when it opens.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// Whether what is behind it can be seen. Whoever is below a [`Stage`] finds it as a context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Curtain {
    /// It can.
    #[default]
    Open,
    /// It is out of the document.
    Drawn,
}

/// Properties of [`Stage`].
#[derive(PartialEq, Properties)]
pub(crate) struct StageProps {
    /// Whether the children are in sight.
    pub(crate) curtain: Curtain,
    /// What is shown in their place while they are not.
    pub(crate) before: Html,
    /// What is behind the curtain. It keeps its state, and what was typed, while that is drawn.
    pub(crate) children: Html,
}

/// Shows `children`, or `before` it and nothing of them.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let (place, scenery) = (use_node_ref(), use_node_ref());
    let outer = use_context::<Curtain>().unwrap_or_default();
    let drawn = props.curtain == Curtain::Drawn;
    // What comes before the curtain is drawn once the scenery is gone: both may have fields of the
    // same name, and the focus goes by names.
    let gone = use_state_eq(|| Curtain::Open);
    {
        let (place, scenery) = (place.clone(), scenery.clone());
        let (gone, focused) = (gone.setter(), use_mut_ref(|| None));
        use_effect_with(props.curtain, move |curtain| {
            if let (Some(place), Some(scenery)) = (place.cast(), scenery.cast()) {
                match curtain {
                    Curtain::Open => put_back(&place, &scenery, &focused),
                    Curtain::Drawn => take_away(&scenery, &focused),
                }
            }
            gone.set(*curtain);
        });
    }
    let seen = if drawn { Curtain::Drawn } else { outer };
    html! {
        <>
            <div class="app-stage" ref={place}>
                <div class="app-stage" ref={scenery}>
                    <ContextProvider<Curtain> context={seen}>
                        { props.children.clone() }
                    </ContextProvider<Curtain>>
                </div>
            </div>
            <div class="app-stage">
                if drawn && *gone == Curtain::Drawn {
                    { props.before.clone() }
                }
            </div>
        </>
    }
}

/// Takes the scenery out of the document, and remembers what had the focus in it.
fn take_away(scenery: &Element, focused: &RefCell<Option<HtmlElement>>) {
    let active = gloo_utils::document().active_element();
    let inside = active.filter(|active| scenery.contains(Some(active)));
    focused.replace(inside.and_then(|active| active.dyn_into().ok()));
    scenery.remove();
}

/// Puts it back as it was: open dialogs over the page, the focus where it was.
fn put_back(place: &Element, scenery: &Element, focused: &RefCell<Option<HtmlElement>>) {
    if place.contains(Some(scenery)) {
        return;
    }
    if place.append_child(scenery).is_err() {
        return;
    }
    if let Ok(dialogs) = scenery.query_selector_all("dialog[open]") {
        let dialogs = (0..dialogs.length()).filter_map(|at| dialogs.get(at)?.dyn_into().ok());
        for dialog in dialogs.collect::<Vec<HtmlDialogElement>>() {
            // What left the document is no more over the page, although it is open.
            dialog.close();
            let _ = dialog.show_modal();
        }
    }
    if let Some(focused) = focused.take() {
        // An element that has left the scenery meanwhile cannot take the focus.
        let _ = focused.focus();
    }
}
