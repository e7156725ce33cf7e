//! The tabs of one person's pages.

use yew::prelude::*;
use yew_router::prelude::Link;

use super::Breadcrumb;
use crate::route::Route;
use crate::text::t;

/// The tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PersonTab {
    /// What the account says about the person.
    Edit,
    /// Links and e-mail address.
    Access,
    /// PINs, second factor, sessions.
    Credentials,
    /// What happened.
    History,
}

/// Properties of [`PersonTabs`].
#[derive(PartialEq, Properties)]
pub(crate) struct PersonTabsProps {
    /// Whose pages they are, as their addresses have it.
    pub(crate) account: AttrValue,
    /// The tab that is shown.
    pub(crate) current: PersonTab,
}

/// Breadcrumb and tabs; each tab is a page with an address.
#[component]
pub(crate) fn PersonTabs(props: &PersonTabsProps) -> Html {
    let account = props.account.to_string();
    let access = Route::StaffAccess {
        account: account.clone(),
    };
    let edit = Route::EditStaff {
        account: account.clone(),
    };
    let credentials = Route::Credentials {
        account: account.clone(),
    };
    let tabs = [
        (PersonTab::Edit, "edit", edit, t("edit")),
        (PersonTab::Access, "access", access, t("access-title")),
        (
            PersonTab::Credentials,
            "credentials",
            credentials,
            t("credentials"),
        ),
        (
            PersonTab::History,
            "history",
            Route::StaffHistory { account },
            t("history-title"),
        ),
    ];
    let here = tabs.iter().find(|(tab, ..)| *tab == props.current);
    let steps = vec![
        (t("nav-account"), None),
        (t("staff-members"), Some(Route::Staff)),
        (
            here.map(|(.., label)| label.clone()).unwrap_or_default(),
            None,
        ),
    ];
    html! {
        <div class="app-tabs">
            <Breadcrumb {steps} />
            <nav class="pf-v6-c-tabs" aria-label={t("person-tabs")}>
                <ul class="pf-v6-c-tabs__list" role="list">
                    for (tab, key, route, label) in tabs {
                        <li key={key} class={item_class(tab == props.current)}>
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

fn item_class(current: bool) -> Classes {
    classes!("pf-v6-c-tabs__item", current.then_some("pf-m-current"))
}
