//! The form that asks for username, password and perhaps a code.

use lanyard_shared::id::AccountId;
use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::{OwnPassword, ProblemKind, SessionInfo, SignIn};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{BusyButton, CodeField, FormFrame, PasswordField, TextField, TextKind};
use crate::hooks::{Form, FormHandle, Values, use_alive, use_form};
use crate::lock;
use crate::route::Route;
use crate::text::t;

/// What signing in has led to.
pub(super) enum SignedIn {
    /// The account may go on.
    Whole(AccountId),
    /// Something comes first, on this page: a password of one's own (domain LINK-06), or a second
    /// factor (domain EDIT-06).
    First {
        /// Whose account it is.
        account: AccountId,
        /// Where that is done.
        page: Route,
        /// Whether nothing else can be done before.
        required: bool,
        /// What they signed in with.
        username: AttrValue,
    },
}

impl SignedIn {
    /// What `info` says about who signed in as `username`.
    fn by(info: &SessionInfo, username: &str) -> Self {
        let page = match info.own_password {
            OwnPassword::Asked | OwnPassword::Required => Route::MyPassword,
            OwnPassword::NotAsked if info.enrolment_required => Route::TwoFactor,
            OwnPassword::NotAsked => return Self::Whole(info.account),
        };
        Self::First {
            account: info.account,
            page,
            required: info.own_password.is_required() || info.enrolment_required,
            username: AttrValue::from(username.to_owned()),
        }
    }
}

/// Properties of [`SignInForm`].
#[derive(PartialEq, Properties)]
pub(super) struct SignInFormProps {
    /// What the field for the username begins with.
    #[prop_or_default]
    pub(super) username: AttrValue,
    /// Somebody has signed in.
    pub(super) on_signed_in: Callback<SignedIn>,
    /// Tells, for what is below the form, the username that is typed.
    #[prop_or_default]
    pub(super) on_typed: Callback<AttrValue>,
    /// What is below the button.
    pub(super) children: Html,
}

/// Asks for username and password, and for a code once the server wants one.
#[component]
pub(super) fn SignInForm(props: &SignInFormProps) -> Html {
    let username = props.username.clone();
    let form = use_form(|| Form::with(Values::from([("username", username)])));
    let code_needed = use_state_eq(|| false);
    let found = if *code_needed {
        form.missing(&["username", "password", "code"])
    } else {
        form.missing(&["username", "password"])
    };
    let on_submit = use_sign_in(&form, &found, code_needed.setter(), &props.on_signed_in);
    {
        let typed = AttrValue::from(form.get("username").trim().to_owned());
        let on_typed = props.on_typed.clone();
        use_effect_with(typed, move |typed| on_typed.emit(typed.clone()));
    }
    let busy = form.is_busy();
    let actions = html! {
        <div class="app-stack app-wide">
            <BusyButton label={t("sign-in")} {busy} block=true />
            { props.children.clone() }
        </div>
    };
    html! {
        <FormFrame form={form.clone()} label={t("sign-in-title")} {on_submit} {actions}>
            <TextField
                bind={form.bind("username", &found).quiet()}
                label={t("username")}
                kind={TextKind::Username}
                autocomplete="username"
                required=true
            />
            <PasswordField
                bind={form.bind("password", &found).quiet()}
                label={t("password")}
                autocomplete="current-password"
            />
            if *code_needed {
                <CodeField bind={form.bind("code", &found)} why={t("sign-in-code-needed")} />
            }
        </FormFrame>
    }
}

/// Sends the form. After the right password a code may be needed too (domain CRED-02).
#[hook]
fn use_sign_in(
    form: &FormHandle,
    found: &[FieldProblem],
    code_needed: UseStateSetter<bool>,
    on_signed_in: &Callback<SignedIn>,
) -> Callback<()> {
    let alive = use_alive();
    let (form, found, on_signed_in) = (form.clone(), found.to_vec(), on_signed_in.clone());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let who = SignIn {
            username: form.get("username").trim().to_owned(),
            password: form.get("password").to_owned(),
            code: Some(form.get("code").to_owned()).filter(|code| !code.is_empty()),
        };
        let (form, on_signed_in) = (form.clone(), on_signed_in.clone());
        let (alive, code_needed) = (alive.clone(), code_needed.clone());
        spawn_local(async move {
            match api::sign_in(&who).await {
                _ if !alive.get() => {}
                Ok(info) => {
                    lock::begin(&info, &who.password);
                    on_signed_in.emit(SignedIn::by(&info, &who.username));
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
