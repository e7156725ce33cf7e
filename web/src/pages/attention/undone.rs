//! What a restore has undone, in a section of its own.

use lanyard_shared::id::OpId;
use lanyard_shared::replica::{Attention, plain};
use yew::prelude::*;

use super::acts::Act;
use super::item::Item;
use crate::components::{Look, Notice, PushButton};
use crate::hooks::Tone;
use crate::text::t;

/// Properties of [`Undone`].
#[derive(PartialEq, Properties)]
pub(super) struct UndoneProps {
    pub(super) items: Vec<Attention>,
    /// Somebody wants to do something about some of them.
    pub(super) on_act: Callback<(Vec<OpId>, Act)>,
}

/// Says what happened; one button for what may be sent together, and each edit by itself.
#[component]
pub(super) fn Undone(props: &UndoneProps) -> Html {
    let together = plain(&props.items);
    let alone = props.items.len() - together.len();
    let count = together.len();
    let none = together.is_empty();
    let on_click = props
        .on_act
        .reform(move |()| (together.clone(), Act::SendAgain));
    html! {
        <section class="app-sections app-undone" aria-labelledby="undone">
            <h2 class="pf-v6-c-title pf-m-lg" id="undone">{ t("undone") }</h2>
            <Notice tone={Tone::Warning} title={t("undone-what")}>
                <div class="app-stack">
                    <p hidden={none}>{ t!("undone-together", count = count) }</p>
                    <p hidden={alone == 0}>{ t!("undone-alone", count = alone) }</p>
                    if !none {
                        <PushButton label={t("send-these-again")} look={Look::Primary} {on_click} />
                    }
                </div>
            </Notice>
            for item in &props.items {
                <Item
                    key={item.op_id.to_string()}
                    item={item.clone()}
                    level="h3"
                    on_act={props.on_act.clone()}
                />
            }
        </section>
    }
}
