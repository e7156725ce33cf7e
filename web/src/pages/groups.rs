//! *Account > Staff Members*, tab *Groups* (domain D-07).

use lanyard_shared::permission::Permission;
use lanyard_shared::record::{Group, RecordKey, RecordKind};
use lanyard_shared::replica::View;
use lanyard_shared::validate::fold;
use yew::prelude::*;

use super::listed::Listed;
use super::record_list::RecordList;
use crate::components::{Heading, RecordRow, StaffTab, StaffTabs};
use crate::hooks::use_desk;

/// The headings of the columns.
const HEADS: &[&str] = &["group-name", "group-members", "staff-state", "staff-acts"];

/// The list of groups; those that are archived come last.
#[component]
pub(crate) fn GroupsPage() -> Html {
    let view = use_desk().view();
    let may = view.may(Permission::to_edit(RecordKind::Group));
    let mut groups: Vec<&Group> = view.groups.values().collect();
    groups.sort_by_cached_key(|group| (group.archived, fold(&group.name)));
    let rows: Vec<RecordRow> = groups.iter().map(|group| row(group, &view)).collect();
    html! {
        <div class="app-sections">
            <StaffTabs current={StaffTab::Groups} />
            if may {
                <RecordList listed={Listed::Groups} heads={HEADS} {rows} />
            } else {
                <div class="app-head"><Heading text={Listed::Groups.title()} /></div>
                { Listed::Groups.no_right() }
            }
        </div>
    }
}

fn row(group: &Group, view: &View) -> RecordRow {
    let key = RecordKey {
        kind: RecordKind::Group,
        id: group.id.0,
    };
    let cells = vec![
        group.name.clone().into(),
        group.members.len().to_string().into(),
    ];
    RecordRow::of(key, !group.archived, cells, view)
}
