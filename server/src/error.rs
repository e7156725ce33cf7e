//! Why a call does not succeed, and the one place where that becomes an answer.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{Problem, ProblemKind};

/// Why a call does not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The call is refused, with words for the person who made it.
    #[error("refused: {}", .0.message.key)]
    Refused(Box<Problem>),
    /// The store failed.
    #[error("the store failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// Something that should not happen happened.
    #[error("{0}")]
    Internal(String),
}

/// What services and stores give.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A refusal with the sentence named `key`.
    pub fn refused(kind: ProblemKind, key: &str) -> Self {
        Self::Refused(Box::new(Problem::new(kind, Message::new(key))))
    }

    /// Fields that need another look.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Self::Refused(Box::new(Problem::invalid(fields)))
    }

    /// The right `permission` is missing.
    pub fn forbidden(permission: Permission) -> Self {
        let message = Message::new("problem-forbidden").with("permission", permission.label());
        Self::Refused(Box::new(Problem::new(ProblemKind::Forbidden, message)))
    }

    /// The answer to the caller. What failed inside is told to the log by `request_id`, never to
    /// the caller.
    pub fn into_problem(self, request_id: &str) -> Problem {
        match self {
            Self::Refused(problem) => *problem,
            failed => {
                tracing::error!(request_id, error = %failed, "a call failed");
                let message = Message::new("problem-internal").with("request", request_id);
                Problem {
                    request_id: Some(request_id.to_owned()),
                    ..Problem::new(ProblemKind::Internal, message)
                }
            }
        }
    }
}
