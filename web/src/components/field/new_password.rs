//! A new password, typed twice.

use lanyard_shared::message::FieldProblem;
use lanyard_shared::record::PasswordPolicy;
use lanyard_shared::validate::{PasswordContext, Strength, strength};
use yew::prelude::*;

use super::PasswordField;
use crate::hooks::FormHandle;
use crate::text::{say, t};

/// Properties of [`NewPassword`].
#[derive(PartialEq, Properties)]
pub(crate) struct NewPasswordProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// The rules of the practice, once they are known.
    pub(crate) policy: Option<PasswordPolicy>,
    /// The field's name on the wire; that of the second one is `confirm`.
    #[prop_or("password")]
    pub(crate) name: &'static str,
    /// What the field is called.
    pub(crate) label: AttrValue,
    /// What the second one is called.
    pub(crate) again: AttrValue,
}

/// Both fields. Below the first one stands while it is typed what the rule is, what is missing, or how
/// strong it is, which refuses nothing (domain CRED-01).
#[component]
pub(crate) fn NewPassword(props: &NewPasswordProps) -> Html {
    let (hint, good) = words(props);
    html! {
        <>
            <PasswordField
                bind={props.form.bind(props.name, &props.found)}
                label={props.label.clone()}
                autocomplete="new-password"
                {hint}
                {good}
            />
            <PasswordField
                bind={props.form.bind("confirm", &props.found)}
                label={props.again.clone()}
                autocomplete="new-password"
            />
        </>
    }
}

fn words(props: &NewPasswordProps) -> (Option<AttrValue>, bool) {
    let Some(policy) = props.policy else {
        return (None, false);
    };
    let mut found = props.found.iter();
    match found.find(|problem| problem.field.as_deref() == Some(props.name)) {
        _ if props.form.get(props.name).is_empty() => {
            (Some(t!("password-hint", min = policy.min_length)), false)
        }
        Some(problem) => (Some(say(&problem.message)), false),
        None => estimate(props),
    }
}

/// How strong a password is that breaks no rule, and whether that is good. The person's own words are
/// those of the same form, where it has them.
fn estimate(props: &NewPasswordProps) -> (Option<AttrValue>, bool) {
    let form = &props.form;
    let context = PasswordContext {
        username: form.get("username"),
        email: form.get("email"),
        practice: form.get("last_name"),
    };
    let words = match strength(form.get(props.name), context) {
        Strength::Weak => return (Some(t("strength-weak")), false),
        Strength::Fair => t("strength-fair"),
        Strength::Strong => t("strength-strong"),
    };
    (Some(words), true)
}
