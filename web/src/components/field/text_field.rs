//! A line of text.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Bind;
use super::frame::{FieldFrame, control_class, status, words_id};

/// What kind of text it is: decides the keyboard of a phone and what browsers propose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// Anything.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// Digits.
    Digits,
    /// A name to sign in with.
    Username,
}

impl TextKind {
    const fn input_mode(self) -> &'static str {
        match self {
            Self::Text | Self::Username => "text",
            Self::Email => "email",
            Self::Url => "url",
            Self::Digits => "numeric",
        }
    }

    /// Whether a phone may write the first letter large and correct the spelling.
    const fn is_prose(self) -> bool {
        matches!(self, Self::Text)
    }
}

/// Properties of [`TextField`].
#[derive(PartialEq, Properties)]
pub(crate) struct TextFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// Whether it may not stay empty.
    #[prop_or_default]
    pub(crate) required: bool,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// What kind of text it is.
    #[prop_or_default]
    pub(crate) kind: TextKind,
    /// What the browser may fill in (HTML's autofill names).
    #[prop_or(AttrValue::Static("off"))]
    pub(crate) autocomplete: AttrValue,
    /// What the browser proposes while somebody types: a text and a word beside it.
    #[prop_or_default]
    pub(crate) proposals: Vec<(AttrValue, AttrValue)>,
}

/// A line of text with its label. Its type is `text` for every kind: a browser's own idea of an
/// address would hold back what was typed from the rules in `shared`.
#[component]
pub(crate) fn TextField(props: &TextFieldProps) -> Html {
    let bind = &props.bind;
    let on_input = bind.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        on_input.emit(input.value().into());
    });
    let prose = props.kind.is_prose();
    let list = (!props.proposals.is_empty()).then(|| format!("{}-proposals", bind.name));
    html! {
        <FieldFrame
            bind={bind.clone()}
            label={props.label.clone()}
            required={props.required}
            hint={props.hint.clone()}
        >
            <span class={control_class(bind)}>
                <input
                    id={bind.name}
                    name={bind.name}
                    type="text"
                    value={bind.value.clone()}
                    inputmode={props.kind.input_mode()}
                    autocomplete={props.autocomplete.clone()}
                    list={list.clone()}
                    autocapitalize={if prose { "words" } else { "none" }}
                    spellcheck="false"
                    aria-required={props.required.to_string()}
                    aria-invalid={bind.problem.is_some().to_string()}
                    aria-describedby={words_id(bind.name)}
                    {oninput}
                    onblur={bind.on_leave.reform(|_| ())}
                />
                { status(bind) }
            </span>
            if let Some(id) = list {
                <datalist {id}>
                    for (text, beside) in &props.proposals {
                        <option key={text.to_string()} value={text.clone()} label={beside.clone()} />
                    }
                </datalist>
            }
        </FieldFrame>
    }
}
