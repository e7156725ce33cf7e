//! The outside of a form: what is wrong with the whole, the fields, the buttons.

use yew::prelude::*;

use super::Notice;
use crate::hooks::{FormHandle, TROUBLE, Tone};
use crate::text::say;

/// Properties of [`FormFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct FormFrameProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What it is for, as its accessible name.
    pub(crate) label: AttrValue,
    /// Somebody wants to send it.
    pub(crate) on_submit: Callback<()>,
    /// The buttons.
    pub(crate) actions: Html,
    /// The fields.
    pub(crate) children: Html,
}

/// A form whose problems are told by us, not by the browser.
#[component]
pub(crate) fn FormFrame(props: &FormFrameProps) -> Html {
    let onsubmit = props
        .on_submit
        .reform(|event: SubmitEvent| event.prevent_default());
    let trouble = props.form.trouble().map(say);
    html! {
        <form class="pf-v6-c-form" novalidate=true aria-label={props.label.clone()} {onsubmit}>
            <div
                class="app-form-trouble"
                id={TROUBLE}
                tabindex="-1"
                role="alert"
                hidden={trouble.is_none()}
            >
                <Notice tone={Tone::Danger} title={trouble.unwrap_or_default()} />
            </div>
            { props.children.clone() }
            <div class="pf-v6-c-form__group pf-m-action">
                <div class="pf-v6-c-form__group-control">
                    <div class="pf-v6-c-form__actions">{ props.actions.clone() }</div>
                </div>
            </div>
        </form>
    }
}

/// Properties of [`FormSection`].
#[derive(PartialEq, Properties)]
pub(crate) struct FormSectionProps {
    /// The section's heading.
    pub(crate) title: AttrValue,
    /// An id for the heading, unique on the page.
    pub(crate) id: AttrValue,
    /// The fields.
    pub(crate) children: Html,
}

/// Fields that belong together.
#[component]
pub(crate) fn FormSection(props: &FormSectionProps) -> Html {
    html! {
        <section class="pf-v6-c-form__section" role="group" aria-labelledby={props.id.clone()}>
            <h2 class="pf-v6-c-form__section-title" id={props.id.clone()}>{ &props.title }</h2>
            { props.children.clone() }
        </section>
    }
}
