//! *Account > Offices* (domain D-02).

use lanyard_shared::record::{Office, RecordKey, RecordKind};
use lanyard_shared::replica::View;
use lanyard_shared::validate::format_phone;
use yew::prelude::*;

use super::listed::Listed;
use super::record_list::RecordList;
use crate::components::{Breadcrumb, RecordRow};
use crate::hooks::use_desk;
use crate::text::t;

/// The headings of the columns.
const HEADS: &[&str] = &[
    "office-name",
    "office-address",
    "office-phone",
    "providers",
    "office-people",
    "staff-state",
    "staff-acts",
];

/// The list of offices; those that are closed come last.
#[component]
pub(crate) fn OfficesPage() -> Html {
    let view = use_desk().view();
    let mut offices: Vec<&Office> = view.offices.values().collect();
    offices.sort_by_key(|office| (!office.active, &office.name));
    let rows: Vec<RecordRow> = offices.iter().map(|office| row(office, &view)).collect();
    let steps = vec![(t("nav-account"), None), (t("offices"), None)];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <RecordList listed={Listed::Offices} heads={HEADS} {rows} />
        </div>
    }
}

fn row(office: &Office, view: &View) -> RecordRow {
    let key = RecordKey {
        kind: RecordKind::Office,
        id: office.id.0,
    };
    let here = view.hanging_on(key);
    let phone = office.phone.as_deref().map(format_phone);
    let cells = vec![
        office.name.clone().into(),
        office.address.clone().into(),
        phone.unwrap_or_default().into(),
        here.providers.len().to_string().into(),
        here.people.len().to_string().into(),
    ];
    RecordRow::of(key, office.active, cells, view)
}
