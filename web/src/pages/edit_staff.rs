//! *Edit Office Staff* (domain section 5).

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::Permission;
use lanyard_shared::replica::{RowState, ShownAccount, View};
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::kept_staff_editor::KeptStaffEditor;
use super::staff_lock::StaffLockPart;
use super::staff_removal::Removed;
use crate::components::{
    Heading, Look, NoRight, Nothing, Notice, PersonTab, PersonTabs, PushButton,
};
use crate::hooks::{Draft, Tone, use_desk, use_go};
use crate::route::Route;
use crate::text::t;

/// Properties of [`EditStaffPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct EditStaffPageProps {
    /// Whose account.
    pub(crate) account: AttrValue,
}

/// The form with the account as it is shown now. What the page was opened with stays while it is
/// open, whatever arrives meanwhile.
#[component]
pub(crate) fn EditStaffPage(props: &EditStaffPageProps) -> Html {
    let view = use_desk().view();
    let own_login = find(&view, &props.account).is_some_and(|it| !it.account.is_staff());
    html! {
        <div class="app-sections">
            <PersonTabs account={props.account.clone()} current={PersonTab::Edit} />
            <div class="app-head"><Heading text={words(own_login).0} /></div>
            if !view.may(Permission::ManageAccounts) {
                <NoRight needed={Permission::ManageAccounts} />
            } else if let Some(shown) = find(&view, &props.account).filter(|it| it.account.is_removed()) {
                <Removed shown={shown.clone()} />
            } else if let Some(shown) = find(&view, &props.account) {
                <Editing key={props.account.to_string()} shown={shown.clone()} />
            } else {
                <Gone />
            }
        </div>
    }
}

/// The login of a staff member or a provider.
fn find<'a>(view: &'a View, id: &str) -> Option<&'a ShownAccount> {
    let account: AccountId = id.parse().ok()?;
    view.accounts.get(&account)
}

/// What the form is called, and the button that saves it.
fn words(own_login: bool) -> (AttrValue, AttrValue) {
    if own_login {
        (t("edit-provider-login"), t("save-provider-login"))
    } else {
        (t("edit-staff"), t("save-staff"))
    }
}

/// Properties of [`Editing`].
#[derive(PartialEq, Properties)]
struct EditingProps {
    shown: ShownAccount,
}

#[component]
fn Editing(props: &EditingProps) -> Html {
    let view = use_desk().view();
    let draft = use_memo((), |()| Draft::edit(&props.shown.account));
    let (label, submit) = words(draft.own_login);
    let back = if draft.own_login {
        Route::Providers
    } else {
        Route::Staff
    };
    let waits = match props.shown.row {
        RowState::NeedsAttention(item) => view.attention_item(item),
        _ => None,
    };
    let makes =
        waits.is_some_and(|item| item.intent.as_ref().is_some_and(|it| it.makes().is_some()));
    html! {
        <div class="app-editor">
            if let Some(item) = waits {
                <WaitsNotice op_id={item.op_id.to_string()} />
            }
            // An account that the server refused to make has its own form.
            if !makes {
                <StaffLockPart shown={props.shown.clone()} />
                <KeptStaffEditor
                    keep={format!("edit:{}", draft.account)}
                    draft={(*draft).clone()}
                    {label}
                    {submit}
                    {back}
                />
            }
        </div>
    }
}

/// Properties of [`WaitsNotice`].
#[derive(PartialEq, Properties)]
pub(super) struct WaitsNoticeProps {
    /// The edit that waits.
    pub(super) op_id: AttrValue,
}

/// Leads to an earlier edit of the same record that waits for somebody.
#[component]
pub(super) fn WaitsNotice(props: &WaitsNoticeProps) -> Html {
    let go = use_go();
    let op_id = props.op_id.to_string();
    let on_click = go.reform(move |()| Route::AttentionItem {
        op_id: op_id.clone(),
    });
    html! {
        <Notice tone={Tone::Warning} title={t("edit-waits")}>
            <PushButton label={t("edit-waits-show")} look={Look::Inline} {on_click} />
        </Notice>
    }
}

/// In the place of somebody of whom this device knows nothing.
#[component]
pub(super) fn Gone() -> Html {
    let go = use_go();
    let actions = html! {
        <PushButton
            label={t("to-staff")}
            look={Look::Primary}
            on_click={go.reform(|()| Route::Staff)}
        />
    };
    html! {
        <Nothing title={t("edit-staff-gone")} icon={Icon::Users} {actions}>
            <p>{ t("edit-staff-gone-why") }</p>
        </Nothing>
    }
}
