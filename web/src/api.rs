//! Typed calls of everything that is not sync: set-up, session, locked screen, own password, links.

use gloo_net::http::{Method, RequestBuilder};
use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{
    AccountSessions, Activate, BeginEnrolment, ChangePassword, CheckSupportPin, ConfirmEnrolment,
    Empty, EndSessions, Enrolment, HEADER_ACCOUNT, HEADER_PROTOCOL, LinkLook, LinkToken, OfAccount,
    Pins, Problem, ProblemKind, PublicPractice, RecoveryCodes, ResetPassword, SessionInfo,
    SessionsOf, SetTwoFactor, SetUp, SetUpLook, SignIn, SupportPinChecked, Unlock, ViewPins,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

mod letters;

pub(crate) use letters::{
    change_own_email, confirm_email, forgot, history, link_progress, mails, resend_mail, show_link,
    undo_email,
};

/// How long a call may take. A server that accepts and never answers counts as out of reach.
const PATIENCE_MILLIS: u32 = 20_000;

/// Why a call did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// The server cannot be reached.
    Offline,
    /// Something between answered in the server's place.
    CaptivePortal,
    /// The server says no.
    Problem(Box<Problem>),
}

impl ApiError {
    /// What happened and what to do.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::Offline => Message::new("call-offline"),
            Self::CaptivePortal => Message::new("call-captive-portal"),
            Self::Problem(problem) => {
                let request = problem.request_id.as_deref();
                match request {
                    Some(id) => problem.message.clone().with("request", id),
                    None => problem.message.clone(),
                }
            }
        }
    }

    /// What is wrong with which field.
    pub(crate) fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Problem(problem) => &problem.fields,
            _ => &[],
        }
    }

    /// The kind of problem, where the server named one.
    pub(crate) fn kind(&self) -> Option<ProblemKind> {
        match self {
            Self::Problem(problem) => Some(problem.kind),
            _ => None,
        }
    }
}

/// What a call gives.
pub(crate) type Answer<T> = Result<T, ApiError>;

/// What anybody may know about the practice.
pub(crate) async fn practice() -> Answer<PublicPractice> {
    decode(&call(Method::GET, "/api/practice", None::<&Empty>).await?)
}

/// The session of this account; where a page does not know whose it is, of whoever is signed in.
pub(crate) async fn session(account: Option<AccountId>) -> Answer<SessionInfo> {
    let answer = call_as(account, Method::GET, "/api/session", None::<&Empty>);
    decode(&answer.await?)
}

/// Whether what was typed at a locked screen opens it, in the session of this account.
pub(crate) async fn unlock(account: AccountId, typed: &Unlock) -> Answer<()> {
    post_as(account, "/api/session/unlock", typed)
        .await
        .map(drop)
}

/// Signs in.
pub(crate) async fn sign_in(who: &SignIn) -> Answer<SessionInfo> {
    decode(&call(Method::POST, "/api/session", Some(who)).await?)
}

/// Ends the session of this account. Another person's, who signed in in another tab, goes on.
pub(crate) async fn sign_out(account: AccountId) -> Answer<()> {
    let body = Some(&Empty {});
    call_as(Some(account), Method::DELETE, "/api/session", body)
        .await
        .map(drop)
}

/// Changes the password of this account; where a page does not know whose it is, of the one that is
/// signed in.
pub(crate) async fn change_password(
    account: Option<AccountId>,
    passwords: &ChangePassword,
) -> Answer<()> {
    let body = Some(passwords);
    call_as(account, Method::POST, "/api/me/password", body)
        .await
        .map(drop)
}

/// Looks at a set-up link.
pub(crate) async fn look_at_setup(token: &LinkToken) -> Answer<SetUpLook> {
    decode(&call(Method::POST, "/api/setup/look", Some(token)).await?)
}

/// Makes the practice and its first administrator.
pub(crate) async fn set_up(filled: &SetUp) -> Answer<()> {
    call(Method::POST, "/api/setup", Some(filled))
        .await
        .map(drop)
}

/// Looks at an activation or reset link; changes nothing.
pub(crate) async fn look_at_link(token: &LinkToken) -> Answer<LinkLook> {
    decode(&call(Method::POST, "/api/links/look", Some(token)).await?)
}

/// Activates the account of a link.
pub(crate) async fn activate(asked: &Activate) -> Answer<()> {
    call(Method::POST, "/api/links/activate", Some(asked))
        .await
        .map(drop)
}

/// Asks for a new link in place of one that has expired.
pub(crate) async fn renew_link(token: &LinkToken) -> Answer<()> {
    call(Method::POST, "/api/links/renew", Some(token))
        .await
        .map(drop)
}

/// Sets a new password by a link.
pub(crate) async fn reset_password(reset: &ResetPassword) -> Answer<()> {
    call(Method::POST, "/api/links/reset", Some(reset))
        .await
        .map(drop)
}

/// The PINs of an account. Here and below `me` is whoever asks.
pub(crate) async fn view_pins(me: AccountId, asked: &ViewPins) -> Answer<Pins> {
    decode(&post_as(me, "/api/accounts/pins", asked).await?)
}

/// Whether somebody on the telephone knows their Support PIN.
pub(crate) async fn check_support_pin(
    me: AccountId,
    asked: &CheckSupportPin,
) -> Answer<SupportPinChecked> {
    decode(&post_as(me, "/api/support-pin/check", asked).await?)
}

/// The sessions of an account.
pub(crate) async fn sessions(me: AccountId, of: AccountId) -> Answer<AccountSessions> {
    let asked = SessionsOf { account: of };
    decode(&post_as(me, "/api/accounts/sessions", &asked).await?)
}

/// Ends sessions of an account.
pub(crate) async fn end_sessions(me: AccountId, asked: &EndSessions) -> Answer<()> {
    post_as(me, "/api/accounts/sessions/end", asked)
        .await
        .map(drop)
}

/// Does something about somebody's second factor.
pub(crate) async fn set_two_factor(me: AccountId, asked: &SetTwoFactor) -> Answer<()> {
    post_as(me, "/api/accounts/two-factor", asked)
        .await
        .map(drop)
}

/// Removes an account for good.
pub(crate) async fn remove_account(me: AccountId, account: AccountId) -> Answer<()> {
    let of = OfAccount { account };
    post_as(me, "/api/accounts/remove", &of).await.map(drop)
}

/// Undoes the removal of an account.
pub(crate) async fn undo_removal(me: AccountId, account: AccountId) -> Answer<()> {
    let of = OfAccount { account };
    post_as(me, "/api/accounts/remove/undo", &of)
        .await
        .map(drop)
}

/// A new secret for one's own authenticator app; `me` where the page knows who that is.
pub(crate) async fn begin_enrolment(
    me: Option<AccountId>,
    asked: &BeginEnrolment,
) -> Answer<Enrolment> {
    let path = "/api/me/two-factor/begin";
    decode(&call_as(me, Method::POST, path, Some(asked)).await?)
}

/// Enrols one's own authenticator app.
pub(crate) async fn finish_enrolment(
    me: Option<AccountId>,
    typed: &ConfirmEnrolment,
) -> Answer<RecoveryCodes> {
    let path = "/api/me/two-factor/finish";
    decode(&call_as(me, Method::POST, path, Some(typed)).await?)
}

async fn post_as<B: Serialize>(me: AccountId, path: &str, body: &B) -> Answer<String> {
    call_as(Some(me), Method::POST, path, Some(body)).await
}

/// One call in nobody's name.
async fn call<B: Serialize>(method: Method, path: &str, body: Option<&B>) -> Answer<String> {
    call_as(None, method, path, body).await
}

/// One call: the body of a success, or why there is none. Where it names an account, the server does
/// nothing in the session of another.
async fn call_as<B: Serialize>(
    account: Option<AccountId>,
    method: Method,
    path: &str,
    body: Option<&B>,
) -> Answer<String> {
    let abort = AbortController::new().map_err(|_| ApiError::Offline)?;
    let signal = abort.signal();
    let patience = gloo_timers::callback::Timeout::new(PATIENCE_MILLIS, move || abort.abort());
    let builder = RequestBuilder::new(path)
        .method(method)
        .abort_signal(Some(&signal))
        .header("accept", "application/json");
    let builder = match account {
        Some(account) => builder.header(HEADER_ACCOUNT, &account.to_string()),
        None => builder,
    };
    let request = match body {
        Some(body) => builder.json(body),
        None => builder.build(),
    };
    let response = request
        .map_err(|_| ApiError::Offline)?
        .send()
        .await
        .map_err(|_| ApiError::Offline)?;
    // Without the mark the answer is not our server's, whatever its status says.
    if response.headers().get(HEADER_PROTOCOL).is_none() {
        return Err(ApiError::CaptivePortal);
    }
    let text = response.text().await.map_err(|_| ApiError::Offline)?;
    drop(patience);
    if response.ok() {
        Ok(text)
    } else {
        Err(problem(&text))
    }
}

fn problem(text: &str) -> ApiError {
    let fallback = || Problem::new(ProblemKind::Reload, Message::new("problem-reload"));
    ApiError::Problem(Box::new(
        serde_json::from_str(text).unwrap_or_else(|_| fallback()),
    ))
}

/// An answer of our server in a shape that this page does not know: one of the two is older.
fn decode<T: DeserializeOwned>(text: &str) -> Answer<T> {
    serde_json::from_str(text).map_err(|_| problem(text))
}
