//! The filters of the list of staff (domain STAFF-05).

use lanyard_shared::replica::View;
use yew::prelude::*;

use super::staff_bulk::groups;
use crate::components::{Choice, FilterSelect, Look, PushButton};
use crate::hooks::{Filters, STATES, use_desk};
use crate::text::t;

/// Properties of [`StaffFilters`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffFiltersProps {
    /// What is chosen.
    pub(super) filters: Filters,
    /// Something else is chosen.
    pub(super) on_filter: Callback<Filters>,
}

/// A choice for each, and a button that clears them.
#[component]
pub(super) fn StaffFilters(props: &StaffFiltersProps) -> Html {
    let view = use_desk().view();
    let filters = props.filters;
    let text = |id: Option<String>| AttrValue::from(id.unwrap_or_default());
    let select = |name: &'static str, value: AttrValue, choices: Vec<Choice>| {
        let on_choose = props
            .on_filter
            .reform(move |typed: AttrValue| chosen(filters, name, &typed));
        html! {
            <FilterSelect
                id={name}
                label={t(name)}
                {value}
                any={t("filter-any")}
                {choices}
                {on_choose}
            />
        }
    };
    html! {
        <div class="app-filters" role="group" aria-label={t("filter-group-label")}>
            { select("filter-role", text(filters.role.map(|id| id.to_string())), roles(&view)) }
            { select("filter-provider", text(filters.provider.map(|id| id.to_string())), providers(&view)) }
            { select("filter-office", text(filters.office.map(|id| id.to_string())), offices(&view)) }
            { select("filter-group", text(filters.group.map(|id| id.to_string())), groups(&view)) }
            { select("filter-state", text(filters.state.map(str::to_owned)), states()) }
            if !filters.is_empty() {
                <PushButton
                    label={t("filters-clear")}
                    look={Look::Link}
                    on_click={props.on_filter.reform(|()| Filters::default())}
                />
            }
        </div>
    }
}

/// The filters with another value in one.
fn chosen(filters: Filters, name: &str, typed: &str) -> Filters {
    match name {
        "filter-role" => Filters {
            role: typed.parse().ok(),
            ..filters
        },
        "filter-provider" => Filters {
            provider: typed.parse().ok(),
            ..filters
        },
        "filter-office" => Filters {
            office: typed.parse().ok(),
            ..filters
        },
        "filter-group" => Filters {
            group: typed.parse().ok(),
            ..filters
        },
        _ => Filters {
            state: STATES.into_iter().find(|state| *state == typed),
            ..filters
        },
    }
}

fn roles(view: &View) -> Vec<Choice> {
    let roles = view.roles.values();
    Choice::sorted(roles.map(|role| Choice::new(role.id.to_string(), role.name.clone())))
}

fn providers(view: &View) -> Vec<Choice> {
    let providers = view.providers.values();
    Choice::sorted(providers.map(|it| Choice::new(it.id.to_string(), it.full_name())))
}

fn offices(view: &View) -> Vec<Choice> {
    let offices = view.offices.values();
    Choice::sorted(offices.map(|office| Choice::new(office.id.to_string(), office.name.clone())))
}

fn states() -> Vec<Choice> {
    STATES.map(|state| Choice::new(state, t(state))).into()
}
