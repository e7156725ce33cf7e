//! The order of the list in a narrow window, where the table has no headings.

use yew::prelude::*;

use crate::components::{Choice, FilterSelect, Look, PushButton};
use crate::hooks::{Column, Sort};
use crate::text::t;

/// Properties of [`StaffOrder`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffOrderProps {
    /// The order of the list.
    pub(super) sort: Option<Sort>,
    /// Somebody wants another one.
    pub(super) on_sort: Callback<Option<Sort>>,
}

/// A list of the columns, and a button that turns the order round.
#[component]
pub(super) fn StaffOrder(props: &StaffOrderProps) -> Html {
    let value = props.sort.map(|sort| sort.column.head());
    let choices = Column::ALL.map(|column| Choice::new(column.head(), t(column.head())));
    let on_choose = props.on_sort.reform(|head: AttrValue| {
        let column = Column::ALL.into_iter().find(|it| it.head() == head);
        column.map(|column| Sort::picked(None, column))
    });
    html! {
        <div class="app-order">
            <FilterSelect
                id="staff-order"
                label={t("sort-by")}
                value={value.unwrap_or_default()}
                any={t("sort-default")}
                choices={choices.to_vec()}
                {on_choose}
            />
            if let Some(sort) = props.sort {
                <PushButton
                    label={t("sort-turn")}
                    look={Look::Secondary}
                    on_click={props.on_sort.reform(move |()| {
                        Some(Sort::picked(Some(sort), sort.column))
                    })}
                />
            }
        </div>
    }
}
