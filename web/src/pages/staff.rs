//! *Account > Staff Members*, tab *Staff* (domain section 2).

use lanyard_shared::permission::Permission;
use lanyard_shared::record::Standing;
use lanyard_shared::replica::View;
use yew::prelude::*;

use super::staff_list::StaffList;
use crate::components::{Heading, Look, NoRight, PushButton, StaffTab, StaffTabs};
use crate::hooks::{use_desk, use_go};
use crate::route::Route;
use crate::text::t;

/// The list of staff.
#[component]
pub(crate) fn StaffPage() -> Html {
    let view = use_desk().view();
    let go = use_go();
    let may = view.may(Permission::ManageAccounts);
    let (used, seats) = view.seats();
    html! {
        <div class="app-sections">
            <StaffTabs current={StaffTab::Staff} />
            <div class="app-head">
                <Heading text={t("staff")} />
                if may {
                    <PushButton
                        label={t("add-staff-member")}
                        look={Look::Primary}
                        on_click={go.reform(|()| Route::NewStaff)}
                    />
                }
            </div>
            if may {
                <Seats {used} {seats} pending={pending(&view)} />
                <StaffList />
            } else {
                <NoRight needed={Permission::ManageAccounts} />
            }
        </div>
    }
}

fn pending(view: &View) -> usize {
    let seats = view
        .accounts
        .values()
        .filter(|shown| shown.account.takes_seat());
    seats
        .filter(|shown| shown.account.standing == Standing::Pending)
        .count()
}

/// Properties of [`Seats`].
#[derive(PartialEq, Properties)]
struct SeatsProps {
    used: usize,
    seats: Option<usize>,
    pending: usize,
}

/// Seats used, pending and free, where the plan limits them (domain D-08).
#[component]
fn Seats(props: &SeatsProps) -> Html {
    let words = props.seats.map(|max| {
        let free = max.saturating_sub(props.used);
        t!(
            "seats",
            used = props.used,
            max = max,
            pending = props.pending,
            free = free
        )
    });
    html! {
        <p class="app-quiet" hidden={words.is_none()}>{ words.unwrap_or_default() }</p>
    }
}
