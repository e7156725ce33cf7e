//! The field for a code of the second factor, shown once the server has asked for one.

use yew::prelude::*;

use super::{Bind, TextField, TextKind};
use crate::browser;
use crate::components::Notice;
use crate::hooks::Tone;
use crate::text::t;

/// Properties of [`CodeField`].
#[derive(PartialEq, Properties)]
pub(crate) struct CodeFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Why a code is asked for.
    pub(crate) why: AttrValue,
}

/// Says why, and takes the focus: the rest of the form is filled in already.
#[component]
pub(crate) fn CodeField(props: &CodeFieldProps) -> Html {
    use_effect_with(props.bind.name, |name| browser::focus(name));
    html! {
        <>
            <div role="status">
                <Notice tone={Tone::Info} title={props.why.clone()} />
            </div>
            <TextField
                bind={props.bind.clone()}
                label={t("sign-in-code")}
                kind={TextKind::Username}
                hint={t("sign-in-code-hint")}
                autocomplete="one-time-code"
                required=true
            />
        </>
    }
}
