//! How a provider signs in, below the form of the provider (domain D-03).

use lanyard_shared::id::{AccountId, ProviderId};
use lanyard_shared::permission::Permission;
use lanyard_shared::replica::{ShownAccount, View};
use yew::prelude::*;

use super::staff_standing::{StaffQuestion, use_row_acts};
use crate::browser;
use crate::components::{
    AccountStateLabel, Card, Look, PushButton, RowAct, RowMark, lock_or_unlock, row_acts,
};
use crate::hooks::{use_desk, use_go};
use crate::route::Route;
use crate::text::{say, t};

/// Properties of [`ProviderLogin`].
#[derive(PartialEq, Properties)]
pub(super) struct ProviderLoginProps {
    /// Whose.
    pub(super) provider: ProviderId,
}

/// The login with its state and what can be done about it, or the way to one.
#[component]
pub(super) fn ProviderLogin(props: &ProviderLoginProps) -> Html {
    let desk = use_desk();
    let view = desk.view();
    let go = use_go();
    let asking = use_state_eq(|| None);
    let on_act = use_row_acts(&asking);
    let provider = props.provider;
    let may = view.may(Permission::ManageAccounts);
    let on_add = go.reform(move |()| Route::NewLogin {
        provider: provider.to_string(),
    });
    html! {
        <div>
            <Card id="provider-login" title={t("provider-login")}>
                if let Some(shown) = view.login_of(provider) {
                    { login(shown, &view, desk.account(), &on_act) }
                } else {
                    <p>{ t("provider-login-none") }</p>
                    if may && view.providers.get(&provider).is_some_and(|it| it.active) {
                        <div>
                            <PushButton
                                label={t("add-provider-login")}
                                look={Look::Secondary}
                                on_click={on_add}
                            />
                        </div>
                    }
                }
            </Card>
            <StaffQuestion {asking} />
        </div>
    }
}

/// Acts are those of a row in the list of staff, but for those that make no sense here.
fn login(shown: &ShownAccount, view: &View, reader: AccountId, on_act: &Callback<RowAct>) -> Html {
    let now = browser::device_now();
    let account = &shown.account;
    let may = view.may(Permission::ManageAccounts);
    let beyond = view.beyond(account, reader).filter(|_| may);
    let acts = row_acts(shown, view, reader).into_iter();
    let lock = lock_or_unlock(shown, view, reader);
    let acts = acts.chain(lock.filter(|act| matches!(act, RowAct::Lock(_))));
    let acts = acts.filter_map(|act| Some((label(act)?, act)));
    html! {
        <>
            <p><strong>{ &account.username }</strong></p>
            <div>
                <AccountStateLabel state={account.state(now)} {now} />
                <RowMark row={shown.row} />
            </div>
            if may {
                <div class="app-acts">
                    for (label, act) in acts {
                        <PushButton
                            key={label}
                            label={t(label)}
                            look={Look::Inline}
                            on_click={on_act.reform(move |()| act)}
                        />
                    }
                </div>
                if let Some(beyond) = beyond {
                    <p class="app-quiet">{ say(&beyond.message()) }</p>
                }
            }
        </>
    }
}

/// The words of an act in this place; `None` for one that is not offered here.
const fn label(act: RowAct) -> Option<&'static str> {
    match act {
        RowAct::Edit(_) | RowAct::Mend(_) => Some("edit-provider-login"),
        RowAct::Delete(_) => Some("deactivate"),
        RowAct::Reactivate(_) => Some("reactivate"),
        RowAct::Lock(_) => Some("lock-account"),
        RowAct::Unlock(_) => Some("unlock-account"),
        RowAct::SetUp(_) | RowAct::Copy(_) | RowAct::Remove(_) | RowAct::UndoRemoval(_) => None,
    }
}
