//! The buttons below a form about oneself.

use yew::prelude::*;

use super::{BusyButton, Look, PushButton};
use crate::hooks::use_go;
use crate::route::Route;
use crate::text::t;

/// Properties of [`OwnFormActs`].
#[derive(PartialEq, Properties)]
pub(crate) struct OwnFormActsProps {
    /// What sending it does.
    pub(crate) label: AttrValue,
    /// It is on its way.
    pub(crate) busy: bool,
    /// Nothing else can be done before.
    #[prop_or_default]
    pub(crate) demanded: bool,
}

/// The button that sends it, and a way back where it is not demanded.
#[component]
pub(crate) fn OwnFormActs(props: &OwnFormActsProps) -> Html {
    let go = use_go();
    html! {
        <>
            <BusyButton label={props.label.clone()} busy={props.busy} block={props.demanded} />
            if !props.demanded {
                <PushButton
                    label={t("cancel")}
                    look={Look::Link}
                    on_click={go.reform(|()| Route::Me)}
                />
            }
        </>
    }
}
