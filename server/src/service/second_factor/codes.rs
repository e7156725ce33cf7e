//! Codes of authenticator apps, and recovery codes.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Enrolment;
use lanyard_shared::time::UnixMillis;
use totp_rs::Builder;

use crate::app::App;

/// Bytes of a seed: what RFC 4226, section 4, recommends.
pub(super) const SEED: usize = 20;
/// Letters of recovery codes: without l and o, and without 0 and 1, which look alike on paper. There are 32, so that each
/// stands for five random bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Letters on each side of the hyphen: 50 bits in all.
const HALF: usize = 5;

/// An authenticator app's secret at work: six digits, every 30 seconds, by SHA-1, which is what every
/// app knows; a code counts half a minute early and late.
pub(super) struct Totp(totp_rs::Totp);

/// The secret with this seed; `None` where it is none.
pub(super) fn totp(seed: &[u8], practice: &str, username: &str) -> Option<Totp> {
    // A colon would end the name inside of the address.
    let practice = practice.replace(':', " ");
    let issuer = if practice.trim().is_empty() {
        "Lanyard"
    } else {
        practice.trim()
    };
    let builder = Builder::new()
        .with_secret(seed.to_vec())
        .with_issuer(Some(issuer))
        .with_account_name(username);
    builder.build().ok().map(Totp)
}

impl Totp {
    /// The time step of which `typed` is the code; `None` where it is that of no step near `now`.
    pub(super) fn step_of(&self, typed: &str, now: UnixMillis) -> Option<u64> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let seconds = u64::try_from(now.0 / 1000).ok()?;
        self.0.check(&digits, seconds)
    }

    /// What the app needs to know.
    pub(super) fn enrolment(&self) -> Option<Enrolment> {
        Some(Enrolment {
            secret: self.0.secret().to_base32(),
            url: self.0.to_url().ok()?,
        })
    }

    /// The code of a moment, as the app shows it.
    #[cfg(test)]
    pub(super) fn code(&self, now: UnixMillis) -> String {
        let seconds = u64::try_from(now.0 / 1000).unwrap();
        self.0.generate(seconds).to_string()
    }
}

/// A new recovery code, such as `k7m2p-9xqrt`.
pub(super) fn recovery_code(app: &App) -> String {
    let bytes: [u8; 2 * HALF] = app.effects.random();
    let letters = bytes.iter().map(|byte| {
        let place = usize::from(byte % 32);
        LETTERS.get(place).copied().map_or('a', char::from)
    });
    let mut code: String = letters.collect();
    code.insert(HALF, '-');
    code
}

/// What is stored of a recovery code, whatever its case and hyphens. It is keyed by the root secret, so
/// that the database alone gives nothing to guess at.
pub(super) fn recovery_hash(app: &App, account: AccountId, typed: &str) -> [u8; 32] {
    let letters = typed.chars().filter(|c| c.is_ascii_alphanumeric());
    let plain: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    app.secret
        .pseudonym(&format!("recovery code\n{account}\n{plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let totp = totp(RFC, "", "").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804")] {
            let now = UnixMillis(seconds * 1000);
            assert_eq!(totp.code(now), code);
            assert_eq!(totp.step_of(code, now), Some(seconds.unsigned_abs() / 30));
        }
    }

    #[test]
    fn a_code_counts_one_step_early_and_late_and_no_more() {
        let totp = totp(RFC, "", "").unwrap();
        let at = |seconds: i64| totp.step_of("287 082", UnixMillis(seconds * 1000));
        for seconds in [0, 29, 59, 60, 89] {
            assert_eq!(at(seconds), Some(1), "{seconds}");
        }
        assert_eq!(at(90), None);
        for typed in ["", "28708", "2870822", "28708a", "٢٨٧٠٨٢"] {
            assert_eq!(totp.step_of(typed, UnixMillis(59_000)), None, "{typed}");
        }
    }

    #[test]
    fn the_address_names_practice_and_user() {
        let totp = totp(RFC, "Hill: Side", "ana").unwrap();
        let enrolment = totp.enrolment().unwrap();
        assert_eq!(enrolment.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            enrolment.url,
            "otpauth://totp/Hill%20%20Side:ana?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hill%20%20Side"
        );
    }
}
