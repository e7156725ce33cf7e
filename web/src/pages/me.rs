//! *Staff Account Information*: one's own account.

use lanyard_shared::record::{Account, Provider, TwoFactor, Work};
use lanyard_shared::replica::{ShownAccount, View};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::format_phone;
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList, DescriptionListMode, Icon};
use yew::prelude::*;

use super::credentials::{PinsCard, SessionsCard, state_words};
use crate::components::{AccountStateLabel, Heading, Nothing, PermissionList, PushButton};
use crate::hooks::{use_desk, use_go, use_tick};
use crate::route::Route;
use crate::text::t;

/// Who one is here, and what one may do.
#[component]
pub(crate) fn MePage() -> Html {
    let desk = use_desk();
    use_tick();
    let (view, now) = (desk.view(), desk.server_now());
    let go = use_go();
    let Some(own) = view.accounts.get(&desk.account()) else {
        return html! {
            <div class="app-sections">
                <div class="app-head"><Heading text={t("account-information")} /></div>
                <Nothing title={t("account-not-here")} icon={Icon::User} />
            </div>
        };
    };
    let account = &own.account;
    let second_factor = if account.two_factor == TwoFactor::Enrolled {
        "two-factor-anew"
    } else {
        "two-factor-set-up"
    };
    html! {
        <div class="app-sections">
            <div class="app-head">
                <Heading text={t("account-information")} />
                <div class="app-acts">
                    if own.account.particulars.email_update {
                        <PushButton
                            label={t("change-email")}
                            on_click={go.reform(|()| Route::MyEmail)}
                        />
                    }
                    <PushButton
                        label={t("change-password")}
                        on_click={go.reform(|()| Route::MyPassword)}
                    />
                </div>
            </div>
            <section class="pf-v6-c-card">
                <div class="pf-v6-c-card__body">{ facts(own, &view, now) }</div>
            </section>
            <section class="pf-v6-c-card" aria-labelledby="my-permissions">
                <div class="pf-v6-c-card__title">
                    <h2 class="pf-v6-c-card__title-text" id="my-permissions">
                        { t("my-permissions") }
                    </h2>
                </div>
                <div class="pf-v6-c-card__body">
                    <PermissionList permissions={view.permissions.clone()} />
                </div>
            </section>
            <PinsCard account={account.id} />
            <section class="pf-v6-c-card" aria-labelledby="second-factor">
                <div class="pf-v6-c-card__title">
                    <h2 class="pf-v6-c-card__title-text" id="second-factor">{ t("two-factor") }</h2>
                </div>
                <div class="pf-v6-c-card__body app-stack">
                    <p>{ t(state_words(account.two_factor)) }</p>
                    <PushButton
                        label={t(second_factor)}
                        on_click={go.reform(|()| Route::TwoFactor)}
                    />
                </div>
            </section>
            <SessionsCard account={account.id} />
        </div>
    }
}

fn facts(own: &ShownAccount, view: &View, now: UnixMillis) -> Html {
    let account = &own.account;
    let provider = view.providers.get(&account.provider());
    let provider_label = match account.work {
        Work::Staff { .. } => t("on-behalf-of"),
        Work::Provider { .. } => t("provider"),
    };
    let text = |value: Option<String>| {
        html! { value.filter(|text| !text.is_empty()).unwrap_or_else(|| t("none").to_string()) }
    };
    let phone = |number: &Option<String>| text(number.as_deref().map(format_phone));
    html! {
        <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
            <DescriptionGroup term={t("name")}>{ account.full_name() }</DescriptionGroup>
            <DescriptionGroup term={t("username")}>{ &account.username }</DescriptionGroup>
            <DescriptionGroup term={t("email-address")}>{ &account.email }</DescriptionGroup>
            <DescriptionGroup term={t("role")}>
                { text(view.roles.get(&account.role).map(|role| role.name.clone())) }
            </DescriptionGroup>
            <DescriptionGroup term={provider_label}>
                { text(provider.map(Provider::full_name)) }
            </DescriptionGroup>
            <DescriptionGroup term={t("my-offices")}>{ offices(account, view) }</DescriptionGroup>
            <DescriptionGroup term={t("home-phone")}>{ phone(&account.home_phone) }</DescriptionGroup>
            <DescriptionGroup term={t("cell-phone")}>{ phone(&account.cell_phone) }</DescriptionGroup>
            <DescriptionGroup term={t("staff-state")}>
                <AccountStateLabel state={account.state(now)} {now} />
            </DescriptionGroup>
        </DescriptionList>
    }
}

/// Where the person works: everywhere, unless they are restricted to offices.
fn offices(account: &Account, view: &View) -> String {
    let Some(offices) = &account.particulars.offices else {
        return t("all-offices").to_string();
    };
    let names = offices.iter().filter_map(|id| view.offices.get(id));
    let names: Vec<&str> = names.map(|office| office.name.as_str()).collect();
    names.join(", ")
}
