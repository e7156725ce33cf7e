//! What is typed into a form, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lanyard_shared::message::{FieldProblem, Message};
use yew::prelude::*;

/// What is in the fields, by their names on the wire.
pub(crate) type Values = BTreeMap<&'static str, AttrValue>;

/// A form while it is filled in.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Form {
    values: Values,
    /// Fields that the person has been to and left again.
    left: BTreeSet<&'static str>,
    /// What the server refused, each until its field is changed.
    refused: Vec<FieldProblem>,
    trouble: Option<Message>,
    stage: Stage,
    /// Counts the refusals: each moves the focus once.
    refusals: u32,
    focus: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    /// Nobody has tried to send it: a field speaks up when it is left.
    #[default]
    Filling,
    /// Somebody has tried: every field speaks up.
    Tried,
    /// It is on its way.
    Sending,
}

/// What happens to a form.
pub(crate) enum FormEvent {
    /// Something was typed into a field.
    Typed(&'static str, AttrValue),
    /// A field was left.
    Left(&'static str),
    /// Fields are filled by the page, untouched as before.
    Filled(Values),
    /// It got through and can be filled in anew, with these values.
    Done(Values),
    /// It is being sent.
    Sent,
    /// Something is wrong with what is typed.
    Invalid(Vec<FieldProblem>),
    /// It was sent and did not get through.
    Refused(Vec<FieldProblem>, Message),
}

impl Reducible for Form {
    type Action = FormEvent;

    fn reduce(self: Rc<Self>, event: FormEvent) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            FormEvent::Typed(name, value) => {
                next.values.insert(name, value);
                next.refused
                    .retain(|problem| problem.field.as_deref() != Some(name));
            }
            FormEvent::Left(name) => {
                next.left.insert(name);
            }
            FormEvent::Filled(values) => {
                for (name, value) in values {
                    next.left.remove(name);
                    next.values.insert(name, value);
                }
            }
            FormEvent::Done(values) => {
                next.stage = Stage::Filling;
                next.left.clear();
                next.values.extend(values);
            }
            FormEvent::Sent => {
                next.stage = Stage::Sending;
                next.trouble = None;
            }
            FormEvent::Invalid(problems) => {
                next.stage = Stage::Tried;
                next.refuse(problems, Message::new("problem-invalid"));
            }
            FormEvent::Refused(problems, trouble) => {
                next.stage = Stage::Filling;
                next.left.clear();
                next.refuse(problems, trouble);
            }
        }
        Rc::new(next)
    }
}

impl Form {
    /// A form with these values in it.
    pub(crate) fn with(values: Values) -> Self {
        Self {
            values,
            ..Self::default()
        }
    }

    /// A form that was refused earlier, with the reasons at its fields.
    pub(crate) fn refused(values: Values, problems: Vec<FieldProblem>) -> Self {
        Self {
            values,
            stage: Stage::Tried,
            refusals: 1,
            focus: problems.iter().find_map(|problem| problem.field.clone()),
            refused: problems,
            ..Self::default()
        }
    }

    /// How often it was refused, and the field that the last refusal leads to.
    pub(crate) fn last_refusal(&self) -> (u32, Option<String>) {
        (self.refusals, self.focus.clone())
    }

    /// Notes why it was not taken, and moves the focus there.
    fn refuse(&mut self, problems: Vec<FieldProblem>, trouble: Message) {
        self.refusals += 1;
        self.focus = problems.iter().find_map(|problem| problem.field.clone());
        self.refused = problems;
        self.trouble = Some(trouble);
    }

    /// What is in a field.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", AttrValue::as_str)
    }

    /// What is wrong with fields that must not be empty.
    pub(crate) fn missing(&self, names: &[&str]) -> Vec<FieldProblem> {
        let empty = names.iter().filter(|name| self.get(name).trim().is_empty());
        empty
            .map(|name| FieldProblem::at(name, Message::new("field-required")))
            .collect()
    }

    /// All that is in the fields.
    pub(crate) fn values(&self) -> &Values {
        &self.values
    }

    /// Whether it is on its way.
    pub(crate) fn is_busy(&self) -> bool {
        self.stage == Stage::Sending
    }

    /// What is wrong with the whole.
    pub(crate) fn trouble(&self) -> Option<&Message> {
        self.trouble.as_ref()
    }

    /// What to say at a field: what is wrong with what is typed, once the person has left it, or
    /// what the server said about it.
    pub(crate) fn problem<'a>(
        &'a self,
        name: &str,
        found: &'a [FieldProblem],
    ) -> Option<&'a Message> {
        let here = |problem: &&FieldProblem| problem.field.as_deref() == Some(name);
        let told = self.stage != Stage::Filling || self.left.contains(name);
        let typed = found.iter().find(here).filter(|_| told);
        typed
            .or_else(|| self.refused.iter().find(here))
            .map(|problem| &problem.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(events: Vec<FormEvent>) -> Form {
        let reduce = |form: Rc<Form>, event| form.reduce(event);
        (*events.into_iter().fold(Rc::new(Form::default()), reduce)).clone()
    }

    fn missing() -> Vec<FieldProblem> {
        vec![FieldProblem::at("name", Message::new("field-required"))]
    }

    #[test]
    fn a_field_speaks_up_when_it_is_left_and_not_before() {
        assert_eq!(after(vec![]).problem("name", &missing()), None);
        assert!(
            after(vec![FormEvent::Left("name")])
                .problem("name", &missing())
                .is_some()
        );
    }

    #[test]
    fn every_field_speaks_up_after_a_try_and_the_first_at_fault_takes_the_focus() {
        let form = after(vec![FormEvent::Invalid(missing())]);
        assert!(form.problem("name", &missing()).is_some());
        assert_eq!(form.focus.as_deref(), Some("name"));
    }

    #[test]
    fn what_the_server_refused_is_told_until_the_field_is_changed() {
        let taken = vec![FieldProblem::at("name", Message::new("username-taken"))];
        let refused = || FormEvent::Refused(taken.clone(), Message::new("problem-invalid"));
        assert!(after(vec![refused()]).problem("name", &[]).is_some());
        let changed = after(vec![refused(), FormEvent::Typed("name", "x".into())]);
        assert_eq!(changed.problem("name", &[]), None);
    }

    #[test]
    fn a_refused_form_can_be_sent_again() {
        let refused = FormEvent::Refused(Vec::new(), Message::new("call-offline"));
        assert!(after(vec![FormEvent::Sent]).is_busy());
        assert!(!after(vec![FormEvent::Sent, refused]).is_busy());
    }
}
