//! The list of staff: search, switch, table, pager, and what can be done in a row.

use patternfly_yew::prelude::{Icon, Switch};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::staff_standing::{Deactivating, use_row_acts};
use crate::components::{Look, Nothing, Pager, PushButton, StaffRow, StaffTable};
use crate::hooks::{use_desk, use_staff_list, use_tick};
use crate::text::t;

/// More rows at once make a page slow to draw and no easier to read.
const PER_PAGE: usize = 50;

/// Search, switch, table, pager.
#[component]
pub(super) fn StaffList() -> Html {
    let desk = use_desk();
    let deactivating = use_state_eq(|| None);
    let on_act = use_row_acts(&deactivating);
    use_tick();
    let (view, now) = (desk.view(), desk.server_now());
    let search = use_state_eq(AttrValue::default);
    let inactive = use_state_eq(|| false);
    let page = use_state_eq(|| 0_usize);
    let found = use_staff_list(&view, &search, *inactive);
    let page_now = (*page).min(found.len().saturating_sub(1) / PER_PAGE);
    let shown = found.iter().skip(page_now * PER_PAGE).take(PER_PAGE);
    let rows: Vec<StaffRow> = shown
        .filter_map(|id| view.accounts.get(id))
        .map(|shown| StaffRow::of(shown, &view, desk.account(), now))
        .collect();
    let on_search = {
        let (search, page) = (search.clone(), page.clone());
        Callback::from(move |typed: AttrValue| {
            search.set(typed);
            page.set(0);
        })
    };
    let on_inactive = {
        let (inactive, page) = (inactive.clone(), page.clone());
        Callback::from(move |on| {
            inactive.set(on);
            page.set(0);
        })
    };
    let on_turn = Callback::from(move |to| page.set(to));
    let searched = !search.is_empty();
    html! {
        <div class="app-list">
            <Tools
                search={(*search).clone()}
                on_search={on_search.clone()}
                inactive={*inactive}
                {on_inactive}
            />
            if rows.is_empty() {
                <NobodyHere {searched} on_clear={on_search.reform(|()| AttrValue::default())} />
            } else {
                <StaffTable {rows} {now} {on_act} />
                <Pager total={found.len()} per_page={PER_PAGE} page={page_now} {on_turn} />
            }
            <Deactivating account={deactivating} />
        </div>
    }
}

/// Properties of [`Tools`].
#[derive(PartialEq, Properties)]
struct ToolsProps {
    search: AttrValue,
    on_search: Callback<AttrValue>,
    inactive: bool,
    on_inactive: Callback<bool>,
}

#[component]
fn Tools(props: &ToolsProps) -> Html {
    let on_search = props.on_search.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        on_search.emit(input.value().into());
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
                            value={props.search.clone()}
                            {oninput}
                        />
                    </span>
                </div>
            </div>
            <Switch
                id="show-inactive"
                label={t("show-inactive").to_string()}
                aria_label={t("show-inactive").to_string()}
                checked={props.inactive}
                onchange={props.on_inactive.clone()}
            />
        </div>
    }
}

/// Properties of [`NobodyHere`].
#[derive(PartialEq, Properties)]
struct NobodyHereProps {
    searched: bool,
    on_clear: Callback<()>,
}

#[component]
fn NobodyHere(props: &NobodyHereProps) -> Html {
    if props.searched {
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
