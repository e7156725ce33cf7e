//! What stands in the place of a copy that was without contact for too long (domain CRED-06).

use lanyard_shared::replica::Lease;
use yew::prelude::*;

use super::{Curtain, Look, Notice, PublicFrame, PushButton, Stage};
use crate::hooks::{Tone, use_desk, use_go, use_tick};
use crate::route::Route;
use crate::sync::Connection;
use crate::text::t;

/// Properties of [`LeaseGate`].
#[derive(PartialEq, Properties)]
pub(crate) struct LeaseGateProps {
    /// What is drawn from the copy.
    pub(crate) children: Html,
}

/// Shows the copy while it may be shown. What is queued, and what is typed into a form, waits behind
/// the curtain until the server has answered.
#[component]
pub(crate) fn LeaseGate(props: &LeaseGateProps) -> Html {
    use_tick();
    let (curtain, before) = match use_desk().lease() {
        Lease::Runs => (Curtain::Open, Html::default()),
        Lease::Over { days, allowed } => (Curtain::Drawn, html! { <LeaseOver {days} {allowed} /> }),
    };
    html! { <Stage {curtain} {before}>{ props.children.clone() }</Stage> }
}

/// Properties of [`LeaseOver`].
#[derive(PartialEq, Properties)]
struct LeaseOverProps {
    /// Whole days since contact.
    days: i64,
    /// How many the practice allows.
    allowed: u16,
}

/// Says how long it was, what to do, and that nothing is lost.
#[component]
fn LeaseOver(props: &LeaseOverProps) -> Html {
    let (desk, go) = (use_desk(), use_go());
    let answers = matches!(
        desk.status().connection,
        Connection::SignedOut | Connection::WrongAccount
    );
    let kept = desk.view().unsent.len() + desk.view().attention.len();
    let (words, label, on_click) = if answers {
        let sign_in = go.reform(|()| Route::SignIn);
        (t("lease-over-sign-in"), t("sign-in"), sign_in)
    } else {
        let again = Callback::from(move |()| desk.sync_now());
        (t("lease-over-connect"), t("try-again"), again)
    };
    let days = usize::try_from(props.days).unwrap_or_default();
    let allowed = usize::from(props.allowed);
    html! {
        <PublicFrame
            title={t("lease-over-title")}
            lead={t!("lease-over-lead", days = days, allowed = allowed)}
        >
            <div class="app-stack" role="status">
                <p>{ words }</p>
                if kept > 0 {
                    <Notice tone={Tone::Info} title={t!("lease-over-kept", count = kept)} />
                }
            </div>
            <PushButton {label} look={Look::Primary} {on_click} />
        </PublicFrame>
    }
}
