//! Typed calls of everything that is not sync: set-up, session, own password, links.

use gloo_net::http::{Method, RequestBuilder};
use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{
    ChangePassword, Empty, HEADER_ACCOUNT, HEADER_PROTOCOL, LinkLook, LinkToken, Problem,
    ProblemKind, PublicPractice, ResetPassword, SessionInfo, SetUp, SetUpLook, SignIn,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

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

/// Who is signed in.
pub(crate) async fn session() -> Answer<SessionInfo> {
    decode(&call(Method::GET, "/api/session", None::<&Empty>).await?)
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
pub(crate) async fn activate(token: &LinkToken) -> Answer<()> {
    call(Method::POST, "/api/links/activate", Some(token))
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
