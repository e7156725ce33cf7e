//! The PINs of an account: seen online after one's own password, set offline too (domain EDIT-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, StaffSetPin};
use lanyard_shared::protocol::{Pins, ViewPins};
use lanyard_shared::replica::Mends;
use lanyard_shared::seal::Place;
use lanyard_shared::validate::{self, Problems};
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList, DescriptionListMode};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{
    Card, FormDialog, PasswordField, PushButton, TextField, TextKind, pin_words,
};
use crate::hooks::{Form, Tone, Values, use_alive, use_desk, use_form, use_toasts};
use crate::text::t;

/// Properties of [`PinsCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct PinsCardProps {
    /// Whose PINs.
    pub(crate) account: AccountId,
}

/// What is open over the card.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    View,
    Set,
}

/// Both PINs, hidden until somebody has typed their own password.
#[component]
pub(crate) fn PinsCard(props: &PinsCardProps) -> Html {
    let open = use_state_eq(|| Open::Nothing);
    let pins = use_state(|| None::<Pins>);
    let show = |what| {
        let open = open.setter();
        Callback::from(move |()| open.set(what))
    };
    let on_seen = {
        let (open, pins) = (open.setter(), pins.setter());
        Callback::from(move |seen| {
            pins.set(Some(seen));
            open.set(Open::Nothing);
        })
    };
    let on_hide = {
        let pins = pins.setter();
        Callback::from(move |()| pins.set(None))
    };
    let (app_unlock, support) = pin_words((*pins).as_ref());
    html! {
        <Card id="pins" title={t("pins")}>
            <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
                <DescriptionGroup term={t("app-unlock-pin")}>
                    <span class="app-secret">{ app_unlock }</span>
                </DescriptionGroup>
                <DescriptionGroup term={t("support-pin")}>
                    <span class="app-secret">{ support }</span>
                </DescriptionGroup>
            </DescriptionList>
            <p class="app-quiet">{ t("pins-words") }</p>
            <div class="app-acts">
                if pins.is_none() {
                    <PushButton label={t("pins-view")} on_click={show(Open::View)} />
                } else {
                    <PushButton label={t("pins-hide")} on_click={on_hide} />
                }
                <PushButton label={t("pin-set")} on_click={show(Open::Set)} />
            </div>
            if *open == Open::View {
                <ViewPinsDialog
                    account={props.account}
                    {on_seen}
                    on_cancel={show(Open::Nothing)}
                />
            }
            if *open == Open::Set {
                <SetPinDialog account={props.account} on_close={show(Open::Nothing)} />
            }
        </Card>
    }
}

/// Properties of [`ViewPinsDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct ViewPinsDialogProps {
    /// Whose PINs.
    pub(crate) account: AccountId,
    /// Here they are.
    pub(crate) on_seen: Callback<Pins>,
    /// Somebody does not want to see them.
    pub(crate) on_cancel: Callback<()>,
}

/// Asks for the reader's own password, and for the PINs with it.
#[component]
pub(crate) fn ViewPinsDialog(props: &ViewPinsDialogProps) -> Html {
    let desk = use_desk();
    let form = use_form(Form::default);
    let found = form.missing(&["password"]);
    let on_submit = {
        let (form, found) = (form.clone(), found.clone());
        let (me, of, on_seen) = (desk.account(), props.account, props.on_seen.clone());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let asked = ViewPins {
                account: of,
                password: form.get("password").to_owned(),
            };
            let (form, on_seen) = (form.clone(), on_seen.clone());
            spawn_local(async move {
                match api::view_pins(me, &asked).await {
                    Ok(pins) => on_seen.emit(pins),
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    html! {
        <FormDialog
            title={t("pins-view-title")}
            form={form.clone()}
            submit={t("pins-view")}
            {on_submit}
            on_cancel={props.on_cancel.clone()}
        >
            <p>{ t("own-password-words") }</p>
            <PasswordField
                bind={form.bind("password", &found)}
                label={t("own-password")}
                autocomplete="current-password"
            />
        </FormDialog>
    }
}

/// Properties of [`SetPinDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct SetPinDialogProps {
    /// Whose PIN.
    pub(crate) account: AccountId,
    /// The refused edit that it takes the place of.
    #[prop_or_default]
    pub(crate) replaces: Option<Mends>,
    /// The dialog is done with.
    pub(crate) on_close: Callback<()>,
}

/// Queues another App Unlock PIN: it is sealed at once, and works offline.
#[component]
pub(crate) fn SetPinDialog(props: &SetPinDialogProps) -> Html {
    let desk = use_desk();
    let (toasts, alive) = (use_toasts(), use_alive());
    let form = use_form(|| Form::with(Values::from([(StaffSetPin::FIELD, desk.new_pin())])));
    let mut problems = Problems::new();
    let typed = form.get(StaffSetPin::FIELD);
    problems.check(StaffSetPin::FIELD, validate::app_unlock_pin(typed));
    let found = problems.finish().err().unwrap_or_default();
    let on_submit = {
        let (form, found, desk) = (form.clone(), found.clone(), desk.clone());
        let (account, on_close) = (props.account, props.on_close.clone());
        let replaces = props.replaces.clone();
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let field = StaffSetPin::FIELD;
            let pin = match desk.seal(form.get(field), Place { account, field }) {
                Ok(pin) => pin,
                Err(trouble) => return form.fail(trouble.into()),
            };
            let intent = Intent::StaffSetPin(StaffSetPin { account, pin });
            let (form, desk, on_close) = (form.clone(), desk.clone(), on_close.clone());
            let (toasts, alive) = (toasts.clone(), alive.clone());
            let replaces = replaces.clone();
            spawn_local(async move {
                match desk.author(intent, replaces).await {
                    Ok(()) => {
                        toasts.raise(Tone::Success, t("pin-stored"));
                        if alive.get() {
                            on_close.emit(());
                        }
                    }
                    Err(trouble) => form.fail(trouble.into()),
                }
            });
        })
    };
    html! {
        <FormDialog
            title={t("pin-set-title")}
            form={form.clone()}
            submit={t("pin-save")}
            {on_submit}
            on_cancel={props.on_close.clone()}
        >
            <TextField
                bind={form.bind(StaffSetPin::FIELD, &found)}
                label={t("app-unlock-pin")}
                kind={TextKind::Digits}
                hint={t("app-unlock-pin-hint")}
                required=true
            />
        </FormDialog>
    }
}
