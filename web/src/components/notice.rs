//! A notice in the page: what happened, and perhaps what to do.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::hooks::Tone;
use crate::text::t;

/// Properties of [`Notice`].
#[derive(PartialEq, Properties)]
pub(crate) struct NoticeProps {
    /// How good the news is.
    pub(crate) tone: Tone,
    /// The news in one sentence.
    pub(crate) title: AttrValue,
    /// More about it.
    #[prop_or_default]
    pub(crate) children: Html,
    /// A button at the right, such as one that closes it.
    #[prop_or_default]
    pub(crate) action: Option<Html>,
    /// Part of the page, not above it.
    #[prop_or(true)]
    pub(crate) inline: bool,
}

/// A PatternFly alert whose spoken prefix comes from the language files.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    let (tone, icon, spoken) = match props.tone {
        Tone::Info => ("pf-m-info", Icon::InfoCircle, "notice-info"),
        Tone::Success => ("pf-m-success", Icon::CheckCircle, "notice-success"),
        Tone::Warning => ("pf-m-warning", Icon::ExclamationTriangle, "notice-warning"),
        Tone::Danger => ("pf-m-danger", Icon::ExclamationCircle, "notice-danger"),
    };
    let inline = props.inline.then_some("pf-m-inline");
    let has_more = props.children != Html::default();
    html! {
        <div class={classes!("pf-v6-c-alert", tone, inline)}>
            <div class="pf-v6-c-alert__icon">{ icon }</div>
            <p class="pf-v6-c-alert__title">
                <span class="pf-v6-screen-reader">{ t(spoken) }</span>
                <span>{ &props.title }</span>
            </p>
            <div class="pf-v6-c-alert__action" hidden={props.action.is_none()}>
                { props.action.clone().unwrap_or_default() }
            </div>
            <div class="pf-v6-c-alert__description" hidden={!has_more}>
                { props.children.clone() }
            </div>
        </div>
    }
}
