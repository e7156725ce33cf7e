//! A telephone number that takes its shape while it is typed (domain NEW-09).

use lanyard_shared::validate::format_phone;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Bind;
use super::frame::{FieldFrame, control_class, status, words_id};
use crate::text::t;

/// Properties of [`PhoneField`].
#[derive(PartialEq, Properties)]
pub(crate) struct PhoneFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
}

/// A telephone number, shaped as (111) 222-3333. Only what is typed at the end is shaped at once:
/// a correction in the middle would lose its place.
#[component]
pub(crate) fn PhoneField(props: &PhoneFieldProps) -> Html {
    let bind = &props.bind;
    let on_input = bind.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let typed = input.value();
        let caret = input.selection_start().ok().flatten();
        let at_end =
            caret.is_none_or(|caret| usize::try_from(caret) == Ok(typed.encode_utf16().count()));
        let shaped = if at_end { format_phone(&typed) } else { typed };
        on_input.emit(shaped.into());
    });
    let on_leave = {
        let (on_input, on_leave) = (bind.on_input.clone(), bind.on_leave.clone());
        let value = bind.value.clone();
        Callback::from(move |_: FocusEvent| {
            on_input.emit(format_phone(&value).into());
            on_leave.emit(());
        })
    };
    html! {
        <FieldFrame bind={bind.clone()} label={props.label.clone()}>
            <span class={control_class(bind)}>
                <input
                    id={bind.name}
                    name={bind.name}
                    type="tel"
                    value={bind.value.clone()}
                    placeholder={t("phone-mask")}
                    autocomplete="off"
                    aria-required="false"
                    aria-invalid={bind.problem.is_some().to_string()}
                    aria-describedby={words_id(bind.name)}
                    {oninput}
                    onblur={on_leave}
                />
                { status(bind) }
            </span>
        </FieldFrame>
    }
}
