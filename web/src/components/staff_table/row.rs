//! A row of the table of staff.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::{AccountState, TwoFactor};
use lanyard_shared::replica::{RowState, ShownAccount, View};
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::Icon;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::acts::{self, RowAct};
use super::standing::RowStanding;
use crate::components::{Look, PushButton, cell};
use crate::text::t;
use crate::words::full_name;

/// What stands in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StaffRow {
    id: AccountId,
    login: AttrValue,
    name: AttrValue,
    email: AttrValue,
    provider: AttrValue,
    cell: AttrValue,
    home: AttrValue,
    emergency: bool,
    two_factor: TwoFactor,
    can_set_up: bool,
    state: AccountState,
    given_password: bool,
    row: RowState,
    is_new: bool,
    takes_away: bool,
    acts: Vec<RowAct>,
}

impl StaffRow {
    /// The row of `shown` for a `reader`.
    pub(super) fn of(
        shown: &ShownAccount,
        view: &View,
        reader: AccountId,
        now: UnixMillis,
    ) -> Self {
        let account = &shown.account;
        let provider = view.providers.get(&account.provider());
        let phone = |number: &Option<String>| number.as_deref().map(dashed).unwrap_or_default();
        Self {
            id: account.id,
            login: account.username.clone().into(),
            name: full_name(account).into(),
            email: account.email.clone().into(),
            provider: provider
                .map(|found| found.full_name())
                .unwrap_or_default()
                .into(),
            cell: phone(&account.cell_phone),
            home: phone(&account.home_phone),
            emergency: account.emergency_until.is_some_and(|until| now < until),
            two_factor: account.two_factor,
            can_set_up: acts::can_set_up(shown, view, reader),
            state: account.state(now),
            given_password: account.has_given_password(),
            row: shown.row,
            is_new: acts::is_new(shown, view),
            takes_away: shown.takes_away,
            acts: acts::of(shown, view, reader),
        }
    }
}

/// An E.164 number of the North American plan as 111-222-3333 (domain STAFF-02).
fn dashed(number: &str) -> AttrValue {
    let digits = number.strip_prefix("+1").unwrap_or(number);
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(area), Some(exchange), Some(line)) => format!("{area}-{exchange}-{line}").into(),
        _ => number.to_owned().into(),
    }
}

/// Properties of [`StaffTableRow`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffTableRowProps {
    pub(super) row: StaffRow,
    /// Which row of the whole table it is, the headings being the first.
    pub(super) place: usize,
    pub(super) now: UnixMillis,
    pub(super) selected: bool,
    pub(super) on_select: Callback<(Rc<[AccountId]>, bool)>,
    pub(super) on_act: Callback<RowAct>,
}

/// Who it is, what they have, how they stand, and what can be done about them.
#[component]
pub(super) fn StaffTableRow(props: &StaffTableRowProps) -> Html {
    let row = &props.row;
    let text = |label: &str, value: &AttrValue| {
        cell(
            t(label),
            html! { value },
            value.is_empty().then_some("app-blank"),
        )
    };
    let phone = |label: &str, value: &AttrValue| {
        let class = if value.is_empty() {
            "app-blank"
        } else {
            "app-phone"
        };
        cell(t(label), html! { value }, Some(class))
    };
    let emergency = if row.emergency {
        tick(t("emergency-held"))
    } else {
        html! { <span /> }
    };
    html! {
        <tr class="pf-v6-c-table__tr" role="row" aria-rowindex={props.place.to_string()}>
            { select_cell(props) }
            { text("staff-login", &row.login) }
            { text("staff-name", &row.name) }
            { text("staff-email", &row.email) }
            { text("staff-provider", &row.provider) }
            { phone("staff-cell", &row.cell) }
            { phone("staff-home", &row.home) }
            { cell(t("staff-emergency"), emergency, (!row.emergency).then_some("app-blank")) }
            { cell(t("staff-two-factor"), two_factor(row, &props.on_act), None) }
            { cell(t("staff-state"), html! {
                <RowStanding
                    state={row.state}
                    given_password={row.given_password}
                    row={row.row}
                    is_new={row.is_new}
                    takes_away={row.takes_away}
                    now={props.now}
                />
            }, None) }
            { cell(t("staff-acts"), buttons(row, &props.on_act), None) }
        </tr>
    }
}

fn select_cell(props: &StaffTableRowProps) -> Html {
    let id = props.row.id;
    let onchange = props.on_select.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        (Rc::from([id]), input.checked())
    });
    html! {
        <td class="pf-v6-c-table__td app-select" role="cell">
            <input
                type="checkbox"
                aria-label={t!("select-person", name = props.row.name.as_str())}
                checked={props.selected}
                {onchange}
            />
        </td>
    }
}

/// What can be done about the person, in the order in which people look for it.
fn buttons(row: &StaffRow, on_act: &Callback<RowAct>) -> Html {
    html! {
        <div class="app-row-acts">
            for act in &row.acts {
                <PushButton
                    key={act.label()}
                    label={t(act.label())}
                    look={Look::Inline}
                    on_click={on_click(on_act, *act)}
                />
            }
        </div>
    }
}

fn on_click(on_act: &Callback<RowAct>, act: RowAct) -> Callback<()> {
    on_act.reform(move |()| act)
}

/// *Inactive* with **Setup**; once it has been asked for, *Inactive* and that it waits for the member;
/// a tick once they have enrolled (domain STAFF-02).
fn two_factor(row: &StaffRow, on_act: &Callback<RowAct>) -> Html {
    if row.two_factor == TwoFactor::Enrolled {
        return tick(t("two-factor-enrolled"));
    }
    html! {
        <div class="app-row-acts">
            <span>{ t("two-factor-inactive") }</span>
            if row.two_factor == TwoFactor::Requested {
                <span class="app-state__more">{ t("two-factor-waits") }</span>
            }
            if row.can_set_up {
                <PushButton
                    label={t("two-factor-setup")}
                    look={Look::Inline}
                    on_click={on_click(on_act, RowAct::SetUp(row.id))}
                />
            }
        </div>
    }
}

fn tick(words: AttrValue) -> Html {
    html! {
        <span class="app-tick">
            { Icon::Check }
            <span class="pf-v6-screen-reader">{ words }</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::dashed;

    // covers: STAFF-02
    #[test]
    fn a_number_of_the_north_american_plan_is_shown_with_dashes() {
        assert_eq!(dashed("+12125550147"), "212-555-0147");
        assert_eq!(dashed("+44"), "+44");
    }
}
