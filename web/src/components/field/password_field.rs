//! A password, hidden unless its owner wants to see it.

use patternfly_yew::prelude::Icon;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Bind;
use super::frame::{FieldFrame, control_class, status, words_id};
use crate::text::t;

/// What kind of secret it is: decides the keyboard of a phone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SecretKind {
    /// A password.
    #[default]
    Password,
    /// Digits.
    Pin,
}

/// Properties of [`PasswordField`].
#[derive(PartialEq, Properties)]
pub(crate) struct PasswordFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// What kind of secret it is.
    #[prop_or_default]
    pub(crate) kind: SecretKind,
    /// `current-password` or `new-password`, for password managers; `off` for what is none.
    pub(crate) autocomplete: AttrValue,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// The hint says that what is typed is good.
    #[prop_or_default]
    pub(crate) good: bool,
}

/// A password with a button that shows it.
#[component]
pub(crate) fn PasswordField(props: &PasswordFieldProps) -> Html {
    let bind = &props.bind;
    let shown = use_state(|| false);
    let on_input = bind.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        on_input.emit(input.value().into());
    });
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let (icon, label) = if *shown {
        (Icon::EyeSlash, t("field-hide-typed"))
    } else {
        (Icon::Eye, t("field-show-typed"))
    };
    html! {
        <FieldFrame
            bind={bind.clone()}
            label={props.label.clone()}
            required=true
            hint={props.hint.clone()}
            good={props.good}
        >
            <div class="pf-v6-c-input-group">
                <div class="pf-v6-c-input-group__item pf-m-fill">
                    <span class={control_class(bind)}>
                        <input
                            id={bind.name}
                            name={bind.name}
                            type={if *shown { "text" } else { "password" }}
                            value={bind.value.clone()}
                            inputmode={matches!(props.kind, SecretKind::Pin).then_some("numeric")}
                            autocomplete={props.autocomplete.clone()}
                            autocapitalize="none"
                            spellcheck="false"
                            aria-required="true"
                            aria-invalid={bind.problem.is_some().to_string()}
                            aria-describedby={words_id(bind.name)}
                            {oninput}
                            onblur={bind.on_leave.reform(|_| ())}
                        />
                        { status(bind) }
                    </span>
                </div>
                <div class="pf-v6-c-input-group__item">
                    <button
                        class="pf-v6-c-button pf-m-control"
                        type="button"
                        aria-label={label}
                        aria-controls={bind.name}
                        onclick={toggle}
                    >
                        <span class="pf-v6-c-button__icon">{ icon }</span>
                    </button>
                </div>
            </div>
        </FieldFrame>
    }
}
