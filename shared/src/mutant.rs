//! Broken variants of the program, to show that the simulation notices each of them. They are there
//! only with the feature `mutants`, which no program that is given away is built with; without it
//! [`is`] is always false and the compiler leaves nothing of them.

/// One way to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// The ledger is not asked before an intent is decided.
    LedgerNotAsked,
    /// The ledger does not keep the verdict.
    VerdictNotKept,
    /// Who knows the id of somebody's intent gets its verdict.
    VerdictToAnyone,
    /// A page of changes lacks its last row.
    DeltaSkipsLastRow,
    /// A later page of a snapshot brings the cursor of its own moment.
    SnapshotCursorMoves,
    /// The cursor is stored in a batch of its own, before the rows.
    CursorBeforeRows,
    /// A snapshot leaves the rows of before.
    SnapshotKeepsRows,
    /// A change of what the reader may see begins no snapshot.
    ScopeIgnored,
    /// A database that was put back is taken for the one of before.
    TagIgnored,
    /// The local store lets an older tab write.
    FenceUnchecked,
    /// An edit is acknowledged before it is written.
    ToldBeforeWritten,
    /// The engine takes a write that failed for one that was made.
    FailedWriteCounts,
    /// The server answers although COMMIT has failed.
    AnswersWithoutCommit,
    /// A gap in the sequence numbers is accepted.
    GapAccepted,
    /// The counter of sequence numbers is not stored.
    NumberReused,
    /// An intent leaves before its number is stored.
    SentBeforeNumbered,
    /// Answered edits are let go when a snapshot begins.
    AnsweredLetGo,
    /// Renumbering the queue loses all but one of it.
    RenumberingLosesQueue,
    /// Another intent at the same number gets the verdict of the first.
    CloneUnnoticed,
    /// Rights are looked at before the transaction, not inside it.
    RightsJudgedAtPrepare,
    /// Seats are not counted.
    SeatsUncounted,
    /// A conflict is settled for the one who comes later.
    MergeTakesMine,
    /// Two changes of one set are a conflict, or the later one wins whole.
    MergeSetsAsOneValue,
    /// An intent takes effect although one that it builds on did not.
    HeldIgnored,
    /// Giving rights does not look at what its author had seen.
    RaiseIgnoresSaw,
    /// A guarded permission can be given by somebody who lacks it.
    GuardUnchecked,
    /// Credentials of a stronger account can be changed.
    StrongerUnchecked,
    /// The last administrator can be taken away.
    LastAdminUnchecked,
    /// A person is not told what a restored backup has undone.
    UndoneUntold,
    /// It is not looked at whether the newest revision that a device has heard of is still there.
    HeadIgnored,
    /// A page of changes does not say what is gone.
    GoneUntold,
    /// Nobody reads what a tab has left that died right after it had stored an edit.
    DeadTabUnread,
    /// A tab sends undone edits again by what it shows, which may be older than what is stored.
    ResentUnread,
    /// Who was removed for good can still be edited.
    RemovedEdited,
}

impl Mutant {
    /// Those that are built in.
    pub const ALL: &[Self] = &[
        Self::LedgerNotAsked,
        Self::VerdictNotKept,
        Self::VerdictToAnyone,
        Self::DeltaSkipsLastRow,
        Self::SnapshotCursorMoves,
        Self::CursorBeforeRows,
        Self::SnapshotKeepsRows,
        Self::ScopeIgnored,
        Self::TagIgnored,
        Self::FenceUnchecked,
        Self::ToldBeforeWritten,
        Self::FailedWriteCounts,
        Self::AnswersWithoutCommit,
        Self::GapAccepted,
        Self::NumberReused,
        Self::SentBeforeNumbered,
        Self::AnsweredLetGo,
        Self::RenumberingLosesQueue,
        Self::CloneUnnoticed,
        Self::RightsJudgedAtPrepare,
        Self::SeatsUncounted,
        Self::MergeTakesMine,
        Self::MergeSetsAsOneValue,
        Self::HeldIgnored,
        Self::RaiseIgnoresSaw,
        Self::GuardUnchecked,
        Self::StrongerUnchecked,
        Self::LastAdminUnchecked,
        Self::UndoneUntold,
        Self::HeadIgnored,
        Self::GoneUntold,
        Self::DeadTabUnread,
        Self::ResentUnread,
        Self::RemovedEdited,
    ];
}

/// Whether the program is to be broken in this way.
#[cfg(not(feature = "mutants"))]
pub const fn is(_: Mutant) -> bool {
    false
}

#[cfg(feature = "mutants")]
pub use present::{is, set};

#[cfg(feature = "mutants")]
mod present {
    use std::cell::Cell;

    use super::Mutant;

    thread_local! {
        /// A world runs on one thread.
        static PRESENT: Cell<Option<Mutant>> = const { Cell::new(None) };
    }

    /// Whether this thread's program is to be broken in this way.
    pub fn is(mutant: Mutant) -> bool {
        PRESENT.get() == Some(mutant)
    }

    /// Breaks this thread's program in this way, or in none.
    pub fn set(mutant: Option<Mutant>) {
        PRESENT.set(mutant);
    }
}
