//! Offers a new version of the program, which is loaded when the person agrees.

use yew::prelude::*;

use super::{Look, PushButton};
use crate::service_worker::Update;
use crate::text::t;

/// A banner while a new version waits.
#[component]
pub(crate) fn UpdateBanner() -> Html {
    let update = use_context::<Update>().flatten();
    html! {
        <div role="status">
            if let Some(load) = update {
                <div class="pf-v6-c-banner app-banner">
                    <span>{ t("banner-update") }</span>
                    <PushButton label={t("update-now")} look={Look::Inline} on_click={load} />
                </div>
            }
        </div>
    }
}
