//! The list of staff: search, filters, selection, table, and what can be done in a row.

use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use patternfly_yew::prelude::{Icon, Switch};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::staff_bulk::StaffBulk;
use super::staff_filters::StaffFilters;
use super::staff_standing::{StaffQuestion, use_row_acts};
use crate::components::{ExportButton, Look, Nothing, PushButton, StaffTable};
use crate::hooks::{StaffQuery, use_desk, use_moment, use_stable, use_staff_list};
use crate::text::t;

/// Search, filters, selection, table.
#[component]
pub(super) fn StaffList() -> Html {
    let desk = use_desk();
    let asking = use_state_eq(|| None);
    let act = use_row_acts(&asking);
    let on_act = use_stable(act);
    let now = use_moment(&desk);
    let query = use_state_eq(StaffQuery::default);
    let selected = use_state_eq(|| Rc::new(BTreeSet::<AccountId>::new()));
    let found = use_staff_list(&desk, &query, now);
    let on_query = {
        let query = query.clone();
        Callback::from(move |asked: StaffQuery| query.set(asked))
    };
    let on_sort = {
        let query = (*query).clone();
        on_query.reform(move |sort| StaffQuery {
            sort,
            ..query.clone()
        })
    };
    let on_select = use_stable(select(&selected));
    let asked = !query.search.is_empty() || !query.filters.is_empty();
    let on_clear = {
        let sort = query.sort;
        on_query.reform(move |()| StaffQuery {
            sort,
            ..StaffQuery::default()
        })
    };
    html! {
        <div class="app-list">
            <Tools query={(*query).clone()} on_query={on_query.clone()} />
            if !selected.is_empty() {
                <StaffBulk
                    selected={(*selected).clone()}
                    found={found.clone()}
                    on_select={on_select.clone()}
                />
            }
            <div class="app-acts">
                <p class="app-quiet" role="status">{ t!("staff-count", count = found.len()) }</p>
                if !found.is_empty() {
                    <ExportButton accounts={found.clone()} />
                }
            </div>
            if found.is_empty() {
                <NobodyHere {asked} {on_clear} />
            } else {
                <StaffTable
                    {found}
                    view={desk.view()}
                    reader={desk.account()}
                    {now}
                    query={(*query).clone()}
                    {on_sort}
                    selected={(*selected).clone()}
                    {on_select}
                    {on_act}
                />
            }
            <StaffQuestion {asking} />
        </div>
    }
}

/// Selects people, or takes them out of those selected.
fn select(selected: &UseStateHandle<Rc<BTreeSet<AccountId>>>) -> Callback<(Rc<[AccountId]>, bool)> {
    let selected = selected.clone();
    Callback::from(move |(these, on): (Rc<[AccountId]>, bool)| {
        let these: BTreeSet<AccountId> = these.iter().copied().collect();
        let all: BTreeSet<AccountId> = match on {
            true => selected.union(&these).copied().collect(),
            false => selected.difference(&these).copied().collect(),
        };
        selected.set(Rc::new(all));
    })
}

/// Properties of [`Tools`].
#[derive(PartialEq, Properties)]
struct ToolsProps {
    query: StaffQuery,
    on_query: Callback<StaffQuery>,
}

#[component]
fn Tools(props: &ToolsProps) -> Html {
    let query = props.query.clone();
    let oninput = props.on_query.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        StaffQuery {
            search: input.value().into(),
            ..query.clone()
        }
    });
    let query = props.query.clone();
    let on_inactive = props.on_query.reform(move |inactive| StaffQuery {
        inactive,
        ..query.clone()
    });
    let query = props.query.clone();
    let on_filter = props.on_query.reform(move |filters| StaffQuery {
        filters,
        ..query.clone()
    });
    html! {
        <div class="app-tools">
            <div class="pf-v6-c-text-input-group app-tools__search">
                <div class="pf-v6-c-text-input-group__main pf-m-icon">
                    <span class="pf-v6-c-text-input-group__text">
                        <span class="pf-v6-c-text-input-group__icon">{ Icon::Search }</span>
                        <input
                            class="pf-v6-c-text-input-group__text-input"
                            type="search"
                            aria-label={t("staff-search")}
                            placeholder={t("staff-search")}
                            autocomplete="off"
                            spellcheck="false"
                            value={props.query.search.clone()}
                            {oninput}
                        />
                    </span>
                </div>
            </div>
            <Switch
                id="show-inactive"
                label={t("show-inactive").to_string()}
                aria_label={t("show-inactive").to_string()}
                checked={props.query.inactive}
                onchange={on_inactive}
            />
            <StaffFilters filters={props.query.filters} {on_filter} />
        </div>
    }
}

/// Properties of [`NobodyHere`].
#[derive(PartialEq, Properties)]
struct NobodyHereProps {
    /// Something was asked for, so that there may be others.
    asked: bool,
    on_clear: Callback<()>,
}

#[component]
fn NobodyHere(props: &NobodyHereProps) -> Html {
    if props.asked {
        let clear = html! {
            <PushButton label={t("clear-search")} look={Look::Link} on_click={props.on_clear.clone()} />
        };
        html! {
            <Nothing title={t("staff-none-found")} icon={Icon::Search} actions={clear}>
                <p>{ t("staff-none-found-why") }</p>
            </Nothing>
        }
    } else {
        html! {
            <Nothing title={t("staff-none")} icon={Icon::Users}>
                <p>{ t("staff-none-how") }</p>
            </Nothing>
        }
    }
}
