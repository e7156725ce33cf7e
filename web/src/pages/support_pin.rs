//! *Check Support PIN*: whether somebody on the telephone is who they say (domain NEW-12).

use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::CheckSupportPin;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{BusyButton, FormFrame, Heading, NoRight, Notice, TextField, TextKind};
use crate::hooks::{Form, Tone, Values, use_desk, use_form};
use crate::text::t;

/// Asks for username and PIN, and says yes or no.
#[component]
pub(crate) fn SupportPinPage() -> Html {
    let view = use_desk().view();
    html! {
        <div class="app-sections">
            <div class="app-head"><Heading text={t("support-pin-check")} /></div>
            if view.may(Permission::ManageAccounts) {
                <Check />
            } else {
                <NoRight needed={Permission::ManageAccounts} />
            }
        </div>
    }
}

#[component]
fn Check() -> Html {
    let me = use_desk().account();
    let form = use_form(Form::default);
    let right = use_state_eq(|| None::<bool>);
    let found = form.missing(&["username", "pin"]);
    let on_submit = {
        let (form, found, right) = (form.clone(), found.clone(), right.setter());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            right.set(None);
            let asked = CheckSupportPin {
                username: form.get("username").trim().to_owned(),
                pin: form.get("pin").trim().to_owned(),
            };
            let (form, right) = (form.clone(), right.clone());
            spawn_local(async move {
                match api::check_support_pin(me, &asked).await {
                    Ok(checked) => {
                        right.set(Some(checked.right));
                        form.renew(Values::from([("pin", "".into())]));
                    }
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    let actions = html! { <BusyButton label={t("support-pin-ask")} busy={form.is_busy()} /> };
    html! {
        <div class="app-editor">
            <p>{ t("support-pin-lead") }</p>
            <div role="status">
                if let Some(right) = *right {
                    { verdict(right) }
                }
            </div>
            <FormFrame form={form.clone()} label={t("support-pin-check")} {on_submit} {actions}>
                <div class="app-pair">
                    <TextField
                        bind={form.bind("username", &found)}
                        label={t("username")}
                        kind={TextKind::Username}
                        required=true
                    />
                    <TextField
                        bind={form.bind("pin", &found)}
                        label={t("support-pin")}
                        kind={TextKind::Digits}
                        required=true
                    />
                </div>
            </FormFrame>
        </div>
    }
}

fn verdict(right: bool) -> Html {
    let (tone, title, words) = if right {
        (
            Tone::Success,
            "support-pin-right",
            "support-pin-right-words",
        )
    } else {
        (Tone::Danger, "support-pin-wrong", "support-pin-wrong-words")
    };
    html! { <Notice {tone} title={t(title)}><p>{ t(words) }</p></Notice> }
}
