//! A whole server: opens the data folder, joins the parts, serves, and ends in order. The program
//! and tests start it here.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use lanyard_shared::text::{Catalog, Language};
use lanyard_shared::validate;
use lettre::message::Mailbox;
use tokio::task::JoinSet;

use crate::app::{App, Settings};
use crate::assets::{Assets, File};
use crate::effects::Effects;
use crate::http::{self, listener::Listener};
use crate::mail::sender::Sender;
use crate::mail::transport::Transport;
use crate::secret::RootSecret;
use crate::seed;
use crate::service::upkeep;
use crate::store::{Store, practice};
use crate::tls;

mod failure;
mod options;

pub use failure::StartError;
pub use options::{Options, Place};

/// The folder for mails while there is no mail server, in the data folder.
const MAIL: &str = "mail";
/// How long the parts may take to end.
const GRACE: Duration = Duration::from_secs(8);

/// A server that runs. [`Running::stop`] ends it in order; dropped, it is cut off.
pub struct Running {
    app: App,
    address: SocketAddr,
    url: String,
    parts: JoinSet<()>,
}

impl Running {
    /// Its shared parts.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address to open on this computer.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends it: calls and mails that have begun come to their end, event streams are closed.
    pub async fn stop(mut self) {
        self.app.stopping.send_replace(true);
        let ended = async { while self.parts.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, ended).await.is_err() {
            tracing::warn!("some parts did not end in time and were cut");
        }
    }
}

/// Starts a server with the built client `files`. The port is bound before anything is written, so
/// a start that fails leaves nothing half done.
///
/// # Errors
/// [`StartError`], in words for the person who starts it.
pub async fn start(
    options: &Options,
    files: &[File],
    effects: Effects,
) -> Result<Running, StartError> {
    let tls = match (&options.tls_cert, &options.tls_key) {
        (Some(cert), Some(key)) => Some(tls::acceptor(cert, key)?),
        _ => None,
    };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let transport = transport(options)?;
    let from = sender(options)?;
    let given = options.public_url.as_deref().map(public_url).transpose()?;
    let listener = bind(&options.listen, tls).await?;
    let address = listener
        .address()
        .map_err(|source| failure::listen(&options.listen, source))?;
    let url = format!("{scheme}://{}", reachable(address));
    let settings = Settings {
        public_url: given.unwrap_or_else(|| url.clone()),
        mail_configured: options.smtp_url.is_some(),
        tls: scheme == "https" || options.is_behind_https(),
    };
    let lost_key = if options.new_key {
        LostKey::Replace
    } else {
        LostKey::Refuse
    };
    let app = open(&options.place, lost_key, effects, settings).await?;
    if app.store.read(practice::is_demo).await? {
        if !address.ip().is_loopback() {
            return Err(StartError::DemoInTheOpen { address });
        }
        seed::follow(&app).await?;
    }
    let mut parts = JoinSet::new();
    let routes = http::routes(&app, Assets::new(files));
    let stopped = app.clone();
    parts.spawn(async move { listener.serve(routes, stopped.stopped()).await });
    parts.spawn(Sender::new(app.clone(), transport, from).run());
    parts.spawn(upkeep::run(app.clone()));
    Ok(Running {
        app,
        address,
        url,
        parts,
    })
}

/// What is done where there is data and its root secret is gone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LostKey {
    Refuse,
    Replace,
}

async fn open(
    place: &Place,
    lost_key: LostKey,
    effects: Effects,
    settings: Settings,
) -> Result<App, StartError> {
    let store = Store::open(&place.data)?;
    let is_new = store.read(practice::find).await?.is_none();
    let key_file = place.key_file();
    if !is_new && lost_key == LostKey::Refuse && !key_file.exists() {
        return Err(StartError::KeyMissing {
            key: key_file,
            data: place.data.clone(),
        });
    }
    let secret = RootSecret::load_or_create(&key_file, &*effects.rng)?;
    Ok(App::new(store, effects, secret, settings))
}

/// The shared parts for a short command at the console, beside a server that may be running.
///
/// # Errors
/// [`StartError`]; [`StartError::NoData`] where no server has made the folder yet.
pub async fn open_beside(
    place: &Place,
    effects: Effects,
    public_url_given: &str,
) -> Result<App, StartError> {
    let key_file = place.key_file();
    if !place.data.is_dir() || !key_file.exists() {
        return Err(StartError::NoData {
            data: place.data.clone(),
            key: key_file,
        });
    }
    let settings = Settings {
        public_url: public_url(public_url_given)?,
        mail_configured: false,
        tls: false,
    };
    let store = Store::open_beside(&place.data)?;
    let secret = RootSecret::load_or_create(&key_file, &*effects.rng)?;
    Ok(App::new(store, effects, secret, settings))
}

/// The shared parts of a new data folder that nobody serves yet.
///
/// # Errors
/// [`StartError`].
pub async fn open_new(place: &Place, effects: Effects, url: &str) -> Result<App, StartError> {
    let settings = Settings {
        public_url: public_url(url)?,
        mail_configured: false,
        tls: false,
    };
    open(place, LostKey::Refuse, effects, settings).await
}

fn transport(options: &Options) -> Result<Transport, StartError> {
    Ok(match &options.smtp_url {
        Some(url) => Transport::smtp(url)?,
        None => Transport::Files(Path::new(&options.place.data).join(MAIL)),
    })
}

fn sender(options: &Options) -> Result<Mailbox, StartError> {
    let text = &options.mail_from;
    let wrong = |_| StartError::MailFrom { text: text.clone() };
    text.parse().map_err(wrong)
}

fn public_url(text: &str) -> Result<String, StartError> {
    validate::public_url(text).map_err(|message| StartError::PublicUrl {
        text: text.to_owned(),
        words: Catalog::new(Language::English).say(&message),
    })
}

async fn bind(
    address: &str,
    tls: Option<tokio_rustls::TlsAcceptor>,
) -> Result<Listener, StartError> {
    let bound = Listener::bind(address, tls).await;
    bound.map_err(|source| failure::listen(address, source))
}

/// An address that a browser on this computer can open.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), address.port())
    } else {
        address
    }
}

#[cfg(test)]
mod tests;
