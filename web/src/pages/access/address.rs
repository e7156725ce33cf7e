//! The e-mail address of an account, and **Change Email** (domain LINK-09).

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, SetFields};
use lanyard_shared::merge::{Change, Changes};
use lanyard_shared::message::FieldProblem;
use lanyard_shared::record::{RecordKey, RecordKind, Standing};
use patternfly_yew::prelude::{
    Color, DescriptionGroup, DescriptionList, DescriptionListMode, Label,
};
use serde_json::json;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{BusyButton, Card, FormDialog, FormFrame, Notice, TextField, TextKind};
use crate::hooks::{
    Form, FormHandle, Tone, Values, another_email, use_alive, use_desk, use_form, use_toasts,
};
use crate::text::t;

/// Properties of [`AddressSection`].
#[derive(PartialEq, Properties)]
pub(super) struct AddressSectionProps {
    pub(super) account: AccountId,
    /// The reader may look and not act.
    pub(super) barred: bool,
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
    // That of somebody who has not begun is drawn as it will be.
    let waits = view.email_that_waits(account.id);
    let waits = waits.filter(|email| *email != account.email);
    html! {
        <Card id="address" title={t("email-address")}>
            <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
                <DescriptionGroup term={t("email-present")}>{ &account.email }</DescriptionGroup>
                <DescriptionGroup term={t("staff-state")}>
                    <Label label={words.to_string()} {color} compact=true />
                </DescriptionGroup>
            </DescriptionList>
            if let Some(email) = waits {
                <Notice tone={Tone::Info} title={t!("email-waits", email = email)} />
            }
            if own {
                <Notice tone={Tone::Info} title={t("email-own")} />
            } else if !props.barred {
                <NewAddress
                    account={account.id}
                    pending={account.standing == Standing::Pending}
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
}

#[component]
fn NewAddress(props: &NewAddressProps) -> Html {
    let (desk, form) = (use_desk(), use_form(Form::default));
    let found = another_email(form.get("email"), props.account, &desk.view());
    let on_submit = use_change(&form, &found, props.account, Callback::noop());
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
    let (desk, form) = (use_desk(), use_form(Form::default));
    let found = another_email(form.get("email"), props.account, &desk.view());
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

/// Queues the wish for another address: an edit of the account's fields (domain LINK-09).
#[hook]
fn use_change(
    form: &FormHandle,
    found: &[FieldProblem],
    account: AccountId,
    on_done: Callback<()>,
) -> Callback<()> {
    let (desk, toasts, alive) = (use_desk(), use_toasts(), use_alive());
    let (form, found) = (form.clone(), found.to_vec());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let view = desk.view();
        let was = view.accounts.get(&account);
        let was = was.map(|shown| shown.account.email.clone());
        let email = form.get("email").trim().to_owned();
        let edit = address_edit(account, was.as_deref().unwrap_or_default(), &email);
        let (form, on_done, desk) = (form.clone(), on_done.clone(), desk.clone());
        let (toasts, alive) = (toasts.clone(), alive.clone());
        spawn_local(async move {
            match desk.author(edit, None).await {
                Ok(()) => {
                    let words = t!("email-queued", email = email.as_str());
                    toasts.raise(Tone::Success, words);
                    if alive.get() {
                        form.renew(Values::from([("email", "".into())]));
                        on_done.emit(());
                    }
                }
                Err(trouble) => form.fail(trouble.into()),
            }
        });
    })
}

fn address_edit(account: AccountId, was: &str, set: &str) -> Intent {
    let change = Change {
        was: json!(was),
        set: json!(set),
    };
    Intent::from(SetFields {
        record: RecordKey {
            kind: RecordKind::Account,
            id: account.0,
        },
        changes: Changes::from([("email".to_owned(), change)]),
    })
}
