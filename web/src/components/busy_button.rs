//! The button that sends a form.

use yew::prelude::*;

use crate::text::t;

/// Properties of [`BusyButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct BusyButtonProps {
    /// What it does.
    pub(crate) label: AttrValue,
    /// It is doing it.
    pub(crate) busy: bool,
    /// It fills the width.
    #[prop_or_default]
    pub(crate) block: bool,
    /// A click, where it is not the button of a form.
    #[prop_or_default]
    pub(crate) on_click: Option<Callback<()>>,
}

/// A primary button with a spinner while it works. It stays focusable then, so that a keyboard does
/// not lose its place; whoever handles the click ignores a second one.
#[component]
pub(crate) fn BusyButton(props: &BusyButtonProps) -> Html {
    let onclick = props
        .on_click
        .clone()
        .map(|click| click.reform(|_: MouseEvent| ()));
    let class = classes!(
        "pf-v6-c-button",
        "pf-m-primary",
        "pf-m-progress",
        props.busy.then_some("pf-m-in-progress"),
        props.block.then_some("pf-m-block"),
    );
    html! {
        <button
            {class}
            type={if onclick.is_some() { "button" } else { "submit" }}
            aria-disabled={props.busy.then_some("true")}
            {onclick}
        >
            <span class="pf-v6-c-button__progress" hidden={!props.busy}>
                <svg
                    class="pf-v6-c-spinner pf-m-md"
                    role="progressbar"
                    viewBox="0 0 100 100"
                    aria-label={t("busy")}
                >
                    <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
                </svg>
            </span>
            <span class="pf-v6-c-button__text">{ &props.label }</span>
        </button>
    }
}
