//! A link on paper: whose it is, where it leads, and how long it works.

use lanyard_shared::protocol::LinkPurpose;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::{PushButton, QrCode};
use crate::browser;
use crate::text::t;

/// The id of the field that holds the address.
pub(crate) const LINK_FIELD: &str = "shown-link";

/// Properties of [`LinkCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct LinkCardProps {
    /// Name of the practice.
    pub(crate) practice: AttrValue,
    /// Name of the person.
    pub(crate) name: AttrValue,
    /// Their username.
    pub(crate) username: AttrValue,
    /// What the link is for.
    pub(crate) purpose: LinkPurpose,
    /// The whole address.
    pub(crate) url: AttrValue,
    /// When it stops working.
    pub(crate) ends: AttrValue,
}

/// The card. Printing the page prints nothing else.
#[component]
pub(crate) fn LinkCard(props: &LinkCardProps) -> Html {
    let title = match props.purpose {
        LinkPurpose::Activation => t("card-activation"),
        _ => t("card-reset"),
    };
    let on_print = Callback::from(|()| browser::print());
    html! {
        <section class="pf-v6-c-card app-card" aria-labelledby="link-card">
            <div class="pf-v6-c-card__body app-card__body">
                <div class="app-card__words">
                    <p class="app-quiet">{ &props.practice }</p>
                    <h2 class="pf-v6-c-title pf-m-lg" id="link-card">{ title }</h2>
                    <p class="app-card__name">{ &props.name }</p>
                    <p>{ t!("card-username", username = props.username.as_str()) }</p>
                    <p>{ t("card-how") }</p>
                    <span class="pf-v6-c-form-control pf-m-readonly app-card__field">
                        <input
                            id={LINK_FIELD}
                            type="text"
                            readonly=true
                            value={props.url.clone()}
                            aria-label={t("card-address")}
                        />
                    </span>
                    <p class="app-card__address">{ &props.url }</p>
                    <p>{ t!("card-ends", time = props.ends.as_str()) }</p>
                    <div class="app-card__acts">
                        <PushButton label={t("card-print")} icon={Icon::Print} on_click={on_print} />
                    </div>
                </div>
                <QrCode text={props.url.clone()} label={t("card-qr")} />
            </div>
        </section>
    }
}
