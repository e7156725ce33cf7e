//! Any number of choices from a list.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::frame::GroupFrame;
use super::{Bind, Choice};

/// The values that are chosen, out of what the form holds.
pub(crate) fn chosen(held: &str) -> impl Iterator<Item = &str> {
    held.split(' ').filter(|value| !value.is_empty())
}

/// What the form holds after `value` was ticked or the tick taken away.
pub(super) fn toggled(held: &str, value: &str, ticked: bool) -> String {
    let others = chosen(held).filter(|other| *other != value);
    let all: Vec<&str> = others.chain(ticked.then_some(value)).collect();
    all.join(" ")
}

/// Properties of [`ChoicesField`].
#[derive(PartialEq, Properties)]
pub(crate) struct ChoicesFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// What there is to choose from; no value has a blank in it.
    pub(crate) choices: Vec<Choice>,
}

/// A group of boxes to tick.
#[component]
pub(crate) fn ChoicesField(props: &ChoicesFieldProps) -> Html {
    let bind = &props.bind;
    html! {
        <GroupFrame bind={bind.clone()} label={props.label.clone()}>
            for choice in &props.choices {
                <TickBox
                    key={choice.value.to_string()}
                    bind={bind.clone()}
                    choice={choice.clone()}
                />
            }
        </GroupFrame>
    }
}

/// Properties of [`TickBox`].
#[derive(PartialEq, Properties)]
struct TickBoxProps {
    bind: Bind,
    choice: Choice,
}

#[component]
fn TickBox(props: &TickBoxProps) -> Html {
    let bind = &props.bind;
    let value = props.choice.value.clone();
    let id = format!("{}-{value}", bind.name);
    let checked = chosen(&bind.value).any(|it| it == value.as_str());
    let (on_input, held) = (bind.on_input.clone(), bind.value.clone());
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        on_input.emit(toggled(&held, &value, input.checked()).into());
    });
    html! {
        <div class="pf-v6-c-check">
            <input
                class="pf-v6-c-check__input"
                type="checkbox"
                id={id.clone()}
                name={bind.name}
                {checked}
                {onchange}
            />
            <label class="pf-v6-c-check__label" for={id}>{ &props.choice.label }</label>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::toggled;

    #[test]
    fn a_tick_adds_a_value_once_and_takes_it_away() {
        assert_eq!(toggled("", "a", true), "a");
        assert_eq!(toggled("a b", "b", true), "a b");
        assert_eq!(toggled("a b", "a", false), "b");
    }
}
