//! A value of a field, as a person reads it.

use yew::prelude::*;

use crate::text::t;
use crate::words::Shown;

/// Properties of [`ShownValue`].
#[derive(PartialEq, Properties)]
pub(crate) struct ShownValueProps {
    /// The value.
    pub(crate) value: Shown,
}

/// The value in words; a set by what was put in and taken out.
#[component]
pub(crate) fn ShownValue(props: &ShownValueProps) -> Html {
    match &props.value {
        Shown::Nothing => html! { <span class="app-none">{ t("none") }</span> },
        Shown::Words(words) => html! { <span class="app-value">{ words }</span> },
        Shown::Differs { added, removed } if added.is_empty() && removed.is_empty() => {
            html! { <span class="app-none">{ t("value-unchanged") }</span> }
        }
        Shown::Differs { added, removed } => html! {
            <ul class="app-differs">
                for word in added {
                    <li key={format!("+{word}")}>{ t!("value-added", value = word.as_str()) }</li>
                }
                for word in removed {
                    <li key={format!("-{word}")}>{ t!("value-removed", value = word.as_str()) }</li>
                }
            </ul>
        },
    }
}
