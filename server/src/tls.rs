//! HTTPS: reading a certificate, and making one for a practice that has none.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

pub mod authority;
mod certificate;

/// Why HTTPS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{path} cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file does not hold what it should.
    #[error(
        "there is no {what} in {path}. It should be a PEM file, with a line that begins with -----BEGIN"
    )]
    Missing {
        /// What was looked for.
        what: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// Certificate and key are read but cannot be used.
    #[error("the certificate {cert} and the key {key} cannot be used together: {source}")]
    Unusable {
        /// The certificate's file.
        cert: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What rustls said.
        source: rustls::Error,
    },
}

/// What accepts HTTPS connections with the certificate chain in `cert` and the private key in
/// `key`, both PEM.
///
/// # Errors
/// [`TlsError`], in words for the person who starts the server.
pub fn acceptor(cert: &Path, key: &Path) -> Result<TlsAcceptor, TlsError> {
    let unusable = |source| TlsError::Unusable {
        cert: cert.to_owned(),
        key: key.to_owned(),
        source,
    };
    let chain = chain(cert)?;
    let private =
        PrivateKeyDer::from_pem_file(key).map_err(|error| not_found(error, "private key", key))?;
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(unusable)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let what = "certificate";
    let found =
        CertificateDer::pem_file_iter(path).map_err(|error| not_found(error, what, path))?;
    let chain: Vec<_> = found
        .collect::<Result<_, _>>()
        .map_err(|error| not_found(error, what, path))?;
    if chain.is_empty() {
        return Err(not_found(pem::Error::NoItemsFound, what, path));
    }
    Ok(chain)
}

fn not_found(error: pem::Error, what: &'static str, path: &Path) -> TlsError {
    let path = path.to_owned();
    match error {
        pem::Error::Io(source) => TlsError::Read { path, source },
        _ => TlsError::Missing { what, path },
    }
}

/// Named, because other libraries in the program may bring a provider of their own.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

#[cfg(test)]
mod tests;
