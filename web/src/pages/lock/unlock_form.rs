//! The one field that opens a locked screen.

use lanyard_shared::message::Message;
use lanyard_shared::protocol::UnlockBy;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::components::{BusyButton, FormFrame, PasswordField, SecretKind};
use crate::hooks::{Form, Values, use_alive, use_form};
use crate::lock::{self, Refusal, Way, use_lock};
use crate::text::t;

/// Properties of [`UnlockForm`].
#[derive(PartialEq, Properties)]
pub(super) struct UnlockFormProps {
    /// What it asks for.
    pub(super) by: UnlockBy,
    /// Another way is needed, for this reason.
    pub(super) on_other_way: Callback<(Way, Message)>,
    /// What is below the button.
    pub(super) children: Html,
}

/// Asks for the App Unlock PIN or the password.
#[component]
pub(super) fn UnlockForm(props: &UnlockFormProps) -> Html {
    let (lock, alive) = (use_lock(), use_alive());
    let form = use_form(Form::default);
    let by = props.by;
    let field = match by {
        UnlockBy::Pin => "pin",
        UnlockBy::Password => "password",
    };
    let found = form.missing(&[field]);
    let on_submit = {
        let (form, found) = (form.clone(), found.clone());
        let on_other_way = props.on_other_way.clone();
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let (lock, form, alive) = (lock.clone(), form.clone(), alive.clone());
            let on_other_way = on_other_way.clone();
            spawn_local(async move {
                let typed = form.get(field).to_owned();
                let opened = lock::open(&lock, by, &typed).await;
                if !alive.get() {
                    return;
                }
                let Err(refusal) = opened else { return };
                form.fill(Values::from([(field, "".into())]));
                match refusal {
                    Refusal::Told(problems, why) => form.refuse(problems, why),
                    Refusal::Other(way, why) => {
                        form.renew(Values::new());
                        on_other_way.emit((way, why));
                    }
                }
                browser::focus(field);
            });
        })
    };
    let actions = html! {
        <div class="app-stack app-wide">
            <BusyButton label={t("unlock")} busy={form.is_busy()} block=true />
            { props.children.clone() }
        </div>
    };
    let bind = form.bind(field, &found).quiet();
    html! {
        <FormFrame form={form.clone()} label={t("lock-title")} {on_submit} {actions}>
            {
                match by {
                    UnlockBy::Pin => html! {
                        <PasswordField
                            {bind}
                            label={t("app-unlock-pin")}
                            kind={SecretKind::Pin}
                            autocomplete="off"
                        />
                    },
                    UnlockBy::Password => html! {
                        <PasswordField
                            {bind}
                            label={t("password")}
                            autocomplete="current-password"
                        />
                    },
                }
            }
        </FormFrame>
    }
}
