//! Mending an edit that waits for a person in its form, or giving it up.

use lanyard_shared::replica::{Attention, View};
use patternfly_yew::prelude::Icon;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::attention::discard_words;
use super::kept_staff_editor::KeptStaffEditor;
use super::listed::Listed;
use super::record_editor::RecordEditor;
use crate::components::{Breadcrumb, Dialog, Heading, Look, Nothing, Notice, PushButton};
use crate::hooks::{Draft, RecordDraft, Tone, use_desk, use_go, use_toasts};
use crate::route::Route;
use crate::text::{say, t};
use crate::words::{reason, reasons, title};

/// Properties of [`MendStaffPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct MendStaffPageProps {
    /// The refused edit.
    pub(crate) op_id: AttrValue,
}

/// The form with the values as they were typed and the reasons at their fields. What the page was
/// opened with stays while it is open, whatever arrives meanwhile.
#[component]
pub(crate) fn MendStaffPage(props: &MendStaffPageProps) -> Html {
    let desk = use_desk();
    let go = use_go();
    let found = use_memo(props.op_id.clone(), |op_id| find(&desk.view(), op_id));
    let steps = vec![
        (t("attention"), Some(Route::Attention)),
        (t("mend-staff"), None),
    ];
    let to_list = html! {
        <PushButton
            label={t("to-attention")}
            look={Look::Primary}
            on_click={go.reform(|()| Route::Attention)}
        />
    };
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("mend-staff")} /></div>
            if let Some(refused) = &*found {
                <Mending refused={refused.clone()} />
            } else {
                <Nothing title={t("mend-gone")} icon={Icon::CheckCircle} actions={to_list}>
                    <p>{ t("mend-gone-why") }</p>
                </Nothing>
            }
        </div>
    }
}

fn find(view: &View, op_id: &str) -> Option<Attention> {
    view.attention_item(op_id.parse().ok()?).cloned()
}

/// Properties of [`Mending`].
#[derive(PartialEq, Properties)]
struct MendingProps {
    refused: Attention,
}

#[component]
fn Mending(props: &MendingProps) -> Html {
    let desk = use_desk();
    let (go, toasts) = (use_go(), use_toasts());
    let asking = use_state_eq(|| false);
    let op_id = props.refused.op_id;
    let view = desk.view();
    let draft = use_memo(op_id, |_| Draft::mend(&props.refused, &view));
    let record = use_memo(op_id, |_| of_record(&props.refused, &view));
    let ask = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(true))
    };
    let keep = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(false))
    };
    let discard = {
        let asking = asking.clone();
        Callback::from(move |()| {
            asking.set(false);
            let (desk, go, toasts) = (desk.clone(), go.clone(), toasts.clone());
            spawn_local(async move {
                match desk.discard(op_id).await {
                    Ok(()) => {
                        toasts.raise(Tone::Info, t("discarded"));
                        go.emit(Route::Attention);
                    }
                    Err(trouble) => toasts.raise(Tone::Danger, say(&trouble.into())),
                }
            });
        })
    };
    let aside = html! {
        <PushButton label={t("discard")} look={Look::Danger} on_click={ask} />
    };
    html! {
        <div class="app-editor">
            { why(&props.refused, &view) }
            if let Some(draft) = (*draft).clone() {
                <KeptStaffEditor
                    keep={format!("mend:{op_id}")}
                    {draft}
                    label={t("mend-staff")}
                    submit={t("send-again")}
                    {aside}
                    back={Route::Attention}
                />
            } else if let Some((listed, draft)) = (*record).clone() {
                <RecordEditor
                    {listed}
                    {draft}
                    label={t("mend-staff")}
                    submit={t("send-again")}
                    {aside}
                    back={Route::Attention}
                />
            } else {
                <div>{ aside }</div>
            }
            <div>
                if *asking {
                    <Dialog
                        title={t("discard-title")}
                        confirm={t("discard")}
                        danger=true
                        on_confirm={discard}
                        on_cancel={keep}
                    >
                        { discard_words(&props.refused, &view) }
                    </Dialog>
                }
            </div>
        </div>
    }
}

/// The form of an office or a provider, where the edit is of one.
fn of_record(refused: &Attention, view: &View) -> Option<(Listed, RecordDraft)> {
    let draft = RecordDraft::mend(refused, view)?;
    Some((Listed::of(draft.record.kind)?, draft))
}

/// Which edit it is, and why it waits.
fn why(refused: &Attention, view: &View) -> Html {
    let reasons = reasons(refused);
    html! {
        <Notice tone={Tone::Warning} title={title(refused.intent.as_ref(), view)}>
            <p>{ reason(refused) }</p>
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
        </Notice>
    }
}
