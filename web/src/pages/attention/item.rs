//! One edit that waits for a person: what it was, why it waits, what can be done.

use lanyard_shared::id::OpId;
use lanyard_shared::intent::Intent;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::{Attention, View, Why};
use yew::prelude::*;

use super::acts::{Act, acts};
use super::changes::{Changes, lines, new_lines};
use crate::browser;
use crate::components::{ConflictRow, ConflictTable, PushButton};
use crate::hooks::use_desk;
use crate::sync::Desk;
use crate::text::t;
use crate::words::{
    Contested, FieldChange, contested, label, person, reason, reasons, shown, title, uncontested,
};

/// The id of an item in the page, so that the focus finds it.
pub(super) fn item_id(op_id: &str) -> String {
    format!("item-{op_id}")
}

/// Properties of [`Item`].
#[derive(PartialEq, Properties)]
pub(super) struct ItemProps {
    pub(super) item: Attention,
    /// The element of its title.
    pub(super) level: AttrValue,
    /// Somebody wants to do something about it.
    pub(super) on_act: Callback<(Vec<OpId>, Act)>,
}

/// A card with title, reason, values and buttons.
#[component]
pub(super) fn Item(props: &ItemProps) -> Html {
    let desk = use_desk();
    let (view, now) = (desk.view(), desk.now());
    let item = &props.item;
    let id = item_id(&item.op_id.to_string());
    let title_id = format!("{id}-title");
    let made = browser::local_time(item.authored_at, now);
    let beside = uncontested(item);
    html! {
        <article
            class="pf-v6-c-card app-item"
            id={id}
            tabindex="-1"
            aria-labelledby={title_id.clone()}
        >
            <div class="pf-v6-c-card__title">
                <@{props.level.to_string()} class="pf-v6-c-card__title-text" id={title_id}>
                    { title(item.intent.as_ref(), &view) }
                </@>
                <p class="app-quiet">{ t!("item-made", time = made, later = item.later) }</p>
            </div>
            <div class="pf-v6-c-card__body app-stack">
                if is_conflict(item) {
                    <p>{ reason(item) }</p>
                    <ConflictTable
                        label={title(item.intent.as_ref(), &view)}
                        rows={rows(item, &desk)}
                    />
                }
                { beside_it(item, &beside, &view) }
                if !is_conflict(item) && item.why != Why::Undone {
                    <p>{ reason(item) }</p>
                    <Reasons item={item.clone()} />
                }
                { behind(item, &view) }
                { dropped(item, &beside, &view) }
            </div>
            <div class="pf-v6-c-card__footer app-acts">
                for (place, act) in acts(item).into_iter().enumerate() {
                    <PushButton
                        key={place}
                        label={t(act.label())}
                        look={act.look(place)}
                        on_click={on_click(&props.on_act, item.op_id, act)}
                    />
                }
            </div>
        </article>
    }
}

fn on_click(on_act: &Callback<(Vec<OpId>, Act)>, item: OpId, act: Act) -> Callback<()> {
    on_act.reform(move |()| (vec![item], act))
}

fn is_conflict(item: &Attention) -> bool {
    matches!(&item.why, Why::Refused(Outcome::Conflict { .. }))
}

/// Properties of [`Reasons`].
#[derive(PartialEq, Properties)]
struct ReasonsProps {
    item: Attention,
}

/// What is wrong, each at its field.
#[component]
fn Reasons(props: &ReasonsProps) -> Html {
    let reasons = reasons(&props.item);
    html! {
        <ul class="app-reasons" hidden={reasons.is_empty()}>
            for (place, (field, words)) in reasons.into_iter().enumerate() {
                <li key={place}>
                    if let Some(field) = field {
                        <strong>{ t!("change-of", field = field.as_str()) }</strong>
                        { " " }
                    }
                    { words }
                </li>
            }
        </ul>
    }
}

fn kind(item: &Attention) -> RecordKind {
    let target = item.intent.as_ref().map(Intent::target);
    target.map_or(RecordKind::Account, |key| key.kind)
}

fn rows(item: &Attention, desk: &Desk) -> Vec<ConflictRow> {
    let view = desk.view();
    let kind = kind(item);
    let row = |found: Contested| {
        let told = &found.told;
        let value = |value, before| shown(kind, &told.field, value, before, &view);
        // Who and when belong to the value that the verdict met; a later one is somebody else's.
        let still = told.theirs == found.theirs;
        let when = told.at.filter(|_| still);
        ConflictRow {
            field: label(kind, &told.field),
            was: value(&told.was, None),
            mine: value(&found.mine, Some(&told.was)),
            theirs: value(&found.theirs, Some(&told.was)),
            who: who(&found, still, desk),
            when: when
                .map(|at| browser::local_time(at, desk.server_now()))
                .unwrap_or_default()
                .into(),
        }
    };
    contested(item, &view).into_iter().map(row).collect()
}

fn who(found: &Contested, still: bool, desk: &Desk) -> AttrValue {
    match found.told.by.filter(|_| still) {
        None => t("who-unknown"),
        Some(account) if account == desk.account() => t("who-yourself"),
        Some(account) => {
            let name = person(account, &desk.view());
            name.map_or_else(|| t("who-gone"), AttrValue::from)
        }
    }
}

/// What was asked for: of a conflict the other changes of the same edit, which wait with those at
/// odds.
fn beside_it(item: &Attention, beside: &[FieldChange], view: &View) -> Html {
    let lines = match &item.intent {
        Some(Intent::StaffCreate(create)) => new_lines(create, view),
        _ => lines(kind(item), beside, view),
    };
    if lines.is_empty() {
        return html! { <div hidden=true /> };
    }
    html! {
        <div>
            if is_conflict(item) {
                <p class="app-item__label">{ t("item-beside") }</p>
            }
            <Changes {lines} />
        </div>
    }
}

/// Later edits of another sort that go with it.
fn behind(item: &Attention, view: &View) -> Html {
    html! {
        <div hidden={item.behind.is_empty()}>
            <p class="app-item__label">{ t("item-behind") }</p>
            <ul class="app-reasons">
                for (place, later) in item.behind.iter().enumerate() {
                    <li key={place}>{ title(Some(later), view) }</li>
                }
            </ul>
        </div>
    }
}

/// What is dropped where the reader decides for the other side.
fn dropped(item: &Attention, beside: &[FieldChange], view: &View) -> Html {
    if !is_conflict(item) {
        return html! { <div hidden=true /> };
    }
    let kind = kind(item);
    let contested = contested(item, view).into_iter();
    let labels: Vec<String> = contested
        .map(|found| found.told.field)
        .chain(beside.iter().map(|change| change.path.clone()))
        .map(|path| label(kind, &path).to_string())
        .collect();
    let later = usize::from(!item.behind.is_empty());
    html! {
        <p class="app-quiet">
            { t!("use-theirs-drops", fields = labels.join(", "), later = later) }
        </p>
    }
}
