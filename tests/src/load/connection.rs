//! One connection that is kept alive between calls, as a browser keeps it.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::load::trouble::{Result, Trouble};

/// A server that lives answers within this; one that hangs is a finding.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to a server.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
}

/// An answer that has arrived whole.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The head.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Connection {
    /// A new connection.
    ///
    /// # Errors
    /// [`Trouble::Lost`] where nobody listens.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.map_err(lost)?;
        stream.set_nodelay(true).map_err(lost)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(lost)?;
        let driver = tokio::spawn(async move {
            // Why it ended is told to the call that waits for an answer.
            let _ = connection.await;
        });
        Ok(Self { sender, driver })
    }

    /// Sends a request and waits for the whole answer.
    ///
    /// # Errors
    /// [`Trouble::Lost`]; [`Trouble::Failed`] where the answer does not come.
    pub async fn call(&mut self, request: Request<Full<Bytes>>) -> Result<Answer> {
        let call = async {
            self.sender.ready().await?;
            let (head, body) = self.sender.send_request(request).await?.into_parts();
            Ok(Answer {
                status: head.status,
                headers: head.headers,
                body: body.collect().await?.to_bytes(),
            })
        };
        match tokio::time::timeout(PATIENCE, call).await {
            Ok(answer) => answer.map_err(|error: hyper::Error| lost(error)),
            Err(_) => Err(Trouble::failed(format!(
                "no answer came within {} seconds",
                PATIENCE.as_secs()
            ))),
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

fn lost(error: impl std::error::Error) -> Trouble {
    Trouble::Lost(error.to_string())
}
