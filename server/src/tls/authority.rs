//! A local authority, and a server certificate that it signs. Devices that trust the authority
//! trust the server; it can speak for no other names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lanyard_shared::time::UnixMillis;
use rcgen::{Issuer, KeyPair};
use tokio_rustls::rustls::pki_types::ServerName;

use crate::tls::certificate::{authority_params, holds, last_day, server_params};

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
