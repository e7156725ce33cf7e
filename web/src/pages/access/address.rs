//! The e-mail address of an account, and **Change Email** (domain LINK-09).

use lanyard_shared::id::AccountId;
use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::ChangeEmail;
use lanyard_shared::record::Standing;
use lanyard_shared::validate::{self, Problems};
use patternfly_yew::prelude::{
    Color, DescriptionGroup, DescriptionList, DescriptionListMode, Label,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{BusyButton, Card, FormDialog, FormFrame, Notice, TextField, TextKind};
use crate::hooks::{Form, FormHandle, Tone, Values, use_alive, use_desk, use_form, use_toasts};
use crate::text::t;

/// Properties of [`AddressSection`].
#[derive(PartialEq, Properties)]
pub(super) struct AddressSectionProps {
    pub(super) account: AccountId,
    /// The reader may look and not act.
    pub(super) barred: bool,
    /// A mail has been queued.
    pub(super) on_change: Callback<()>,
}

/// The address, whether its owner has confirmed it, and a form for another one.
#[component]
pub(super) fn AddressSection(props: &AddressSectionProps) -> Html {
    let desk = use_desk();
    let view = desk.view();
    let Some(shown) = view.accounts.get(&props.account) else {
        return html! { <span /> };
    };
    let account = &shown.account;
    let (words, color) = if account.email_verified {
        (t("email-verified"), Color::Green)
    } else {
        (t("email-unverified"), Color::Orange)
    };
    let own = account.id == desk.account();
    html! {
        <Card id="address" title={t("email-address")}>
            <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
                <DescriptionGroup term={t("email-present")}>{ &account.email }</DescriptionGroup>
                <DescriptionGroup term={t("staff-state")}>
                    <Label label={words.to_string()} {color} compact=true />
                </DescriptionGroup>
            </DescriptionList>
            if own {
                <Notice tone={Tone::Info} title={t("email-own")} />
            } else if !props.barred {
                <NewAddress
                    account={account.id}
                    pending={account.standing == Standing::Pending}
                    on_change={props.on_change.clone()}
                />
            }
        </Card>
    }
}

/// Properties of [`NewAddress`].
#[derive(PartialEq, Properties)]
struct NewAddressProps {
    account: AccountId,
    pending: bool,
    on_change: Callback<()>,
}

#[component]
fn NewAddress(props: &NewAddressProps) -> Html {
    let form = use_form(Form::default);
    let found = check(&form);
    let on_submit = use_change(&form, &found, props.account, props.on_change.clone());
    let means = if props.pending {
        t("change-email-pending")
    } else {
        t("change-email-means")
    };
    let actions = html! { <BusyButton label={t("change-email")} busy={form.is_busy()} /> };
    html! {
        <div class="app-narrow">
            <FormFrame form={form.clone()} label={t("change-email")} {on_submit} {actions}>
                <TextField
                    bind={form.bind("email", &found)}
                    label={t("new-email-address")}
                    kind={TextKind::Email}
                    hint={means}
                    required=true
                />
            </FormFrame>
        </div>
    }
}

/// Properties of [`ChangeEmailDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct ChangeEmailDialogProps {
    /// Whose address.
    pub(crate) account: AccountId,
    /// The dialog is done with.
    pub(crate) on_close: Callback<()>,
}

/// The same form over a page, for an account that is in use.
#[component]
pub(crate) fn ChangeEmailDialog(props: &ChangeEmailDialogProps) -> Html {
    let form = use_form(Form::default);
    let found = check(&form);
    let on_submit = use_change(&form, &found, props.account, props.on_close.clone());
    html! {
        <FormDialog
            title={t("change-email")}
            form={form.clone()}
            submit={t("change-email")}
            {on_submit}
            on_cancel={props.on_close.clone()}
        >
            <TextField
                bind={form.bind("email", &found)}
                label={t("new-email-address")}
                kind={TextKind::Email}
                hint={t("change-email-means")}
                required=true
            />
        </FormDialog>
    }
}

#[hook]
fn use_change(
    form: &FormHandle,
    found: &[FieldProblem],
    account: AccountId,
    on_change: Callback<()>,
) -> Callback<()> {
    let (toasts, alive) = (use_toasts(), use_alive());
    let me = use_desk().account();
    let (form, found) = (form.clone(), found.to_vec());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let change = ChangeEmail {
            account,
            email: form.get("email").trim().to_owned(),
        };
        let (form, on_change) = (form.clone(), on_change.clone());
        let (toasts, alive) = (toasts.clone(), alive.clone());
        spawn_local(async move {
            match api::change_email(me, &change).await {
                _ if !alive.get() => {}
                Ok(()) => {
                    let email = change.email.as_str();
                    toasts.raise(Tone::Success, t!("email-asked", email = email));
                    form.renew(Values::from([("email", "".into())]));
                    on_change.emit(());
                }
                Err(error) => form.fail_by(&error),
            }
        });
    })
}

fn check(form: &FormHandle) -> Vec<FieldProblem> {
    let mut problems = Problems::new();
    problems.check("email", validate::email(form.get("email")).map(drop));
    problems.finish().err().unwrap_or_default()
}
