//! Yes or no.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Bind;
use super::frame::{Words, words_id};

/// What a form holds for a box that is ticked; nothing stands for one that is not.
pub(crate) const TICKED: &str = "yes";

/// Properties of [`CheckField`].
#[derive(PartialEq, Properties)]
pub(crate) struct CheckFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// It is ticked and stays so, for this reason.
    #[prop_or_default]
    pub(crate) forced: Option<AttrValue>,
}

/// A box to tick.
#[component]
pub(crate) fn CheckField(props: &CheckFieldProps) -> Html {
    let bind = &props.bind;
    let on_input = bind.on_input.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        on_input.emit(if input.checked() { TICKED } else { "" }.into());
    });
    let forced = props.forced.is_some();
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-control">
                <div class="pf-v6-c-check">
                    <input
                        class="pf-v6-c-check__input"
                        type="checkbox"
                        id={bind.name}
                        name={bind.name}
                        checked={forced || bind.value == TICKED}
                        disabled={forced}
                        aria-describedby={words_id(bind.name)}
                        {onchange}
                    />
                    <label class="pf-v6-c-check__label" for={bind.name}>{ &props.label }</label>
                </div>
                <Words
                    name={bind.name}
                    problem={bind.problem.clone()}
                    hint={props.forced.clone().or_else(|| props.hint.clone())}
                />
            </div>
        </div>
    }
}
