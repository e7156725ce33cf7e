//! The list of staff: search, filters, selection, table, pager, and what can be done in a row.

use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use patternfly_yew::prelude::{Icon, Switch};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::staff_bulk::StaffBulk;
use super::staff_filters::StaffFilters;
use super::staff_removal::Removing;
use super::staff_standing::{Deactivating, use_row_acts};
use crate::components::{Look, Nothing, Pager, PushButton, StaffRow, StaffTable};
use crate::hooks::{StaffQuery, use_desk, use_staff_list, use_tick};
use crate::text::t;

/// More rows at once make a page slow to draw and no easier to read.
const PER_PAGE: usize = 50;

/// Search, filters, selection, table, pager.
#[component]
pub(super) fn StaffList() -> Html {
    let desk = use_desk();
    let deactivating = use_state_eq(|| None);
    let removing = use_state_eq(|| None);
    let on_act = use_row_acts(&deactivating, &removing);
    use_tick();
    let (view, now) = (desk.view(), desk.server_now());
    let query = use_state_eq(StaffQuery::default);
    let page = use_state_eq(|| 0_usize);
    let selected = use_state_eq(|| Rc::new(BTreeSet::<AccountId>::new()));
    let found = use_staff_list(&view, &query, now);
    let page_now = (*page).min(found.len().saturating_sub(1) / PER_PAGE);
    let shown = found.iter().skip(page_now * PER_PAGE).take(PER_PAGE);
    let rows: Vec<StaffRow> = shown
        .filter_map(|id| view.accounts.get(id))
        .map(|shown| StaffRow::of(shown, &view, desk.account(), now))
        .collect();
    let on_query = {
        let (query, page) = (query.clone(), page.clone());
        Callback::from(move |asked: StaffQuery| {
            query.set(asked);
            page.set(0);
        })
    };
    let on_sort = {
        let query = (*query).clone();
        on_query.reform(move |sort| StaffQuery {
            sort,
            ..query.clone()
        })
    };
    let on_select = select(&selected);
    let on_turn = Callback::from(move |to| page.set(to));
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
            if rows.is_empty() {
                <NobodyHere {asked} {on_clear} />
            } else {
                <StaffTable
                    {rows}
                    {now}
                    total={found.len()}
                    first={page_now * PER_PAGE}
                    sort={query.sort}
                    {on_sort}
                    selected={(*selected).clone()}
                    {on_select}
                    {on_act}
                />
                <Pager total={found.len()} per_page={PER_PAGE} page={page_now} {on_turn} />
            }
            <Deactivating account={deactivating} />
            <Removing account={removing} />
        </div>
    }
}

/// Selects people, or takes them out of those selected.
fn select(selected: &UseStateHandle<Rc<BTreeSet<AccountId>>>) -> Callback<(Vec<AccountId>, bool)> {
    let selected = selected.clone();
    Callback::from(move |(these, on): (Vec<AccountId>, bool)| {
        let mut all = (**selected).clone();
        for id in these {
            if on {
                all.insert(id);
            } else {
                all.remove(&id);
            }
        }
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
