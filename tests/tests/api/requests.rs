//! Requests as a page of ours makes them, and ways to spoil them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// A request before it is sent. The client adds what a browser adds, unless it is set or left out
/// here.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) without: BTreeSet<&'static str>,
    pub(super) body: Vec<u8>,
}

/// A request that looks.
pub(super) fn get(path: &str) -> Request {
    Request::new("GET", path)
}

/// A request that may change something, with an empty JSON object for its body.
pub(super) fn post(path: &str) -> Request {
    Request::new("POST", path).body("{}")
}

/// A request that ends something.
pub(super) fn delete(path: &str) -> Request {
    Request::new("DELETE", path)
}

impl Request {
    pub(super) fn new(method: &'static str, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            headers: BTreeMap::new(),
            without: BTreeSet::new(),
            body: Vec::new(),
        }
    }

    pub(super) fn json(self, body: &impl Serialize) -> Self {
        self.body(serde_json::to_vec(body).unwrap())
    }

    pub(super) fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self {
            body: body.into(),
            ..self
        }
    }

    pub(super) fn header(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.insert(name.to_owned(), value.to_string());
        self
    }

    pub(super) fn without(mut self, name: &'static str) -> Self {
        self.without.insert(name);
        self
    }
}
