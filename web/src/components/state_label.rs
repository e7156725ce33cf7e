//! The state of an account (domain D-10) and how far an edit has come, as coloured labels.

use lanyard_shared::record::AccountState;
use lanyard_shared::replica::RowState;
use lanyard_shared::time::{Millis, UnixMillis};
use patternfly_yew::prelude::{Color, Icon, Label};
use yew::prelude::*;
use yew_router::prelude::Link;

use crate::browser;
use crate::route::Route;
use crate::text::t;

/// Properties of [`AccountStateLabel`].
#[derive(PartialEq, Properties)]
pub(crate) struct AccountStateLabelProps {
    /// The state.
    pub(crate) state: AccountState,
    /// The present moment.
    pub(crate) now: UnixMillis,
}

/// The state in the words of the practice, with the time that is left below it.
#[component]
pub(crate) fn AccountStateLabel(props: &AccountStateLabelProps) -> Html {
    let (color, words, more) = match props.state {
        AccountState::MailWaiting => (
            Color::Orange,
            t("state-pending"),
            Some(t("state-mail-waiting")),
        ),
        AccountState::Pending { left } => {
            (Color::Orange, t("state-pending"), Some(time_left(left)))
        }
        AccountState::ExpiredLink => (
            Color::Red,
            t("state-expired-link"),
            Some(t("state-pending")),
        ),
        AccountState::Active => (Color::Green, t("state-active"), None),
        AccountState::Locked => (Color::Red, t("state-locked"), None),
        AccountState::NotYetStarted { starts_at } => {
            let time = browser::local_time(starts_at, props.now);
            (
                Color::Blue,
                t("state-not-started"),
                Some(t!("state-starts", time = time)),
            )
        }
        AccountState::Deactivated => (Color::Grey, t("state-deactivated"), None),
        AccountState::Removed { until } => {
            let time = browser::local_time(until, props.now);
            (
                Color::Grey,
                t("state-removed"),
                Some(t!("state-removed-until", time = time)),
            )
        }
        AccountState::Erased => (Color::Grey, t("state-removed"), None),
    };
    html! {
        <div class="app-state">
            <Label label={words.to_string()} {color} compact=true />
            <span class="app-state__more" hidden={more.is_none()}>{ more.unwrap_or_default() }</span>
        </div>
    }
}

/// The mark of an account whose password somebody else chose (domain LINK-06); nothing for others.
#[component]
pub(crate) fn GivenPasswordLabel(props: &GivenPasswordLabelProps) -> Html {
    if !props.given {
        return html! { <span hidden=true /> };
    }
    let words = t("password-given").to_string();
    html! { <Label label={words} color={Color::Grey} icon={Icon::Key} compact=true /> }
}

/// Properties of [`GivenPasswordLabel`].
#[derive(PartialEq, Properties)]
pub(crate) struct GivenPasswordLabelProps {
    /// Somebody else chose it.
    pub(crate) given: bool,
}

/// A length of time in its two largest units.
pub(crate) fn time_left(left: Millis) -> AttrValue {
    let minutes = left.minutes_up().max(0);
    let (days, hours) = (minutes / (24 * 60), minutes / 60 % 24);
    match (days, hours) {
        (0, 0) => t!("left-minutes", minutes = minutes),
        (0, _) => t!("left-hours", hours = hours, minutes = minutes % 60),
        _ => t!("left-days", days = days, hours = hours),
    }
}

/// Properties of [`RowLabel`].
#[derive(PartialEq, Properties)]
pub(crate) struct RowLabelProps {
    /// How far the edit has come.
    pub(crate) row: RowState,
}

/// How far an edit has come; quiet once it is accepted.
#[component]
pub(crate) fn RowLabel(props: &RowLabelProps) -> Html {
    let (color, words, icon) = match props.row {
        RowState::Accepted => return html! { <span /> },
        RowState::OnThisDevice => (Color::Blue, t("row-on-this-device"), Icon::Desktop),
        RowState::Sent => (Color::Blue, t("row-sent"), Icon::SyncAlt),
        RowState::NeedsAttention(_) => (Color::Red, t("row-attention"), Icon::ExclamationCircle),
    };
    html! { <Label label={words.to_string()} {color} {icon} compact=true /> }
}

/// How far the newest edit of a row has come. A refused one leads to the list on which it waits.
#[component]
pub(crate) fn RowMark(props: &RowLabelProps) -> Html {
    match props.row {
        RowState::NeedsAttention(op_id) => html! {
            <Link<Route>
                classes="app-standing__link"
                to={Route::AttentionItem { op_id: op_id.to_string() }}
            >
                <RowLabel row={props.row} />
            </Link<Route>>
        },
        _ => html! { <RowLabel row={props.row} /> },
    }
}
