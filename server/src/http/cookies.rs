//! The two cookies: a session, and the lasting mark of a browser. Scripts read neither.

use lanyard_shared::time::Millis;
use warp::http::header::{COOKIE, SET_COOKIE};
use warp::http::{HeaderMap, HeaderValue};
use warp::reply::Response;

use crate::app::Settings;
use crate::error::{Error, Result};

/// How long a browser is remembered: one year (domain CRED-03).
pub(super) const BROWSER_LIFE: Millis = Millis::hours(365 * 24);

/// The cookies that there are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cookie {
    /// The session.
    Session,
    /// A browser that somebody signed in from before.
    Browser,
}

/// Under TLS the prefix makes browsers refuse the cookie from any other host, path or scheme
/// (RFC 6265bis).
const fn name(cookie: Cookie, settings: &Settings) -> &'static str {
    match (cookie, settings.tls) {
        (Cookie::Session, false) => "lanyard-session",
        (Cookie::Session, true) => "__Host-lanyard-session",
        (Cookie::Browser, false) => "lanyard-browser",
        (Cookie::Browser, true) => "__Host-lanyard-browser",
    }
}

/// The value of a cookie in the head of a request.
pub(super) fn read<'a>(
    headers: &'a HeaderMap,
    settings: &Settings,
    cookie: Cookie,
) -> Option<&'a str> {
    let name = name(cookie, settings);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Makes the browser keep a cookie for `life`, also when it is closed meanwhile: work that was
/// queued goes out without a new sign-in.
///
/// # Errors
/// [`Error::Internal`] where the value cannot stand in a header.
pub(super) fn keep(
    response: &mut Response,
    settings: &Settings,
    cookie: Cookie,
    value: &str,
    life: Millis,
) -> Result<()> {
    let name = name(cookie, settings);
    let seconds = life.0.max(0) / 1000;
    let secure = if settings.tls { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    let header = HeaderValue::try_from(text)
        .map_err(|_| Error::Internal(format!("the value of {name} is no header")))?;
    response.headers_mut().append(SET_COOKIE, header);
    Ok(())
}

/// Makes the browser forget a cookie.
///
/// # Errors
/// As [`keep`].
pub(super) fn forget(response: &mut Response, settings: &Settings, cookie: Cookie) -> Result<()> {
    keep(response, settings, cookie, "", Millis(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(tls: bool) -> Settings {
        Settings {
            public_url: "http://127.0.0.1:8080".to_owned(),
            mail_configured: false,
            tls,
        }
    }

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        let pairs = "a=1; __Host-lanyard-session=tls;lanyard-session=plain; x-lanyard-browser=no";
        headers.append(COOKIE, HeaderValue::from_static(pairs));
        headers.append(COOKIE, HeaderValue::from_static("lanyard-browser=b="));
        let read = |tls, cookie| read(&headers, &settings(tls), cookie).map(str::to_owned);
        assert_eq!(read(false, Cookie::Session).as_deref(), Some("plain"));
        assert_eq!(read(true, Cookie::Session).as_deref(), Some("tls"));
        assert_eq!(read(false, Cookie::Browser).as_deref(), Some("b="));
        assert_eq!(read(true, Cookie::Browser), None);
    }

    #[test]
    fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
        let set = |tls| {
            let mut response = Response::new("".into());
            let life = Millis::hours(12);
            keep(&mut response, &settings(tls), Cookie::Session, "t", life).unwrap();
            forget(&mut response, &settings(tls), Cookie::Browser).unwrap();
            let values = response.headers().get_all(SET_COOKIE).iter();
            let values: Vec<_> = values
                .map(|value| value.to_str().unwrap().to_owned())
                .collect();
            values.join("\n")
        };
        insta::assert_snapshot!(set(false), @"
        lanyard-session=t; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict
        lanyard-browser=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict
        ");
        insta::assert_snapshot!(set(true), @"
        __Host-lanyard-session=t; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure
        __Host-lanyard-browser=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure
        ");
    }
}
