//! The address that the server gets.

use crate::failure::{Failure, Result};
use crate::preflight::Missing;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};

/// The port that is tried first, and how many after it.
const FIRST: u16 = 8080;
const TRIES: u16 = 100;

/// The address that the server gets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Listen {
    /// The person named it. It may be one that only the server can judge.
    Given(String),
    /// The first free port of this machine's own address.
    Port(u16),
}

impl Listen {
    pub(super) fn choose(given: Option<String>) -> Result<Self> {
        if let Some(address) = given {
            return Ok(Self::Given(address));
        }
        (FIRST..FIRST + TRIES)
            .find(|port| !is_taken(&[SocketAddr::from((Ipv4Addr::LOCALHOST, *port))]))
            .map(Self::Port)
            .ok_or_else(|| {
                let last = FIRST + TRIES - 1;
                Failure::new(format!(
                    "All ports from {FIRST} to {last} are taken. \
                     Name a free one: cargo xtask run -- --listen 127.0.0.1:PORT"
                ))
            })
    }

    /// An address the person named that another program has.
    pub(super) fn missing(&self) -> Option<Missing> {
        let Self::Given(address) = self else {
            return None;
        };
        is_taken(&resolve(address)).then(|| Missing {
            what: format!("Another program listens on {address}."),
            mend: "End it, or give another address: cargo xtask run -- --listen 127.0.0.1:PORT",
        })
    }

    /// What to tell the server where the person told it nothing.
    pub(super) fn chosen(&self) -> Option<String> {
        match self {
            Self::Given(_) => None,
            Self::Port(port) => Some(SocketAddr::from((Ipv4Addr::LOCALHOST, *port)).to_string()),
        }
    }

    /// What to say when it is not the usual port.
    pub(super) fn moved(&self) -> Option<String> {
        match self {
            Self::Port(port) if *port != FIRST => Some(format!(
                "Port {FIRST} is taken; this one listens on port {port}."
            )),
            _ => None,
        }
    }

    /// Everybody knows the password of the made-up people.
    pub(super) fn refuse_other_machines(&self) -> Result<()> {
        let Self::Given(address) = self else {
            return Ok(());
        };
        let addresses = resolve(address);
        if !addresses.is_empty() && addresses.iter().all(|address| address.ip().is_loopback()) {
            return Ok(());
        }
        Err(Failure::new(format!(
            "`--demo` is for this machine only, and other machines could reach {address}. \
             Take an address like 127.0.0.1:{FIRST}."
        )))
    }
}

fn resolve(address: &str) -> Vec<SocketAddr> {
    address
        .to_socket_addrs()
        .map(Iterator::collect)
        .unwrap_or_default()
}

/// Other trouble than a taken port is the server's to explain.
fn is_taken(addresses: &[SocketAddr]) -> bool {
    addresses.iter().any(|address| {
        TcpListener::bind(address).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_is_missing_and_a_free_one_is_not() {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = other.local_addr().unwrap().to_string();
        let listen = Listen::choose(Some(address.clone())).unwrap();
        assert!(listen.missing().unwrap().what.contains(&address));
        drop(other);
        // Another program may take a port at any moment, but not each one that was free just now.
        let is_free = |_| {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            let address = free.local_addr().unwrap().to_string();
            drop(free);
            Listen::choose(Some(address)).unwrap().missing().is_none()
        };
        assert!((0..10).any(is_free));
    }

    #[test]
    fn without_an_address_it_is_a_free_port_of_this_machine() {
        let listen = Listen::choose(None).unwrap();
        assert!(listen.chosen().unwrap().starts_with("127.0.0.1:80") || listen.moved().is_some());
        assert_eq!(Listen::Port(FIRST).moved(), None);
        assert!(Listen::Port(FIRST + 1).moved().unwrap().contains("8081"));
    }

    #[test]
    fn the_demonstration_is_for_this_machine_only() {
        let judge = |address: &str| {
            Listen::choose(Some(address.to_owned()))
                .unwrap()
                .refuse_other_machines()
        };
        assert!(judge("127.0.0.1:9000").is_ok());
        assert!(judge("[::1]:9000").is_ok());
        assert!(judge("0.0.0.0:9000").is_err());
        assert!(judge("192.0.2.7:9000").is_err());
        assert!(judge("no address").is_err());
    }
}
