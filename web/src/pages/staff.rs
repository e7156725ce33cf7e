//! *Account > Staff Members*, tab *Staff* (domain section 2).

use lanyard_shared::permission::Permission;
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
    html! {
        <div class="app-sections">
            <StaffTabs current={StaffTab::Staff} />
            <div class="app-head">
                <Heading text={t("staff")} />
                if may {
                    <div class="app-acts">
                        <PushButton
                            label={t("add-staff-member")}
                            look={Look::Primary}
                            on_click={go.reform(|()| Route::NewStaff)}
                        />
                        <PushButton
                            label={t("import-staff")}
                            on_click={go.reform(|()| Route::ImportStaff)}
                        />
                    </div>
                }
            </div>
            if may {
                if let Some(words) = seats_words(&view) {
                    <p class="app-quiet">{ words }</p>
                }
                <StaffList />
            } else {
                <NoRight needed={Permission::ManageAccounts} />
            }
        </div>
    }
}

/// Seats used, pending and free, where the plan limits them (domain D-08).
pub(super) fn seats_words(view: &View) -> Option<AttrValue> {
    let (seats, max) = view.seats();
    let max = max?;
    Some(t!(
        "seats",
        used = seats.taken,
        max = max,
        pending = seats.pending,
        free = max.saturating_sub(seats.taken)
    ))
}

#[cfg(test)]
mod tests {
    use lanyard_shared::record::{Plan, Policies, Practice, Standing};

    use super::*;
    use crate::sample;

    fn view(plan: Plan) -> View {
        let standings = [
            (1, Standing::Active),
            (2, Standing::Pending),
            (3, Standing::Deactivated),
        ];
        let shown = standings.map(|(id, standing)| {
            let mut account = sample::account(id, "Ann");
            account.standing = standing;
            let shown = sample::shown(account);
            (shown.account.id, shown)
        });
        View {
            accounts: shown.into(),
            practice: Some(Practice {
                name: "Clinic".to_owned(),
                time_zone: "America/New_York".to_owned(),
                plan,
                public_url: "https://desk.example.org".to_owned(),
                policies: Policies::default(),
            }),
            ..View::default()
        }
    }

    // covers: D-08
    #[test]
    fn seats_used_pending_and_free_are_told_where_the_plan_limits_them() {
        let words = seats_words(&view(Plan::Asclepius)).unwrap();
        assert_eq!(
            words,
            "2 of 3 staff accounts used (1 not yet activated), 1 free."
        );
        assert_eq!(seats_words(&view(Plan::Invoiced)), None);
    }
}
