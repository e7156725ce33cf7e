//! Password and PINs of an account that is there: none is typed in its form, each has an act (domain
//! EDIT-01, EDIT-02).

use lanyard_shared::protocol::Pins;
use yew::prelude::*;

use super::KeptField;
use crate::text::t;

/// What stands in the place of a password.
const HIDDEN_PASSWORD: &str = "••••••••";
/// What stands in the place of an App Unlock PIN, a dot for each digit.
const HIDDEN_PIN: &str = "••••";
/// The same for a Support PIN.
const HIDDEN_SUPPORT_PIN: &str = "••••••";

/// Both PINs as they are shown: dots, until somebody has seen them.
pub(crate) fn pin_words(pins: Option<&Pins>) -> (AttrValue, AttrValue) {
    let Some(pins) = pins else {
        return (HIDDEN_PIN.into(), HIDDEN_SUPPORT_PIN.into());
    };
    let app_unlock = pins.app_unlock.clone().map(AttrValue::from);
    let app_unlock = app_unlock.unwrap_or_else(|| t("none"));
    (app_unlock, pins.support.clone().into())
}

/// Properties of [`KeptSecrets`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct KeptSecretsProps {
    /// The PINs, once they were seen.
    pub(crate) pins: Option<Pins>,
    /// Why the reader may act upon none of them.
    pub(crate) barred: Option<AttrValue>,
    /// Somebody wants the password reset.
    pub(crate) on_reset: Callback<()>,
    /// Somebody wants to see the PINs, or not to see them any more.
    pub(crate) on_view: Callback<()>,
}

/// Password, App Unlock PIN, Support PIN: dots, and a button each.
#[component]
pub(crate) fn KeptSecrets(props: &KeptSecretsProps) -> Html {
    let open = props.barred.is_none();
    let (app_unlock, support) = pin_words(props.pins.as_ref());
    let view = match props.pins {
        Some(_) => t("pins-hide"),
        None => t("pins-view"),
    };
    let row = |label: AttrValue, value: AttrValue, act: AttrValue, on_act: &Callback<()>| {
        html! {
            <div role="group" aria-label={label.clone()}>
                <KeptField {label} {value} act={open.then_some(act)} on_act={on_act.clone()} />
            </div>
        }
    };
    html! {
        <div class="app-sections">
            { row(t("password"), HIDDEN_PASSWORD.into(), t("reset-password"), &props.on_reset) }
            <div class="app-pair">
                { row(t("app-unlock-pin"), app_unlock, view.clone(), &props.on_view) }
                { row(t("support-pin"), support, view, &props.on_view) }
            </div>
            if let Some(words) = props.barred.clone() {
                <p class="app-quiet">{ words }</p>
            }
        </div>
    }
}
