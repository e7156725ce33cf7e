//! How somebody stands, at the head of the form of their account, with the act that locks them for a
//! while or ends that (domain D-10).

use lanyard_shared::replica::ShownAccount;
use yew::prelude::*;

use super::staff_standing::{StaffQuestion, use_row_acts};
use crate::components::{AccountStateLabel, Look, PushButton, RowAct, lock_or_unlock};
use crate::hooks::use_desk;
use crate::text::t;

/// Properties of [`StaffLockPart`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffLockPartProps {
    /// Whom it is about, as they are shown now.
    pub(super) shown: ShownAccount,
}

/// The state, and **Lock** or **Unlock** where the reader may.
#[component]
pub(super) fn StaffLockPart(props: &StaffLockPartProps) -> Html {
    let desk = use_desk();
    let asking = use_state_eq(|| None);
    let on_act = use_row_acts(&asking);
    let now = desk.server_now();
    let act = lock_or_unlock(&props.shown, &desk.view(), desk.account());
    let label = match act {
        Some(RowAct::Unlock(_)) => t("unlock-account"),
        _ => t("lock-account"),
    };
    html! {
        <div class="app-person">
            <AccountStateLabel state={props.shown.account.state(now)} {now} />
            if let Some(act) = act {
                <PushButton
                    {label}
                    look={Look::Secondary}
                    on_click={on_act.reform(move |()| act)}
                />
            }
            <StaffQuestion {asking} />
        </div>
    }
}
