//! One's own second factor: demanded at sign-in, or wished for (domain EDIT-06).

use lanyard_shared::protocol::{BeginEnrolment, ConfirmEnrolment, Enrolment, ProblemKind};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{
    BusyButton, CodeField, FormActs, FormFrame, Look, Notice, PasswordField, PublicFrame,
    PushButton, QrCode, TextField, TextKind,
};
use crate::hooks::{Form, Tone, Values, use_form, use_go, use_go_on, use_session};
use crate::route::Route;
use crate::text::t;

/// How far the enrolment has come.
#[derive(Clone, PartialEq)]
enum Stage {
    /// The password is asked for.
    Password,
    /// The app learns the secret and shows a first code.
    Scan(Enrolment),
    /// It is enrolled; the recovery codes are shown once.
    Codes(Vec<String>),
}

/// Password, QR code and first code, recovery codes: one after the other.
#[component]
pub(crate) fn TwoFactorPage() -> Html {
    let session = use_session();
    let stage = use_state_eq(|| Stage::Password);
    let on_stage = {
        let stage = stage.setter();
        Callback::from(move |next| stage.set(next))
    };
    let lead = if session.is_first() {
        t("two-factor-demanded")
    } else {
        t("two-factor-lead")
    };
    html! {
        <PublicFrame title={t("two-factor-set-up")} {lead}>
            {
                match &*stage {
                    Stage::Password => html! { <Begin {on_stage} /> },
                    Stage::Scan(enrolment) => html! {
                        <Scan enrolment={enrolment.clone()} {on_stage} />
                    },
                    Stage::Codes(codes) => html! { <Codes codes={codes.clone()} /> },
                }
            }
        </PublicFrame>
    }
}

/// Properties of [`Begin`].
#[derive(PartialEq, Properties)]
struct BeginProps {
    on_stage: Callback<Stage>,
}

#[component]
fn Begin(props: &BeginProps) -> Html {
    let session = use_session();
    let form = use_form(Form::default);
    // Who has an app already shows that they have it: the server asks for a code of it.
    let code_needed = use_state_eq(|| false);
    let found = if *code_needed {
        form.missing(&["password", "code"])
    } else {
        form.missing(&["password"])
    };
    let on_submit = {
        let (form, found, session) = (form.clone(), found.clone(), session.clone());
        let (on_stage, code_needed) = (props.on_stage.clone(), code_needed.setter());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let asked = BeginEnrolment {
                password: form.get("password").to_owned(),
                code: Some(form.get("code").to_owned()).filter(|code| !code.is_empty()),
            };
            let (me, form, on_stage) = (session.caller(), form.clone(), on_stage.clone());
            let code_needed = code_needed.clone();
            spawn_local(async move {
                match api::begin_enrolment(me, &asked).await {
                    Ok(enrolment) => on_stage.emit(Stage::Scan(enrolment)),
                    Err(error) if error.kind() == Some(ProblemKind::CodeNeeded) => {
                        code_needed.set(true);
                        form.renew(Values::new());
                    }
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    let back = (!session.is_first()).then_some(Route::Me);
    let actions = html! {
        <FormActs label={t("two-factor-go-on")} busy={form.is_busy()} {back} />
    };
    html! {
        <FormFrame form={form.clone()} label={t("two-factor-set-up")} {on_submit} {actions}>
            <PasswordField
                bind={form.bind("password", &found)}
                label={t("own-password")}
                autocomplete="current-password"
            />
            if *code_needed {
                <CodeField bind={form.bind("code", &found)} why={t("two-factor-code-needed")} />
            }
        </FormFrame>
    }
}

/// Properties of [`Scan`].
#[derive(PartialEq, Properties)]
struct ScanProps {
    enrolment: Enrolment,
    on_stage: Callback<Stage>,
}

#[component]
fn Scan(props: &ScanProps) -> Html {
    let session = use_session();
    let form = use_form(Form::default);
    let found = form.missing(&["code"]);
    let on_submit = {
        let (form, found) = (form.clone(), found.clone());
        let on_stage = props.on_stage.clone();
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let typed = ConfirmEnrolment {
                code: form.get("code").to_owned(),
            };
            let (me, form, on_stage) = (session.caller(), form.clone(), on_stage.clone());
            spawn_local(async move {
                match api::finish_enrolment(me, &typed).await {
                    Ok(codes) => on_stage.emit(Stage::Codes(codes.codes)),
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    let actions = html! {
        <BusyButton label={t("two-factor-confirm")} busy={form.is_busy()} block=true />
    };
    html! {
        <div class="app-stack">
            <p>{ t("two-factor-scan") }</p>
            <QrCode text={props.enrolment.url.clone()} label={t("two-factor-qr")} />
            <p class="app-quiet">{ t("two-factor-type") }</p>
            <p class="app-secret app-secret--long">{ grouped(&props.enrolment.secret) }</p>
            <FormFrame form={form.clone()} label={t("two-factor-set-up")} {on_submit} {actions}>
                <TextField
                    bind={form.bind("code", &found)}
                    label={t("two-factor-code")}
                    kind={TextKind::Digits}
                    autocomplete="one-time-code"
                    required=true
                />
            </FormFrame>
        </div>
    }
}

/// Properties of [`Codes`].
#[derive(PartialEq, Properties)]
struct CodesProps {
    codes: Vec<String>,
}

/// Only now is the account remembered: before, its copy would not be given.
#[component]
fn Codes(props: &CodesProps) -> Html {
    let (session, go, go_on) = (use_session(), use_go(), use_go_on());
    let on_click = Callback::from(move |()| match session.caller() {
        Some(account) if session.is_first() => go_on.emit(account),
        Some(_) => go.emit(Route::Me),
        None => go.emit(Route::SignIn),
    });
    html! {
        <div class="app-stack">
            <div role="status">
                <Notice tone={Tone::Success} title={t("two-factor-done")} />
            </div>
            <h2 class="app-part-title">{ t("recovery-codes") }</h2>
            <p>{ t("recovery-codes-words") }</p>
            <ul class="app-codes">
                for code in &props.codes {
                    <li key={code.clone()} class="app-secret">{ code }</li>
                }
            </ul>
            <PushButton label={t("recovery-codes-kept")} look={Look::Primary} {on_click} />
        </div>
    }
}

/// A secret in groups of four, to be read off and typed.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_secret_is_read_off_in_groups_of_four() {
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(grouped(""), "");
    }
}
