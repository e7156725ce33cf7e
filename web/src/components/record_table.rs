//! The table of offices and that of providers.

use lanyard_shared::id::OpId;
use lanyard_shared::intent::Intent;
use lanyard_shared::permission::Permission;
use lanyard_shared::record::{RecordKey, RecordKind};
use lanyard_shared::replica::{RowState, View};
use patternfly_yew::prelude::{Color, Label};
use yew::prelude::*;

use super::{Look, PushButton, RowMark, TableHead, cell};
use crate::text::t;

/// One thing to do about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordAct {
    /// Change it.
    Edit(RecordKey),
    /// Look over what the server refused to make.
    Mend(OpId),
    /// Take it out of use.
    End(RecordKey),
    /// Put it into use again.
    Reopen(RecordKey),
}

impl RecordAct {
    /// The button's words.
    const fn label(self) -> &'static str {
        match self {
            Self::Edit(_) | Self::Mend(_) => "edit",
            Self::End(key) => match key.kind {
                RecordKind::Office => "office-close",
                RecordKind::Group => "group-archive",
                _ => "deactivate",
            },
            Self::Reopen(key) => match key.kind {
                RecordKind::Office => "office-reopen",
                _ => "reactivate",
            },
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecordRow {
    record: RecordKey,
    cells: Vec<AttrValue>,
    active: bool,
    mark: RowState,
    acts: Vec<RecordAct>,
}

impl RecordRow {
    /// The row of a record with what stands in its first columns.
    pub(crate) fn of(record: RecordKey, active: bool, cells: Vec<AttrValue>, view: &View) -> Self {
        let mark = view.mark(record);
        let acts = match (view.may(Permission::to_edit(record.kind)), mark, active) {
            (false, ..) => Vec::new(),
            (true, RowState::NeedsAttention(item), _) if is_refused(item, view) => {
                vec![RecordAct::Mend(item)]
            }
            (true, _, true) => vec![RecordAct::Edit(record), RecordAct::End(record)],
            (true, _, false) => vec![RecordAct::Edit(record), RecordAct::Reopen(record)],
        };
        Self {
            record,
            cells,
            active,
            mark,
            acts,
        }
    }
}

/// Whether the server refused to make the record that an item is about.
fn is_refused(item: OpId, view: &View) -> bool {
    let intent = view.attention_item(item).and_then(|it| it.intent.as_ref());
    intent.and_then(Intent::makes).is_some()
}

/// Properties of [`RecordTable`].
#[derive(PartialEq, Properties)]
pub(crate) struct RecordTableProps {
    /// What is listed.
    pub(crate) label: AttrValue,
    /// The headings of the columns, those for state and buttons last.
    pub(crate) heads: &'static [&'static str],
    /// The rows.
    pub(crate) rows: Vec<RecordRow>,
    /// Somebody wants to do something about a record.
    pub(crate) on_act: Callback<RecordAct>,
}

/// The table; in a narrow window each row is a card with labels.
#[component]
pub(crate) fn RecordTable(props: &RecordTableProps) -> Html {
    html! {
        <table
            class="pf-v6-c-table pf-m-compact pf-m-grid-md"
            role="table"
            aria-label={props.label.clone()}
        >
            <TableHead heads={props.heads} />
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                for row in &props.rows {
                    <RecordTableRow
                        key={row.record.id.to_string()}
                        heads={props.heads}
                        row={row.clone()}
                        on_act={props.on_act.clone()}
                    />
                }
            </tbody>
        </table>
    }
}

/// Properties of [`RecordTableRow`].
#[derive(PartialEq, Properties)]
struct RecordTableRowProps {
    heads: &'static [&'static str],
    row: RecordRow,
    on_act: Callback<RecordAct>,
}

#[component]
fn RecordTableRow(props: &RecordTableRowProps) -> Html {
    let row = &props.row;
    let (words, color) = match (row.active, row.record.kind) {
        (true, _) => (t("state-active"), Color::Green),
        (false, RecordKind::Office) => (t("office-closed"), Color::Grey),
        (false, _) => (t("provider-archived"), Color::Grey),
    };
    html! {
        <tr class="pf-v6-c-table__tr" role="row">
            for (head, value) in props.heads.iter().zip(&row.cells) {
                { cell(t(head), html! { value }, value.is_empty().then_some("app-blank")) }
            }
            { cell(t("staff-state"), html! {
                <div class="app-standing">
                    <div class="app-state">
                        <Label label={words.to_string()} {color} compact=true />
                    </div>
                    <RowMark row={row.mark} />
                </div>
            }, None) }
            { cell(t("staff-acts"), buttons(row, &props.on_act), None) }
        </tr>
    }
}

fn buttons(row: &RecordRow, on_act: &Callback<RecordAct>) -> Html {
    html! {
        <div class="app-row-acts">
            for act in row.acts.iter().copied() {
                <PushButton
                    key={act.label()}
                    label={t(act.label())}
                    look={Look::Inline}
                    on_click={on_act.reform(move |()| act)}
                />
            }
        </div>
    }
}
