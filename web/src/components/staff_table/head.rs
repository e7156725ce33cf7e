//! The headings of the table of staff: by most of them it can be sorted.

use patternfly_yew::prelude::Icon;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::hooks::{Column, Sort, Way};
use crate::text::t;

/// The headings, with what is sorted by them.
pub(super) const HEADS: [(&str, Option<Column>); 10] = [
    ("staff-login", Some(Column::Login)),
    ("staff-name", Some(Column::Name)),
    ("staff-email", Some(Column::Email)),
    ("staff-provider", Some(Column::Provider)),
    ("staff-cell", Some(Column::Cell)),
    ("staff-home", Some(Column::Home)),
    ("staff-emergency", Some(Column::Emergency)),
    ("staff-two-factor", Some(Column::TwoFactor)),
    ("staff-state", Some(Column::State)),
    ("staff-acts", None),
];

/// Properties of [`StaffHead`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffHeadProps {
    /// The order of the list.
    pub(super) sort: Option<Sort>,
    /// Somebody wants it by this column.
    pub(super) on_sort: Callback<Column>,
    /// Whether everybody on this page is selected.
    pub(super) all: bool,
    /// Somebody wants all of them selected, or none.
    pub(super) on_all: Callback<bool>,
}

/// The row of headings. A box in the first selects everybody on the page.
#[component]
pub(super) fn StaffHead(props: &StaffHeadProps) -> Html {
    let on_all = props.on_all.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.checked()
    });
    html! {
        <thead class="pf-v6-c-table__thead" role="rowgroup">
            <tr class="pf-v6-c-table__tr" role="row" aria-rowindex="1">
                <th class="pf-v6-c-table__th app-select" role="columnheader" scope="col">
                    <input
                        type="checkbox"
                        aria-label={t("select-page")}
                        checked={props.all}
                        onchange={on_all}
                    />
                </th>
                for (head, column) in HEADS {
                    if let Some(column) = column {
                        { sorted(head, column, props) }
                    } else {
                        <th key={head} class="pf-v6-c-table__th" role="columnheader" scope="col">
                            { t(head) }
                        </th>
                    }
                }
            </tr>
        </thead>
    }
}

fn sorted(head: &'static str, column: Column, props: &StaffHeadProps) -> Html {
    let way = props
        .sort
        .filter(|sort| sort.column == column)
        .map(|sort| sort.way);
    let (order, icon) = match way {
        Some(Way::Up) => ("ascending", Icon::LongArrowAltUp),
        Some(Way::Down) => ("descending", Icon::LongArrowAltDown),
        None => ("none", Icon::ArrowsAltV),
    };
    let class = classes!(
        "pf-v6-c-table__th",
        "pf-v6-c-table__sort",
        way.map(|_| "pf-m-selected")
    );
    html! {
        <th key={head} {class} role="columnheader" scope="col" aria-sort={order}>
            <button
                type="button"
                class="pf-v6-c-table__button"
                onclick={props.on_sort.reform(move |_: MouseEvent| column)}
            >
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ t(head) }</span>
                    <span class="pf-v6-c-table__sort-indicator">{ icon }</span>
                </span>
            </button>
        </th>
    }
}
