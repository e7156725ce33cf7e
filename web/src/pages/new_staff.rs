//! *New Office Staff* (domain section 3).

use std::sync::Arc;

use lanyard_shared::permission::Permission;
use lanyard_shared::record::Account;
use lanyard_shared::replica::View;
use yew::prelude::*;

use super::kept_staff_editor::KeptStaffEditor;
use crate::components::{Breadcrumb, Heading, NoRight};
use crate::hooks::{Draft, use_desk};
use crate::route::Route;
use crate::text::t;

/// Properties of [`NewStaffPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct NewStaffPageProps {
    /// The account whose provider, role, offices and settings it begins with.
    #[prop_or_default]
    pub(crate) copy_of: Option<AttrValue>,
}

/// The form for a new staff account.
#[component]
pub(crate) fn NewStaffPage(props: &NewStaffPageProps) -> Html {
    let desk = use_desk();
    let draft = use_memo((), |()| {
        let empty = Draft::empty(desk.new_account_id(), desk.new_pin());
        match props.copy_of.as_ref().and_then(|id| find(&desk.view(), id)) {
            Some(other) => empty.like(&other),
            None => empty,
        }
    });
    let keep = match &props.copy_of {
        Some(other) => format!("copy:{other}"),
        None => "new".to_owned(),
    };
    let steps = vec![
        (t("nav-account"), None),
        (t("staff-members"), Some(Route::Staff)),
        (t("new-staff"), None),
    ];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("new-staff")} /></div>
            if desk.view().may(Permission::ManageAccounts) {
                <KeptStaffEditor
                    {keep}
                    draft={(*draft).clone()}
                    label={t("new-staff")}
                    submit={t("create-staff")}
                />
            } else {
                <NoRight needed={Permission::ManageAccounts} />
            }
        </div>
    }
}

fn find(view: &View, id: &str) -> Option<Arc<Account>> {
    let shown = view.accounts.get(&id.parse().ok()?)?;
    shown.account.is_staff().then(|| shown.account.clone())
}
