//! The frame of every page over the local copy: masthead, navigation, banners.

use lanyard_shared::permission::Permission;
use lanyard_shared::record::RecordKind;
use yew::prelude::*;

use super::{Dialog, Loading};
use crate::browser;
use crate::hooks::{use_desk, use_kept_focus, use_remarks, use_sign_out, use_tick};
use crate::lock::use_idle_policy;
use crate::route::Route;
use crate::sync::{Connection, Load};
use crate::text::{say, t};

mod account_menu;
mod banners;
mod first_contact;
mod masthead;
mod navigation;
mod store_failed;
mod sync_state;

use banners::Banners;
use first_contact::FirstContact;
use masthead::Masthead;
use navigation::Navigation;
use store_failed::StoreFailed;
pub(crate) use sync_state::SyncNews;

/// The id of the main part, for the skip link.
const MAIN: &str = "main";

/// Properties of [`Shell`].
#[derive(PartialEq, Properties)]
pub(crate) struct ShellProps {
    /// The page's address.
    pub(crate) route: Route,
    /// The page.
    pub(crate) children: Html,
}

/// Masthead, navigation beside the page or behind a button where the window is narrow, banners,
/// and the page itself once this device has a copy to show.
#[component]
pub(crate) fn Shell(props: &ShellProps) -> Html {
    let desk = use_desk();
    use_tick();
    let open = use_state_eq(browser::is_wide);
    let sign_out = use_sign_out();
    use_remarks();
    use_kept_focus();
    let (view, status, now) = (desk.view(), desk.status(), desk.now());
    let news = SyncNews::of(&status, &view);
    let name = view
        .accounts
        .get(&desk.account())
        .map(|own| own.account.full_name());
    let practice = view.practice.as_ref().map(|practice| practice.name.clone());
    use_idle_policy(view.practice.as_ref());
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    {
        // In a narrow window the navigation covers the page: it gives way once it was used.
        let open = open.clone();
        use_effect_with(props.route.clone(), move |_| open.set(browser::is_wide()));
    }
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus(MAIN);
    });
    html! {
        <div class="pf-v6-c-page app-page">
            <div class="pf-v6-c-skip-to-content">
                <a class="pf-v6-c-button pf-m-primary" href="#main" onclick={skip}>
                    { t("skip-to-content") }
                </a>
            </div>
            <Masthead
                practice={practice.clone().map(AttrValue::from)}
                name={name.map(AttrValue::from)}
                {news}
                {now}
                nav_open={*open}
                {on_toggle}
                on_sign_out={sign_out.on_ask.clone()}
            />
            <Navigation
                route={props.route.clone()}
                open={*open}
                manages={view.may(Permission::ManageAccounts)}
                edits_offices={view.may(Permission::to_edit(RecordKind::Office))}
                attention={view.attention.len()}
            />
            <div class="pf-v6-c-page__main-container" tabindex="-1">
                <main class="pf-v6-c-page__main" id={MAIN} tabindex="-1">
                    <Banners
                        connection={status.connection}
                        trouble={desk.store_trouble()}
                        unsent={view.unsent.len()}
                        {now}
                    />
                    <section class="pf-v6-c-page__main-section pf-m-fill">
                        { body(desk.load(), status.connection, practice.is_some(), &props.children) }
                    </section>
                </main>
            </div>
            <div>
                if let Some(words) = &sign_out.question {
                    <Dialog
                        title={t("sign-out-title")}
                        confirm={t("sign-out")}
                        on_confirm={sign_out.on_confirm.clone()}
                        on_cancel={sign_out.on_cancel.clone()}
                    >
                        <p>{ say(words) }</p>
                    </Dialog>
                }
            </div>
        </div>
    }
}

/// The page, or what stands in its place until this device has something to show.
fn body(load: Load, connection: Connection, has_copy: bool, page: &Html) -> Html {
    match load {
        Load::Opening => html! { <Loading label={t("copy-opening")} /> },
        Load::Failed(trouble) => html! { <StoreFailed {trouble} /> },
        Load::Ready if has_copy => page.clone(),
        Load::Ready if matches!(connection, Connection::Connecting | Connection::Online) => {
            html! { <Loading label={t("first-copy")} /> }
        }
        Load::Ready => html! { <FirstContact {connection} /> },
    }
}
