//! What is typed into a form, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lanyard_shared::message::{FieldProblem, Message};
use yew::prelude::*;

use crate::api::ApiError;
use crate::browser;
use crate::components::Bind;
use crate::text::say;

/// The id of the alert that speaks about the whole form.
pub(crate) const TROUBLE: &str = "form-trouble";

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
    fn problem<'a>(&'a self, name: &str, found: &'a [FieldProblem]) -> Option<&'a Message> {
        let here = |problem: &&FieldProblem| problem.field.as_deref() == Some(name);
        let told = self.stage != Stage::Filling || self.left.contains(name);
        let typed = found.iter().find(here).filter(|_| told);
        typed
            .or_else(|| self.refused.iter().find(here))
            .map(|problem| &problem.message)
    }
}

/// A form and the way to change it.
#[derive(Clone, PartialEq)]
pub(crate) struct FormHandle(UseReducerHandle<Form>);

impl std::ops::Deref for FormHandle {
    type Target = Form;

    fn deref(&self) -> &Form {
        &self.0
    }
}

impl FormHandle {
    /// Ties a field to the form. `found` is what is wrong with what is typed now.
    pub(crate) fn bind(&self, name: &'static str, found: &[FieldProblem]) -> Bind {
        let typed = self.0.dispatcher();
        let left = self.0.dispatcher();
        Bind {
            name,
            value: self.values.get(name).cloned().unwrap_or_default(),
            problem: self.0.problem(name, found).map(say),
            on_input: Callback::from(move |value| typed.dispatch(FormEvent::Typed(name, value))),
            on_leave: Callback::from(move |()| left.dispatch(FormEvent::Left(name))),
        }
    }

    /// Begins to send: gives what was typed, or `None` when something is wrong with it or it is on
    /// its way already.
    pub(crate) fn begin(&self, found: Vec<FieldProblem>) -> Option<Values> {
        if self.0.is_busy() {
            return None;
        }
        if !found.is_empty() {
            self.0.dispatch(FormEvent::Invalid(found));
            return None;
        }
        self.0.dispatch(FormEvent::Sent);
        Some(self.values.clone())
    }

    /// Fills fields.
    pub(crate) fn fill(&self, values: Values) {
        self.0.dispatch(FormEvent::Filled(values));
    }

    /// It did not get through, for this reason.
    pub(crate) fn fail(&self, trouble: Message) {
        self.0.dispatch(FormEvent::Refused(Vec::new(), trouble));
    }

    /// The server did not take it.
    pub(crate) fn fail_by(&self, error: &ApiError) {
        let event = FormEvent::Refused(error.fields().to_vec(), error.message());
        self.0.dispatch(event);
    }
}

/// A form that begins as `initial` gives it. After each refusal the focus moves to the first field
/// at fault, or to the alert about the whole form.
#[hook]
pub(crate) fn use_form(initial: impl FnOnce() -> Form) -> FormHandle {
    let form = use_reducer(initial);
    let focus = form.focus.clone();
    use_effect_with(form.refusals, move |refusals| {
        if *refusals > 0 {
            browser::focus(focus.as_deref().unwrap_or(TROUBLE));
        }
    });
    FormHandle(form)
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
