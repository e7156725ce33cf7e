//! A local authority, and a server certificate that it signs. Devices that trust the authority
//! trust the server; it can speak for no other names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lanyard_shared::time::{Millis, UnixMillis};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints,
};
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::ServerCertVerifier;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};

use crate::tls::provider;

/// How long the authority is trusted: ten years.
pub const AUTHORITY_LIFE: Millis = Millis::hours(10 * 365 * 24);
/// How long the server's certificate is valid. Browsers take no more than 398 days (CA/Browser
/// Forum, ballot SC31, which Apple's and Mozilla's programs apply).
pub const SERVER_LIFE: Millis = Millis::hours(397 * 24);

const DAY: Millis = Millis::hours(24);

/// The server's own names, which are always part of its certificate.
const OWN: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// The files of an authority and its server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The authority's certificate, for the devices.
    pub authority: PathBuf,
    /// The authority's private key, for the next server certificate.
    pub authority_key: PathBuf,
    /// The server's certificate with the authority's.
    pub server: PathBuf,
    /// The server's private key.
    pub server_key: PathBuf,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where it lies.
    pub files: Files,
    /// Whether the authority was there already, so that devices need not learn a new one.
    pub authority: Authority,
    /// The last day of the server's certificate, as year-month-day.
    pub until: String,
}

/// Where the authority came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// It was made.
    New,
    /// It was there.
    Found,
}

/// Why no certificate was made.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// A name is no host name or address.
    #[error(
        "`{0}` is not a name of a computer. Give the name or the address under which browsers reach the server, such as desk.example.org or 192.168.1.20, without https:// and port"
    )]
    Name(String),
    /// The files are there.
    #[error(
        "{0} is there already and is not overwritten. To make a new certificate under the same authority, first move server.pem and server-key.pem away"
    )]
    Exists(PathBuf),
    /// The authority in the folder may not sign for a name.
    #[error(
        "the authority in {folder} was made for other names and cannot sign for `{name}`. Make a new authority in another folder with --out, and trust that one"
    )]
    OtherNames {
        /// The folder.
        folder: PathBuf,
        /// The name.
        name: String,
    },
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Making a certificate failed.
    #[error("the certificate could not be made: {0}")]
    Making(#[from] rcgen::Error),
}

/// Makes a server certificate for `names` in `folder`, under the authority that is there or a new
/// one. Nothing is overwritten.
///
/// # Errors
/// [`AuthorityError`], in words for the person at the console.
pub fn init(names: &[String], folder: &Path, now: UnixMillis) -> Result<Made, AuthorityError> {
    let names = all_names(names)?;
    let files = Files {
        authority: folder.join("authority.pem"),
        authority_key: folder.join("authority-key.pem"),
        server: folder.join("server.pem"),
        server_key: folder.join("server-key.pem"),
    };
    let there = |path: &Path| path.exists();
    let new = [&files.server, &files.server_key];
    if let Some(exists) = new.into_iter().find(|path| there(path)) {
        return Err(AuthorityError::Exists(exists.clone()));
    }
    let (authority, key) = match (there(&files.authority), there(&files.authority_key)) {
        (true, true) => (
            Authority::Found,
            KeyPair::from_pem(&read(&files.authority_key)?)?,
        ),
        (false, false) => (Authority::New, KeyPair::generate()?),
        (true, false) => return Err(AuthorityError::Exists(files.authority)),
        (false, true) => return Err(AuthorityError::Exists(files.authority_key)),
    };
    let params = authority_params(&names, &key, now);
    let pem = match authority {
        Authority::New => params.self_signed(&key)?.pem(),
        Authority::Found => read(&files.authority)?,
    };
    let key_pem = key.serialize_pem();
    let issuer = Issuer::new(params, key);
    let server_key = KeyPair::generate()?;
    let server = server_params(&names, now)?.signed_by(&server_key, &issuer)?;
    if let Some(name) = names.iter().find(|name| !holds(&pem, &server, name, now)) {
        return Err(AuthorityError::OtherNames {
            folder: folder.to_owned(),
            name: name.clone(),
        });
    }
    fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
    if authority == Authority::New {
        write(&files.authority_key, &key_pem, Reader::Owner)?;
        write(&files.authority, &pem, Reader::Anybody)?;
    }
    write(
        &files.server_key,
        &server_key.serialize_pem(),
        Reader::Owner,
    )?;
    write(
        &files.server,
        &format!("{}{pem}", server.pem()),
        Reader::Anybody,
    )?;
    Ok(Made {
        files,
        authority,
        until: last_day(now).to_string(),
    })
}

fn all_names(names: &[String]) -> Result<Vec<String>, AuthorityError> {
    let own = OWN.iter().map(|name| (*name).to_owned());
    let mut all: Vec<String> = Vec::new();
    for name in names
        .iter()
        .map(|name| name.trim().to_ascii_lowercase())
        .chain(own)
    {
        if ServerName::try_from(name.as_str()).is_err() {
            return Err(AuthorityError::Name(name));
        }
        if !all.contains(&name) {
            all.push(name);
        }
    }
    Ok(all)
}

/// The authority's name comes from its key, so that the key alone is enough to sign again.
fn authority_params(names: &[String], key: &KeyPair, now: UnixMillis) -> CertificateParams {
    let digest = Sha256::digest(key.public_key_raw());
    let mark: String = digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut params = CertificateParams::default();
    params.distinguished_name.push(
        DnType::CommonName,
        format!("Lanyard local authority {mark}"),
    );
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: names.iter().map(|name| subtree(name)).collect(),
        excluded_subtrees: Vec::new(),
    });
    lasts(&mut params, now, AUTHORITY_LIFE);
    params
}

fn subtree(name: &str) -> GeneralSubtree {
    match name.parse() {
        Ok(address) => {
            let bits = if matches!(address, IpAddr::V4(_)) {
                Ipv4Addr::BITS
            } else {
                Ipv6Addr::BITS
            };
            let bits = u8::try_from(bits).unwrap_or(u8::MAX);
            GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits))
        }
        Err(_) => GeneralSubtree::DnsName(name.to_owned()),
    }
}

fn server_params(names: &[String], now: UnixMillis) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(names)?;
    params
        .distinguished_name
        .push(DnType::CommonName, "Lanyard");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.insert_extended_key_usage(ExtendedKeyUsagePurpose::ServerAuth);
    lasts(&mut params, now, SERVER_LIFE);
    Ok(params)
}

/// The last whole day of a server certificate made now.
fn last_day(now: UnixMillis) -> jiff::civil::Date {
    day(now.plus(Millis(SERVER_LIFE.0 - 2 * DAY.0)))
}

/// From the day before, for devices whose clocks are slow; whole days, and no more than `life`.
fn lasts(params: &mut CertificateParams, now: UnixMillis, life: Millis) {
    let date = |at: UnixMillis| {
        let day = day(at);
        let number = |n: i8| u8::try_from(n).unwrap_or(1);
        rcgen::date_time_ymd(
            i32::from(day.year()),
            number(day.month()),
            number(day.day()),
        )
    };
    let day_before = now.plus(Millis(-DAY.0));
    params.not_before = date(day_before);
    params.not_after = date(day_before.plus(life));
}

fn day(at: UnixMillis) -> jiff::civil::Date {
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
    TimeZone::UTC.to_datetime(at).date()
}

/// Whether a browser that trusts the authority would accept the server by this name.
fn holds(authority: &str, server: &Certificate, name: &str, now: UnixMillis) -> bool {
    let check = || {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(authority.as_bytes()).ok()?)
            .ok()?;
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider());
        let name = ServerName::try_from(name).ok()?;
        let seconds = u64::try_from(now.0).ok()? / 1000;
        let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let verifier = verifier.build().ok()?;
        verifier
            .verify_server_cert(server.der(), &[], &name, &[], now)
            .ok()
    };
    check().is_some()
}

/// Who may read a file.
#[derive(Clone, Copy)]
enum Reader {
    Owner,
    Anybody,
}

fn write(path: &Path, text: &str, reader: Reader) -> Result<(), AuthorityError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(
        &mut options,
        match reader {
            Reader::Owner => 0o600,
            Reader::Anybody => 0o644,
        },
    );
    #[cfg(not(unix))]
    let _ = reader;
    let mut file = options.open(path).map_err(|source| failed(path, source))?;
    file.write_all(text.as_bytes())
        .map_err(|source| failed(path, source))
}

fn read(path: &Path) -> Result<String, AuthorityError> {
    fs::read_to_string(path).map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: io::Error) -> AuthorityError {
    AuthorityError::File {
        path: path.to_owned(),
        source,
    }
}
