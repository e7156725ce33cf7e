//! The socket: accepts connections, bounds how many there are and how long they may dawdle, and
//! lets them finish when the server ends.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;
use warp::filters::BoxedFilter;
use warp::reply::Response;

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
                    Ok((stream, _)) => {
                        let tls = self.tls.clone();
                        let watcher = graceful.watcher();
                        tokio::spawn(connection(stream, tls, routes.clone(), watcher, slot));
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

async fn connection(
    stream: TcpStream,
    tls: Option<TlsAcceptor>,
    routes: BoxedFilter<(Response,)>,
    watcher: Watcher,
    _slot: OwnedSemaphorePermit,
) {
    // Answers are small: they go at once.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection has no TCP_NODELAY");
    }
    let Some(tls) = tls else {
        return http(stream, routes, watcher).await;
    };
    match tokio::time::timeout(HANDSHAKE_PATIENCE, tls.accept(stream)).await {
        Ok(Ok(stream)) => http(stream, routes, watcher).await,
        Ok(Err(error)) => tracing::debug!(%error, "a connection did not come to TLS"),
        Err(_) => tracing::debug!("a connection took too long to come to TLS"),
    }
}

async fn http<S>(stream: S, routes: BoxedFilter<(Response,)>, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = TowerToHyperService::new(warp::service(routes));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
}
