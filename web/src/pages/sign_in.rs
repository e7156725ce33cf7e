//! Signing in.

use lanyard_shared::protocol::PublicPractice;
use yew::prelude::*;

use super::sign_in_form::{SignInForm, SignedIn};
use crate::api::{self, ApiError};
use crate::components::{Look, Notice, PublicFrame, PushButton, practice_lead};
use crate::hooks::{Load, Tone, use_go, use_go_on, use_load, use_session};
use crate::route::Route;
use crate::session::SessionEvent;
use crate::text::{say, t};

/// Asks for username and password.
#[component]
pub(crate) fn SignInPage() -> Html {
    let session = use_session();
    let (go, go_on) = (use_go(), use_go_on());
    let (practice, _) = use_load(api::practice);
    let open_copy = session.account.map(|_| go.reform(|()| Route::Home));
    let typed = use_mut_ref(AttrValue::default);
    let on_typed = {
        let typed = typed.clone();
        Callback::from(move |username| {
            typed.replace(username);
        })
    };
    let forgot = {
        let (session, go) = (session.clone(), go.clone());
        Callback::from(move |()| {
            session.dispatch(SessionEvent::Propose(typed.borrow().clone()));
            go.emit(Route::Forgot);
        })
    };
    let username = session.proposed_username.clone();
    let on_signed_in = Callback::from(move |signed_in| match signed_in {
        SignedIn::Whole(account) => go_on.emit(account),
        SignedIn::First {
            account,
            page,
            username,
            ..
        } => {
            session.dispatch(SessionEvent::HasToDoFirst { account, username });
            go.emit(page);
        }
    });
    html! {
        <PublicFrame title={t("sign-in-title")} lead={practice_lead(&practice)}>
            <SignInNews {practice} {open_copy} />
            <SignInForm {username} {on_signed_in} {on_typed}>
                <PushButton label={t("forgot-link")} look={Look::Link} on_click={forgot} />
            </SignInForm>
        </PublicFrame>
    }
}

/// Properties of [`SignInNews`].
#[derive(PartialEq, Properties)]
struct SignInNewsProps {
    practice: Load<PublicPractice>,
    /// Opens the copy on this device, where there is one.
    open_copy: Option<Callback<()>>,
}

/// What somebody should know before they type anything.
#[component]
fn SignInNews(props: &SignInNewsProps) -> Html {
    match &props.practice {
        Load::Ready(practice) if practice.setup_needed => html! {
            <div class="app-news">
                <Notice tone={Tone::Info} title={t("setup-needed")}>
                    <p>{ t("setup-needed-how") }</p>
                </Notice>
            </div>
        },
        Load::Failed(error) => {
            let offline = matches!(error, ApiError::Offline);
            let title = if offline {
                t("sign-in-offline")
            } else {
                say(&error.message())
            };
            html! {
                <div class="app-news">
                    <Notice tone={Tone::Info} {title}>
                        if let Some(open) = &props.open_copy {
                            <p>{ t("sign-in-copy-here") }</p>
                            <PushButton
                                label={t("open-copy")}
                                look={Look::Inline}
                                on_click={open.clone()}
                            />
                        } else {
                            <p>{ t("sign-in-no-copy") }</p>
                        }
                    </Notice>
                </div>
            }
        }
        _ => html! { <div /> },
    }
}
