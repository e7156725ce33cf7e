//! *Staff Account Information*: one's own account.

use lanyard_shared::record::{Provider, TwoFactor};
use lanyard_shared::replica::{ShownAccount, View};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::format_phone;
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList, DescriptionListMode, Icon};
use yew::prelude::*;

use super::credentials::{PinsCard, SessionsCard, state_words};
use crate::components::{
    AccountStateLabel, Card, GivenPasswordLabel, Heading, Look, Nothing, PermissionList, PushButton,
};
use crate::hooks::{use_desk, use_go, use_tick};
use crate::route::Route;
use crate::text::t;
use crate::words::{provider_label, workplaces};

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
                <div class="pf-v6-c-card__body">{ facts(own, &view, now, &go) }</div>
            </section>
            <Card id="my-permissions" title={t("my-permissions")}>
                <PermissionList
                    permissions={view.permissions.clone()}
                    on_behalf_of={on_behalf_of(own, &view)}
                />
            </Card>
            <PinsCard account={account.id} />
            <Card id="second-factor" title={t("two-factor")}>
                <div class="app-stack">
                    <p>{ t(state_words(account.two_factor)) }</p>
                    <PushButton
                        label={t(second_factor)}
                        on_click={go.reform(|()| Route::TwoFactor)}
                    />
                </div>
            </Card>
            <SessionsCard account={account.id} />
        </div>
    }
}

/// In whose name a staff member signs and prescribes (domain D-04).
fn on_behalf_of(own: &ShownAccount, view: &View) -> Option<AttrValue> {
    let provider = view.providers.get(&own.account.provider());
    let name = provider.map(Provider::full_name)?;
    own.account.is_staff().then(|| name.into())
}

fn facts(own: &ShownAccount, view: &View, now: UnixMillis, go: &Callback<Route>) -> Html {
    let account = &own.account;
    let provider = view.providers.get(&account.provider());
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
            <DescriptionGroup term={provider_label(account)}>
                { text(provider.map(Provider::full_name)) }
            </DescriptionGroup>
            <DescriptionGroup term={t("my-offices")}>{ workplaces(account, view) }</DescriptionGroup>
            <DescriptionGroup term={t("home-phone")}>{ phone(&account.home_phone) }</DescriptionGroup>
            <DescriptionGroup term={t("cell-phone")}>{ phone(&account.cell_phone) }</DescriptionGroup>
            <DescriptionGroup term={t("staff-state")}>
                <div class="app-standing">
                    <AccountStateLabel state={account.state(now)} {now} />
                    if account.has_given_password() {
                        <GivenPasswordLabel given=true />
                        <PushButton
                            label={t("my-password-title")}
                            look={Look::Inline}
                            on_click={go.reform(|()| Route::MyPassword)}
                        />
                    }
                </div>
            </DescriptionGroup>
        </DescriptionList>
    }
}
