//! Whether a call that changes something comes from a page of this server.

use lanyard_shared::message::Message;
use lanyard_shared::protocol::{Problem, ProblemKind};
use warp::http::HeaderMap;
use warp::http::header::{CONTENT_TYPE, HOST, ORIGIN};

use crate::error::{Error, Result};

/// Refuses what another site could have made a browser send: forms cannot send JSON, and every
/// browser tells where a call comes from (Fetch Metadata, or the older Origin).
///
/// # Errors
/// `forbidden` for a call from elsewhere; `malformed` with status 415 for another content type.
pub(super) fn check(headers: &HeaderMap) -> Result<()> {
    if !is_same_origin(headers) {
        let kind = ProblemKind::Forbidden;
        return Err(Error::refused(kind, "problem-cross-site"));
    }
    if !is_json(headers) {
        let message = Message::new("problem-content-type");
        return Err(Error::Refused(Box::new(Problem {
            status: 415,
            ..Problem::new(ProblemKind::Malformed, message)
        })));
    }
    Ok(())
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let origin = text(ORIGIN).and_then(|origin| origin.split_once("://"));
    origin
        .is_some_and(|(_, origin)| text(HOST).is_some_and(|host| host.eq_ignore_ascii_case(origin)))
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use warp::http::HeaderName;

    type Pair = (&'static str, &'static str);

    fn head(pairs: &[Pair]) -> HeaderMap {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        pairs.collect()
    }

    fn status(pairs: &[Pair]) -> Option<u16> {
        match check(&head(pairs)) {
            Ok(()) => None,
            Err(Error::Refused(problem)) => Some(problem.status),
            Err(error) => panic!("{error}"),
        }
    }

    const JSON: Pair = ("content-type", "application/json");
    const HERE: Pair = ("host", "desk.example.org:8443");

    #[test]
    fn pages_of_this_server_pass() {
        assert_eq!(status(&[JSON, ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(status(&[JSON, ("sec-fetch-site", "none")]), None);
        let origin = ("origin", "https://Desk.example.org:8443");
        assert_eq!(status(&[JSON, HERE, origin]), None);
        let charset = ("content-type", "Application/JSON; charset=utf-8");
        assert_eq!(status(&[charset, ("sec-fetch-site", "none")]), None);
    }

    #[test]
    fn other_sites_and_nameless_callers_do_not() {
        for site in ["cross-site", "same-site", "", "same-origin, none"] {
            assert_eq!(
                status(&[JSON, ("sec-fetch-site", site)]),
                Some(403),
                "{site}"
            );
        }
        for origin in ["https://evil.example", "https://desk.example.org", "null"] {
            assert_eq!(
                status(&[JSON, HERE, ("origin", origin)]),
                Some(403),
                "{origin}"
            );
        }
        // The newer header counts where both are there.
        let pair = ("origin", "https://desk.example.org:8443");
        let both = [JSON, HERE, pair, ("sec-fetch-site", "cross-site")];
        assert_eq!(status(&both), Some(403));
        assert_eq!(status(&[JSON, HERE]), Some(403));
    }

    #[test]
    fn what_a_form_can_send_is_refused() {
        let here = ("sec-fetch-site", "same-origin");
        assert_eq!(status(&[here]), Some(415));
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/jsonp",
        ] {
            assert_eq!(status(&[here, ("content-type", kind)]), Some(415), "{kind}");
        }
    }
}
