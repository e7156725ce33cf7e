//! A browser as the server sees it: signed in, naming its account and device in every call.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue, SET_COOKIE};
use hyper::{HeaderMap, Method, Request, StatusCode, Uri};
use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::protocol::{
    HEADER_ACCOUNT, HEADER_DEVICE, PullAnswer, PullRequest, SessionInfo, SignIn,
};
use serde::de::DeserializeOwned;

use crate::load::connection::{Answer, Connection};
use crate::load::trouble::{Doing, Result, Trouble};

const SESSION: &str = "/api/session";
const PUSH: &str = "/api/sync/push";
const PULL: &str = "/api/sync/pull";

/// A browser where somebody is signed in. It outlives the server that it speaks to.
pub struct Client {
    address: SocketAddr,
    head: HeaderMap,
    account: AccountId,
    connection: Option<Connection>,
}

impl Client {
    /// Signs in at a device of its own.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn sign_in(
        address: SocketAddr,
        username: &str,
        password: &str,
        device: DeviceId,
    ) -> Result<Self> {
        let mut head = HeaderMap::new();
        head.insert(HOST, value(&address.to_string())?);
        head.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let site = HeaderName::from_static("sec-fetch-site");
        head.insert(site, HeaderValue::from_static("same-origin"));
        let who = SignIn {
            username: username.to_owned(),
            password: password.to_owned(),
            code: None,
        };
        let body = serde_json::to_vec(&who).doing("write a sign-in")?;
        let mut connection = Connection::open(address).await?;
        let request = request(head.clone(), SESSION, body.into());
        let answer = connection.call(request).await?;
        head.insert(COOKIE, cookies(&answer)?);
        let session: SessionInfo = read(SESSION, answer)?;
        head.insert(HEADER_ACCOUNT, value(&session.account.to_string())?);
        head.insert(HEADER_DEVICE, value(&device.to_string())?);
        Ok(Self {
            address,
            head,
            account: session.account,
            connection: Some(connection),
        })
    }

    /// The account that is signed in.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Takes a new connection, as after a restart of the server.
    ///
    /// # Errors
    /// [`Trouble::Lost`] where nobody listens.
    pub async fn connect(&mut self) -> Result<()> {
        self.connection = Some(Connection::open(self.address).await?);
        Ok(())
    }

    /// Asks for what is new.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn pull(&mut self, question: &PullRequest) -> Result<PullAnswer> {
        let body = serde_json::to_vec(question).doing("write a pull")?;
        let answer = self.call(PULL, body.into()).await?;
        read(PULL, answer)
    }

    /// Sends the body of a push and gives the answer's body as it came.
    ///
    /// # Errors
    /// [`Trouble`].
    pub async fn push(&mut self, body: Bytes) -> Result<Bytes> {
        let answer = self.call(PUSH, body).await?;
        Ok(accepted(PUSH, answer)?.body)
    }

    async fn call(&mut self, path: &'static str, body: Bytes) -> Result<Answer> {
        let closed = || Trouble::Lost("there is none".to_owned());
        let connection = self.connection.as_mut().ok_or_else(closed)?;
        let request = request(self.head.clone(), path, body);
        let answer = connection.call(request).await;
        if answer.is_err() {
            self.connection = None;
        }
        answer
    }
}

fn request(head: HeaderMap, path: &'static str, body: Bytes) -> Request<Full<Bytes>> {
    let mut request = Request::new(Full::new(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = Uri::from_static(path);
    *request.headers_mut() = head;
    request
}

fn accepted(path: &'static str, answer: Answer) -> Result<Answer> {
    if answer.status == StatusCode::OK {
        return Ok(answer);
    }
    Err(Trouble::Refused {
        path,
        status: answer.status.as_u16(),
        body: String::from_utf8_lossy(&answer.body).into_owned(),
    })
}

fn read<T: DeserializeOwned>(path: &'static str, answer: Answer) -> Result<T> {
    let answer = accepted(path, answer)?;
    serde_json::from_slice(&answer.body).doing(&format!("read the answer to {path}"))
}

/// The cookies that an answer sets, as they stand in the next request.
fn cookies(answer: &Answer) -> Result<HeaderValue> {
    let set = answer.headers.get_all(SET_COOKIE).iter();
    let pairs: Vec<&str> = set
        .filter_map(|set| set.to_str().ok()?.split(';').next())
        .collect();
    value(&pairs.join("; "))
}

fn value(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).doing("write a header")
}
