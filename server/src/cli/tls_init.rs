//! `lanyard tls`

use std::path::PathBuf;

use clap::Subcommand;

use crate::cli::{Failure, say};
use crate::effects::Effects;
use crate::tls::authority::{self, Authority, Made};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a certificate for the server, and the authority that devices are to trust
    Init {
        /// The names or addresses by which browsers reach the server
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// The folder for the files
        #[arg(
            long,
            value_name = "DIR",
            env = "LANYARD_TLS",
            default_value = "lanyard-tls"
        )]
        out: PathBuf,
    },
}

/// `lanyard tls`
pub(super) fn tls(command: Command) -> Result<(), Failure> {
    let Command::Init { names, out } = command;
    let made = authority::init(&names, &out, Effects::system().now())?;
    Ok(say(&words(
        &made,
        names.first().map_or("", String::as_str),
    ))?)
}

fn words(made: &Made, name: &str) -> String {
    let Made { files, until, .. } = made;
    let (cert, key) = (files.server.display(), files.server_key.display());
    let serve = format!(
        "Serve with it:\n\n    lanyard serve --listen 0.0.0.0:8443 --public-url https://{name}:8443 \\\n\
         \x20       --tls-cert {cert} --tls-key {key}\n\n\
         It is valid until {until}. Before then move {cert} and {key} away and run this command \
         again: devices need nothing new.\n"
    );
    match made.authority {
        Authority::Found => {
            format!("A new certificate was made under the same authority.\n\n{serve}")
        }
        Authority::New => format!(
            "A local authority and a certificate for the server were made.\n\n{serve}\n{}",
            trust(made)
        ),
    }
}

fn trust(made: &Made) -> String {
    let authority = made.files.authority.display();
    let key = made.files.authority_key.display();
    format!(
        "Every device has to trust the authority once. Copy {authority} to it (it is no secret), and \
         there:\n\
         \n\
         Windows  Double-click a copy named authority.crt > Install Certificate > Local Machine >\n\
         \x20        Place all certificates in: Trusted Root Certification Authorities. In an office\n\
         \x20        with a domain: Group Policy > Public Key Policies. Restart the browser.\n\
         macOS    Open it with Keychain Access, keychain System; double-click the entry > Trust >\n\
         \x20        When using this certificate: Always Trust.\n\
         Linux    Debian, Ubuntu: sudo cp {authority} /usr/local/share/ca-certificates/lanyard.crt\n\
         \x20        && sudo update-ca-certificates. Fedora: sudo trust anchor {authority}.\n\
         \x20        Chrome: Settings > Privacy and security > Security > Manage certificates >\n\
         \x20        Authorities > Import.\n\
         Firefox  Settings > Privacy & Security > View Certificates > Authorities > Import >\n\
         \x20        Trust this CA to identify websites.\n\
         iPhone   Send it to the device and open it; Settings > Profile Downloaded > Install; then\n\
         \x20        Settings > General > About > Certificate Trust Settings, switch it on.\n\
         Android  Settings > Security > Encryption & credentials > Install a certificate > CA\n\
         \x20        certificate.\n\
         \n\
         Keep {key} where nobody else can read it. It can sign for the names of this server only."
    )
}
