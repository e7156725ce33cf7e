//! The Dashboard: what waits for the reader, and who the reader is here (domain NEW-14).

use lanyard_shared::permission::Permission;
use lanyard_shared::record::Provider;
use lanyard_shared::replica::{Duty, ShownAccount, View};
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList, DescriptionListMode};
use yew::prelude::*;
use yew_router::prelude::Link;

use super::staff::seats_words;
use crate::browser;
use crate::components::{Card, Heading, time_left};
use crate::hooks::{use_desk, use_tick};
use crate::route::Route;
use crate::text::t;
use crate::words::{provider_label, workplaces};

/// More people than these are told by their number: the list of staff is the place for them.
const LISTED: usize = 8;

/// Duties and headcount for whoever manages accounts; what waits on this device, and the reader's own
/// account for everybody.
#[component]
pub(crate) fn DashboardPage() -> Html {
    let desk = use_desk();
    use_tick();
    let (view, now) = (desk.view(), desk.server_now());
    let manages = view.may(Permission::ManageAccounts);
    html! {
        <div class="app-sections">
            <div class="app-head"><Heading text={t("dashboard")} /></div>
            <div class="app-dashboard">
                if manages {
                    <Card id="duties" title={t("dashboard-duties")}>{ duties(&view, now) }</Card>
                    <Card id="headcount" title={t("staff-members")}>{ headcount(&view, now) }</Card>
                }
                <Card id="edits" title={t("dashboard-edits")}>{ waiting(&view) }</Card>
                if let Some(own) = view.accounts.get(&desk.account()) {
                    <Card id="own" title={t("my-account")}>{ own_account(own, &view) }</Card>
                }
            </div>
        </div>
    }
}

/// The people who are worth a look, each with a way to the page that mends it.
fn duties(view: &View, now: UnixMillis) -> Html {
    let duties = view.duties(now);
    if duties.is_empty() {
        return html! { <p class="app-quiet">{ t("dashboard-duties-none") }</p> };
    }
    let more = duties.len().saturating_sub(LISTED);
    let listed = duties.into_iter().take(LISTED).filter_map(|(id, duty)| {
        let account = &view.accounts.get(&id)?.account;
        let to = page_for(duty, id.to_string());
        Some(html! {
            <li key={id.to_string()} class="app-rows__row">
                <div class="app-rows__what">
                    <Link<Route> classes="app-rows__name" {to}>{ account.full_name() }</Link<Route>>
                    <span>{ words(duty, now) }</span>
                </div>
            </li>
        })
    });
    html! {
        <div class="app-stack">
            <ul class="app-rows">{ for listed }</ul>
            if more > 0 {
                <Link<Route> to={Route::Staff}>{ t!("dashboard-duties-more", count = more) }</Link<Route>>
            }
        </div>
    }
}

/// Where something can be done about it.
const fn page_for(duty: Duty, account: String) -> Route {
    match duty {
        Duty::LinkEnded | Duty::MailGivenUp | Duty::LinkEndsSoon { .. } => {
            Route::StaffAccess { account }
        }
        Duty::Locked | Duty::LastDaySoon { .. } | Duty::LastDayOver { .. } => {
            Route::EditStaff { account }
        }
    }
}

fn words(duty: Duty, now: UnixMillis) -> AttrValue {
    match duty {
        Duty::Locked => t("duty-locked"),
        Duty::LinkEnded => t("duty-link-ended"),
        Duty::MailGivenUp => t("duty-mail-given-up"),
        Duty::LinkEndsSoon { left } => t!("duty-link-ends", left = time_left(left).as_str()),
        Duty::LastDaySoon { ends_at } => {
            t!("duty-last-day", time = browser::local_time(ends_at, now))
        }
        Duty::LastDayOver { ended_at } => {
            t!(
                "duty-last-day-over",
                time = browser::local_time(ended_at, now)
            )
        }
    }
}

fn headcount(view: &View, now: UnixMillis) -> Html {
    let count = view.headcount(now);
    html! {
        <div class="app-stack">
            <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
                <DescriptionGroup term={t("state-active")}>{ count.active }</DescriptionGroup>
                <DescriptionGroup term={t("state-pending")}>{ count.pending }</DescriptionGroup>
                <DescriptionGroup term={t("state-not-started")}>{ count.not_started }</DescriptionGroup>
                <DescriptionGroup term={t("state-locked")}>{ count.locked }</DescriptionGroup>
            </DescriptionList>
            if let Some(words) = seats_words(view) {
                <p class="app-quiet">{ words }</p>
            }
            <Link<Route> to={Route::Staff}>{ t("dashboard-to-staff") }</Link<Route>>
        </div>
    }
}

/// What of the reader's edits is still on this device.
fn waiting(view: &View) -> Html {
    let (unsent, refused) = (view.unsent.len(), view.attention.len());
    html! {
        <div class="app-stack">
            <p>{ t!("dashboard-unsent", count = unsent) }</p>
            if refused > 0 {
                <Link<Route> to={Route::Attention}>
                    { t!("dashboard-attention", count = refused) }
                </Link<Route>>
            }
            <Link<Route> to={Route::Sync}>{ t("dashboard-to-sync") }</Link<Route>>
        </div>
    }
}

/// Who the reader is here, on whose behalf, and where.
fn own_account(own: &ShownAccount, view: &View) -> Html {
    let account = &own.account;
    let role = view.roles.get(&account.role).map(|role| role.name.clone());
    let provider = view.providers.get(&account.provider());
    html! {
        <div class="app-stack">
            <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
                <DescriptionGroup term={t("name")}>{ account.full_name() }</DescriptionGroup>
                <DescriptionGroup term={t("role")}>{ role.unwrap_or_default() }</DescriptionGroup>
                <DescriptionGroup term={provider_label(account)}>
                    { provider.map(Provider::full_name).unwrap_or_default() }
                </DescriptionGroup>
                <DescriptionGroup term={t("my-offices")}>{ workplaces(account, view) }</DescriptionGroup>
            </DescriptionList>
            <Link<Route> to={Route::Me}>{ t("account-information") }</Link<Route>>
        </div>
    }
}
