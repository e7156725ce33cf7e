//! What somebody else has changed while a form was open.

use lanyard_shared::record::RecordKind;
use yew::prelude::*;

use super::Notice;
use crate::hooks::Tone;
use crate::text::t;
use crate::words::label;

/// Properties of [`ChangedMeanwhile`].
#[derive(PartialEq, Properties)]
pub(crate) struct ChangedMeanwhileProps {
    /// What kind of record the form is about.
    pub(crate) kind: RecordKind,
    /// The names of the changed fields.
    pub(crate) fields: Vec<String>,
}

/// The labels of the changed fields. What is typed stays: the server merges field by field.
#[component]
pub(crate) fn ChangedMeanwhile(props: &ChangedMeanwhileProps) -> Html {
    let fields = props.fields.iter();
    let labels: Vec<String> = fields
        .map(|field| label(props.kind, field).to_string())
        .collect();
    html! {
        <div role="status">
            if !labels.is_empty() {
                <Notice
                    tone={Tone::Info}
                    title={t!("changed-meanwhile", fields = labels.join(", "))}
                >
                    <p>{ t("changed-meanwhile-more") }</p>
                </Notice>
            }
        </div>
    }
}
