//! The table of staff (domain STAFF-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::record::{AccountState, TwoFactor};
use lanyard_shared::replica::{RowState, ShownAccount, View};
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::{Look, PushButton, TableHead, cell};
use crate::text::t;

mod acts;
mod standing;

pub(crate) use acts::RowAct;
use standing::RowStanding;

/// The headings of the columns.
const HEADS: &[&str] = &[
    "staff-login",
    "staff-name",
    "staff-email",
    "staff-provider",
    "staff-cell",
    "staff-home",
    "staff-emergency",
    "staff-two-factor",
    "staff-state",
    "staff-acts",
];

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StaffRow {
    id: AccountId,
    login: AttrValue,
    name: AttrValue,
    email: AttrValue,
    provider: AttrValue,
    cell: AttrValue,
    home: AttrValue,
    emergency: bool,
    two_factor: TwoFactor,
    state: AccountState,
    row: RowState,
    is_new: bool,
    acts: Vec<RowAct>,
}

impl StaffRow {
    /// The row of `shown` for a `reader`.
    pub(crate) fn of(
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
            name: account.full_name().into(),
            email: account.email.clone().into(),
            provider: provider
                .map(|found| found.full_name())
                .unwrap_or_default()
                .into(),
            cell: phone(&account.cell_phone),
            home: phone(&account.home_phone),
            emergency: account.emergency_until.is_some_and(|until| now < until),
            two_factor: account.two_factor,
            state: account.state(now),
            row: shown.row,
            is_new: acts::is_new(shown, view),
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

/// Properties of [`StaffTable`].
#[derive(PartialEq, Properties)]
pub(crate) struct StaffTableProps {
    /// The rows of this page of the list.
    pub(crate) rows: Vec<StaffRow>,
    /// The present moment.
    pub(crate) now: UnixMillis,
    /// Somebody wants to do something about a person.
    pub(crate) on_act: Callback<RowAct>,
}

/// The table; in a narrow window each row is a card with labels. The roles are spelled out because
/// browsers take them away from a table that is not laid out as one.
#[component]
pub(crate) fn StaffTable(props: &StaffTableProps) -> Html {
    html! {
        <div>
            <table
                class="pf-v6-c-table pf-m-compact pf-m-grid-lg app-staff"
                role="table"
                aria-label={t("staff")}
            >
                <TableHead heads={HEADS} />
                <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                    for row in &props.rows {
                        <StaffTableRow
                            key={row.id.to_string()}
                            row={row.clone()}
                            now={props.now}
                            on_act={props.on_act.clone()}
                        />
                    }
                </tbody>
            </table>
            <p class="app-footnote">{ t("staff-two-factor-note") }</p>
        </div>
    }
}

/// Properties of [`StaffTableRow`].
#[derive(PartialEq, Properties)]
struct StaffTableRowProps {
    row: StaffRow,
    now: UnixMillis,
    on_act: Callback<RowAct>,
}

#[component]
fn StaffTableRow(props: &StaffTableRowProps) -> Html {
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
    let two_factor = match row.two_factor {
        TwoFactor::Inactive | TwoFactor::Requested => html! {
            <div class="app-row-acts">
                <span>{ t("two-factor-inactive") }</span>
                if row.two_factor == TwoFactor::Inactive && can_edit(row) {
                    <PushButton
                        label={t("two-factor-setup")}
                        look={Look::Inline}
                        on_click={on_click(&props.on_act, RowAct::SetUp(row.id))}
                    />
                }
            </div>
        },
        TwoFactor::Enrolled => tick(t("two-factor-enrolled")),
    };
    let emergency = if row.emergency {
        tick(t("emergency-held"))
    } else {
        html! { <span /> }
    };
    html! {
        <tr class="pf-v6-c-table__tr" role="row">
            { text("staff-login", &row.login) }
            { text("staff-name", &row.name) }
            { text("staff-email", &row.email) }
            { text("staff-provider", &row.provider) }
            { phone("staff-cell", &row.cell) }
            { phone("staff-home", &row.home) }
            { cell(t("staff-emergency"), emergency, (!row.emergency).then_some("app-blank")) }
            { cell(t("staff-two-factor"), two_factor, None) }
            { cell(t("staff-state"), html! {
                <RowStanding
                    state={row.state}
                    row={row.row}
                    is_new={row.is_new}
                    now={props.now}
                />
            }, None) }
            { cell(t("staff-acts"), buttons(row, &props.on_act), None) }
        </tr>
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

/// Whoever may change an account may ask a second factor of its owner.
fn can_edit(row: &StaffRow) -> bool {
    row.acts.contains(&RowAct::Edit(row.id))
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
