//! Somebody's second factor in the hands of an administrator (domain EDIT-06).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{SetTwoFactor, TwoFactorAct};
use lanyard_shared::record::TwoFactor;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{Card, FormDialog, PasswordField, PushButton};
use crate::hooks::{Form, Tone, use_alive, use_desk, use_form, use_toasts};
use crate::text::t;

/// Properties of [`SecondFactorCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct SecondFactorCardProps {
    /// Whose.
    pub(crate) account: AccountId,
    /// How it stands.
    pub(crate) state: TwoFactor,
}

/// How it stands, in words.
pub(crate) const fn state_words(state: TwoFactor) -> &'static str {
    match state {
        TwoFactor::Inactive => "two-factor-inactive",
        TwoFactor::Requested => "two-factor-requested",
        TwoFactor::Enrolled => "two-factor-enrolled",
    }
}

const fn acts(state: TwoFactor) -> &'static [TwoFactorAct] {
    match state {
        TwoFactor::Inactive => &[TwoFactorAct::Require],
        TwoFactor::Requested => &[TwoFactorAct::Off],
        TwoFactor::Enrolled => &[TwoFactorAct::Reset, TwoFactorAct::Off],
    }
}

const fn act_words(act: TwoFactorAct) -> (&'static str, &'static str) {
    match act {
        TwoFactorAct::Require => ("two-factor-require", "two-factor-require-words"),
        TwoFactorAct::Reset => ("two-factor-reset", "two-factor-reset-words"),
        TwoFactorAct::Off => ("two-factor-off", "two-factor-off-words"),
    }
}

/// How it stands, and what can be done about it.
#[component]
pub(crate) fn SecondFactorCard(props: &SecondFactorCardProps) -> Html {
    let open = use_state_eq(|| None::<TwoFactorAct>);
    let show = |act: Option<TwoFactorAct>| {
        let open = open.setter();
        Callback::from(move |()| open.set(act))
    };
    html! {
        <Card id="second-factor" title={t("two-factor")}>
            <p>{ t(state_words(props.state)) }</p>
            <div class="app-acts">
                for act in acts(props.state) {
                    <PushButton
                        key={act_words(*act).0}
                        label={t(act_words(*act).0)}
                        on_click={show(Some(*act))}
                    />
                }
            </div>
            if let Some(act) = *open {
                <ActDialog account={props.account} {act} on_close={show(None)} />
            }
        </Card>
    }
}

/// Properties of [`ActDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct ActDialogProps {
    /// Whose second factor.
    pub(crate) account: AccountId,
    /// What is to be done about it.
    pub(crate) act: TwoFactorAct,
    /// The dialog is done with.
    pub(crate) on_close: Callback<()>,
}

/// Asks for the reader's own password, and does it.
#[component]
pub(crate) fn ActDialog(props: &ActDialogProps) -> Html {
    let desk = use_desk();
    let (toasts, alive) = (use_toasts(), use_alive());
    let form = use_form(Form::default);
    let found = form.missing(&["password"]);
    let (title, words) = act_words(props.act);
    let on_submit = {
        let (form, found, desk) = (form.clone(), found.clone(), desk.clone());
        let (account, act, on_close) = (props.account, props.act, props.on_close.clone());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let asked = SetTwoFactor {
                account,
                password: form.get("password").to_owned(),
                act,
            };
            let (form, desk, on_close) = (form.clone(), desk.clone(), on_close.clone());
            let (toasts, alive) = (toasts.clone(), alive.clone());
            spawn_local(async move {
                match api::set_two_factor(desk.account(), &asked).await {
                    Ok(()) => {
                        toasts.raise(Tone::Success, t("two-factor-set"));
                        // The row tells the rest when it arrives.
                        desk.sync_now();
                        if alive.get() {
                            on_close.emit(());
                        }
                    }
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    html! {
        <FormDialog
            title={t(title)}
            form={form.clone()}
            submit={t(title)}
            {on_submit}
            on_cancel={props.on_close.clone()}
        >
            <p>{ t(words) }</p>
            <PasswordField
                bind={form.bind("password", &found)}
                label={t("own-password")}
                autocomplete="current-password"
            />
        </FormDialog>
    }
}
