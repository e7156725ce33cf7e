//! The buttons below a form.

use yew::prelude::*;

use super::{BusyButton, Look, PushButton};
use crate::hooks::use_go;
use crate::route::Route;
use crate::text::t;

/// Properties of [`FormActs`].
#[derive(PartialEq, Properties)]
pub(crate) struct FormActsProps {
    /// What sending it does.
    pub(crate) label: AttrValue,
    /// It is on its way.
    pub(crate) busy: bool,
    /// Where leaving the form leads; `None` where nothing else can be done before.
    pub(crate) back: Option<Route>,
    /// Somebody leaves it, before they are led away.
    #[prop_or_default]
    pub(crate) on_cancel: Callback<()>,
    /// More buttons.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The button that sends it, the way back, other buttons.
#[component]
pub(crate) fn FormActs(props: &FormActsProps) -> Html {
    let go = use_go();
    let leave = |back: Route| {
        let on_cancel = props.on_cancel.clone();
        go.reform(move |()| {
            on_cancel.emit(());
            back.clone()
        })
    };
    html! {
        <>
            <BusyButton
                label={props.label.clone()}
                busy={props.busy}
                block={props.back.is_none()}
            />
            if let Some(back) = props.back.clone() {
                <PushButton
                    label={t("cancel")}
                    look={Look::Link}
                    on_click={leave(back)}
                />
            }
            { props.children.clone() }
        </>
    }
}
