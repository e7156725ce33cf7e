//! The parts that every table is made of. On a narrow screen a row becomes a card, in which each
//! cell shows its column's heading beside it.

use yew::prelude::*;

use crate::text::t;

/// Properties of [`TableHead`].
#[derive(PartialEq, Properties)]
pub(crate) struct TableHeadProps {
    /// The headings, by their keys in the language files.
    pub(crate) heads: &'static [&'static str],
}

/// The headings of a table's columns.
#[component]
pub(crate) fn TableHead(props: &TableHeadProps) -> Html {
    html! {
        <thead class="pf-v6-c-table__thead" role="rowgroup">
            <tr class="pf-v6-c-table__tr" role="row">
                for head in props.heads {
                    <th key={*head} class="pf-v6-c-table__th" role="columnheader" scope="col">
                        { t(head) }
                    </th>
                }
            </tr>
        </thead>
    }
}

/// A cell below the heading `label`.
pub(crate) fn cell(label: AttrValue, content: Html, class: Option<&'static str>) -> Html {
    html! {
        <td class={classes!("pf-v6-c-table__td", class)} role="cell" data-label={label}>
            { content }
        </td>
    }
}
