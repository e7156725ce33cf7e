//! A browser as the server sees it: it keeps cookies, and names account and device in every call.

use std::collections::BTreeMap;
use std::sync::Arc;

use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{
    ChangePassword, Cursor, PROTOCOL, PullAnswer, PullRequest, PushAnswer, PushRequest,
    SessionInfo, SignIn, Verdict,
};
use lanyard_shared::record::{Account, Record};
use serde::Serialize;
use warp::filters::BoxedFilter;
use warp::reply::Response;

use super::answer::Answer;
use super::requests::{Request, delete, get, post};

pub(super) type Routes = BoxedFilter<(Response,)>;

/// A browser.
pub(super) struct Client {
    routes: Routes,
    pub(super) cookies: BTreeMap<String, String>,
    /// The account that it signed in to.
    pub(super) account: Option<AccountId>,
    pub(super) device: DeviceId,
    /// What it pulled last.
    pub(super) seen: Option<PullAnswer>,
}

impl Client {
    pub(super) fn new(routes: Routes, device: DeviceId) -> Self {
        Self {
            routes,
            cookies: BTreeMap::new(),
            account: None,
            device,
            seen: None,
        }
    }

    /// Another browser with the same cookies and device: a copied profile.
    pub(super) fn copied(&self) -> Self {
        Self {
            routes: self.routes.clone(),
            cookies: self.cookies.clone(),
            account: self.account,
            device: self.device,
            seen: self.seen.clone(),
        }
    }

    /// The same browser, whose server was started again and answers by `routes`.
    pub(super) fn back_at(self, routes: Routes) -> Self {
        Self { routes, ..self }
    }

    /// Where nothing answers.
    pub(super) fn nowhere() -> Routes {
        use warp::Filter;
        warp::any().map(Response::default).boxed()
    }

    /// The cookies as they stand in a request.
    pub(super) fn cookie_header(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    /// Sends a request with what a browser and a page of ours add to it.
    pub(super) async fn send(&mut self, request: Request) -> Answer {
        let mut headers = BTreeMap::from([
            ("host".to_owned(), "desk.example.org".to_owned()),
            ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
            ("lanyard-device".to_owned(), self.device.to_string()),
        ]);
        if request.method != "GET" {
            headers.insert("content-type".to_owned(), "application/json".to_owned());
        }
        if let Some(account) = self.account {
            headers.insert("lanyard-account".to_owned(), account.to_string());
        }
        if !self.cookies.is_empty() {
            headers.insert("cookie".to_owned(), self.cookie_header());
        }
        headers.extend(request.headers);
        headers.retain(|name, _| !request.without.contains(name.as_str()));
        let mut built = warp::test::request()
            .method(request.method)
            .path(&request.path)
            .body(&request.body);
        for (name, value) in &headers {
            built = built.header(name.as_str(), value.as_str());
        }
        let got = built.reply(&self.routes).await;
        let status = got.status().as_u16();
        let (parts, body) = got.into_parts();
        let answer = Answer::to(&request.path, status, parts.headers, body.to_vec());
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        for set in answer.set_cookies() {
            let (pair, attributes) = set.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send(get(path)).await
    }

    pub(super) async fn post(&mut self, path: &str, body: &impl Serialize) -> Answer {
        self.send(post(path).json(body)).await
    }

    /// Tries to sign in, and remembers the account where that succeeds.
    pub(super) async fn sign_in(&mut self, username: &str, password: &str) -> Answer {
        let who = SignIn {
            username: username.to_owned(),
            password: password.to_owned(),
            code: None,
        };
        // A browser where nobody is signed in names no account.
        let request = post("/api/session").json(&who).without("lanyard-account");
        let answer = self.send(request).await;
        if answer.status == 200 {
            self.account = Some(answer.json::<SessionInfo>().account);
        }
        answer
    }

    pub(super) async fn sign_out(&mut self) -> Answer {
        self.send(delete("/api/session")).await
    }

    pub(super) async fn change_password(&mut self, current: &str, new: &str) -> Answer {
        let change = ChangePassword {
            current: current.to_owned(),
            new: new.to_owned(),
        };
        self.post("/api/me/password", &change).await
    }

    /// What a push of these intents looks like after the last pull.
    pub(super) fn push_request(&self, intents: Vec<Envelope>) -> PushRequest {
        PushRequest {
            protocol: PROTOCOL,
            epoch: self.cursor().epoch,
            acked_through: 0,
            head: None,
            intents,
        }
    }

    pub(super) async fn try_push(&mut self, intents: Vec<Envelope>) -> Answer {
        let request = self.push_request(intents);
        self.post("/api/sync/push", &request).await
    }

    pub(super) async fn push(&mut self, intents: Vec<Envelope>) -> Vec<Verdict> {
        self.try_push(intents).await.json::<PushAnswer>().verdicts
    }

    /// What a pull looks like after the last one.
    pub(super) fn pull_request(&self) -> PullRequest {
        PullRequest {
            protocol: PROTOCOL,
            cursor: self.seen.as_ref().map(|seen| seen.cursor.clone()),
            after: None,
            acked_through: 0,
            head: None,
            confirm: Vec::new(),
        }
    }

    pub(super) async fn pull(&mut self) -> PullAnswer {
        let request = self.pull_request();
        let answer = self.post("/api/sync/pull", &request).await;
        let answer: PullAnswer = answer.json();
        self.seen = Some(answer.clone());
        answer
    }

    pub(super) fn cursor(&self) -> &Cursor {
        &self.seen.as_ref().expect("pull first").cursor
    }

    /// The accounts that a new snapshot shows.
    pub(super) async fn accounts(&mut self) -> Vec<Account> {
        let known = self.seen.take();
        let snapshot = self.pull().await;
        assert!(snapshot.snapshot && !snapshot.more);
        self.seen = known.or(Some(snapshot.clone()));
        let records = snapshot.rows.into_iter().map(|row| row.record);
        let accounts = records.filter_map(|record| match record {
            Record::Account(account) => Some(Arc::unwrap_or_clone(account)),
            _ => None,
        });
        accounts.collect()
    }

    /// The account with this username.
    pub(super) async fn account(&mut self, username: &str) -> Option<Account> {
        let mut accounts = self.accounts().await.into_iter();
        accounts.find(|account| account.username == username)
    }
}
