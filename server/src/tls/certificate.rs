//! What the two certificates say, and whether browsers would take them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lanyard_shared::time::{Millis, UnixMillis};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints,
};
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::ServerCertVerifier;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};

use crate::tls::provider;

/// How long the authority is trusted: ten years.
const AUTHORITY_LIFE: Millis = Millis::hours(10 * 365 * 24);
/// How long the server's certificate is valid. Browsers take no more than 398 days (CA/Browser
/// Forum, ballot SC31, which Apple's and Mozilla's programs apply).
const SERVER_LIFE: Millis = Millis::hours(397 * 24);

const DAY: Millis = Millis::hours(24);

/// What the certificate of an authority for `names` says. Its own name comes from its key, so that the key alone is enough to sign again.
pub(super) fn authority_params(
    names: &[String],
    key: &KeyPair,
    now: UnixMillis,
) -> CertificateParams {
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

/// What a server certificate for `names` says.
pub(super) fn server_params(
    names: &[String],
    now: UnixMillis,
) -> Result<CertificateParams, rcgen::Error> {
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
pub(super) fn last_day(now: UnixMillis) -> jiff::civil::Date {
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
pub(super) fn holds(authority: &str, server: &Certificate, name: &str, now: UnixMillis) -> bool {
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
