//! What occurred, counted over all seeds.

use std::collections::BTreeMap;

use lanyard_shared::protocol::Outcome;

use super::model::Told;

macro_rules! counted {
    ($($(#[$doc:meta])* $name:ident = $words:literal),* $(,)?) => {
        /// What is counted: faults, and the ends of intents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Counted {
            $($(#[$doc])* $name,)*
        }

        impl Counted {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

counted! {
    /// A call never arrives.
    CallDropped = "call dropped",
    /// An answer without verdicts never arrives.
    AnswerDropped = "answer dropped",
    /// Intents were committed, and the answer never arrives.
    CutAfterCommit = "answer cut after commit",
    /// A call arrives twice.
    CallDoubled = "call doubled",
    /// An answer arrives twice.
    AnswerDoubled = "answer doubled",
    /// Something overtakes what left before it.
    Reordered = "reordered",
    /// Something between answers in the server's place.
    Portal = "captive portal",
    /// An answer cannot be read.
    Garbled = "answer garbled",
    /// The server refuses a call for a time.
    Refused = "call refused",
    /// A browser has no network for a time.
    Offline = "browser offline",
    /// A tab dies before what it writes is written.
    CrashBeforeCommit = "crash before a local commit",
    /// A tab dies after what it writes was written, before it knows.
    CrashAfterCommit = "crash after a local commit",
    /// A tab dies before an edit is written.
    CrashBeforeEdit = "crash before an edit is stored",
    /// A tab dies after an edit was written, before it is told.
    CrashAfterEdit = "crash after an edit is stored",
    /// All tabs of a browser die.
    BrowserKilled = "browser killed",
    /// A tab hangs.
    TabFrozen = "tab frozen",
    /// A tab takes the lead from another one.
    TakenOver = "lead taken over",
    /// A tab that lost the lead was kept from writing.
    Fenced = "write fenced off",
    /// The local store refuses what the engine writes.
    QuotaOnWrite = "quota reached by the engine",
    /// The local store refuses an edit.
    QuotaOnEdit = "quota reached by an edit",
    /// The process of the server dies.
    ServerKilled = "server killed",
    /// Writes were waiting when it died.
    GroupLost = "uncommitted group lost",
    /// A backup is restored by command: a new history.
    Restored = "backup restored",
    /// An older file is put in the place of the database: the same history.
    PutBack = "database file put back",
    /// The server's disk is full.
    ServerDiskFull = "server's disk full",
    /// A COMMIT of the server fails.
    CommitFailed = "server's commit fails",
    /// The server's randomness repeats.
    DiceStuck = "server's randomness repeats",
    /// A device's clock jumps ahead.
    ClockAhead = "device clock jumps ahead",
    /// A device's clock jumps back.
    ClockBack = "device clock jumps back",
    /// So much time passes that sessions end.
    NightPassed = "a night passes",
    /// Somebody loses a right.
    RightRevoked = "right revoked",
    /// An account is deactivated.
    Deactivated = "account deactivated",
    /// An account is removed for good.
    Removed = "account removed",
    /// That is undone.
    RemovalUndone = "removal undone",
    /// What a removed account says of the person is erased.
    Erased = "account erased",
    /// An intent meets the limit of seats.
    SeatsFull = "seat limit met",
    /// A call is made while somebody else is signed in.
    WrongAccount = "wrong account",
    /// A call is made while nobody is signed in.
    SignedOut = "signed out",
    /// A browser's data is copied to another computer.
    Cloned = "profile cloned",
    /// An older copy of a browser's data is put back.
    OldCopy = "older profile put back",
    /// An intent of a kind that the server does not know.
    UnknownKind = "unknown kind of intent",
    /// An intent of a version that the server does not know.
    OldVersion = "unknown version of intent",
    /// An intent with a body of another shape.
    Malformed = "malformed intent",
    /// An intent that is too large to be sent.
    TooLarge = "intent too large",
    /// Somebody sends an intent of somebody else's as their own.
    StolenIntent = "intent of another author",
    /// A queue arrives without its beginning.
    NumberSkipped = "number skipped",
    /// Rows that were on a device are out of sight.
    ScopeShrank = "scope shrank",
    /// A person is told that a restore has undone an edit.
    Undone = "undone edit told",
    /// An undone edit is sent again.
    SentAgain = "undone edit sent again",
    /// It took effect.
    Applied = "verdict applied",
    /// It took effect beside changes of others.
    Merged = "verdict merged",
    /// Somebody else changed the same.
    Conflict = "verdict conflict",
    /// A rule forbids it.
    Rejected = "verdict rejected",
    /// It builds on one that did not take effect.
    Held = "verdict held",
    /// The server failed at it.
    Failed = "verdict failed",
    /// The server does not know it.
    Unsupported = "verdict unsupported",
}

impl Counted {
    /// An act of the audit log that no intent asked for, where it is counted.
    pub(super) fn act(action: &str) -> Option<Self> {
        match action {
            "account.removed" => Some(Self::Removed),
            "account.removal-undone" => Some(Self::RemovalUndone),
            "account.erased" => Some(Self::Erased),
            _ => None,
        }
    }

    /// The end of an intent.
    pub(super) const fn verdict(told: &Told) -> Self {
        match told {
            Told::Conflict(_) | Told::Whole(Outcome::Conflict { .. }) => Self::Conflict,
            Told::Whole(Outcome::Applied) => Self::Applied,
            Told::Whole(Outcome::Merged) => Self::Merged,
            Told::Whole(Outcome::Rejected { .. }) => Self::Rejected,
            Told::Whole(Outcome::Held { .. }) => Self::Held,
            Told::Whole(Outcome::Failed { .. }) => Self::Failed,
            Told::Whole(Outcome::Unsupported { .. }) => Self::Unsupported,
        }
    }
}

/// How often each occurred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<Counted, u64>);

impl Counts {
    /// Once more.
    pub(super) fn add(&mut self, counted: Counted) {
        *self.0.entry(counted).or_default() += 1;
    }

    /// How often.
    pub fn of(&self, counted: Counted) -> u64 {
        self.0.get(&counted).copied().unwrap_or(0)
    }

    /// Takes in what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        for (counted, times) in &other.0 {
            *self.0.entry(*counted).or_default() += times;
        }
    }
}
