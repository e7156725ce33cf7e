//! The tabs of *Account > Staff Members*.

use yew::prelude::*;
use yew_router::prelude::Link;

use super::Breadcrumb;
use crate::route::Route;
use crate::text::t;

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StaffTab {
    /// Licensed people.
    Providers,
    /// Logins that work on their behalf.
    Staff,
    /// Some of them under a name.
    Groups,
}

/// Properties of [`StaffTabs`].
#[derive(PartialEq, Properties)]
pub(crate) struct StaffTabsProps {
    /// The tab that is shown.
    pub(crate) current: StaffTab,
}

/// Breadcrumb and tabs; each tab is a page with an address.
#[component]
pub(crate) fn StaffTabs(props: &StaffTabsProps) -> Html {
    let tabs = [
        (StaffTab::Providers, Route::Providers, t("tab-providers")),
        (StaffTab::Staff, Route::Staff, t("tab-staff")),
        (StaffTab::Groups, Route::Groups, t("tab-groups")),
    ];
    let steps = vec![(t("nav-account"), None), (t("staff-members"), None)];
    html! {
        <div class="app-tabs">
            <Breadcrumb {steps} />
            <nav class="pf-v6-c-tabs" aria-label={t("staff-members")}>
                <ul class="pf-v6-c-tabs__list" role="list">
                    for (tab, route, label) in tabs {
                        <li key={route_key(tab)} class={item_class(tab == props.current)}>
                            <Link<Route> classes="pf-v6-c-tabs__link" to={route}>
                                <span class="pf-v6-c-tabs__item-text">{ label }</span>
                            </Link<Route>>
                        </li>
                    }
                </ul>
            </nav>
        </div>
    }
}

const fn route_key(tab: StaffTab) -> &'static str {
    match tab {
        StaffTab::Providers => "providers",
        StaffTab::Staff => "staff",
        StaffTab::Groups => "groups",
    }
}

fn item_class(current: bool) -> Classes {
    classes!("pf-v6-c-tabs__item", current.then_some("pf-m-current"))
}
