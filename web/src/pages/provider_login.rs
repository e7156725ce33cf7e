//! How a provider signs in, below the form of the provider (domain D-03).

use lanyard_shared::id::ProviderId;
use lanyard_shared::permission::Permission;
use lanyard_shared::record::Standing;
use lanyard_shared::replica::ShownAccount;
use yew::prelude::*;

use super::staff_standing::{StaffQuestion, use_row_acts};
use crate::browser;
use crate::components::{AccountStateLabel, Card, Look, PushButton, RowAct, RowMark};
use crate::hooks::{use_desk, use_go};
use crate::route::Route;
use crate::text::t;

/// Properties of [`ProviderLogin`].
#[derive(PartialEq, Properties)]
pub(super) struct ProviderLoginProps {
    /// Whose.
    pub(super) provider: ProviderId,
}

/// The login with its state and what can be done about it, or the way to one.
#[component]
pub(super) fn ProviderLogin(props: &ProviderLoginProps) -> Html {
    let view = use_desk().view();
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
                    { login(shown, may, &on_act) }
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

fn login(shown: &ShownAccount, may: bool, on_act: &Callback<RowAct>) -> Html {
    let now = browser::device_now();
    let account = &shown.account;
    let ended = account.standing == Standing::Deactivated;
    let act = |label: AttrValue, act: RowAct| {
        html! { <PushButton {label} look={Look::Inline} on_click={on_act.reform(move |()| act)} /> }
    };
    html! {
        <>
            <p><strong>{ &account.username }</strong></p>
            <div>
                <AccountStateLabel state={account.state(now)} {now} />
                <RowMark row={shown.row} />
            </div>
            if may {
                <div class="app-acts">
                    { act(t("edit-provider-login"), RowAct::Edit(account.id)) }
                    if ended {
                        { act(t("reactivate"), RowAct::Reactivate(account.id)) }
                    } else {
                        { act(t("deactivate"), RowAct::Delete(account.id)) }
                    }
                </div>
            }
        </>
    }
}
