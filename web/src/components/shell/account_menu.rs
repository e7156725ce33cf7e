//! What somebody can do about their own account, behind their name.

use patternfly_yew::prelude::Icon;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use crate::hooks::use_go;
use crate::lock::{Begins, use_lock};
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

/// A menu button with its items.
#[component]
pub(crate) fn AccountMenu(props: &AccountMenuProps) -> Html {
    let menu = use_menu();
    let go = use_go();
    let open = menu.open;
    let on_own = menu.pick(go.reform(|()| Route::Me));
    let on_sign_out = menu.pick(props.on_sign_out.clone());
    let lock = use_lock();
    let locking = |begins| {
        let lock = lock.clone();
        menu.pick(Callback::from(move |()| lock.close(begins)))
    };
    let (on_lock, on_switch) = (locking(Begins::Unlocking), locking(Begins::Switching));
    let toggle_class = classes!(
        "pf-v6-c-menu-toggle",
        "pf-m-plain",
        "pf-m-text",
        open.then_some("pf-m-expanded"),
    );
    html! {
        <div
            class="app-menu"
            ref={menu.root.clone()}
            onkeydown={menu.on_key.clone()}
            onfocusout={menu.on_leave.clone()}
        >
            <button
                ref={menu.button.clone()}
                class={toggle_class}
                type="button"
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                onclick={menu.set.reform(move |_: MouseEvent| !open)}
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
            <div class="pf-v6-c-menu app-menu__list" hidden={!open}>
                <div class="pf-v6-c-menu__content">
                    <ul class="pf-v6-c-menu__list" role="menu" aria-label={t("account-menu")}>
                        { item(t("my-account"), Icon::User, on_own) }
                        { item(t("lock-now"), Icon::Lock, on_lock) }
                        { item(t("switch-user"), Icon::Users, on_switch) }
                        { item(t("sign-out"), Icon::ArrowRight, on_sign_out) }
                    </ul>
                </div>
            </div>
        </div>
    }
}

/// A menu button as the ARIA authoring practices have it: arrows move, Escape closes, and so does
/// going elsewhere.
struct Menu {
    open: bool,
    set: Callback<bool>,
    /// Around button and items.
    root: NodeRef,
    button: NodeRef,
    on_key: Callback<KeyboardEvent>,
    on_leave: Callback<FocusEvent>,
}

impl Menu {
    /// A click on an item: closes the menu and does `what`.
    fn pick(&self, what: Callback<()>) -> Callback<MouseEvent> {
        let set = self.set.clone();
        Callback::from(move |_: MouseEvent| {
            set.emit(false);
            what.emit(());
        })
    }
}

#[hook]
fn use_menu() -> Menu {
    let open = use_state_eq(|| false);
    let (root, button) = (use_node_ref(), use_node_ref());
    let set = {
        let open = open.setter();
        Callback::from(move |on| open.set(on))
    };
    {
        let root = root.clone();
        use_effect_with(*open, move |open| {
            if *open {
                step(&root, Step::First);
            }
        });
    }
    let on_key = {
        let (set, root, button) = (set.clone(), root.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowDown" => Step::Next,
                "ArrowUp" => Step::Previous,
                "Escape" => {
                    set.emit(false);
                    focus(button.cast());
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            set.emit(true);
            step(&root, by);
        })
    };
    let on_leave = {
        let (set, root) = (set.clone(), root.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            let root = root.cast::<Node>();
            if !root.is_some_and(|root| root.contains(to.as_ref())) {
                set.emit(false);
            }
        })
    };
    Menu {
        open: *open,
        set,
        root,
        button,
        on_key,
        on_leave,
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

/// Where the focus goes among the items.
#[derive(Clone, Copy)]
enum Step {
    First,
    Next,
    Previous,
}

/// Moves the focus among the items, round and round.
fn step(root: &NodeRef, by: Step) {
    let Some(root) = root.cast::<web_sys::Element>() else {
        return;
    };
    let Ok(items) = root.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = items.length().max(1);
    let active = gloo_utils::document().active_element();
    let at = (0..count).find(|place| {
        let node = items.get(*place);
        node.as_ref() == active.as_ref().map(AsRef::as_ref)
    });
    let next = match (at, by) {
        (Some(at), Step::Next) => (at + 1) % count,
        (Some(at), Step::Previous) => (at + count - 1) % count,
        _ => 0,
    };
    focus(items.get(next).and_then(|node| node.dyn_into().ok()));
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // An item of a closed menu cannot take the focus; it takes it when the menu opens.
        let _ = element.focus();
    }
}
