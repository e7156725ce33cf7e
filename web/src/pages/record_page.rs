//! The pages with the form of a new office, provider or group, and of one that is there.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::Permission;
use lanyard_shared::record::{Group, Record, RecordKey};
use lanyard_shared::replica::{RowState, View};
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::edit_staff::WaitsNotice;
use super::listed::Listed;
use super::provider_login::ProviderLogin;
use super::record_editor::RecordEditor;
use crate::components::{Breadcrumb, ExportButton, Heading, Look, Nothing, PushButton};
use crate::hooks::{RecordDraft, use_desk, use_go};
use crate::sync::Desk;
use crate::text::t;

/// Properties of [`NewRecordPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct NewRecordPageProps {
    /// Of which list it is.
    pub(crate) listed: Listed,
}

/// The form for a new record.
#[component]
pub(crate) fn NewRecordPage(props: &NewRecordPageProps) -> Html {
    let desk = use_desk();
    let listed = props.listed;
    let kind = listed.kind();
    let draft = use_memo((), |()| {
        RecordDraft::empty(RecordKey {
            kind,
            id: desk.new_record_id(),
        })
    });
    html! {
        <div class="app-sections">
            { head(listed, listed.new_title()) }
            if desk.view().may(Permission::to_edit(kind)) {
                <RecordEditor
                    {listed}
                    draft={(*draft).clone()}
                    label={listed.new_title()}
                    submit={listed.create()}
                    back={listed.list()}
                />
            } else {
                { listed.no_right() }
            }
        </div>
    }
}

/// Properties of [`EditRecordPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct EditRecordPageProps {
    /// Of which list it is.
    pub(crate) listed: Listed,
    /// The record's id.
    pub(crate) id: AttrValue,
}

/// The form with the record as it is shown now. What the page was opened with stays while it is
/// open, whatever arrives meanwhile.
#[component]
pub(crate) fn EditRecordPage(props: &EditRecordPageProps) -> Html {
    let view = use_desk().view();
    let listed = props.listed;
    html! {
        <div class="app-sections">
            { head(listed, listed.edit_title()) }
            if !view.may(Permission::to_edit(listed.kind())) {
                { listed.no_right() }
            } else if let Some(record) = find(&view, listed, &props.id) {
                <Editing key={props.id.to_string()} {listed} {record} />
            } else {
                <Gone {listed} />
            }
        </div>
    }
}

fn head(listed: Listed, title: AttrValue) -> Html {
    let steps = vec![
        (t("nav-account"), None),
        (listed.title(), Some(listed.list())),
        (title.clone(), None),
    ];
    html! {
        <>
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={title} /></div>
        </>
    }
}

fn find(view: &View, listed: Listed, id: &str) -> Option<Record> {
    let id = id.parse().ok()?;
    let kind = listed.kind();
    view.record(RecordKey { kind, id })
}

/// Properties of [`Editing`].
#[derive(PartialEq, Properties)]
struct EditingProps {
    listed: Listed,
    record: Record,
}

#[component]
fn Editing(props: &EditingProps) -> Html {
    let desk = use_desk();
    let view = desk.view();
    let listed = props.listed;
    let draft = use_memo((), |()| RecordDraft::edit(&props.record));
    let waits = match view.mark(props.record.key()) {
        RowState::NeedsAttention(item) => view.attention_item(item),
        _ => None,
    };
    let makes =
        waits.is_some_and(|item| item.intent.as_ref().is_some_and(|it| it.makes().is_some()));
    html! {
        <div class="app-editor">
            if let Some(item) = waits {
                <WaitsNotice op_id={item.op_id.to_string()} />
            }
            // A record that the server refused to make is mended where it waits.
            if !makes {
                <RecordEditor
                    {listed}
                    draft={(*draft).clone()}
                    label={listed.edit_title()}
                    submit={listed.save()}
                    back={listed.list()}
                />
            }
            if let Record::Group(group) = &props.record {
                <div><ExportButton accounts={members(group, &desk)} /></div>
            }
            if let Record::Provider(provider) = &props.record {
                <ProviderLogin provider={provider.id} />
            }
        </div>
    }
}

/// The members of a group in the order of their names, for a file (domain D-07).
fn members(group: &Group, desk: &Desk) -> Rc<[AccountId]> {
    let people = desk.people();
    let members = people.iter().map(|person| person.account.id);
    members.filter(|id| group.members.contains(id)).collect()
}

/// Properties of [`Gone`].
#[derive(PartialEq, Properties)]
struct GoneProps {
    listed: Listed,
}

#[component]
fn Gone(props: &GoneProps) -> Html {
    let go = use_go();
    let list = props.listed.list();
    let actions = html! {
        <PushButton
            label={t("to-list")}
            look={Look::Primary}
            on_click={go.reform(move |()| list.clone())}
        />
    };
    html! {
        <Nothing title={t("record-missing")} icon={Icon::Search} {actions}>
            <p>{ t("record-missing-why") }</p>
        </Nothing>
    }
}
