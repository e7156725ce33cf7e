//! The changes of an edit, line by line.

use lanyard_shared::intent::StaffCreate;
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::View;
use serde_json::{Value, json};
use yew::prelude::*;

use crate::components::ShownValue;
use crate::text::t;
use crate::words::{FieldChange, Shown, label, shown};

/// One line.
#[derive(Clone, PartialEq)]
pub(super) struct Line {
    label: AttrValue,
    /// `None` where there was nothing before.
    was: Option<Shown>,
    set: Shown,
}

/// The lines of some changes.
pub(super) fn lines(kind: RecordKind, changes: &[FieldChange], view: &View) -> Vec<Line> {
    let line = |change: &FieldChange| Line {
        label: label(kind, &change.path),
        was: Some(shown(kind, &change.path, &change.was, None, view)),
        set: shown(kind, &change.path, &change.set, Some(&change.was), view),
    };
    changes.iter().map(line).collect()
}

/// What tells a new account from others of the same name.
pub(super) fn new_lines(create: &StaffCreate, view: &View) -> Vec<Line> {
    let fields = &create.fields;
    let kind = RecordKind::Account;
    let told = [
        ("username", json!(fields.username)),
        ("email", json!(fields.email)),
        ("role", json!(fields.role)),
    ];
    let line = |(field, value): &(&str, Value)| Line {
        label: label(kind, field),
        was: None,
        set: shown(kind, field, value, None, view),
    };
    told.iter().map(line).collect()
}

/// Properties of [`Changes`].
#[derive(PartialEq, Properties)]
pub(super) struct ChangesProps {
    pub(super) lines: Vec<Line>,
}

/// Field, what it was, what it is to be. Of a set only the difference is told.
#[component]
pub(super) fn Changes(props: &ChangesProps) -> Html {
    html! {
        <ul class="app-changes">
            for line in &props.lines {
                <li key={line.label.to_string()}>
                    <strong>{ t!("change-of", field = line.label.as_str()) }</strong>
                    if let Some(was) = before(line) {
                        <span class="app-changes__was">
                            <ShownValue value={was} />
                            <span aria-hidden="true">{ t("change-arrow") }</span>
                            <span class="pf-v6-screen-reader">{ t("change-to") }</span>
                        </span>
                    }
                    <ShownValue value={line.set.clone()} />
                </li>
            }
        </ul>
    }
}

/// What was there before, unless the line tells the difference itself.
fn before(line: &Line) -> Option<Shown> {
    let told = matches!(line.set, Shown::Differs { .. });
    line.was.clone().filter(|_| !told)
}
