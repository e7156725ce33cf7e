//! What would become of a file, and what to do with it: make the accounts, or save what was refused.

use std::rc::Rc;

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, StaffSetPin};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::replica::View;
use lanyard_shared::roster::{DryRun, Sheet, Verdict, label};
use lanyard_shared::seal::{Place, Sealed};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::dry_run_table::DryRunTable;
use crate::browser;
use crate::components::{BusyButton, Look, Notice, PushButton};
use crate::hooks::{Tone, use_alive, use_desk, use_go, use_toasts};
use crate::route::Route;
use crate::sync::{Desk, SealTrouble};
use crate::text::{say, t};

/// Properties of [`DryRunOf`].
#[derive(PartialEq, Properties)]
pub(super) struct DryRunOfProps {
    /// The file's name.
    pub(super) name: AttrValue,
    /// What is in it.
    pub(super) sheet: Rc<Sheet>,
}

/// Counts, acts, and each line. It is found out anew when the copy on this device changes.
#[component]
pub(super) fn DryRunOf(props: &DryRunOfProps) -> Html {
    let desk = use_desk();
    let key = (props.sheet.clone(), desk.view(), desk.account());
    let run = use_memo(key, |(sheet, view, reader)| {
        DryRun::of(sheet, view, *reader)
    });
    let making = use_making(&desk, &run);
    let unknown = props.sheet.unknown();
    let refused = run.rows.iter().filter(|row| is_refused(&row.verdict));
    let (ready, refused) = (run.ready().count(), refused.count());
    let on_save = {
        let (run, sheet) = (run.clone(), props.sheet.clone());
        Callback::from(move |()| {
            let file = run.refused(&sheet, |problem| words(problem).to_string());
            browser::save_csv(&format!("refused-{}.csv", browser::today()), &file);
        })
    };
    let found = t!(
        "import-found",
        file = props.name.as_str(),
        ready = ready,
        there = run.rows.len() - ready - refused,
        refused = refused
    );
    html! {
        <div class="app-stack">
            <div role="status">
                <p><strong>{ found }</strong></p>
                <p>{ t("import-nothing-written") }</p>
            </div>
            if !unknown.is_empty() {
                <Notice
                    tone={Tone::Info}
                    title={t!("import-ignored", count = unknown.len(), columns = unknown.join(", "))}
                />
            }
            if let Some(trouble) = &*making.trouble {
                <Notice tone={Tone::Danger} title={say(trouble)} />
            }
            <div class="app-acts">
                if ready > 0 {
                    <BusyButton
                        label={t!("import-create", count = ready)}
                        busy={*making.busy}
                        on_click={making.on_create}
                    />
                }
                if refused > 0 {
                    <PushButton label={t("import-save-refused")} on_click={on_save} />
                }
                <Cancel />
            </div>
            <DryRunTable {run} view={desk.view()} />
        </div>
    }
}

#[component]
fn Cancel() -> Html {
    let on_click = use_go().reform(|()| Route::Staff);
    html! { <PushButton label={t("cancel")} look={Look::Link} {on_click} /> }
}

/// Making the accounts.
struct Making {
    busy: UseStateHandle<bool>,
    /// Why the last try stored nothing.
    trouble: UseStateHandle<Option<Message>>,
    on_create: Callback<()>,
}

/// Queues all edits or none, says so, and leads back to the list, where the rows are.
#[hook]
fn use_making(desk: &Desk, run: &Rc<DryRun>) -> Making {
    let (busy, trouble) = (use_state(|| false), use_state(|| None));
    let (toasts, go, alive) = (use_toasts(), use_go(), use_alive());
    let on_create = {
        let (busy, trouble) = (busy.clone(), trouble.clone());
        let (desk, run) = (desk.clone(), run.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            let edits = match edits(&desk, &desk.view(), &run) {
                Ok(edits) => edits,
                Err(why) => return trouble.set(Some(why.into())),
            };
            busy.set(true);
            let (busy, trouble, alive) = (busy.setter(), trouble.setter(), alive.clone());
            let (desk, toasts, go) = (desk.clone(), toasts.clone(), go.clone());
            let count = run.ready().count();
            spawn_local(async move {
                match desk.author_all(&edits).await {
                    Ok(()) => {
                        toasts.raise(Tone::Success, t!("import-stored", count = count));
                        if alive.get() {
                            go.emit(Route::Staff);
                        }
                    }
                    Err(why) => {
                        trouble.set(Some(why.into()));
                        busy.set(false);
                    }
                }
            });
        })
    };
    Making {
        busy,
        trouble,
        on_create,
    }
}

/// Accounts with a PIN that was drawn, as the form does it; whoever is stronger than their maker chooses
/// it alone (domain RIGHT-02).
fn edits(desk: &Desk, view: &View, run: &DryRun) -> Result<Vec<Intent>, SealTrouble> {
    let identity = |fields: &StaffFields| -> Result<(AccountId, Option<Sealed>), SealTrouble> {
        let account = desk.new_account_id();
        let field = StaffSetPin::FIELD;
        let pin = match view.stronger_by_role(fields.role) {
            Some(_) => None,
            None => Some(desk.seal(&desk.new_pin(), Place { account, field })?),
        };
        Ok((account, pin))
    };
    run.edits(view, identity)
}

const fn is_refused(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Refused(_))
}

/// What is wrong, with the field where it is.
pub(super) fn words(problem: &FieldProblem) -> AttrValue {
    let reason = say(&problem.message);
    match problem.field.as_deref().and_then(label) {
        Some(field) => t!(
            "import-reason-at",
            field = t(field).as_str(),
            reason = reason.as_str()
        ),
        None => reason,
    }
}
