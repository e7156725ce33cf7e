//! The navigation beside the page.

use web_sys::Element;
use yew::prelude::*;
use yew_router::prelude::Link;

use crate::route::Route;
use crate::text::t;

/// Properties of [`Navigation`].
#[derive(PartialEq, Properties)]
pub(crate) struct NavigationProps {
    /// The page that is shown.
    pub(crate) route: Route,
    /// Whether it is in sight.
    pub(crate) open: bool,
    /// The reader manages accounts.
    pub(crate) manages: bool,
    /// The reader may change offices.
    pub(crate) edits_offices: bool,
    /// How many edits wait for the reader.
    pub(crate) attention: usize,
}

/// All pages of the shell.
#[component]
pub(crate) fn Navigation(props: &NavigationProps) -> Html {
    let at_staff = matches!(
        props.route,
        Route::Staff
            | Route::Providers
            | Route::NewProvider
            | Route::EditProvider { .. }
            | Route::NewLogin { .. }
            | Route::Groups
            | Route::NewGroup
            | Route::EditGroup { .. }
            | Route::NewStaff
            | Route::CopyStaff { .. }
            | Route::EditStaff { .. }
            | Route::StaffAccess { .. }
            | Route::StaffHistory { .. }
            | Route::Credentials { .. }
    );
    let at_offices = matches!(
        props.route,
        Route::Offices | Route::NewOffice | Route::EditOffice { .. }
    );
    let at_attention = matches!(
        props.route,
        Route::Attention | Route::AttentionItem { .. } | Route::MendStaff { .. }
    );
    let class = classes!(
        "pf-v6-c-page__sidebar",
        if props.open {
            "pf-m-expanded"
        } else {
            "pf-m-collapsed"
        },
    );
    html! {
        <div {class} id="navigation" hidden={!props.open}>
            <div class="pf-v6-c-page__sidebar-body">
                <nav class="pf-v6-c-nav" aria-label={t("navigation")}>
                    <section class="pf-v6-c-nav__section" aria-labelledby="nav-account">
                        <h2 class="pf-v6-c-nav__section-title" id="nav-account">
                            { t("nav-account") }
                        </h2>
                        <ul class="pf-v6-c-nav__list" role="list">
                            <NavItem
                                to={Route::Dashboard}
                                label={t("dashboard")}
                                current={props.route == Route::Dashboard}
                            />
                            <NavItem to={Route::Staff} label={t("staff-members")} current={at_staff} />
                            if props.edits_offices {
                                <NavItem
                                    to={Route::Offices}
                                    label={t("offices")}
                                    current={at_offices}
                                />
                            }
                            if props.manages {
                                <NavItem
                                    to={Route::Practice}
                                    label={t("practice-settings")}
                                    current={props.route == Route::Practice}
                                />
                                <NavItem
                                    to={Route::Mail}
                                    label={t("mail-title")}
                                    current={props.route == Route::Mail}
                                />
                                <NavItem
                                    to={Route::SupportPin}
                                    label={t("support-pin-check")}
                                    current={props.route == Route::SupportPin}
                                />
                            }
                            <NavItem
                                to={Route::Me}
                                label={t("my-account")}
                                current={matches!(props.route, Route::Me | Route::MyEmail)}
                            />
                        </ul>
                    </section>
                    <section class="pf-v6-c-nav__section" aria-labelledby="nav-device">
                        <h2 class="pf-v6-c-nav__section-title" id="nav-device">{ t("nav-device") }</h2>
                        <ul class="pf-v6-c-nav__list" role="list">
                            <NavItem
                                to={Route::Attention}
                                label={t("attention")}
                                current={at_attention}
                                count={props.attention}
                            />
                            <NavItem
                                to={Route::Sync}
                                label={t("sync")}
                                current={props.route == Route::Sync}
                            />
                        </ul>
                    </section>
                </nav>
            </div>
        </div>
    }
}

/// Properties of [`NavItem`].
#[derive(PartialEq, Properties)]
struct NavItemProps {
    to: Route,
    label: AttrValue,
    current: bool,
    /// How many things wait there; none are not told.
    #[prop_or_default]
    count: usize,
}

/// A link of the navigation; the router's link has no property for `aria-current`.
#[component]
fn NavItem(props: &NavItemProps) -> Html {
    let anchor = use_node_ref();
    {
        let anchor = anchor.clone();
        use_effect_with(props.current, move |current| {
            if let Some(link) = anchor.cast::<Element>() {
                // A mark for screen readers; the colour says the same.
                let _ = if *current {
                    link.set_attribute("aria-current", "page")
                } else {
                    link.remove_attribute("aria-current")
                };
            }
        });
    }
    let classes = classes!("pf-v6-c-nav__link", props.current.then_some("pf-m-current"));
    html! {
        <li class="pf-v6-c-nav__item">
            <Link<Route> {classes} to={props.to.clone()} anchor_ref={anchor}>
                <span class="pf-v6-c-nav__link-text">{ &props.label }</span>
                <span class="pf-v6-c-badge pf-m-unread app-nav__count" hidden={props.count == 0}>
                    { props.count }
                </span>
            </Link<Route>>
        </li>
    }
}
