//! The socket: accepts connections, bounds how many there are and how long they may dawdle, and
//! lets them finish when the server ends.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;
use warp::filters::BoxedFilter;
use warp::http::Request;
use warp::reply::Response;

use crate::http::peer::Peer;

/// Most connections at one time; further ones wait in the system's queue.
const CONNECTIONS: usize = 512;
/// How long the head of a request may take, also between two requests of one connection. Slow
/// clients could otherwise hold all connections.
const HEAD_PATIENCE: Duration = Duration::from_secs(60);
/// How long the start of TLS may take.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
/// How long calls may go on when the server is to end.
const GRACE: Duration = Duration::from_secs(5);
/// How long no connection is accepted after the system could not give one.
const PAUSE: Duration = Duration::from_millis(100);

/// A bound socket.
pub struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Listener {
    /// Binds `address`, a host or IP address and a port; port 0 is any free one.
    ///
    /// # Errors
    /// What the system says.
    pub async fn bind(address: &str, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        Ok(Self {
            socket: TcpListener::bind(address).await?,
            tls,
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// What the system says.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves `routes` until `stopped`, then for a few seconds lets what has begun come to its end.
    pub async fn serve(self, routes: BoxedFilter<(Response,)>, stopped: impl Future<Output = ()>) {
        let slots = Arc::new(Semaphore::new(CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let accepting = async {
            // The semaphore is never closed.
            while let Ok(slot) = Arc::clone(&slots).acquire_owned().await {
                match self.socket.accept().await {
                    Ok((stream, address)) => {
                        let tls = self.tls.clone();
                        let serving = Serving {
                            routes: routes.clone(),
                            peer: Peer(address.ip()),
                            watcher: graceful.watcher(),
                        };
                        tokio::spawn(connection(stream, tls, serving, slot));
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(PAUSE).await;
                    }
                }
            }
        };
        tokio::select! {
            () = accepting => {}
            () = stopped => {}
        }
        drop(self.socket);
        if tokio::time::timeout(GRACE, graceful.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("some calls did not end in time and were cut");
        }
    }
}

/// What serves one connection.
struct Serving {
    routes: BoxedFilter<(Response,)>,
    peer: Peer,
    watcher: Watcher,
}

async fn connection(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    serving: Serving,
    _slot: OwnedSemaphorePermit,
) {
    // Answers are small: they go at once.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection has no TCP_NODELAY");
    }
    let Some(tls) = tls else {
        return serving.http(stream).await;
    };
    match tokio::time::timeout(HANDSHAKE_PATIENCE, tls.accept(stream)).await {
        Ok(Ok(stream)) => serving.http(stream).await,
        Ok(Err(error)) => tracing::debug!(%error, "a connection did not come to TLS"),
        Err(_) => tracing::debug!("a connection took too long to come to TLS"),
    }
}

impl Serving {
    async fn http<S>(self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (routes, peer) = (warp::service(self.routes), self.peer);
        let routes = TowerToHyperService::new(routes);
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            routes.call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_PATIENCE)
            .serve_connection(TokioIo::new(stream), service);
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use warp::{Filter, Reply};

    use super::*;
    use crate::http::peer::peer;

    // covers: LINK-07
    #[tokio::test]
    async fn every_request_of_a_connection_is_told_where_it_comes_from() {
        let listener = Listener::bind("127.0.0.1:0", None).await.unwrap();
        let address = listener.address().unwrap();
        let told = peer().map(|peer: Option<Peer>| format!("{peer:?}").into_response());
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let serving = tokio::spawn(listener.serve(told.boxed(), async {
            drop(stopped.await);
        }));
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = "GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 203.0.113.9\r\n";
        let request = format!("{head}connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("Some(Peer(127.0.0.1))"), "{answer}");
        drop(stop);
        serving.await.unwrap();
    }
}
