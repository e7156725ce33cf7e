//! *Account > Staff Members*, tab *Providers* (domain D-03).

use lanyard_shared::record::{Provider, RecordKey, RecordKind};
use lanyard_shared::replica::View;
use yew::prelude::*;

use super::listed::Listed;
use super::record_list::RecordList;
use crate::components::{RecordRow, StaffTab, StaffTabs};
use crate::hooks::use_desk;
use crate::text::t;
use crate::words::office_names;

/// The headings of the columns.
const HEADS: &[&str] = &[
    "staff-name",
    "provider-npi",
    "provider-specialty",
    "provider-offices",
    "staff-login",
    "staff-state",
    "staff-acts",
];

/// The list of providers; those who are not active come last.
#[component]
pub(crate) fn ProvidersPage() -> Html {
    let view = use_desk().view();
    let mut providers: Vec<&Provider> = view.providers.values().collect();
    providers.sort_by_key(|provider| (!provider.active, provider.full_name()));
    let rows: Vec<RecordRow> = providers.iter().map(|it| row(it, &view)).collect();
    html! {
        <div class="app-sections">
            <StaffTabs current={StaffTab::Providers} />
            <RecordList listed={Listed::Providers} heads={HEADS} {rows} />
        </div>
    }
}

fn row(provider: &Provider, view: &View) -> RecordRow {
    let key = RecordKey {
        kind: RecordKind::Provider,
        id: provider.id.0,
    };
    let cells = vec![
        provider.full_name().into(),
        provider.npi.clone().unwrap_or_default().into(),
        provider.specialty.clone().into(),
        office_names(&provider.offices, view).into(),
        login(provider, view),
    ];
    RecordRow::of(key, provider.active, cells, view)
}

/// The username of the provider's own login, where there is one.
fn login(provider: &Provider, view: &View) -> AttrValue {
    view.login_of(provider.id).map_or_else(
        || t("provider-no-login"),
        |shown| shown.account.username.clone().into(),
    )
}
