//! A small choice outside of a form: a filter, or what an act is to use.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Choice;

/// Properties of [`FilterSelect`].
#[derive(PartialEq, Properties)]
pub(crate) struct FilterSelectProps {
    /// Its id in the page.
    pub(crate) id: AttrValue,
    /// Its label.
    pub(crate) label: AttrValue,
    /// What is chosen; empty for nothing.
    pub(crate) value: AttrValue,
    /// What stands for nothing.
    pub(crate) any: AttrValue,
    /// What there is to choose from.
    pub(crate) choices: Vec<Choice>,
    /// Something else is chosen.
    pub(crate) on_choose: Callback<AttrValue>,
}

/// A label and a list.
#[component]
pub(crate) fn FilterSelect(props: &FilterSelectProps) -> Html {
    let onchange = props.on_choose.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        AttrValue::from(select.value())
    });
    html! {
        <div class="app-filter">
            <label for={props.id.clone()}>{ &props.label }</label>
            <span class="pf-v6-c-form-control">
                <select id={props.id.clone()} {onchange}>
                    <option key="" value="" selected={props.value.is_empty()}>{ &props.any }</option>
                    for choice in &props.choices {
                        <option
                            key={choice.value.to_string()}
                            value={choice.value.clone()}
                            selected={choice.value == props.value}
                        >
                            { &choice.label }
                        </option>
                    }
                </select>
            </span>
        </div>
    }
}
