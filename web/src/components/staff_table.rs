//! The table of staff (domain STAFF-02).

use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use yew::prelude::*;

use crate::hooks::{Column, FIRST_PLACE, Part, Sort, StaffQuery, use_long_list};
use crate::text::t;

mod acts;
mod head;
mod order;
mod row;
mod standing;

pub(crate) use acts::{RowAct, is_new, lock_or_unlock, of as row_acts};
use head::StaffHead;
use order::StaffOrder;
use row::{StaffRow, StaffTableRow};

/// Those by which can be sorted, the boxes before them and the buttons behind them.
const COLUMNS: usize = Column::ALL.len() + 2;

/// Properties of [`StaffTable`].
#[derive(PartialEq, Properties)]
pub(crate) struct StaffTableProps {
    /// Who is in the list, in its order.
    pub(crate) found: Rc<[AccountId]>,
    /// What is known about them.
    pub(crate) view: Rc<View>,
    /// Who looks at it.
    pub(crate) reader: AccountId,
    /// The present moment.
    pub(crate) now: UnixMillis,
    /// What the list is asked for.
    pub(crate) query: StaffQuery,
    /// Somebody wants another order.
    pub(crate) on_sort: Callback<Option<Sort>>,
    /// Who is selected.
    pub(crate) selected: Rc<BTreeSet<AccountId>>,
    /// Somebody wants these selected, or not any more.
    pub(crate) on_select: Callback<(Rc<[AccountId]>, bool)>,
    /// Somebody wants to do something about a person.
    pub(crate) on_act: Callback<RowAct>,
}

/// The table; in a narrow window each row is a card with labels. The roles are spelled out because
/// browsers take them away from a table that is not laid out as one. Only what is in sight of it is
/// drawn: it tells how many rows there are, and each row which one it is.
#[component]
pub(crate) fn StaffTable(props: &StaffTableProps) -> Html {
    let list = use_long_list(&props.found, props.query.clone());
    let (found, selected) = (&props.found, &props.selected);
    let all = selected.len() >= found.len() && found.iter().all(|id| selected.contains(id));
    let on_all = {
        let found = found.clone();
        props.on_select.reform(move |on| (found.clone(), on))
    };
    let sort = props.query.sort;
    html! {
        <div>
            <StaffOrder {sort} on_sort={props.on_sort.clone()} />
            <table
                class="pf-v6-c-table pf-m-compact pf-m-grid-lg pf-m-sticky-header app-staff"
                role="table"
                aria-label={t("staff")}
                aria-rowcount={(found.len() + FIRST_PLACE - 1).to_string()}
            >
                <colgroup>
                    for column in 0..COLUMNS {
                        <col key={column} />
                    }
                </colgroup>
                <StaffHead {sort} on_sort={props.on_sort.clone()} {all} {on_all} />
                <tbody
                    class="pf-v6-c-table__tbody"
                    role="rowgroup"
                    ref={list.body}
                    onfocusin={list.on_focus}
                >
                    for (nth, part) in list.parts.iter().enumerate() {
                        { drawn(props, nth, *part) }
                    }
                </tbody>
            </table>
            <p class="app-footnote">{ t("staff-two-factor-note") }</p>
        </div>
    }
}

fn drawn(props: &StaffTableProps, nth: usize, part: Part) -> Html {
    let place = match part {
        Part::Gap(height) => return gap(nth, height),
        Part::Row(place) => place,
    };
    let shown = props.found.get(place);
    let Some(shown) = shown.and_then(|id| props.view.accounts.get(id)) else {
        return Html::default();
    };
    let id = shown.account.id;
    html! {
        <StaffTableRow
            key={id.to_string()}
            row={StaffRow::of(shown, &props.view, props.reader, props.now)}
            place={place + FIRST_PLACE}
            now={props.now}
            selected={props.selected.contains(&id)}
            on_select={props.on_select.clone()}
            on_act={props.on_act.clone()}
        />
    }
}

/// In the place of rows that are out of sight.
fn gap(nth: usize, height: f64) -> Html {
    html! {
        <tr key={format!("gap-{nth}")} class="app-gap" aria-hidden="true">
            <td colspan={COLUMNS.to_string()} height={height.to_string()} />
        </tr>
    }
}
