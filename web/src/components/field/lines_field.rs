//! Text in lines.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::Bind;
use super::frame::{FieldFrame, control_class, status, words_id};

/// Properties of [`LinesField`].
#[derive(PartialEq, Properties)]
pub(crate) struct LinesFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
}

/// A few lines of text with their label, such as a postal address.
#[component]
pub(crate) fn LinesField(props: &LinesFieldProps) -> Html {
    let bind = &props.bind;
    let on_input = bind.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        on_input.emit(area.value().into());
    });
    html! {
        <FieldFrame bind={bind.clone()} label={props.label.clone()} hint={props.hint.clone()}>
            <span class={classes!(control_class(bind), "pf-m-resize-vertical")}>
                <textarea
                    id={bind.name}
                    name={bind.name}
                    rows="3"
                    value={bind.value.clone()}
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid={bind.problem.is_some().to_string()}
                    aria-describedby={words_id(bind.name)}
                    {oninput}
                    onblur={bind.on_leave.reform(|_| ())}
                />
                { status(bind) }
            </span>
        </FieldFrame>
    }
}
