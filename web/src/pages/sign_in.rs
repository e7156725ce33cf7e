//! Signing in.

use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::{ProblemKind, PublicPractice, SignIn};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::components::{
    BusyButton, CodeField, FormFrame, Look, Notice, PasswordField, PublicFrame, PushButton,
    TextField, TextKind,
};
use crate::hooks::{
    Form, FormHandle, Load, Tone, Values, use_alive, use_form, use_go, use_load, use_session,
};
use crate::route::Route;
use crate::session::{self, SessionEvent};
use crate::text::{say, t};

/// Asks for username and password.
#[component]
pub(crate) fn SignInPage() -> Html {
    let session = use_session();
    let go = use_go();
    let (practice, _) = use_load(api::practice);
    let username = session.proposed_username.clone();
    let form = use_form(|| Form::with(Values::from([("username", username)])));
    let code_needed = use_state_eq(|| false);
    let found = if *code_needed {
        form.missing(&["username", "password", "code"])
    } else {
        form.missing(&["username", "password"])
    };
    let on_submit = use_sign_in(&form, &found, code_needed.setter());
    let name = match &practice {
        Load::Ready(practice) => Some(AttrValue::from(practice.name.clone())),
        _ => None,
    };
    let open_copy = session.account.map(|_| go.reform(|()| Route::Home));
    let busy = form.is_busy();
    let forgot = {
        let (session, go, form) = (session.clone(), go.clone(), form.clone());
        Callback::from(move |()| {
            let typed = AttrValue::from(form.get("username").trim().to_owned());
            session.dispatch(SessionEvent::Propose(typed));
            go.emit(Route::Forgot);
        })
    };
    let actions = html! {
        <div class="app-stack app-wide">
            <BusyButton label={t("sign-in")} {busy} block=true />
            <PushButton label={t("forgot-link")} look={Look::Link} on_click={forgot} />
        </div>
    };
    html! {
        <PublicFrame title={t("sign-in-title")} lead={name}>
            <SignInNews {practice} {open_copy} />
            <FormFrame
                form={form.clone()}
                label={t("sign-in-title")}
                {on_submit}
                {actions}
            >
                <TextField
                    bind={form.bind("username", &found)}
                    label={t("username")}
                    kind={TextKind::Username}
                    autocomplete="username"
                    required=true
                />
                <PasswordField
                    bind={form.bind("password", &found)}
                    label={t("password")}
                    autocomplete="current-password"
                />
                if *code_needed {
                    <CodeField bind={form.bind("code", &found)} why={t("sign-in-code-needed")} />
                }
            </FormFrame>
        </PublicFrame>
    }
}

/// Sends the form. After the right password a code may be needed too (domain CRED-02). A password that
/// somebody else chose leads to a new one first (domain LINK-06), a second factor that is asked for to
/// its enrolment (domain EDIT-06).
#[hook]
fn use_sign_in(
    form: &FormHandle,
    found: &[FieldProblem],
    code_needed: UseStateSetter<bool>,
) -> Callback<()> {
    let (session, go, alive) = (use_session(), use_go(), use_alive());
    let (form, found) = (form.clone(), found.to_vec());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let who = SignIn {
            username: form.get("username").trim().to_owned(),
            password: form.get("password").to_owned(),
            code: Some(form.get("code").to_owned()).filter(|code| !code.is_empty()),
        };
        let (form, session, go) = (form.clone(), session.clone(), go.clone());
        let (alive, code_needed) = (alive.clone(), code_needed.clone());
        spawn_local(async move {
            match api::sign_in(&who).await {
                _ if !alive.get() => {}
                Ok(info) if info.password_change_required => {
                    session.dispatch(SessionEvent::Propose(who.username.into()));
                    session.dispatch(SessionEvent::MustChoose(info.account));
                    go.emit(Route::MyPassword);
                }
                Ok(info) if info.enrolment_required => {
                    session.dispatch(SessionEvent::MustChoose(info.account));
                    go.emit(Route::TwoFactor);
                }
                Ok(info) => {
                    let wanted = session.wanted.clone().unwrap_or(Route::Home);
                    session::sign_in(&session, info.account);
                    go.emit(wanted);
                }
                Err(error) if error.kind() == Some(ProblemKind::CodeNeeded) => {
                    code_needed.set(true);
                    form.renew(Values::new());
                }
                // Only the code was wrong: the password stays.
                Err(error)
                    if error
                        .fields()
                        .iter()
                        .any(|at| at.field.as_deref() == Some("code")) =>
                {
                    form.fill(Values::from([("code", "".into())]));
                    form.fail_by(&error);
                }
                Err(error) => {
                    code_needed.set(false);
                    form.fill(Values::from([("password", "".into())]));
                    form.fail_by(&error);
                }
            }
        });
    })
}

/// Properties of [`SignInNews`].
#[derive(PartialEq, Properties)]
struct SignInNewsProps {
    practice: Load<PublicPractice>,
    /// Opens the copy on this device, where there is one.
    open_copy: Option<Callback<()>>,
}

/// What somebody should know before they type anything.
#[component]
fn SignInNews(props: &SignInNewsProps) -> Html {
    match &props.practice {
        Load::Ready(practice) if practice.setup_needed => html! {
            <div class="app-news">
                <Notice tone={Tone::Info} title={t("setup-needed")}>
                    <p>{ t("setup-needed-how") }</p>
                </Notice>
            </div>
        },
        Load::Failed(error) => {
            let offline = matches!(error, ApiError::Offline);
            let title = if offline {
                t("sign-in-offline")
            } else {
                say(&error.message())
            };
            html! {
                <div class="app-news">
                    <Notice tone={Tone::Info} {title}>
                        if let Some(open) = &props.open_copy {
                            <p>{ t("sign-in-copy-here") }</p>
                            <PushButton
                                label={t("open-copy")}
                                look={Look::Inline}
                                on_click={open.clone()}
                            />
                        } else {
                            <p>{ t("sign-in-no-copy") }</p>
                        }
                    </Notice>
                </div>
            }
        }
        _ => html! { <div /> },
    }
}
