//! One try at a locked screen: judged by the server where it answers, else by this device.
//!
//! Without the server a password is judged by what Argon2id left of it at the last sign-in on this
//! device, ten times in a row at most. A PIN has so few digits that nothing of it may lie on a disk: it
//! is judged by the memory of this page, once it was right here.

use lanyard_shared::lock::Lock;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ProblemKind, SessionInfo, Unlock, UnlockBy};

use super::proof::Proof;
use super::{Begins, LockContext, kept};
use crate::api::{self, ApiError};
use crate::browser;

/// How the server stands to somebody at a locked screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It asks for this.
    Unlock(UnlockBy),
    /// The session has ended: only signing in leads on.
    SessionOver,
    /// Another person is signed in on this browser.
    OtherAccount,
}

/// Why the screen stays locked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// What was typed is wrong, or could not be judged.
    Told(Vec<FieldProblem>, Message),
    /// Another way is needed, for this reason.
    Other(Way, Message),
}

/// Asks the server what it wants; without an answer it is what this device knows.
pub(crate) async fn who_is_there(lock: &LockContext) -> Way {
    let Some(account) = lock.account() else {
        return Way::SessionOver;
    };
    match api::session(Some(account)).await {
        Ok(SessionInfo { unlock_by, .. }) => {
            lock.note(|lock| Lock {
                opens_by: unlock_by,
                ..lock.clone()
            });
            Way::Unlock(unlock_by)
        }
        Err(error) => other_way(&error).unwrap_or_else(|| Way::Unlock(lock.offline_way())),
    }
}

/// Opens the screen, or says why not.
///
/// # Errors
/// Why it stays locked.
pub(crate) async fn open(lock: &LockContext, by: UnlockBy, typed: &str) -> Result<(), Refusal> {
    let Some(account) = lock.account() else {
        return Ok(());
    };
    let unlock = match by {
        UnlockBy::Pin => Unlock::Pin {
            pin: typed.to_owned(),
        },
        UnlockBy::Password => Unlock::Password {
            password: typed.to_owned(),
        },
    };
    match api::unlock(account, &unlock).await {
        Ok(()) => lock.learn(by, typed),
        Err(ApiError::Offline | ApiError::CaptivePortal) => lock.judge(by, typed)?,
        Err(error) => return Err(lock.refused(by, &error)),
    }
    lock.open();
    Ok(())
}

/// Whether the server wants something else than a PIN or the password.
fn other_way(error: &ApiError) -> Option<Way> {
    match error.kind()? {
        ProblemKind::SignedOut => Some(Way::SessionOver),
        ProblemKind::WrongAccount => Some(Way::OtherAccount),
        ProblemKind::PasswordNeeded => Some(Way::Unlock(UnlockBy::Password)),
        _ => None,
    }
}

impl LockContext {
    /// The person at the screen is its own.
    pub(crate) fn open(&self) {
        if let Some(account) = self.account() {
            kept::touch(account, browser::device_now());
        }
        self.change(Begins::default(), Lock::opened);
    }

    fn note(&self, change: impl FnOnce(&Lock) -> Lock) {
        self.change(self.begins(), change);
    }

    /// What this device can judge by itself.
    fn offline_way(&self) -> UnlockBy {
        match self.asks_for() {
            UnlockBy::Pin if self.pin.borrow().is_some() => UnlockBy::Pin,
            _ => UnlockBy::Password,
        }
    }

    /// What the server found right, this device knows from now on.
    fn learn(&self, by: UnlockBy, typed: &str) {
        match (by, self.account()) {
            (UnlockBy::Pin, _) => {
                self.pin.replace(Proof::of(typed));
            }
            (UnlockBy::Password, Some(account)) => super::learn_password(account, typed),
            (UnlockBy::Password, None) => {}
        }
    }

    /// What the server did not take.
    fn refused(&self, by: UnlockBy, error: &ApiError) -> Refusal {
        match other_way(error) {
            Some(way) => {
                if error.kind() == Some(ProblemKind::PasswordNeeded) {
                    self.note(Lock::password_needed);
                }
                Refusal::Other(way, error.message())
            }
            None => {
                if by == UnlockBy::Pin && !error.fields().is_empty() {
                    self.note(|lock| lock.after_wrong(by));
                }
                Refusal::Told(error.fields().to_vec(), error.message())
            }
        }
    }

    /// Judges without the server.
    fn judge(&self, by: UnlockBy, typed: &str) -> Result<(), Refusal> {
        let account = self.account();
        let proof = match by {
            UnlockBy::Pin => self.pin.borrow().clone(),
            UnlockBy::Password => account.and_then(kept::password),
        };
        match (proof, by) {
            (Some(proof), _) if proof.fits(typed) => return Ok(()),
            (Some(_), _) => {}
            (None, UnlockBy::Pin) => {
                let why = Message::new("unlock-pin-needs-server");
                return Err(Refusal::Other(Way::Unlock(UnlockBy::Password), why));
            }
            (None, UnlockBy::Password) => {
                let why = Message::new("unlock-device-cannot");
                return Err(Refusal::Told(Vec::new(), why));
            }
        }
        let lock = account.map(kept::lock).unwrap_or_default().after_wrong(by);
        self.note(|_| lock.clone());
        if let Some(account) = account
            && !lock.may_judge_password()
        {
            kept::drop_password(account);
        }
        if by == UnlockBy::Pin && lock.asks_for() == UnlockBy::Password {
            let why = Message::new("unlock-password-needed");
            return Err(Refusal::Other(Way::Unlock(UnlockBy::Password), why));
        }
        let problem = match by {
            UnlockBy::Pin => FieldProblem::at("pin", Message::new("pin-wrong")),
            UnlockBy::Password => {
                FieldProblem::at("password", Message::new("password-current-wrong"))
            }
        };
        Err(Refusal::Told(
            vec![problem],
            Message::new("problem-invalid"),
        ))
    }
}
