//! What a person decides when they start a server: flags and environment, each with its default.

use std::path::PathBuf;

use crate::secret::key_file_beside;

/// Where the data and its key are.
#[derive(clap::Args, Clone, Debug)]
pub struct Place {
    /// The data folder
    #[arg(
        long,
        value_name = "DIR",
        env = "LANYARD_DATA",
        default_value = "lanyard-data"
    )]
    pub data: PathBuf,
    /// The file with the root secret; keep it out of the data folder and its backups [default: DIR.key
    /// beside the folder]
    #[arg(long, value_name = "FILE", env = "LANYARD_KEY_FILE")]
    pub key_file: Option<PathBuf>,
}

impl Place {
    /// Where the key file is.
    pub fn key_file(&self) -> PathBuf {
        let beside = || key_file_beside(&self.data);
        self.key_file.clone().unwrap_or_else(beside)
    }
}

/// How a server is to run.
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
    #[command(flatten)]
    #[expect(missing_docs, reason = "would become a heading of the help text")]
    pub place: Place,
    /// Make a new root secret for data whose own is lost; links and sealed passwords that wait are
    /// void then
    #[arg(long)]
    pub new_key: bool,
    /// The address and port to listen on
    #[arg(
        long,
        value_name = "ADDR",
        env = "LANYARD_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: String,
    /// The address that people open: set-up offers it as the practice's public address, which is
    /// changed on the page Practice later [default: the one listened on]
    #[arg(long, value_name = "URL", env = "LANYARD_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The mail server: smtp://host:port, smtp://user:password@host:port?tls=required or
    /// smtps://user:password@host [default: none; mails are written into DIR/mail]
    #[arg(
        long,
        value_name = "URL",
        env = "LANYARD_SMTP_URL",
        hide_env_values = true
    )]
    pub smtp_url: Option<String>,
    /// The sender of mails
    #[arg(
        long,
        value_name = "ADDR",
        env = "LANYARD_MAIL_FROM",
        default_value = "Lanyard <lanyard@localhost>"
    )]
    pub mail_from: String,
    /// The certificate for https, a PEM file [default: none; http is served]
    #[arg(
        long,
        value_name = "FILE",
        env = "LANYARD_TLS_CERT",
        requires = "tls_key"
    )]
    pub tls_cert: Option<PathBuf>,
    /// The certificate's private key, a PEM file
    #[arg(
        long,
        value_name = "FILE",
        env = "LANYARD_TLS_KEY",
        requires = "tls_cert"
    )]
    pub tls_key: Option<PathBuf>,
}

impl Options {
    /// Whether a proxy in front of the server speaks https with browsers.
    pub fn is_behind_https(&self) -> bool {
        let url = self.public_url.as_deref().unwrap_or_default();
        url.trim_start()
            .to_ascii_lowercase()
            .starts_with("https://")
    }
}
