//! The way from the fields of a page to its form.

use lanyard_shared::message::{FieldProblem, Message};
use yew::prelude::*;

use super::form::{Form, FormEvent, Values};
use crate::api::ApiError;
use crate::browser;
use crate::components::Bind;
use crate::text::say;

/// The id of the alert that speaks about the whole form.
pub(crate) const TROUBLE: &str = "form-trouble";

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
            value: self.values().get(name).cloned().unwrap_or_default(),
            problem: self.0.problem(name, found).map(say),
            on_input: Callback::from(move |value| typed.dispatch(FormEvent::Typed(name, value))),
            // Words that appear below the field move what is below it, which may be the very button
            // by whose press the field was left.
            on_leave: Callback::from(move |()| {
                let left = left.clone();
                browser::once_released(move || left.dispatch(FormEvent::Left(name)));
            }),
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
        Some(self.values().clone())
    }

    /// Fills fields.
    pub(crate) fn fill(&self, values: Values) {
        self.0.dispatch(FormEvent::Filled(values));
    }

    /// It got through; the page goes on with it, these values changed.
    pub(crate) fn renew(&self, values: Values) {
        self.0.dispatch(FormEvent::Done(values));
    }

    /// It did not get through, for this reason.
    pub(crate) fn fail(&self, trouble: Message) {
        self.refuse(Vec::new(), trouble);
    }

    /// It did not get through, for these reasons.
    pub(crate) fn refuse(&self, problems: Vec<FieldProblem>, trouble: Message) {
        self.0.dispatch(FormEvent::Refused(problems, trouble));
    }

    /// The server did not take it.
    pub(crate) fn fail_by(&self, error: &ApiError) {
        self.refuse(error.fields().to_vec(), error.message());
    }
}

/// A form that begins as `initial` gives it. After each refusal the focus moves to the first field
/// at fault, or to the alert about the whole form.
#[hook]
pub(crate) fn use_form(initial: impl FnOnce() -> Form) -> FormHandle {
    let form = use_reducer(initial);
    let (refusals, focus) = form.last_refusal();
    use_effect_with(refusals, move |refusals| {
        if *refusals > 0 {
            browser::focus(focus.as_deref().unwrap_or(TROUBLE));
        }
    });
    FormHandle(form)
}
