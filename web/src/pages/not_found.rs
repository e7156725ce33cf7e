//! An address that no page has.

use yew::prelude::*;

use crate::components::{Look, PublicFrame, PushButton};
use crate::hooks::use_go;
use crate::route::Route;
use crate::text::t;

/// Says so and leads back.
#[component]
pub(crate) fn NotFoundPage() -> Html {
    let home = use_go().reform(|()| Route::Home);
    html! {
        <PublicFrame title={t("not-found-title")} lead={t("not-found-lead")}>
            <PushButton label={t("to-start")} look={Look::Primary} on_click={home} />
        </PublicFrame>
    }
}
