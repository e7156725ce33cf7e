//! What stands around the control of a field: its label above, a word of help or of what is wrong
//! below.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::Bind;

/// The id of the words below a control, for its `aria-describedby`.
pub(crate) fn words_id(name: &str) -> String {
    format!("{name}-words")
}

/// Properties of [`FieldFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct FieldFrameProps {
    /// The field.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// Whether it may not stay empty.
    #[prop_or_default]
    pub(crate) required: bool,
    /// A word of help while nothing is wrong.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// The hint says that what is typed is good.
    #[prop_or_default]
    pub(crate) good: bool,
    /// The control.
    pub(crate) children: Html,
}

/// Label, control, words.
#[component]
pub(crate) fn FieldFrame(props: &FieldFrameProps) -> Html {
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={props.bind.name}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                    <span
                        class={classes!("pf-v6-c-form__label-required", "app-required")}
                        hidden={!props.required}
                        aria-hidden="true"
                    />
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                { props.children.clone() }
                <Words
                    name={props.bind.name}
                    problem={props.bind.problem.clone()}
                    hint={props.hint.clone()}
                    good={props.good}
                />
            </div>
        </div>
    }
}

/// What a group of controls consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Controls {
    /// Each stands by itself: the focus goes to the group.
    Several,
    /// Radio buttons, of which the first takes the focus.
    Radios,
}

/// Properties of [`GroupFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct GroupFrameProps {
    /// The field.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// What the group consists of.
    #[prop_or(Controls::Several)]
    pub(crate) controls: Controls,
    /// A word of help while nothing is wrong.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// The controls.
    pub(crate) children: Html,
}

/// Label, controls, words, for a field of more than one control.
#[component]
pub(crate) fn GroupFrame(props: &GroupFrameProps) -> Html {
    let name = props.bind.name;
    let label_id = format!("{name}-label");
    let (role, id) = match props.controls {
        Controls::Several => ("group", Some(name)),
        Controls::Radios => ("radiogroup", None),
    };
    html! {
        <div
            class="pf-v6-c-form__group"
            {role}
            {id}
            tabindex={id.map(|_| "-1")}
            aria-labelledby={label_id.clone()}
            aria-describedby={words_id(name)}
        >
            <div class="pf-v6-c-form__group-label">
                <span class="pf-v6-c-form__label" id={label_id}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                </span>
            </div>
            <div class="pf-v6-c-form__group-control pf-m-stack">
                { props.children.clone() }
                <Words
                    {name}
                    problem={props.bind.problem.clone()}
                    hint={props.hint.clone()}
                />
            </div>
        </div>
    }
}

/// Properties of [`Words`].
#[derive(PartialEq, Properties)]
pub(crate) struct WordsProps {
    /// The field's name.
    pub(crate) name: &'static str,
    /// What is wrong.
    pub(crate) problem: Option<AttrValue>,
    /// A word of help while nothing is wrong.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    /// The hint says that what is typed is good.
    #[prop_or_default]
    pub(crate) good: bool,
}

/// The words below a control. The element is always there, so that a screen reader notices when
/// its text changes.
#[component]
pub(crate) fn Words(props: &WordsProps) -> Html {
    let (text, icon, tone) = match (&props.problem, &props.hint) {
        (Some(problem), _) => (Some(problem), Some(Icon::ExclamationCircle), "pf-m-error"),
        (None, Some(hint)) if props.good => (Some(hint), Some(Icon::CheckCircle), "pf-m-success"),
        (None, hint) => (hint.as_ref(), None, ""),
    };
    html! {
        <div class="pf-v6-c-form__helper-text" aria-live="polite" hidden={text.is_none()}>
            <div class="pf-v6-c-helper-text">
                <div class={classes!("pf-v6-c-helper-text__item", tone)}>
                    <span class="pf-v6-c-helper-text__item-icon" hidden={icon.is_none()}>
                        { icon.map(Html::from).unwrap_or_default() }
                    </span>
                    <span class="pf-v6-c-helper-text__item-text" id={words_id(props.name)}>
                        { text.cloned().unwrap_or_default() }
                    </span>
                </div>
            </div>
        </div>
    }
}

/// The class of the box around a control.
pub(crate) fn control_class(bind: &Bind) -> Classes {
    classes!(
        "pf-v6-c-form-control",
        bind.problem.is_some().then_some("pf-m-error")
    )
}

/// The mark inside a control that something is wrong with it.
pub(crate) fn status(bind: &Bind) -> Html {
    html! {
        <span class="pf-v6-c-form-control__utilities" hidden={bind.problem.is_none()}>
            <span class="pf-v6-c-form-control__icon pf-m-status">{ Icon::ExclamationCircle }</span>
        </span>
    }
}
