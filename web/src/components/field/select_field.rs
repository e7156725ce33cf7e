//! One choice from a list.

use patternfly_yew::prelude::Icon;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::frame::{FieldFrame, control_class, words_id};
use super::{Bind, Choice};
use crate::text::t;

/// Properties of [`SelectField`].
#[derive(PartialEq, Properties)]
pub(crate) struct SelectFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// What there is to choose from.
    pub(crate) choices: Vec<Choice>,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
}

/// One choice from a list. Choices that are barred stand in it, with the reason.
#[component]
pub(crate) fn SelectField(props: &SelectFieldProps) -> Html {
    let bind = &props.bind;
    let on_input = bind.on_input.clone();
    let onchange = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        on_input.emit(select.value().into());
    });
    let unchosen = !props
        .choices
        .iter()
        .any(|choice| choice.value == bind.value);
    html! {
        <FieldFrame
            bind={bind.clone()}
            label={props.label.clone()}
            required=true
            hint={props.hint.clone()}
        >
            <span class={control_class(bind)}>
                <select
                    id={bind.name}
                    name={bind.name}
                    class={classes!(unchosen.then_some("app-unchosen"))}
                    aria-required="true"
                    aria-invalid={bind.problem.is_some().to_string()}
                    aria-describedby={words_id(bind.name)}
                    {onchange}
                    onblur={bind.on_leave.reform(|_| ())}
                >
                    <option key="" value="" selected={unchosen}>{ t("field-choose") }</option>
                    for choice in &props.choices {
                        <option
                            key={choice.value.to_string()}
                            value={choice.value.clone()}
                            selected={choice.value == bind.value}
                            disabled={choice.barred.is_some()}
                        >
                            { words(choice) }
                        </option>
                    }
                </select>
                <span class="pf-v6-c-form-control__utilities">
                    <span
                        class="pf-v6-c-form-control__icon pf-m-status"
                        hidden={bind.problem.is_none()}
                    >
                        { Icon::ExclamationCircle }
                    </span>
                    <span class="pf-v6-c-form-control__toggle-icon">{ Icon::CaretDown }</span>
                </span>
            </span>
        </FieldFrame>
    }
}

fn words(choice: &Choice) -> AttrValue {
    match &choice.barred {
        Some(reason) => format!("{} ({reason})", choice.label).into(),
        None => choice.label.clone(),
    }
}
