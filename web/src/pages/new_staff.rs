//! *New Office Staff* (domain section 3).

use lanyard_shared::permission::Permission;
use yew::prelude::*;

use super::staff_editor::StaffEditor;
use crate::components::{Breadcrumb, Heading, NoRight};
use crate::hooks::{Draft, use_desk};
use crate::route::Route;
use crate::text::t;

/// The form for a new staff account.
#[component]
pub(crate) fn NewStaffPage() -> Html {
    let desk = use_desk();
    let draft = use_memo((), |()| Draft::empty(desk.new_account_id(), desk.new_pin()));
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
                <StaffEditor
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
