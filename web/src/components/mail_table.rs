//! The table of mails.

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::protocol::{MailEntry, MailFault, MailKind, MailState};
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::{Color, Label};
use yew::prelude::*;
use yew_router::prelude::Link;

use super::{PushButton, TableHead, cell};
use crate::browser;
use crate::route::Route;
use crate::text::t;

/// The headings of the columns.
const HEADS: &[&str] = &[
    "mail-to",
    "mail-kind",
    "mail-state",
    "mail-attempts",
    "mail-queued",
    "mail-acts",
];

/// Properties of [`MailTable`].
#[derive(PartialEq, Properties)]
pub(crate) struct MailTableProps {
    /// The mails of this page of the list.
    pub(crate) mails: Vec<MailEntry>,
    /// The present moment.
    pub(crate) now: UnixMillis,
    /// The one that is being sent again.
    pub(crate) busy: Option<MailId>,
    /// Somebody wants to send one again.
    pub(crate) on_resend: Callback<MailId>,
}

/// The table; in a narrow window each row is a card with labels.
#[component]
pub(crate) fn MailTable(props: &MailTableProps) -> Html {
    html! {
        <table
            class="pf-v6-c-table pf-m-compact pf-m-grid-md app-mails"
            role="table"
            aria-label={t("mail-title")}
        >
            <TableHead heads={HEADS} />
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                for mail in &props.mails {
                    <MailRow
                        key={mail.id.to_string()}
                        mail={mail.clone()}
                        now={props.now}
                        busy={props.busy == Some(mail.id)}
                        on_resend={props.on_resend.clone()}
                    />
                }
            </tbody>
        </table>
    }
}

/// Properties of [`MailRow`].
#[derive(PartialEq, Properties)]
struct MailRowProps {
    mail: MailEntry,
    now: UnixMillis,
    busy: bool,
    on_resend: Callback<MailId>,
}

#[component]
fn MailRow(props: &MailRowProps) -> Html {
    let (mail, now) = (&props.mail, props.now);
    let id = mail.id;
    let on_click = props.on_resend.reform(move |()| id);
    let acts = html! {
        if mail.resendable {
            <PushButton label={t("resend")} small=true disabled={props.busy} {on_click} />
        } else {
            <span />
        }
    };
    let blank = (!mail.resendable).then_some("app-blank");
    html! {
        <tr class="pf-v6-c-table__tr" role="row">
            { cell(t("mail-to"), recipient(mail.account, &mail.name, &mail.recipient), None) }
            { cell(t("mail-kind"), html! { kind(mail.kind) }, None) }
            { cell(t("mail-state"), standing(mail, now), None) }
            { cell(t("mail-attempts"), html! { mail.attempts }, None) }
            { cell(t("mail-queued"), html! { browser::local_time(mail.created_at, now) }, None) }
            { cell(t("mail-acts"), acts, blank) }
        </tr>
    }
}

/// The person, whose page is a step away, and where the mail went.
fn recipient(account: AccountId, name: &str, address: &str) -> Html {
    let to = Route::StaffAccess {
        account: account.to_string(),
    };
    html! {
        <div class="app-mails__to">
            <Link<Route> {to}>{ name }</Link<Route>>
            <span class="app-quiet">{ address }</span>
        </div>
    }
}

/// What a mail says.
fn kind(kind: MailKind) -> AttrValue {
    match kind {
        MailKind::Activation => t("mail-kind-activation"),
        MailKind::Reset => t("mail-kind-reset"),
        MailKind::EmailChange => t("mail-kind-email-change"),
        MailKind::EmailNotice => t("mail-kind-email-notice"),
        MailKind::EmailReplaced => t("mail-kind-email-replaced"),
        MailKind::SupportPin => t("mail-kind-support-pin"),
        MailKind::LastDay => t("mail-kind-last-day"),
    }
}

/// Where a mail stands: the state, since or until when, and why the last attempt failed.
fn standing(mail: &MailEntry, now: UnixMillis) -> Html {
    let time = |at: Option<UnixMillis>| at.map(|at| browser::local_time(at, now));
    let (words, color, when) = match mail.state {
        MailState::Waiting => {
            let next = time(mail.next_attempt_at).filter(|_| mail.attempts > 0);
            let next = next.map(|time| t!("mail-next", time = time));
            (t("mail-waiting"), Color::Orange, next)
        }
        MailState::Sent => {
            let at = time(mail.sent_at).map(AttrValue::from);
            (t("mail-sent"), Color::Green, at)
        }
        MailState::GivenUp if mail.fault == Some(MailFault::Address) => {
            (t("mail-bounced"), Color::Red, None)
        }
        MailState::GivenUp => (t("mail-given-up"), Color::Red, None),
        MailState::Cancelled => (t("mail-cancelled"), Color::Grey, None),
    };
    let fault = mail.fault.map(fault);
    html! {
        <div class="app-state">
            <Label label={words.to_string()} {color} compact=true />
            <span class="app-state__more" hidden={when.is_none()}>{ when.unwrap_or_default() }</span>
            <span class="app-state__more" hidden={fault.is_none()}>{ fault.unwrap_or_default() }</span>
            <details class="app-state__more" hidden={mail.last_error.is_none()}>
                <summary>{ t("mail-said") }</summary>
                { mail.last_error.clone().unwrap_or_default() }
            </details>
        </div>
    }
}

/// Why an attempt failed, in words.
fn fault(fault: MailFault) -> AttrValue {
    match fault {
        MailFault::Address => t("mail-fault-address"),
        MailFault::Refused => t("mail-fault-refused"),
        MailFault::Unreachable => t("mail-fault-unreachable"),
        MailFault::File => t("mail-fault-file"),
    }
}
