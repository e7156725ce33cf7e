//! Acts on everybody who is selected in the list of staff: which there are, and the question before
//! each, which says whom it reaches and who is left out (domain STAFF-05).

use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::replica::View;
use yew::prelude::*;

use crate::components::{Choice, Dialog, FilterSelect, Look, PushButton};
use crate::hooks::{use_author, use_desk};
use crate::sync::Connection;
use crate::text::{say, t};
use crate::words::person;

mod leaving;
mod plan;

use plan::{BulkAct, Plan};

/// Most names that the question tells.
const MOST_NAMES: usize = 8;

/// Properties of [`StaffBulk`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffBulkProps {
    /// Who is selected.
    pub(super) selected: Rc<BTreeSet<AccountId>>,
    /// Everybody whom the list has found.
    pub(super) found: Rc<[AccountId]>,
    /// Somebody wants these selected, or not any more.
    pub(super) on_select: Callback<(Rc<[AccountId]>, bool)>,
}

/// How many are selected, and what can be done for all of them.
#[component]
pub(super) fn StaffBulk(props: &StaffBulkProps) -> Html {
    let asking = use_state_eq(|| None);
    let button = |label: &str, act: BulkAct| {
        let asking = asking.setter();
        let on_click = Callback::from(move |()| asking.set(Some(act)));
        html! { <PushButton label={t(label)} look={Look::Secondary} {on_click} /> }
    };
    let (every, selected) = (props.found.clone(), props.selected.clone());
    let (count, more) = (every.len(), every.iter().any(|id| !selected.contains(id)));
    let select_all = props.on_select.reform(move |()| (every.clone(), true));
    let select_none = {
        let these = move |()| (selected.iter().copied().collect(), false);
        props.on_select.reform(these)
    };
    html! {
        <div class="app-bulk" role="group" aria-label={t("selected-acts")}>
            <p role="status">{ t!("selected", count = props.selected.len()) }</p>
            if more {
                <PushButton
                    label={t!("select-all", count = count)}
                    look={Look::Inline}
                    on_click={select_all}
                />
            }
            <PushButton
                label={t("select-none")}
                look={Look::Inline}
                on_click={select_none}
            />
            { button("bulk-deactivate", BulkAct::Deactivate) }
            { button("bulk-role", BulkAct::SetRole(None)) }
            { button("bulk-add", BulkAct::AddTo(None)) }
            { button("bulk-remove", BulkAct::RemoveFrom(None)) }
            { button("bulk-resend", BulkAct::Resend) }
            if let Some(act) = *asking {
                <Question {act} asking={asking.clone()} bulk={props.selected.clone()} />
            }
        </div>
    }
}

/// Properties of [`Question`].
#[derive(PartialEq, Properties)]
struct QuestionProps {
    act: BulkAct,
    asking: UseStateHandle<Option<BulkAct>>,
    bulk: Rc<BTreeSet<AccountId>>,
}

#[component]
fn Question(props: &QuestionProps) -> Html {
    let desk = use_desk();
    let author = use_author();
    let view = desk.view();
    let act = props.act;
    let plan = Plan::of(act, &props.bulk, desk.account(), &view);
    let close = props.asking.setter();
    let on_cancel = Callback::from(move |()| close.set(None));
    let on_confirm = {
        let (on_cancel, desk, view, plan) =
            (on_cancel.clone(), desk.clone(), view.clone(), plan.clone());
        Callback::from(move |()| {
            if !is_chosen(act) {
                return;
            }
            on_cancel.emit(());
            let edits = plan.intents(act, &view);
            let words = stored(edits.len(), desk.holds_back(&edits));
            author.emit((edits, words));
        })
    };
    let (title, confirm) = words(act);
    let online = desk.status().connection == Connection::Online;
    html! {
        <Dialog
            title={t(title)}
            confirm={t(confirm)}
            danger={act == BulkAct::Deactivate}
            {on_confirm}
            {on_cancel}
        >
            <div class="app-stack">
                { choice(act, &props.asking, &view) }
                if act == BulkAct::Deactivate {
                    { leaving::words(&plan.reached, &view, online) }
                }
                if is_chosen(act) {
                    { summary(&plan, &view) }
                }
            </div>
        </Dialog>
    }
}

const fn is_chosen(act: BulkAct) -> bool {
    !matches!(
        act,
        BulkAct::SetRole(None) | BulkAct::AddTo(None) | BulkAct::RemoveFrom(None)
    )
}

const fn words(act: BulkAct) -> (&'static str, &'static str) {
    match act {
        BulkAct::Deactivate => ("bulk-deactivate-title", "bulk-deactivate"),
        BulkAct::SetRole(_) => ("bulk-role-title", "bulk-role"),
        BulkAct::AddTo(_) => ("bulk-add-title", "bulk-add"),
        BulkAct::RemoveFrom(_) => ("bulk-remove-title", "bulk-remove"),
        BulkAct::Resend => ("bulk-resend-title", "bulk-resend"),
    }
}

/// Which role or group.
fn choice(act: BulkAct, asking: &UseStateHandle<Option<BulkAct>>, view: &View) -> Html {
    let asking = asking.setter();
    let on_choose = Callback::from(move |value: AttrValue| {
        asking.set(Some(match act {
            BulkAct::SetRole(_) => BulkAct::SetRole(value.parse().ok()),
            BulkAct::AddTo(_) => BulkAct::AddTo(value.parse().ok()),
            BulkAct::RemoveFrom(_) => BulkAct::RemoveFrom(value.parse().ok()),
            other => other,
        }));
    });
    let (label, value, choices) = match act {
        BulkAct::SetRole(role) => ("role", role.map(|id| id.to_string()), roles(view)),
        BulkAct::AddTo(group) | BulkAct::RemoveFrom(group) => {
            ("filter-group", group.map(|id| id.to_string()), groups(view))
        }
        BulkAct::Deactivate | BulkAct::Resend => return Html::default(),
    };
    html! {
        <FilterSelect
            id="bulk-choice"
            label={t(label)}
            value={value.unwrap_or_default()}
            any={t("field-choose")}
            {choices}
            {on_choose}
        />
    }
}

fn roles(view: &View) -> Vec<Choice> {
    let roles = view.roles.values();
    roles
        .map(|role| Choice::new(role.id.to_string(), role.name.clone()))
        .collect()
}

/// The groups in use.
pub(super) fn groups(view: &View) -> Vec<Choice> {
    let used = view.groups.values().filter(|group| !group.archived);
    Choice::sorted(used.map(|it| Choice::new(it.id.to_string(), it.name.clone())))
}

fn summary(plan: &Plan, view: &View) -> Html {
    let name = |id: &AccountId| person(*id, view).unwrap_or_default();
    let reached = plan.reached.iter().map(|id| name(id).into());
    let skipped = plan.skipped.iter().map(|(id, why)| {
        let reason = say(why);
        t!("bulk-skipped", name = name(id), reason = reason.as_str())
    });
    html! {
        <div class="app-stack">
            <p><strong>{ t!("bulk-reaches", count = plan.reached.len()) }</strong></p>
            { list(reached, plan.reached.len()) }
            if !plan.skipped.is_empty() {
                <p><strong>{ t!("bulk-skips", count = plan.skipped.len()) }</strong></p>
                { list(skipped, plan.skipped.len()) }
            }
        </div>
    }
}

fn list(lines: impl Iterator<Item = AttrValue>, count: usize) -> Html {
    let more = count.saturating_sub(MOST_NAMES);
    html! {
        <ul class="app-reasons" hidden={count == 0}>
            for (n, line) in lines.take(MOST_NAMES).enumerate() {
                <li key={n}>{ line }</li>
            }
            if more > 0 {
                <li key="more">{ t!("bulk-more", count = more) }</li>
            }
        </ul>
    }
}

/// Says that so many edits are on this device.
fn stored(count: usize, held_back: bool) -> AttrValue {
    match held_back {
        true => t!("bulk-stored-held-back", count = count),
        false => t!("bulk-stored", count = count),
    }
}
