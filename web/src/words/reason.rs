//! Why an edit waits for a person.

use lanyard_shared::message::Message;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::{Attention, Why};
use yew::AttrValue;

use super::field::label;
use crate::text::{say, t};

/// Why an edit waits, in one sentence.
pub(crate) fn reason(item: &Attention) -> AttrValue {
    let Why::Refused(outcome) = &item.why else {
        return t("refused-undone");
    };
    match outcome {
        Outcome::Conflict { .. } => t("refused-conflict"),
        Outcome::Rejected { .. } => t("refused-rejected"),
        Outcome::Held { .. } => t("refused-held"),
        Outcome::Failed { request_id } => {
            say(&Message::new("problem-internal").with("request", request_id.as_str()))
        }
        Outcome::Unsupported { message } => say(message),
        Outcome::Applied | Outcome::Merged => AttrValue::default(),
    }
}

/// What is wrong, each with the label of its field; empty where the reason is not one of fields.
pub(crate) fn reasons(item: &Attention) -> Vec<(Option<AttrValue>, AttrValue)> {
    let kind = item.intent.as_ref().map(|intent| intent.target().kind);
    let problems = item.problems().iter();
    problems
        .map(|problem| {
            let field = problem.field.as_deref();
            let label = field.map(|field| label(kind.unwrap_or(RecordKind::Account), field));
            (label, say(&problem.message))
        })
        .collect()
}
