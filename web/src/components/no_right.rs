//! What stands in place of a page that takes a permission which the reader lacks.

use lanyard_shared::permission::Permission;
use yew::prelude::*;

use super::Notice;
use crate::hooks::Tone;
use crate::text::t;

/// Properties of [`NoRight`].
#[derive(PartialEq, Properties)]
pub(crate) struct NoRightProps {
    /// What it is that the reader may not do; accounts in general where nothing is said.
    #[prop_or_default]
    pub(crate) title: Option<AttrValue>,
    /// What it takes.
    pub(crate) needed: Permission,
}

/// Says which permission it takes, and who gives it (domain STAFF-04).
#[component]
pub(crate) fn NoRight(props: &NoRightProps) -> Html {
    let title = props.title.clone();
    html! {
        <Notice tone={Tone::Info} title={title.unwrap_or_else(|| t("staff-no-right"))}>
            <p>{ t!("right-needed", permission = props.needed.label()) }</p>
        </Notice>
    }
}
