//! Shows toasts above every page.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::{Look, Notice, PushButton};
use crate::hooks::{Toast, ToastEvent, ToastList, Toasts};
use crate::text::t;

/// Properties of [`ToastProvider`].
#[derive(PartialEq, Properties)]
pub(crate) struct ToastProviderProps {
    /// The pages.
    pub(crate) children: Html,
}

/// Holds the toasts and lets the pages below raise them.
#[component]
pub(crate) fn ToastProvider(props: &ToastProviderProps) -> Html {
    let list = use_reducer(ToastList::default);
    let toasts = Toasts(list.dispatcher());
    html! {
        <ContextProvider<Toasts> context={toasts.clone()}>
            { props.children.clone() }
            <ul class="pf-v6-c-alert-group pf-m-toast app-toasts" role="list" aria-live="polite">
                for toast in &list.toasts {
                    <ToastItem key={toast.id} toast={toast.clone()} toasts={toasts.clone()} />
                }
            </ul>
        </ContextProvider<Toasts>>
    }
}

/// Properties of [`ToastItem`].
#[derive(PartialEq, Properties)]
struct ToastItemProps {
    toast: Toast,
    toasts: Toasts,
}

#[component]
fn ToastItem(props: &ToastItemProps) -> Html {
    let id = props.toast.id;
    let later = props.toasts.clone();
    use_effect_with(id, move |id| later.close_later(*id));
    let now = props.toasts.clone();
    let on_click = Callback::from(move |()| now.0.dispatch(ToastEvent::Closed(id)));
    let close = html! {
        <PushButton label={t("close")} look={Look::Plain} icon={Icon::Times} {on_click} />
    };
    html! {
        <li class="pf-v6-c-alert-group__item">
            <Notice
                tone={props.toast.tone}
                title={props.toast.text.clone()}
                action={close}
                inline=false
            />
        </li>
    }
}
