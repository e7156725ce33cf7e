//! Two people in two tabs of one browser share its cookies: a call that names one of them does nothing
//! in the session of the other.

use serde_json::json;

use super::drafts::account;
use super::requests::{get, post};
use super::server::TestServer;

/// The calls about links, mails, addresses, histories, PINs, second factors, sessions and removals that
/// change something or show it by POST.
const POSTS: [&str; 12] = [
    "/api/accounts/link/show",
    "/api/me/email",
    "/api/mails/resend",
    "/api/accounts/pins",
    "/api/accounts/sessions",
    "/api/accounts/sessions/end",
    "/api/accounts/two-factor",
    "/api/me/two-factor/begin",
    "/api/me/two-factor/finish",
    "/api/support-pin/check",
    "/api/accounts/remove",
    "/api/accounts/remove/undo",
];

/// Those that only show something.
const GETS: [&str; 3] = ["/api/accounts/link", "/api/mails", "/api/accounts/history"];

// covers: LINK-04, CRED-05
#[tokio::test]
async fn a_call_in_the_name_of_somebody_else_is_not_answered() {
    let server = TestServer::new().await;
    let _nurse = server.nurse().await;
    let mut admin = server.admin().await;
    let rev = server.rev();
    let posts = POSTS.map(|path| post(path).json(&json!({})));
    let gets = GETS.map(|path| get(&format!("{path}?account={}", account(1))));
    for request in posts.into_iter().chain(gets) {
        let path = request.path.clone();
        // It is looked at before the body is read.
        let request = request.header("lanyard-account", account(1));
        let answer = admin.send(request).await;
        assert_eq!(answer.status, 409, "{path}: {answer}");
        assert_eq!(answer.problem().message.key, "problem-wrong-account");
    }
    assert_eq!(server.rev(), rev);
}
