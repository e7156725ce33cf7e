//! What somebody can do about their own account, behind their name.

use patternfly_yew::prelude::Icon;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use crate::hooks::use_go;
use crate::route::Route;
use crate::text::t;

/// Properties of [`AccountMenu`].
#[derive(PartialEq, Properties)]
pub(crate) struct AccountMenuProps {
    /// The name of whoever is signed in.
    pub(crate) name: Option<AttrValue>,
    /// Somebody wants to leave.
    pub(crate) on_sign_out: Callback<()>,
}

/// A menu button after the ARIA authoring practices: arrows move, Escape closes, and so does
/// going elsewhere.
#[component]
pub(crate) fn AccountMenu(props: &AccountMenuProps) -> Html {
    let open = use_state_eq(|| false);
    let root = use_node_ref();
    let toggle_ref = use_node_ref();
    let go = use_go();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    {
        let root = root.clone();
        use_effect_with(*open, move |open| {
            if *open {
                step(&root, 0);
            }
        });
    }
    let onkeydown = {
        let (open, root, toggle_ref) = (open.clone(), root.clone(), toggle_ref.clone());
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                "Escape" => {
                    open.set(false);
                    if let Some(button) = toggle_ref.cast::<HtmlElement>() {
                        // A button that is gone leaves the focus where it is.
                        let _ = button.focus();
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            open.set(true);
            step(&root, by);
        })
    };
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            let inside = root
                .cast::<Node>()
                .is_some_and(|root| root.contains(to.as_ref()));
            if !inside {
                open.set(false);
            }
        })
    };
    let pick = |what: Callback<()>| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| {
            open.set(false);
            what.emit(());
        })
    };
    let on_own = pick(go.reform(|()| Route::Me));
    let on_sign_out = pick(props.on_sign_out.clone());
    html! {
        <div class="app-menu" ref={root} {onkeydown} {onfocusout}>
            <button
                ref={toggle_ref}
                class={classes!("pf-v6-c-menu-toggle", "pf-m-plain", "pf-m-text", (*open).then_some("pf-m-expanded"))}
                type="button"
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                onclick={toggle}
            >
                <span class="pf-v6-c-menu-toggle__icon">{ Icon::User }</span>
                <span class="pf-v6-c-menu-toggle__text">
                    <span class="pf-v6-screen-reader">{ t("account-menu") }</span>
                    <span class="app-menu__name">{ props.name.clone().unwrap_or_default() }</span>
                </span>
                <span class="pf-v6-c-menu-toggle__controls">
                    <span class="pf-v6-c-menu-toggle__toggle-icon">{ Icon::CaretDown }</span>
                </span>
            </button>
            <div class="pf-v6-c-menu app-menu__list" hidden={!*open}>
                <div class="pf-v6-c-menu__content">
                    <ul class="pf-v6-c-menu__list" role="menu" aria-label={t("account-menu")}>
                        { item(t("my-account"), Icon::User, on_own) }
                        { item(t("sign-out"), Icon::ArrowRight, on_sign_out) }
                    </ul>
                </div>
            </div>
        </div>
    }
}

fn item(label: AttrValue, icon: Icon, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <li class="pf-v6-c-menu__list-item" role="none">
            <button class="pf-v6-c-menu__item" type="button" role="menuitem" tabindex="-1" {onclick}>
                <span class="pf-v6-c-menu__item-main">
                    <span class="pf-v6-c-menu__item-icon">{ icon }</span>
                    <span class="pf-v6-c-menu__item-text">{ label }</span>
                </span>
            </button>
        </li>
    }
}

/// Moves the focus among the items; 0 goes to the first.
fn step(root: &NodeRef, by: i32) {
    let Some(root) = root.cast::<web_sys::Element>() else {
        return;
    };
    let Ok(items) = root.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = items.length();
    let active = gloo_utils::document().active_element();
    let at = (0..count).find(|place| {
        let node = items.get(*place);
        node.as_ref() == active.as_ref().map(AsRef::as_ref)
    });
    let next = match (at, by) {
        (Some(at), 1) => (at + 1) % count.max(1),
        (Some(at), -1) => (at + count.max(1) - 1) % count.max(1),
        _ => 0,
    };
    let item = items
        .get(next)
        .and_then(|node| node.dyn_into::<HtmlElement>().ok());
    if let Some(item) = item {
        // A hidden item cannot take the focus; it takes it when the menu opens.
        let _ = item.focus();
    }
}
