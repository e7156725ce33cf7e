//! *Account > Staff Members*, tab *Staff* (domain section 2).

use lanyard_shared::id::OpId;
use lanyard_shared::permission::Permission;
use lanyard_shared::record::Standing;
use lanyard_shared::replica::View;
use patternfly_yew::prelude::{Icon, Switch};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{
    Heading, Look, Nothing, Notice, Pager, PushButton, StaffRow, StaffTab, StaffTable, StaffTabs,
};
use crate::hooks::{Tone, use_desk, use_go, use_staff_list, use_tick};
use crate::route::Route;
use crate::text::t;

/// More rows at once make a page slow to draw and no easier to read.
const PER_PAGE: usize = 50;

/// The list of staff.
#[component]
pub(crate) fn StaffPage() -> Html {
    let view = use_desk().view();
    let go = use_go();
    let may = view.may(Permission::ManageAccounts);
    let (used, seats) = view.seats();
    html! {
        <div class="app-sections">
            <StaffTabs current={StaffTab::Staff} />
            <div class="app-head">
                <Heading text={t("staff")} />
                if may {
                    <PushButton
                        label={t("add-staff-member")}
                        look={Look::Primary}
                        on_click={go.reform(|()| Route::NewStaff)}
                    />
                }
            </div>
            if may {
                <Seats {used} {seats} pending={pending(&view)} />
                <StaffList />
            } else {
                <Notice tone={Tone::Info} title={t("staff-no-right")}>
                    <p>{ needed(Permission::ManageAccounts) }</p>
                </Notice>
            }
        </div>
    }
}

/// Which permission it takes, and who gives it (domain STAFF-04).
pub(crate) fn needed(permission: Permission) -> AttrValue {
    t!("right-needed", permission = permission.label())
}

fn pending(view: &View) -> usize {
    let seats = view
        .accounts
        .values()
        .filter(|shown| shown.account.takes_seat());
    seats
        .filter(|shown| shown.account.standing == Standing::Pending)
        .count()
}

/// Properties of [`Seats`].
#[derive(PartialEq, Properties)]
struct SeatsProps {
    used: usize,
    seats: Option<usize>,
    pending: usize,
}

/// Seats used, pending and free, where the plan limits them (domain D-08).
#[component]
fn Seats(props: &SeatsProps) -> Html {
    let words = props.seats.map(|max| {
        let free = max.saturating_sub(props.used);
        t!(
            "seats",
            used = props.used,
            max = max,
            pending = props.pending,
            free = free
        )
    });
    html! {
        <p class="app-quiet" hidden={words.is_none()}>{ words.unwrap_or_default() }</p>
    }
}

/// Search, switch, table, pager.
#[component]
fn StaffList() -> Html {
    let desk = use_desk();
    let go = use_go();
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
        .map(|shown| StaffRow::of(shown, &view, now))
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
    let on_mend = go.reform(|op_id: OpId| Route::MendStaff {
        op_id: op_id.to_string(),
    });
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
                <StaffTable {rows} {now} {on_mend} />
                <Pager total={found.len()} per_page={PER_PAGE} page={page_now} {on_turn} />
            }
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
