//! Buttons. PatternFly's own component takes the focus off a button that is clicked, which loses
//! the place of whoever works by keyboard.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Look {
    /// The main thing to do here.
    Primary,
    /// Another thing to do.
    #[default]
    Secondary,
    /// Something on the side.
    Link,
    /// Something on the side, in running text.
    Inline,
    /// Only an icon.
    Plain,
    /// It cannot be undone.
    Danger,
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "pf-m-primary",
            Self::Secondary => "pf-m-secondary",
            Self::Link => "pf-m-link",
            Self::Inline => "pf-m-link pf-m-inline",
            Self::Plain => "pf-m-plain",
            Self::Danger => "pf-m-danger",
        }
    }
}

/// Properties of [`PushButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct PushButtonProps {
    /// What it does; read aloud where only the icon is drawn.
    pub(crate) label: AttrValue,
    /// How much it stands out.
    #[prop_or_default]
    pub(crate) look: Look,
    /// A picture beside the words, or in their place for [`Look::Plain`].
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// Smaller, for rows of a table.
    #[prop_or_default]
    pub(crate) small: bool,
    /// It cannot be used now.
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// It was clicked.
    pub(crate) on_click: Callback<()>,
}

/// A button.
#[component]
pub(crate) fn PushButton(props: &PushButtonProps) -> Html {
    let plain = props.look == Look::Plain;
    let icon = props.icon.map(|icon| {
        html! {
            <span class={classes!("pf-v6-c-button__icon", (!plain).then_some("pf-m-start"))}>
                { icon }
            </span>
        }
    });
    let class = classes!(
        "pf-v6-c-button",
        props.look.class(),
        props.small.then_some("pf-m-small"),
    );
    html! {
        <button
            {class}
            type="button"
            disabled={props.disabled}
            aria-label={plain.then(|| props.label.clone())}
            onclick={props.on_click.reform(|_: MouseEvent| ())}
        >
            { icon.unwrap_or_default() }
            <span class="pf-v6-c-button__text" hidden={plain}>{ &props.label }</span>
        </button>
    }
}
