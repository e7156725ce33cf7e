//! The list of offices or of providers: heading, button, table, and what can be done in a row.

use lanyard_shared::permission::Permission;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::listed::Listed;
use super::record_standing::{Ending, use_record_acts};
use crate::components::{Heading, Look, Nothing, PushButton, RecordRow, RecordTable};
use crate::hooks::{use_desk, use_go};
use crate::text::t;

/// Properties of [`RecordList`].
#[derive(PartialEq, Properties)]
pub(super) struct RecordListProps {
    /// What is listed.
    pub(super) listed: Listed,
    /// The headings of the columns.
    pub(super) heads: &'static [&'static str],
    /// The rows.
    pub(super) rows: Vec<RecordRow>,
}

/// Heading, button, table.
#[component]
pub(super) fn RecordList(props: &RecordListProps) -> Html {
    let listed = props.listed;
    let may = use_desk().view().may(Permission::to_edit(listed.kind()));
    let go = use_go();
    let ending = use_state_eq(|| None);
    let on_act = use_record_acts(listed, &ending);
    html! {
        <div class="app-sections">
            <div class="app-head">
                <Heading text={listed.title()} />
                if may {
                    <PushButton
                        label={listed.add()}
                        look={Look::Primary}
                        on_click={go.reform(move |()| listed.new_one())}
                    />
                }
            </div>
            // Whom the list has nobody to add for is told why (domain STAFF-04).
            <div hidden={may}>
                if !may {
                    { listed.no_right() }
                }
            </div>
            if props.rows.is_empty() {
                <Nothing title={t("records-none")} icon={Icon::Search} />
            } else {
                <RecordTable
                    label={listed.title()}
                    heads={props.heads}
                    rows={props.rows.clone()}
                    {on_act}
                />
            }
            <Ending record={ending} />
        </div>
    }
}
