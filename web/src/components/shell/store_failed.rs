//! What stands in a page's place while this browser cannot open the local copy.

use yew::prelude::*;

use crate::browser;
use crate::components::{Heading, Look, Notice, PushButton};
use crate::hooks::Tone;
use crate::sync::StoreTrouble;
use crate::text::{say, t};

/// Properties of [`StoreFailed`].
#[derive(PartialEq, Properties)]
pub(crate) struct StoreFailedProps {
    /// Why.
    pub(crate) trouble: StoreTrouble,
}

/// Says what is the matter with the browser's storage and what to do about it.
#[component]
pub(crate) fn StoreFailed(props: &StoreFailedProps) -> Html {
    let on_click = Callback::from(|()| browser::reload());
    html! {
        <div class="app-stack">
            <Heading text={t("store-failed")} />
            <div role="alert">
                <Notice tone={Tone::Danger} title={say(&props.trouble.into())} />
            </div>
            <PushButton label={t("reload")} look={Look::Primary} {on_click} />
        </div>
    }
}
