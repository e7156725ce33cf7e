//! An answer as a client gets it, and what must hold for every one.

use std::fmt;

use lanyard_shared::message::Message;
use lanyard_shared::protocol::Problem;
use lanyard_shared::text::{Catalog, Language};
use serde::de::DeserializeOwned;
use warp::http::HeaderMap;

/// Headers that no answer lacks.
const ALWAYS: [(&str, &str); 6] = [
    ("lanyard-protocol", "1"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    ),
];

/// An answer. It is shown as its status and its body, each field's problem on a line of its own.
pub(super) struct Answer {
    pub(super) status: u16,
    headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The answer to a call of `path`; what must hold for every answer is looked at here.
    pub(super) fn to(path: &str, status: u16, headers: HeaderMap, body: Vec<u8>) -> Self {
        let answer = Self {
            status,
            headers,
            body,
        };
        for (name, beginning) in ALWAYS {
            let value = answer.header(name);
            assert!(value.starts_with(beginning), "{path}: {name} is `{value}`");
        }
        if path.starts_with("/api") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
        if status >= 400 {
            answer.must_speak(path);
        }
        answer
    }

    /// A header, empty where it is not there.
    pub(super) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default()
    }

    /// What the answer tells a browser to keep.
    pub(super) fn set_cookies(&self) -> Vec<&str> {
        let set = self.headers.get_all("set-cookie").iter();
        set.map(|value| value.to_str().unwrap()).collect()
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The body of a success.
    pub(super) fn json<T: DeserializeOwned>(&self) -> T {
        assert_eq!(self.status, 200, "{self}");
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The body of a refusal.
    pub(super) fn problem(&self) -> Problem {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self}"
        );
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Every refusal has words for a person, and says nothing of the server's inside.
    fn must_speak(&self, path: &str) {
        let problem = self.problem();
        assert_eq!(problem.status, self.status, "{path}");
        assert_ne!(self.status, 500, "{path}: {self}");
        let fields = problem.fields.iter().map(|field| &field.message);
        for message in fields.chain([&problem.message]) {
            must_have_words(message);
        }
    }
}

/// Fails where the language files have no sentence for a message, or an argument is missing.
pub(super) fn must_have_words(message: &Message) {
    let words = Catalog::new(Language::English).say(message);
    let whole = words.contains(' ') && !words.contains("{$");
    assert!(whole, "{} says `{words}`", message.key);
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.text().replace("{\"field\"", "\n  {\"field\"");
        write!(f, "{} {body}", self.status)
    }
}
