//! The lock of an idle screen: when it falls, and what opens it (domain CRED-03, CRED-04). It keeps
//! out whoever walks by; it protects no key.

use serde::{Deserialize, Serialize};

use crate::protocol::UnlockBy;
use crate::record::Policies;
use crate::time::Millis;

/// After so many wrong App Unlock PINs in a row the password is needed (domain CRED-03).
pub const MOST_WRONG_PINS: u32 = 5;
/// After so many wrong passwords in a row a device without the server judges none any more.
pub const MOST_WRONG_PASSWORDS: u32 = 10;

/// What a browser remembers of one account's screen, for all its tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lock {
    /// The screen is locked.
    pub locked: bool,
    /// The practice's policy, so that it is known before the copy is read.
    pub idle_minutes: u16,
    /// What the server said that it asks for.
    pub opens_by: UnlockBy,
    /// Wrong PINs in a row.
    pub wrong_pins: u32,
    /// Wrong passwords in a row that this device judged without the server.
    pub wrong_passwords: u32,
}

impl Default for Lock {
    fn default() -> Self {
        Self {
            locked: false,
            idle_minutes: Policies::default().idle_minutes,
            opens_by: UnlockBy::default(),
            wrong_pins: 0,
            wrong_passwords: 0,
        }
    }
}

impl Lock {
    /// Whether the screen is to be locked after so long without a touch.
    pub fn is_due(&self, untouched: Millis) -> bool {
        untouched >= Millis::minutes(self.idle_minutes.into())
    }

    /// What to ask for.
    pub fn asks_for(&self) -> UnlockBy {
        if self.wrong_pins >= MOST_WRONG_PINS {
            UnlockBy::Password
        } else {
            self.opens_by
        }
    }

    /// Whether this device may judge a password without the server.
    pub const fn may_judge_password(&self) -> bool {
        self.wrong_passwords < MOST_WRONG_PASSWORDS
    }

    /// The screen is locked.
    #[must_use]
    pub fn closed(&self) -> Self {
        Self {
            locked: true,
            ..self.clone()
        }
    }

    /// Somebody has shown who they are.
    #[must_use]
    pub fn opened(&self) -> Self {
        Self {
            locked: false,
            wrong_pins: 0,
            wrong_passwords: 0,
            ..self.clone()
        }
    }

    /// Something wrong was typed.
    #[must_use]
    pub fn after_wrong(&self, typed: UnlockBy) -> Self {
        let mut next = self.clone();
        let count = match typed {
            UnlockBy::Pin => &mut next.wrong_pins,
            UnlockBy::Password => &mut next.wrong_passwords,
        };
        *count = count.saturating_add(1);
        next
    }

    /// The server takes no PIN before it has seen the password.
    #[must_use]
    pub fn password_needed(&self) -> Self {
        Self {
            wrong_pins: MOST_WRONG_PINS,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_pin() -> Lock {
        Lock {
            opens_by: UnlockBy::Pin,
            ..Lock::default()
        }
    }

    fn wrong(lock: Lock, typed: UnlockBy, times: u32) -> Lock {
        (0..times).fold(lock, |lock, _| lock.after_wrong(typed))
    }

    // covers: CRED-04
    #[test]
    fn it_falls_after_fifteen_minutes_or_what_the_practice_says() {
        let last = Millis(Millis::minutes(15).0 - 1);
        assert!(!Lock::default().is_due(last));
        assert!(Lock::default().is_due(Millis::minutes(15)));
        let sooner = Lock {
            idle_minutes: 5,
            ..Lock::default()
        };
        assert!(sooner.is_due(Millis::minutes(5)));
    }

    // covers: CRED-03
    #[test]
    fn after_five_wrong_pins_the_password_is_asked_for_until_it_was_right() {
        let four = wrong(with_pin(), UnlockBy::Pin, 4);
        assert_eq!(four.asks_for(), UnlockBy::Pin);
        let five = wrong(four, UnlockBy::Pin, 1);
        assert_eq!(five.asks_for(), UnlockBy::Password);
        assert_eq!(five.opened().asks_for(), UnlockBy::Pin);
        assert_eq!(with_pin().password_needed().asks_for(), UnlockBy::Password);
    }

    // covers: CRED-04
    #[test]
    fn who_has_no_pin_is_asked_for_the_password() {
        assert_eq!(Lock::default().asks_for(), UnlockBy::Password);
    }

    // covers: CRED-03
    #[test]
    fn passwords_and_pins_are_counted_apart() {
        let lock = wrong(with_pin(), UnlockBy::Password, 9);
        assert!(lock.may_judge_password());
        assert_eq!(lock.asks_for(), UnlockBy::Pin);
        assert!(!lock.after_wrong(UnlockBy::Password).may_judge_password());
    }

    // covers: CRED-04
    #[test]
    fn what_a_browser_keeps_is_read_again_and_what_is_missing_has_its_default() {
        let lock = wrong(with_pin().closed(), UnlockBy::Pin, 3);
        let kept = serde_json::to_string(&lock).unwrap();
        assert_eq!(serde_json::from_str::<Lock>(&kept).unwrap(), lock);
        let old: Lock = serde_json::from_str(r#"{"locked":true}"#).unwrap();
        assert_eq!(old, Lock::default().closed());
    }
}
