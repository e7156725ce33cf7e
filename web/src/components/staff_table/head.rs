//! The headings of the table of staff: by all but the last it can be sorted.

use patternfly_yew::prelude::Icon;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::hooks::{Column, Sort, Way};
use crate::text::t;

/// Properties of [`StaffHead`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffHeadProps {
    /// The order of the list.
    pub(super) sort: Option<Sort>,
    /// Somebody wants another one.
    pub(super) on_sort: Callback<Option<Sort>>,
    /// Whether everybody in the list is selected.
    pub(super) all: bool,
    /// Somebody wants all of them selected, or none.
    pub(super) on_all: Callback<bool>,
}

/// The row of headings. A box in the first selects everybody in the list.
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
                        aria-label={t("select-list")}
                        checked={props.all}
                        onchange={on_all}
                    />
                </th>
                for column in Column::ALL {
                    { sorted(column, props) }
                }
                <th key="acts" class="pf-v6-c-table__th" role="columnheader" scope="col">
                    { t("staff-acts") }
                </th>
            </tr>
        </thead>
    }
}

fn sorted(column: Column, props: &StaffHeadProps) -> Html {
    let head = column.head();
    let picked = Sort::picked(props.sort, column);
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
                onclick={props.on_sort.reform(move |_: MouseEvent| Some(picked))}
            >
                <span class="pf-v6-c-table__button-content">
                    <span class="pf-v6-c-table__text">{ t(head) }</span>
                    <span class="pf-v6-c-table__sort-indicator">{ icon }</span>
                </span>
            </button>
        </th>
    }
}
