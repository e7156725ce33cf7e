//! The fields of forms: label, control, and what is wrong with what was typed, tied together for
//! screen readers.

use yew::prelude::*;

mod check_field;
mod choices_field;
mod code_field;
mod day_field;
mod frame;
mod kept_field;
mod lines_field;
mod new_password;
mod password_field;
mod phone_field;
mod pick_field;
mod radio_field;
mod select_field;
mod text_field;

pub(crate) use check_field::{CheckField, TICKED};
pub(crate) use choices_field::{ChoicesField, chosen};
pub(crate) use code_field::CodeField;
pub(crate) use day_field::DayField;
pub(crate) use kept_field::KeptField;
pub(crate) use lines_field::LinesField;
pub(crate) use new_password::NewPassword;
pub(crate) use password_field::{PasswordField, SecretKind};
pub(crate) use phone_field::PhoneField;
pub(crate) use pick_field::PickField;
pub(crate) use radio_field::RadioField;
pub(crate) use select_field::SelectField;
pub(crate) use text_field::{TextField, TextKind};

/// Ties a control to its place in a form.
#[derive(Clone, PartialEq)]
pub(crate) struct Bind {
    /// The field's name on the wire, which is the control's id too.
    pub(crate) name: &'static str,
    /// What is in it.
    pub(crate) value: AttrValue,
    /// What is wrong with it.
    pub(crate) problem: Option<AttrValue>,
    /// Something else is in it.
    pub(crate) on_input: Callback<AttrValue>,
    /// The person left it.
    pub(crate) on_leave: Callback<()>,
}

impl Bind {
    /// Leaving the field empty is not told before somebody tries to send the form: whoever only looks
    /// for another way in has done nothing wrong.
    pub(crate) fn quiet(self) -> Self {
        Self {
            on_leave: Callback::noop(),
            ..self
        }
    }
}

/// One of several things to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What the form gets.
    pub(crate) value: AttrValue,
    /// What the person reads.
    pub(crate) label: AttrValue,
    /// More about it, where one line is not enough.
    pub(crate) detail: Option<AttrValue>,
    /// Why it cannot be chosen.
    pub(crate) barred: Option<AttrValue>,
}

impl Choice {
    /// Something that can be chosen.
    pub(crate) fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            detail: None,
            barred: None,
        }
    }

    /// Choices by what the person reads.
    pub(crate) fn sorted(choices: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut choices: Vec<Self> = choices.collect();
        choices.sort_by(|one, other| one.label.cmp(&other.label));
        choices
    }
}
