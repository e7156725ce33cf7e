//! What two people have made of the same fields, side by side.

use yew::prelude::*;

use super::{ShownValue, TableHead, cell};
use crate::text::t;
use crate::words::Shown;

/// How one's own value is made to stand out.
const MINE: Option<&str> = Some("app-conflict__mine");
/// The headings of the columns.
const HEADS: &[&str] = &[
    "conflict-field",
    "conflict-was",
    "conflict-mine",
    "conflict-theirs",
    "conflict-who",
];

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ConflictRow {
    /// Its label.
    pub(crate) field: AttrValue,
    /// What was there before both.
    pub(crate) was: Shown,
    /// What the reader wants.
    pub(crate) mine: Shown,
    /// What the practice holds now.
    pub(crate) theirs: Shown,
    /// Who changed it; empty where that is not known.
    pub(crate) who: AttrValue,
    /// When they did; empty where that is not known.
    pub(crate) when: AttrValue,
}

/// Properties of [`ConflictTable`].
#[derive(PartialEq, Properties)]
pub(crate) struct ConflictTableProps {
    /// What the table is about, as its accessible name.
    pub(crate) label: AttrValue,
    /// The fields.
    pub(crate) rows: Vec<ConflictRow>,
}

/// A small table; in a narrow window each field is a card with labels.
#[component]
pub(crate) fn ConflictTable(props: &ConflictTableProps) -> Html {
    html! {
        <table
            class="pf-v6-c-table pf-m-compact pf-m-grid-md app-conflict"
            role="table"
            aria-label={props.label.clone()}
        >
            <TableHead heads={HEADS} />
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                for row in &props.rows {
                    <tr key={row.field.to_string()} class="pf-v6-c-table__tr" role="row">
                        { cell(t("conflict-field"), html! { <strong>{ &row.field }</strong> }, None) }
                        { value("conflict-was", &row.was, None) }
                        { value("conflict-mine", &row.mine, MINE) }
                        { value("conflict-theirs", &row.theirs, None) }
                        { cell(t("conflict-who"), who(row), None) }
                    </tr>
                }
            </tbody>
        </table>
    }
}

fn value(head: &'static str, value: &Shown, class: Option<&'static str>) -> Html {
    cell(
        t(head),
        html! { <ShownValue value={value.clone()} /> },
        class,
    )
}

fn who(row: &ConflictRow) -> Html {
    html! {
        <span class="app-conflict__who">
            <span>{ &row.who }</span>
            <span class="app-quiet">{ &row.when }</span>
        </span>
    }
}
