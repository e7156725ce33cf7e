//! How one person gets in: their links and their e-mail address, in an administrator's hands (domain
//! LINK-04, LINK-08, LINK-09). Works online only (domain RIGHT-08).

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::Permission;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api;
use crate::components::{
    AccountStateLabel, Failed, GivenPasswordLabel, Heading, Loading, NoRight, Nothing, Notice,
    PersonTab, PersonTabs,
};
use crate::hooks::{Load, Tone, use_desk, use_load, use_tick};
use crate::text::{say, t};
use crate::words::full_name;

mod address;
mod link;

use address::AddressSection;
pub(super) use address::ChangeEmailDialog;
use link::LinkSection;

/// Properties of [`AccessPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct AccessPageProps {
    /// The account, as the address of the page has it.
    pub(crate) account: AttrValue,
}

/// The page.
#[component]
pub(crate) fn AccessPage(props: &AccessPageProps) -> Html {
    let desk = use_desk();
    use_tick();
    let (view, now) = (desk.view(), desk.server_now());
    let account: Option<AccountId> = props.account.parse().ok();
    let shown = account.and_then(|id| view.accounts.get(&id));
    html! {
        <div class="app-sections">
            <PersonTabs account={props.account.clone()} current={PersonTab::Access} />
            <div class="app-head"><Heading text={t("access-title")} /></div>
            if !view.may(Permission::ManageAccounts) {
                <NoRight needed={Permission::ManageAccounts} />
            } else if let Some(shown) = shown {
                <div class="app-person">
                    <span class="app-person__name">{ full_name(&shown.account) }</span>
                    <AccountStateLabel state={shown.account.state(now)} {now} />
                    <GivenPasswordLabel given={shown.account.has_given_password()} />
                </div>
                if let Some(removed) = shown.account.removal_bar() {
                    <Notice tone={Tone::Info} title={say(&removed)} />
                } else {
                    <Access key={props.account.to_string()} account={shown.account.id} />
                }
            } else {
                <Nothing title={t("edit-staff-gone")} icon={Icon::User} />
            }
        </div>
    }
}

/// Properties of [`Access`].
#[derive(PartialEq, Properties)]
struct AccessProps {
    account: AccountId,
}

/// Asks how far the link has come; without the server there is nothing to act upon.
#[component]
fn Access(props: &AccessProps) -> Html {
    let (me, account) = (use_desk().account(), props.account);
    let (progress, again) = use_load(move || api::link_progress(me, account));
    match progress {
        Load::Loading => html! { <Loading /> },
        Load::Failed(error) => html! { <Failed {error} on_retry={again} /> },
        Load::Ready(progress) => html! {
            <div class="app-sections">
                if let Some(reason) = &progress.barred {
                    <Notice tone={Tone::Info} title={say(reason)} />
                }
                <LinkSection {account} progress={progress.clone()} on_change={again.clone()} />
                <AddressSection
                    {account}
                    barred={progress.barred.is_some()}
                    on_change={again}
                />
            </div>
        },
    }
}
