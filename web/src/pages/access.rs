//! How one person gets in: their links and their e-mail address, in an administrator's hands (domain
//! LINK-04, LINK-08, LINK-09). How far a link has come is known online only (domain RIGHT-08); what is
//! asked for goes by the queue.

use lanyard_shared::id::AccountId;
use lanyard_shared::message::Message;
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{LinkProgress, LinkPurpose};
use lanyard_shared::replica::View;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::components::{
    AccountStateLabel, Failed, GivenPasswordLabel, Heading, Loading, NoRight, Nothing, Notice,
    PersonTab, PersonTabs,
};
use crate::hooks::{Load, Tone, use_desk, use_load_of, use_tick};
use crate::sync::Connection;
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

/// Asks how far the link has come: anew when an edit of the account is decided, and when the server is
/// there again. Without it the acts still wait in the queue.
#[component]
fn Access(props: &AccessProps) -> Html {
    let (desk, account) = (use_desk(), props.account);
    let (me, view) = (desk.account(), desk.view());
    let online = desk.status().connection == Connection::Online;
    let asked = (view.waiting_about(account), online);
    let (progress, again) = use_load_of(asked, move |_| api::link_progress(me, account));
    match progress {
        Load::Loading => html! { <Loading /> },
        Load::Failed(error @ ApiError::Problem(_)) => html! {
            <Failed {error} on_retry={again} />
        },
        Load::Failed(_) => html! {
            <Acts {account} barred={barred(account, me, &view)} on_change={again} />
        },
        Load::Ready(progress) => html! {
            <Acts
                {account}
                barred={progress.barred.clone()}
                progress={progress.clone()}
                on_change={again}
            />
        },
    }
}

/// Why the reader may neither send a link nor change the address, as far as this device knows.
fn barred(account: AccountId, reader: AccountId, view: &View) -> Option<Message> {
    let account = &view.accounts.get(&account)?.account;
    view.barred(account, reader)
        .or_else(|| match LinkPurpose::that_helps(account) {
            Some(_) => None,
            None => Some(Message::new("link-helps-nobody")),
        })
}

/// Properties of [`Acts`].
#[derive(PartialEq, Properties)]
struct ActsProps {
    account: AccountId,
    /// Why the reader may look and not act.
    barred: Option<Message>,
    /// How far the link has come; `None` while the server cannot be reached.
    #[prop_or_default]
    progress: Option<LinkProgress>,
    /// Something has changed: what is shown is to be asked for anew.
    on_change: Callback<()>,
}

/// The link and the address.
#[component]
fn Acts(props: &ActsProps) -> Html {
    let account = props.account;
    let open = props.barred.is_none();
    html! {
        <div class="app-sections">
            if let Some(reason) = &props.barred {
                <Notice tone={Tone::Info} title={say(reason)} />
            }
            <LinkSection
                {account}
                {open}
                progress={props.progress.clone()}
                on_change={props.on_change.clone()}
            />
            <AddressSection {account} barred={!open} />
        </div>
    }
}
