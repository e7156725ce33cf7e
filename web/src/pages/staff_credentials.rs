//! Address, password and PINs in the form that changes an account: they are not typed there, and each
//! is dealt with by a question over the form, which keeps what is typed (domain EDIT-01, EDIT-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Pins;
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::replica::View;
use yew::prelude::*;

use super::access::ChangeEmailDialog;
use super::credentials::ViewPinsDialog;
use crate::components::{Dialog, KeptSecretsProps, is_new};
use crate::hooks::{Draft, use_desk, use_go, use_send_link};
use crate::route::Route;
use crate::sync::Connection;
use crate::text::{say, t};

/// What the form of an account shows and does not let anybody type.
pub(super) struct Credentials {
    /// Password and PINs; `None` where nothing can be done about them: of a new account, of one that
    /// the server has not heard of, and of one that is closed.
    pub(super) secrets: Option<KeptSecretsProps>,
    /// Somebody wants another e-mail address; `None` where the reader may not ask for one.
    pub(super) on_change_email: Option<Callback<()>>,
    /// The question that is open.
    pub(super) question: Html,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Email,
    Password,
    Pins,
}

/// Runs the acts beside the form of `draft`.
#[hook]
pub(super) fn use_credentials(draft: &Draft) -> Credentials {
    let desk = use_desk();
    let go = use_go();
    let asking = use_state_eq(|| None::<Question>);
    let pins = use_state_eq(|| None::<Pins>);
    let (view, account) = (desk.view(), draft.account);
    let known = draft.was().and_then(|_| known(&view, account));
    let barred = known.and_then(|account| view.barred(account, desk.account()));
    let barred = barred.map(|reason| say(&reason));
    let ask = |question| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(question))
    };
    let on_view = {
        let (asking, pins) = (asking.setter(), pins.clone());
        Callback::from(move |()| match *pins {
            Some(_) => pins.set(None),
            None => asking.set(Some(Question::Pins)),
        })
    };
    let on_seen = {
        let (asking, pins) = (asking.setter(), pins.setter());
        Callback::from(move |seen| {
            pins.set(Some(seen));
            asking.set(None);
        })
    };
    let change_email = match account == desk.account() {
        true => go.reform(|()| Route::MyEmail),
        false => ask(Some(Question::Email)),
    };
    let on_close = ask(None);
    let question = match *asking {
        Some(Question::Email) => html! { <ChangeEmailDialog {account} {on_close} /> },
        Some(Question::Password) => html! { <ResetDialog {account} {on_close} /> },
        Some(Question::Pins) => html! {
            <ViewPinsDialog {account} {on_seen} on_cancel={on_close} />
        },
        None => Html::default(),
    };
    Credentials {
        on_change_email: known.filter(|_| barred.is_none()).map(|_| change_email),
        secrets: known.map(|_| KeptSecretsProps {
            pins: (*pins).clone(),
            barred,
            on_reset: ask(Some(Question::Password)),
            on_view,
        }),
        question: html! { <div>{ question }</div> },
    }
}

/// The account, where there is something to act upon: it is in use, and the server has heard of it.
fn known(view: &View, account: AccountId) -> Option<&Account> {
    let shown = view.accounts.get(&account)?;
    let closed = matches!(
        shown.account.standing,
        Standing::Deactivated | Standing::Removed
    );
    (!closed && !is_new(shown, view)).then_some(&*shown.account)
}

/// Properties of [`ResetDialog`].
#[derive(PartialEq, Properties)]
struct ResetDialogProps {
    account: AccountId,
    on_close: Callback<()>,
}

/// Has a link mailed by which somebody chooses a new password; who has not come in yet gets the
/// activation once more (domain LINK-08).
#[component]
fn ResetDialog(props: &ResetDialogProps) -> Html {
    let (desk, send) = (use_desk(), use_send_link());
    let (account, view) = (props.account, desk.view());
    let online = desk.status().connection == Connection::Online;
    let on_confirm = props.on_close.reform(move |()| send.emit(account));
    let shown = view.accounts.get(&account).map(|shown| &shown.account);
    let email = shown.map(|it| it.email.clone()).unwrap_or_default();
    let (words, confirm) = match shown.map(|it| it.standing) {
        Some(Standing::Pending) => (t!("reset-password-pending", email = email), t("resend")),
        _ => (
            t!("reset-password-words", email = email),
            t("reset-password"),
        ),
    };
    html! {
        <Dialog
            title={t("reset-password")}
            {confirm}
            {on_confirm}
            on_cancel={props.on_close.clone()}
        >
            <div class="app-stack">
                <p>{ words }</p>
                if !online {
                    <p><strong>{ t("link-offline") }</strong></p>
                }
            </div>
        </Dialog>
    }
}
