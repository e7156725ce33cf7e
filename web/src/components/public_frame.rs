//! The frame of pages that need no local copy: set-up, signing in, links, a new password.

use lanyard_shared::protocol::PublicPractice;
use yew::prelude::*;

use super::{Heading, UpdateBanner};
use crate::hooks::Load;
use crate::text::t;

/// How much room the page needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Width {
    /// A few fields.
    #[default]
    Narrow,
    /// A long form.
    Wide,
}

/// The practice's name as a lead. Its line is there before the name is: what is below it must not move
/// away under the mouse.
pub(crate) fn practice_lead(practice: &Load<PublicPractice>) -> AttrValue {
    let name = practice.ready().map(|it| it.name.clone().into());
    name.unwrap_or(AttrValue::Static("\u{a0}"))
}

/// Properties of [`PublicFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct PublicFrameProps {
    /// The page's heading.
    pub(crate) title: AttrValue,
    /// A sentence below it.
    #[prop_or_default]
    pub(crate) lead: Option<AttrValue>,
    /// How much room the page needs.
    #[prop_or_default]
    pub(crate) width: Width,
    /// The page.
    pub(crate) children: Html,
}

/// Brand, heading, page.
#[component]
pub(crate) fn PublicFrame(props: &PublicFrameProps) -> Html {
    let wide = props.width == Width::Wide;
    html! {
        <div class={classes!("app-public", wide.then_some("app-public--wide"))}>
            <div class="app-public__banner"><UpdateBanner /></div>
            <header class="app-public__brand">
                <img src="/icon.svg" alt="" width="36" height="36" />
                <span class="app-public__name">{ t("product") }</span>
            </header>
            <main class="app-public__card">
                <Heading text={props.title.clone()} />
                <p class="app-public__lead" hidden={props.lead.is_none()}>
                    { props.lead.clone().unwrap_or_default() }
                </p>
                { props.children.clone() }
            </main>
            <footer class="app-public__footer">{ t("product-what") }</footer>
        </div>
    }
}
