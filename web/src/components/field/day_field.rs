//! A day of the calendar.

use lanyard_shared::time::Day;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Bind;
use super::frame::{FieldFrame, control_class, status, words_id};
use crate::hooks::UNFINISHED;

/// Properties of [`DayField`].
#[derive(PartialEq, Properties)]
pub(crate) struct DayFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// A word of help.
    pub(crate) hint: AttrValue,
}

/// A day, typed or picked in the browser's own way. A part of one is told instead of being taken for
/// none.
#[component]
pub(crate) fn DayField(props: &DayFieldProps) -> Html {
    let bind = &props.bind;
    let held = |input: &HtmlInputElement| match input.validity().bad_input() {
        true => UNFINISHED.into(),
        false => input.value().into(),
    };
    let on_input = bind.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        on_input.emit(held(&event.target_unchecked_into()));
    });
    let (on_input, on_leave) = (bind.on_input.clone(), bind.on_leave.clone());
    let onblur = Callback::from(move |event: FocusEvent| {
        // Browsers tell of no input while only a part of a day is there.
        on_input.emit(held(&event.target_unchecked_into()));
        on_leave.emit(());
    });
    // What is no day would wipe out the part that is there.
    let value = bind.value.parse::<Day>().map(|day| day.to_string());
    html! {
        <FieldFrame bind={bind.clone()} label={props.label.clone()} hint={props.hint.clone()}>
            <span class={control_class(bind)}>
                <input
                    id={bind.name}
                    name={bind.name}
                    type="date"
                    value={value.unwrap_or_default()}
                    aria-invalid={bind.problem.is_some().to_string()}
                    aria-describedby={words_id(bind.name)}
                    {oninput}
                    {onblur}
                />
                { status(bind) }
            </span>
        </FieldFrame>
    }
}
