//! How somebody signs in: PINs, second factor, sessions. The cards are those of one's own account too.

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::Permission;
use lanyard_shared::replica::View;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::components::{
    GivenPasswordLabel, Heading, NoRight, Nothing, Notice, PersonTab, PersonTabs,
};
use crate::hooks::{Tone, use_desk};
use crate::text::{say, t};

mod pins;
mod second_factor;
mod sessions;

pub(super) use pins::{PinsCard, SetPinDialog, ViewPinsDialog};
use second_factor::SecondFactorCard;
pub(super) use second_factor::{ActDialog as SecondFactorDialog, state_words};
pub(super) use sessions::SessionsCard;

/// Properties of [`CredentialsPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct CredentialsPageProps {
    /// Whose account.
    pub(crate) account: AttrValue,
}

/// The credentials of somebody else, in the hands of an administrator.
#[component]
pub(crate) fn CredentialsPage(props: &CredentialsPageProps) -> Html {
    let view = use_desk().view();
    html! {
        <div class="app-sections">
            <PersonTabs account={props.account.clone()} current={PersonTab::Credentials} />
            <div class="app-head"><Heading text={t("credentials")} /></div>
            { body(&view, &props.account) }
        </div>
    }
}

fn body(view: &View, id: &str) -> Html {
    if !view.may(Permission::ManageAccounts) {
        return html! {
            <NoRight needed={Permission::ManageAccounts} />
        };
    }
    let found = id
        .parse()
        .ok()
        .and_then(|id: AccountId| view.accounts.get(&id));
    let Some(shown) = found else {
        return html! { <Nothing title={t("edit-staff-gone")} icon={Icon::Users} /> };
    };
    if let Some(removed) = shown.account.removal_bar() {
        return html! { <Notice tone={Tone::Info} title={say(&removed)} /> };
    }
    match view.stronger_by_role(shown.account.role) {
        Some(permission) => html! {
            <Notice
                tone={Tone::Info}
                title={t!("account-stronger", permission = permission.label())}
            />
        },
        None => {
            let account = shown.account.id;
            html! {
                <>
                    <p>{ t!("credentials-of", name = shown.account.full_name()) }</p>
                    if shown.account.has_given_password() {
                        <div><GivenPasswordLabel given=true /></div>
                    }
                    <PinsCard {account} />
                    <SecondFactorCard {account} state={shown.account.two_factor} />
                    <SessionsCard {account} />
                </>
            }
        }
    }
}
