//! *New Provider Login*: a provider who signs in in their own name (domain D-03).

use lanyard_shared::permission::Permission;
use lanyard_shared::record::Provider;
use lanyard_shared::replica::View;
use yew::prelude::*;

use super::edit_staff::Gone;
use super::kept_staff_editor::KeptStaffEditor;
use crate::components::{Breadcrumb, Heading, NoRight};
use crate::hooks::{Draft, use_desk};
use crate::route::Route;
use crate::text::t;

/// Properties of [`NewLoginPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct NewLoginPageProps {
    /// The provider whose login it is.
    pub(crate) provider: AttrValue,
}

/// The form for the login, with the provider's name in it.
#[component]
pub(crate) fn NewLoginPage(props: &NewLoginPageProps) -> Html {
    let desk = use_desk();
    let view = desk.view();
    let draft = use_memo(props.provider.clone(), |id| {
        let provider = find(&view, id)?;
        Some(Draft::empty(desk.new_account_id(), desk.new_pin()).login_of(provider))
    });
    let steps = vec![
        (t("nav-account"), None),
        (t("providers"), Some(Route::Providers)),
        (t("new-provider-login"), None),
    ];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("new-provider-login")} /></div>
            if !view.may(Permission::ManageAccounts) {
                <NoRight needed={Permission::ManageAccounts} />
            } else if let Some(draft) = (*draft).clone() {
                <KeptStaffEditor
                    keep={format!("login:{}", props.provider)}
                    {draft}
                    label={t("new-provider-login")}
                    submit={t("create-provider-login")}
                    back={Route::Providers}
                />
            } else {
                <Gone />
            }
        </div>
    }
}

fn find<'a>(view: &'a View, id: &str) -> Option<&'a Provider> {
    view.providers.get(&id.parse().ok()?)
}
