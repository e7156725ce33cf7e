//! The page of a locked screen: opening it again, or letting a colleague in (domain CRED-04).

use lanyard_shared::message::Message;
use lanyard_shared::protocol::UnlockBy;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::sign_in_form::{SignInForm, SignedIn};
use crate::browser;
use crate::components::{Look, Notice, PublicFrame, PushButton};
use crate::hooks::{Tone, use_alive, use_go, use_session};
use crate::lock::{Begins, Way, use_lock, who_is_there};
use crate::route::Route;
use crate::session::{self, SessionEvent};
use crate::text::{say, t};

mod unlock_form;

use unlock_form::UnlockForm;

/// What the page asks for.
#[derive(Clone, Debug, PartialEq)]
enum Asking {
    /// Its own person shows who they are; after a refusal, with the reason.
    Unlock(UnlockBy, Option<Message>),
    /// Somebody signs in.
    SignIn(Who),
}

/// Who is to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// The person whose screen it is: the session has ended.
    SessionOver,
    /// The same, because another person is signed in on this browser.
    OtherAccount,
    /// A colleague.
    Colleague,
}

impl Asking {
    fn by(way: Way, why: Option<Message>) -> Self {
        match way {
            Way::Unlock(by) => Self::Unlock(by, why),
            Way::SessionOver => Self::SignIn(Who::SessionOver),
            Way::OtherAccount => Self::SignIn(Who::OtherAccount),
        }
    }
}

/// Asks for PIN or password, or for a colleague's username and password. Nothing of the copy is in
/// it.
#[component]
pub(crate) fn LockPage() -> Html {
    let lock = use_lock();
    let alive = use_alive();
    let asking = use_state_eq(|| match lock.begins() {
        Begins::Unlocking => Asking::Unlock(lock.asks_for(), None),
        Begins::Switching => Asking::SignIn(Who::Colleague),
    });
    // What somebody has chosen meanwhile is not taken back by the server's answer.
    let chosen = use_mut_ref(|| false);
    {
        let (lock, asking, chosen) = (lock.clone(), asking.clone(), chosen.clone());
        use_effect_with((), move |()| {
            // Who wants to let a colleague in need not know what the server asks of themselves.
            if lock.begins() == Begins::Unlocking {
                spawn_local(async move {
                    let way = who_is_there(&lock).await;
                    if alive.get() && !*chosen.borrow() {
                        asking.set(Asking::by(way, None));
                    }
                });
            }
        });
    }
    {
        let field = match &*asking {
            Asking::Unlock(UnlockBy::Pin, _) => "pin",
            Asking::Unlock(UnlockBy::Password, _) => "password",
            Asking::SignIn(_) => "username",
        };
        use_effect_with(field, |field| browser::focus(field));
    }
    let ask = {
        let asking = asking.setter();
        Callback::from(move |next| {
            chosen.replace(true);
            asking.set(next);
        })
    };
    match &*asking {
        Asking::Unlock(by, why) => html! {
            <PublicFrame title={t("lock-title")} lead={t("lock-lead")}>
                <Why words={why.clone()} />
                <UnlockForm
                    key={format!("{by:?}")}
                    by={*by}
                    on_other_way={ask.reform(|(way, why)| Asking::by(way, Some(why)))}
                >
                    if *by == UnlockBy::Pin {
                        <PushButton
                            label={t("lock-use-password")}
                            look={Look::Link}
                            on_click={ask.reform(|()| Asking::Unlock(UnlockBy::Password, None))}
                        />
                    }
                    <PushButton
                        label={t("switch-user")}
                        look={Look::Link}
                        on_click={ask.reform(|()| Asking::SignIn(Who::Colleague))}
                    />
                </UnlockForm>
            </PublicFrame>
        },
        Asking::SignIn(who) => html! { <SignInHere who={*who} {ask} /> },
    }
}

/// Properties of [`Why`].
#[derive(PartialEq, Properties)]
struct WhyProps {
    words: Option<Message>,
}

/// Why something else is asked for now; read aloud when it changes.
#[component]
fn Why(props: &WhyProps) -> Html {
    html! {
        <div role="status">
            if let Some(words) = &props.words {
                <Notice tone={Tone::Info} title={say(words)} />
            }
        </div>
    }
}

/// Properties of [`SignInHere`].
#[derive(PartialEq, Properties)]
struct SignInHereProps {
    who: Who,
    ask: Callback<Asking>,
}

/// Signing in at a locked screen. Its own person finds everything as it was; for a colleague the tab
/// becomes theirs.
#[component]
fn SignInHere(props: &SignInHereProps) -> Html {
    let (lock, session, go) = (use_lock(), use_session(), use_go());
    let (title, words) = match props.who {
        Who::SessionOver => (t("lock-title"), t("lock-session-over")),
        Who::OtherAccount => (t("lock-title"), t("lock-other-account")),
        Who::Colleague => (t("switch-user"), t("switch-user-lead")),
    };
    let back = {
        let (ask, by) = (props.ask.clone(), lock.asks_for());
        ask.reform(move |()| Asking::Unlock(by, None))
    };
    let on_signed_in = Callback::from(move |signed_in| match signed_in {
        // What can wait does not take away what was open.
        SignedIn::Whole(account)
        | SignedIn::First {
            account,
            required: false,
            ..
        } if lock.account() == Some(account) => {
            session::sign_in(&session, account);
            lock.open();
        }
        SignedIn::Whole(account) => {
            session::sign_in(&session, account);
            go.emit(Route::Home);
        }
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
        <PublicFrame {title} lead={words}>
            <SignInForm {on_signed_in}>
                <PushButton label={t("lock-back")} look={Look::Link} on_click={back} />
            </SignInForm>
        </PublicFrame>
    }
}
