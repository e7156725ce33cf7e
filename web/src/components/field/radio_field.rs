//! One choice of few, all in sight.

use yew::prelude::*;

use super::frame::{Controls, GroupFrame};
use super::{Bind, Choice};

/// Properties of [`RadioField`].
#[derive(PartialEq, Properties)]
pub(crate) struct RadioFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// The question.
    pub(crate) label: AttrValue,
    /// What there is to choose from; each may have a line of detail.
    pub(crate) choices: Vec<Choice>,
}

/// A group of radio buttons. The first carries the field's name as its id, so that the focus finds
/// the group.
#[component]
pub(crate) fn RadioField(props: &RadioFieldProps) -> Html {
    let bind = &props.bind;
    html! {
        <GroupFrame bind={bind.clone()} label={props.label.clone()} controls={Controls::Radios}>
            for (place, choice) in props.choices.iter().enumerate() {
                <Radio
                    key={choice.value.to_string()}
                    id={radio_id(bind.name, place)}
                    name={bind.name}
                    choice={choice.clone()}
                    chosen={choice.value == bind.value}
                    on_choose={bind.on_input.clone()}
                />
            }
        </GroupFrame>
    }
}

fn radio_id(name: &str, place: usize) -> AttrValue {
    match place {
        0 => name.to_owned().into(),
        _ => format!("{name}-{place}").into(),
    }
}

/// Properties of [`Radio`].
#[derive(PartialEq, Properties)]
struct RadioProps {
    id: AttrValue,
    name: &'static str,
    choice: Choice,
    chosen: bool,
    on_choose: Callback<AttrValue>,
}

/// One radio button. The detail below it describes it and is no part of its name.
#[component]
fn Radio(props: &RadioProps) -> Html {
    let value = props.choice.value.clone();
    let onchange = props.on_choose.reform(move |_: Event| value.clone());
    let detail_id = format!("{}-detail", props.id);
    html! {
        <div class="pf-v6-c-radio">
            <input
                class="pf-v6-c-radio__input"
                type="radio"
                id={props.id.clone()}
                name={props.name}
                value={props.choice.value.clone()}
                checked={props.chosen}
                aria-describedby={props.choice.detail.is_some().then(|| detail_id.clone())}
                {onchange}
            />
            <label class="pf-v6-c-radio__label" for={props.id.clone()}>
                { &props.choice.label }
            </label>
            <span
                class="pf-v6-c-radio__description"
                id={detail_id}
                hidden={props.choice.detail.is_none()}
            >
                { props.choice.detail.clone().unwrap_or_default() }
            </span>
        </div>
    }
}
