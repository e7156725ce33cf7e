//! The root: what all pages share, and which page an address shows.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew_router::prelude::{BrowserRouter, Switch};

use crate::components::{RequireSession, ToastProvider};
use crate::lock::LockProvider;
use crate::pages::{
    AccessPage, ActivatePage, AttentionPage, ConfirmEmailPage, CredentialsPage, DashboardPage,
    EditRecordPage, EditStaffPage, ForgotPage, GroupsPage, HistoryPage, HomePage, ImportStaffPage,
    Listed, MailPage, MePage, MendStaffPage, MyEmailPage, MyPasswordPage, NewLoginPage,
    NewRecordPage, NewStaffPage, NotFoundPage, OfficesPage, PracticePage, ProvidersPage, ResetPage,
    SetUpPage, SignInPage, StaffPage, SupportPinPage, SyncPage, TwoFactorPage, UndoEmailPage,
};
use crate::route::Route;
use crate::service_worker::{Update, use_update};
use crate::session::{self, Session, SessionContext};

/// The application.
#[component]
pub(crate) fn App() -> Html {
    let session = use_reducer_eq(Session::remembered);
    {
        let session = session.dispatcher();
        use_effect_with((), move |()| {
            let follower = EventListener::new(&gloo_utils::window(), "storage", move |event| {
                if let Some(event) = session::elsewhere(event.unchecked_ref()) {
                    session.dispatch(event);
                }
            });
            move || drop(follower)
        });
    }
    let update = use_update();
    html! {
        <ContextProvider<SessionContext> context={session}>
            <ContextProvider<Update> context={update}>
                <BrowserRouter>
                    <LockProvider>
                        <ToastProvider>
                            <Switch<Route> render={page} />
                        </ToastProvider>
                    </LockProvider>
                </BrowserRouter>
            </ContextProvider<Update>>
        </ContextProvider<SessionContext>>
    }
}

fn page(route: Route) -> Html {
    let content = match &route {
        Route::Home => html! { <HomePage /> },
        Route::Dashboard => html! { <DashboardPage /> },
        Route::SetUp => html! { <SetUpPage /> },
        Route::SignIn => html! { <SignInPage /> },
        Route::Staff => html! { <StaffPage /> },
        Route::Providers => html! { <ProvidersPage /> },
        Route::NewProvider => {
            html! { <NewRecordPage key="provider" listed={Listed::Providers} /> }
        }
        Route::EditProvider { provider } => {
            html! {
                <EditRecordPage
                    key={provider.clone()}
                    listed={Listed::Providers}
                    id={provider.clone()}
                />
            }
        }
        Route::NewLogin { provider } => {
            html! { <NewLoginPage key={provider.clone()} provider={provider.clone()} /> }
        }
        Route::Groups => html! { <GroupsPage /> },
        Route::NewGroup => html! { <NewRecordPage key="group" listed={Listed::Groups} /> },
        Route::EditGroup { group } => {
            html! {
                <EditRecordPage key={group.clone()} listed={Listed::Groups} id={group.clone()} />
            }
        }
        Route::Offices => html! { <OfficesPage /> },
        Route::NewOffice => html! { <NewRecordPage key="office" listed={Listed::Offices} /> },
        Route::EditOffice { office } => {
            html! {
                <EditRecordPage key={office.clone()} listed={Listed::Offices} id={office.clone()} />
            }
        }
        Route::Practice => html! { <PracticePage /> },
        Route::NewStaff => html! { <NewStaffPage key="new" /> },
        Route::ImportStaff => html! { <ImportStaffPage /> },
        Route::CopyStaff { account } => {
            html! { <NewStaffPage key={account.clone()} copy_of={account.clone()} /> }
        }
        Route::EditStaff { account } => {
            html! { <EditStaffPage key={account.clone()} account={account.clone()} /> }
        }
        Route::MendStaff { op_id } => {
            html! { <MendStaffPage key={op_id.clone()} op_id={op_id.clone()} /> }
        }
        Route::Credentials { account } => {
            html! { <CredentialsPage key={account.clone()} account={account.clone()} /> }
        }
        Route::StaffAccess { account } => {
            html! { <AccessPage key={account.clone()} account={account.clone()} /> }
        }
        Route::StaffHistory { account } => {
            html! { <HistoryPage key={account.clone()} account={account.clone()} /> }
        }
        Route::SupportPin => html! { <SupportPinPage /> },
        Route::Mail => html! { <MailPage /> },
        Route::Me => html! { <MePage /> },
        Route::MyPassword => html! { <MyPasswordPage /> },
        Route::MyEmail => html! { <MyEmailPage /> },
        Route::TwoFactor => html! { <TwoFactorPage /> },
        Route::Forgot => html! { <ForgotPage /> },
        Route::ConfirmEmail => html! { <ConfirmEmailPage /> },
        Route::UndoEmail => html! { <UndoEmailPage /> },
        Route::Activate => html! { <ActivatePage /> },
        Route::Reset => html! { <ResetPage /> },
        Route::Attention => html! { <AttentionPage key="all" /> },
        Route::AttentionItem { op_id } => {
            html! { <AttentionPage key={op_id.clone()} op_id={op_id.clone()} /> }
        }
        Route::Sync => html! { <SyncPage /> },
        Route::NotFound => html! { <NotFoundPage /> },
    };
    if route.is_public() {
        content
    } else {
        html! { <RequireSession {route}>{ content }</RequireSession> }
    }
}
