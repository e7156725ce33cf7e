//! What stands in the place of a field whose value is not typed here.

use yew::prelude::*;

use crate::components::{Look, PushButton};

/// Properties of [`KeptField`].
#[derive(PartialEq, Properties)]
pub(crate) struct KeptFieldProps {
    /// What the field is called.
    pub(crate) label: AttrValue,
    /// What it holds.
    pub(crate) value: AttrValue,
    /// How to get another value; `None` where the reader may not.
    pub(crate) act: Option<AttrValue>,
    /// Somebody wants that.
    pub(crate) on_act: Callback<()>,
}

/// The value, and a button that leads to where another one is typed.
#[component]
pub(crate) fn KeptField(props: &KeptFieldProps) -> Html {
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <span class="pf-v6-c-form__label">
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                </span>
            </div>
            <div class="pf-v6-c-form__group-control app-kept">
                <span>{ &props.value }</span>
                if let Some(act) = props.act.clone() {
                    <PushButton
                        label={act}
                        look={Look::Inline}
                        on_click={props.on_act.clone()}
                    />
                }
            </div>
        </div>
    }
}
