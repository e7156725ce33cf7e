//! The router: every route, and what all answers have in common. A handler decodes a call, makes
//! one service call and encodes the answer.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;
use warp::reply::Response;

use crate::app::App;
use crate::assets::Assets;
use crate::http::answer::Answer;
use crate::http::headers::Common;
use crate::http::route::{Route, delete, get, post};
use crate::http::seen::Seen;

mod answer;
mod call;
mod cookies;
mod credentials;
mod events;
mod files;
mod headers;
mod health;
mod letters;
mod links;
pub mod listener;
mod origin;
mod password;
mod peer;
mod practice;
mod refusal;
mod removal;
mod route;
mod seen;
mod session;
mod setup;
mod sync;

/// Every route of the interface: `GET /healthz`, `GET /readyz`, `GET /api/practice`,
/// `POST /api/setup/look`, `POST /api/setup`, `GET /api/session`, `POST /api/session`,
/// `DELETE /api/session`, `POST /api/session/unlock`, `POST /api/me/password`, `POST /api/links/look`,
/// `POST /api/links/activate`, `POST /api/links/renew`, `POST /api/links/forgot`,
/// `POST /api/links/reset`, `GET /api/accounts/link`, `POST /api/accounts/link/show`, `POST /api/me/email`,
/// `POST /api/links/email/confirm`, `POST /api/links/email/undo`, `GET /api/mails`,
/// `POST /api/mails/resend`, `GET /api/accounts/history`, `POST /api/accounts/pins`,
/// `POST /api/accounts/sessions`, `POST /api/accounts/sessions/end`,
/// `POST /api/accounts/two-factor`, `POST /api/me/two-factor/begin`,
/// `POST /api/me/two-factor/finish`, `POST /api/support-pin/check`,
/// `POST /api/accounts/remove`, `POST /api/accounts/remove/undo`,
/// `POST /api/sync/push`, `POST /api/sync/pull`, `GET /api/events`.
fn table(app: &App) -> Vec<Route> {
    vec![
        get(app, "/healthz", health::process),
        get(app, "/readyz", health::store),
        get(app, "/api/practice", practice::practice),
        post(app, "/api/setup/look", setup::look),
        post(app, "/api/setup", setup::set_up),
        get(app, "/api/session", session::info),
        post(app, "/api/session", session::sign_in),
        delete(app, "/api/session", session::sign_out),
        post(app, "/api/session/unlock", session::unlock),
        post(app, "/api/me/password", password::change),
        post(app, "/api/links/look", links::look),
        post(app, "/api/links/activate", links::activate),
        post(app, "/api/links/renew", links::renew),
        post(app, "/api/links/forgot", links::forgot),
        post(app, "/api/links/reset", links::reset),
        get(app, "/api/accounts/link", letters::progress),
        post(app, "/api/accounts/link/show", letters::show),
        post(app, "/api/me/email", letters::change_own_email),
        post(app, "/api/links/email/confirm", letters::confirm_email),
        post(app, "/api/links/email/undo", letters::undo_email),
        get(app, "/api/mails", letters::mails),
        post(app, "/api/mails/resend", letters::resend),
        get(app, "/api/accounts/history", letters::history),
        post(app, "/api/accounts/pins", credentials::view_pins),
        post(app, "/api/accounts/sessions", credentials::list_sessions),
        post(app, "/api/accounts/sessions/end", credentials::end_sessions),
        post(app, "/api/accounts/two-factor", credentials::set_two_factor),
        post(
            app,
            "/api/me/two-factor/begin",
            credentials::begin_enrolment,
        ),
        post(
            app,
            "/api/me/two-factor/finish",
            credentials::finish_enrolment,
        ),
        post(
            app,
            "/api/support-pin/check",
            credentials::check_support_pin,
        ),
        post(app, "/api/accounts/remove", removal::remove),
        post(app, "/api/accounts/remove/undo", removal::undo),
        post(app, "/api/sync/push", sync::push),
        post(app, "/api/sync/pull", sync::pull),
        get(app, "/api/events", events::events),
    ]
}

/// Answers every request: the interface, the client's files, and in words what is neither.
pub fn routes(app: &App, assets: Assets) -> BoxedFilter<(Response,)> {
    let common = Arc::new(Common::new(&app.settings, &assets));
    let table = table(app);
    let known: Arc<[_]> = table.iter().map(|r| (r.path, r.method.clone())).collect();
    let files = files::files(assets);
    let all = table.into_iter().map(|route| route.filter);
    // The first of the list that fits answers. Folding keeps the type of the whole small.
    let all = all
        .chain([files])
        .fold(nothing(), |one, other| one.or(other).unify().boxed());
    let app = app.clone();
    warp::method()
        .and(warp::path::full())
        .map(move |method, path: warp::path::FullPath| {
            Seen::now(&app.effects, method, path.as_str())
        })
        .and(all.recover(refusal::explain).unify())
        .map(move |seen: Seen, answer: Answer| {
            let mut response = answer.unwrap_or_else(|error| answer::problem(error, &seen.id));
            headers::allow(&mut response, &allowed(&known, &seen.path));
            common.put(&mut response);
            seen.log(&response);
            response
        })
        .boxed()
}

fn nothing() -> BoxedFilter<(Answer,)> {
    warp::any()
        .and_then(async || Err::<Answer, _>(warp::reject::not_found()))
        .boxed()
}

/// The methods that the address takes.
fn allowed(known: &[(&str, Method)], path: &str) -> Vec<Method> {
    let here = known.iter().filter(|(known, _)| *known == path);
    let here: Vec<_> = here.map(|(_, method)| method.clone()).collect();
    if here.is_empty() {
        vec![Method::GET, Method::HEAD]
    } else {
        here
    }
}

#[cfg(test)]
mod tests;
