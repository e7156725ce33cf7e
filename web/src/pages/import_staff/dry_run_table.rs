//! The table of what would become of each line.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::Standing;
use lanyard_shared::replica::View;
use lanyard_shared::roster::{DryRun, Row, Verdict};
use patternfly_yew::prelude::{Color, Label};
use yew::prelude::*;

use super::dry_run::words;
use crate::components::{TableHead, cell};
use crate::text::t;

/// The headings of the columns.
const HEADS: &[&str] = &[
    "import-line",
    "staff-name",
    "username",
    "import-verdict",
    "import-reasons",
];

/// Properties of [`DryRunTable`].
#[derive(PartialEq, Properties)]
pub(super) struct DryRunTableProps {
    /// What would become of the lines.
    pub(super) run: Rc<DryRun>,
    /// What this device holds.
    pub(super) view: Rc<View>,
}

/// A row for each line; in a narrow window each is a card with labels.
#[component]
pub(super) fn DryRunTable(props: &DryRunTableProps) -> Html {
    html! {
        <table
            class="pf-v6-c-table pf-m-compact pf-m-grid-md app-import"
            role="table"
            aria-label={t("import-table")}
        >
            <TableHead heads={HEADS} />
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                for found in &props.run.rows {
                    { row(found, &props.view) }
                }
            </tbody>
        </table>
    }
}

fn row(row: &Row, view: &View) -> Html {
    let (color, verdict) = match &row.verdict {
        Verdict::Ready(_) => (Color::Green, t("import-ready")),
        Verdict::There(account) => (Color::Grey, there(*account, view)),
        Verdict::Refused(_) => (Color::Red, t("import-refused")),
    };
    let problems = match &row.verdict {
        Verdict::Refused(problems) => problems.as_slice(),
        _ => &[],
    };
    let reasons = html! {
        <ul class="app-reasons" hidden={problems.is_empty()}>
            for (n, problem) in problems.iter().enumerate() {
                <li key={n}>{ words(problem) }</li>
            }
        </ul>
    };
    let verdict = html! { <Label label={verdict.to_string()} {color} compact=true /> };
    let blank = problems.is_empty().then_some("app-blank");
    html! {
        <tr key={row.line} class="pf-v6-c-table__tr" role="row">
            { cell(t("import-line"), html! { row.line }, None) }
            { cell(t("staff-name"), html! { &row.name }, None) }
            { cell(t("username"), html! { &row.username }, None) }
            { cell(t("import-verdict"), verdict, None) }
            { cell(t("import-reasons"), reasons, blank) }
        </tr>
    }
}

/// That somebody is there, and whether they can sign in.
fn there(account: AccountId, view: &View) -> AttrValue {
    let shown = view.accounts.get(&account);
    match shown.map(|shown| shown.account.standing) {
        Some(Standing::Deactivated | Standing::Removed) => t("import-there-inactive"),
        _ => t("import-there"),
    }
}
