//! Why a server does not start, in words for the person who starts it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::error::Error;
use crate::mail::transport::SmtpUrlError;
use crate::secret::KeyFileError;
use crate::store::OpenError;
use crate::tls::TlsError;

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program has the port.
    #[error(
        "another program listens on {address} already. End it, or choose another port, such as --listen 127.0.0.1:{free}"
    )]
    PortTaken {
        /// The address.
        address: String,
        /// A port that may be free.
        free: u16,
    },
    /// The address cannot be listened on.
    #[error(
        "{address} cannot be listened on: {source}. Give an address of this computer and a port, such as --listen 127.0.0.1:8080"
    )]
    Listen {
        /// The address.
        address: String,
        /// What the system said.
        source: io::Error,
    },
    /// The data folder cannot be opened.
    #[error("{0}")]
    Store(#[from] OpenError),
    /// The root secret cannot be read or made.
    #[error("{0}")]
    Key(#[from] KeyFileError),
    /// The data is there, its root secret is not.
    #[error(
        "the key file {key} is missing, and the data in {data} needs it. Put it back there or name it with --key-file. If it is lost, start once with --new-key: links in mails and passwords that wait on devices are void then"
    )]
    KeyMissing {
        /// Where it should be.
        key: PathBuf,
        /// The data folder.
        data: PathBuf,
    },
    /// There is no data yet.
    #[error(
        "there is no data in {data} with its key in {key}. Start `lanyard serve` first, or name the folder with --data"
    )]
    NoData {
        /// The folder.
        data: PathBuf,
        /// Its key file.
        key: PathBuf,
    },
    /// The certificate cannot be used.
    #[error("{0}")]
    Tls(#[from] TlsError),
    /// The mail server's address cannot be used.
    #[error("--smtp-url: {0}")]
    Smtp(#[from] SmtpUrlError),
    /// The sender of mails is no address.
    #[error("--mail-from: `{text}` is not an address. It looks like Lanyard <lanyard@example.org>")]
    MailFrom {
        /// What was given.
        text: String,
    },
    /// The public address is none.
    #[error("--public-url: `{text}`: {words}")]
    PublicUrl {
        /// What was given.
        text: String,
        /// What is wrong with it.
        words: String,
    },
    /// A demonstration would be in reach of other computers.
    #[error(
        "the data folder holds a demonstration, whose passwords everybody knows, and other computers could reach {address}. Serve it on this computer only, such as --listen 127.0.0.1:8080, or choose another folder with --data"
    )]
    DemoInTheOpen {
        /// The address.
        address: SocketAddr,
    },
    /// The store failed.
    #[error("{0}")]
    Failed(#[from] Error),
}

impl StartError {
    /// What the process ends with: 2 where another address would help, 1 otherwise.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::PortTaken { .. } | Self::Listen { .. } => 2,
            _ => 1,
        }
    }
}

/// Why `address` could not be bound.
pub(super) fn listen(address: &str, source: io::Error) -> StartError {
    let address = address.to_owned();
    if source.kind() != io::ErrorKind::AddrInUse {
        return StartError::Listen { address, source };
    }
    let port = address
        .rsplit(':')
        .next()
        .and_then(|port| port.parse().ok());
    StartError::PortTaken {
        free: port.map_or(8081, |port: u16| port.checked_add(1).unwrap_or(8080)),
        address,
    }
}
