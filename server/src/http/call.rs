//! One call: its head is read, its body waits until somebody asks for it.

use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Buf, BufMut, BytesMut};
use futures_util::{Stream, StreamExt};
use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::protocol::{HEADER_ACCOUNT, HEADER_DEVICE, ProblemKind};
use serde::de::DeserializeOwned;
use warp::http::HeaderMap;
use warp::http::header::{CONTENT_LENGTH, USER_AGENT};

use crate::app::App;
use crate::error::{Error, Result};
use crate::http::cookies::{self, Cookie};
use crate::http::peer::Peer;
use crate::service::sessions::{self, Actor};

/// Largest body of a call that is not a push, in bytes.
pub(super) const SMALL: u64 = 64 * 1024;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// One call.
pub(super) struct Call {
    app: App,
    headers: HeaderMap,
    query: String,
    peer: Option<Peer>,
    body: Body,
}

impl Call {
    /// A call whose head was read.
    pub(super) fn new(
        app: App,
        headers: HeaderMap,
        query: String,
        peer: Option<Peer>,
        body: Body,
    ) -> Self {
        Self {
            app,
            headers,
            query,
            peer,
            body,
        }
    }

    /// What the services need.
    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// The head.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The network address that it comes from, where that is known.
    pub(super) fn peer(&self) -> Option<IpAddr> {
        self.peer.map(|Peer(address)| address)
    }

    /// The token of the session.
    pub(super) fn session(&self) -> Option<&str> {
        cookies::read(&self.headers, &self.app.settings, Cookie::Session)
    }

    /// The mark of a browser that somebody signed in from before.
    pub(super) fn browser(&self) -> Option<&str> {
        cookies::read(&self.headers, &self.app.settings, Cookie::Browser)
    }

    /// Browser and system, as far as they say.
    pub(super) fn agent(&self) -> String {
        let told = self.headers.get(USER_AGENT);
        let told = told.and_then(|agent| agent.to_str().ok());
        told.map(sessions::describe_agent).unwrap_or_default()
    }

    /// Who is signed in, where that is also the account that the call names.
    ///
    /// # Errors
    /// `signed-out`; `wrong-account`; `malformed` where the named account is no id.
    pub(super) async fn actor(&self) -> Result<Actor> {
        let actor = sessions::actor(&self.app, self.session()).await?;
        self.check_account(actor.account)?;
        Ok(actor)
    }

    /// Who is signed in, for calls that must name account and device: a queue is one person's, and
    /// the browser may have changed hands since it was read.
    ///
    /// # Errors
    /// As [`Call::actor`]; `malformed` where account or device is not named.
    pub(super) async fn device_of_actor(&self) -> Result<(Actor, DeviceId)> {
        let device = self.id(HEADER_DEVICE)?.ok_or_else(malformed)?;
        self.id::<AccountId>(HEADER_ACCOUNT)?
            .ok_or_else(malformed)?;
        Ok((self.actor().await?, device))
    }

    /// Refuses where the call names another account than `account`.
    ///
    /// # Errors
    /// `wrong-account`; `malformed` where the named account is no id.
    pub(super) fn check_account(&self, account: AccountId) -> Result<()> {
        match self.id(HEADER_ACCOUNT)? {
            Some(named) if account != named => {
                let kind = ProblemKind::WrongAccount;
                Err(Error::refused(kind, "problem-wrong-account"))
            }
            _ => Ok(()),
        }
    }

    /// What follows the path after a question mark.
    ///
    /// # Errors
    /// `malformed` where it is of another shape.
    pub(super) fn query<T: DeserializeOwned>(&self) -> Result<T> {
        serde_urlencoded::from_str(&self.query).map_err(|_| malformed())
    }

    /// The body, which is JSON of at most `limit` bytes.
    ///
    /// # Errors
    /// `too-large`; `malformed` where it is cut short, no JSON, or of another shape.
    pub(super) async fn json<T: DeserializeOwned>(&mut self, limit: u64) -> Result<T> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let told: Option<usize> = self
            .headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse().ok());
        if told.is_some_and(|told| told > limit) {
            return Err(too_large());
        }
        let body = tokio::time::timeout(PATIENCE, self.body.read(limit)).await;
        let body = body.map_err(|_| malformed())??;
        serde_json::from_slice(&body).map_err(|_| malformed())
    }

    fn id<T: std::str::FromStr>(&self, header: &str) -> Result<Option<T>> {
        let Some(value) = self.headers.get(header) else {
            return Ok(None);
        };
        let id = value.to_str().ok().and_then(|text| text.parse().ok());
        id.map(Some).ok_or_else(malformed)
    }
}

/// A body that is still on its way.
pub(super) struct Body(Pin<Box<dyn Stream<Item = Option<BytesMut>> + Send + Sync>>);

impl Body {
    /// The body of a request.
    pub(super) fn new<B: Buf>(
        parts: impl Stream<Item = std::result::Result<B, warp::Error>> + Send + Sync + 'static,
    ) -> Self {
        Self(Box::pin(parts.map(|part| {
            let mut bytes = BytesMut::new();
            bytes.put(part.ok()?);
            Some(bytes)
        })))
    }

    /// What arrives is counted: a chunked body does not tell its length.
    async fn read(&mut self, limit: usize) -> Result<BytesMut> {
        let mut whole = BytesMut::new();
        while let Some(part) = self.0.next().await {
            let part = part.ok_or_else(malformed)?;
            if part.len() > limit.saturating_sub(whole.len()) {
                return Err(too_large());
            }
            whole.unsplit(part);
        }
        Ok(whole)
    }
}

fn malformed() -> Error {
    Error::refused(ProblemKind::Malformed, "problem-malformed")
}

fn too_large() -> Error {
    Error::refused(ProblemKind::TooLarge, "problem-too-large")
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    fn body(parts: Vec<&'static [u8]>) -> Body {
        Body::new(stream::iter(parts.into_iter().map(Ok)))
    }

    #[tokio::test]
    async fn a_body_is_read_up_to_its_limit() {
        let parts = || body(vec![b"ab", b"c"]);
        assert_eq!(parts().read(3).await.unwrap(), "abc");
        assert!(parts().read(2).await.is_err());
        assert_eq!(body(vec![]).read(0).await.unwrap(), "");
    }
}
