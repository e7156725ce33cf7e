//! Where an account stands, and how far the newest edit of it has come.

use lanyard_shared::record::AccountState;
use lanyard_shared::replica::RowState;
use lanyard_shared::time::UnixMillis;
use yew::prelude::*;

use crate::components::{AccountStateLabel, GivenPasswordLabel, RowMark};
use crate::text::t;

/// Properties of [`RowStanding`].
#[derive(PartialEq, Properties)]
pub(super) struct RowStandingProps {
    pub(super) state: AccountState,
    /// Somebody else chose the password.
    pub(super) given_password: bool,
    pub(super) row: RowState,
    /// The server has not said anything about it yet.
    pub(super) is_new: bool,
    /// An edit that is not sent takes something away.
    pub(super) takes_away: bool,
    pub(super) now: UnixMillis,
}

/// What the server says about the account, unless it has not said anything yet; and a mark while an
/// edit of it is not accepted.
#[component]
pub(super) fn RowStanding(props: &RowStandingProps) -> Html {
    html! {
        <div class="app-standing">
            if !props.is_new {
                <AccountStateLabel state={props.state} now={props.now} />
            }
            <GivenPasswordLabel given={props.given_password} />
            <RowMark row={props.row} />
            // Whoever was deactivated here can sign in until the server knows, and whoever got a lower
            // role has the one before (domain RIGHT-07).
            if props.takes_away {
                <span class="app-state__more">{ t("not-in-force") }</span>
            }
        </div>
    }
}
