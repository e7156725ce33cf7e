//! Mending a refused staff account, or giving it up.

use lanyard_shared::message::Message;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::replica::{Attention, View, Why};
use patternfly_yew::prelude::Icon;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::staff_editor::StaffEditor;
use crate::components::{Breadcrumb, Dialog, Heading, Look, Nothing, Notice, PushButton};
use crate::hooks::{Draft, Tone, use_desk, use_go, use_toasts};
use crate::route::Route;
use crate::text::{say, t};

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
        (t("nav-account"), None),
        (t("staff-members"), Some(Route::Staff)),
        (t("mend-staff"), None),
    ];
    let to_staff = html! {
        <PushButton
            label={t("to-staff")}
            look={Look::Primary}
            on_click={go.reform(|()| Route::Staff)}
        />
    };
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("mend-staff")} /></div>
            if let Some(refused) = &*found {
                <Mending refused={refused.clone()} />
            } else {
                <Nothing title={t("mend-gone")} icon={Icon::CheckCircle} actions={to_staff}>
                    <p>{ t("mend-gone-why") }</p>
                </Nothing>
            }
        </div>
    }
}

fn find(view: &View, op_id: &str) -> Option<Attention> {
    view.attention_item(op_id.parse().ok()?).cloned()
}

/// Why an edit was refused, sentence by sentence.
pub(crate) fn reasons(refused: &Attention) -> Vec<Message> {
    let Why::Refused(outcome) = &refused.why else {
        return vec![Message::new("refused-undone")];
    };
    match outcome {
        Outcome::Rejected { problems } => problems
            .iter()
            .map(|problem| problem.message.clone())
            .collect(),
        Outcome::Conflict { .. } => vec![Message::new("refused-conflict")],
        Outcome::Held { .. } => vec![Message::new("refused-held")],
        Outcome::Failed { request_id } => {
            vec![Message::new("problem-internal").with("request", request_id.as_str())]
        }
        Outcome::Unsupported { message } => vec![message.clone()],
        Outcome::Applied | Outcome::Merged => Vec::new(),
    }
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
                        go.emit(Route::Staff);
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
            <Notice tone={Tone::Danger} title={t("mend-why")}>
                <ul class="app-reasons">
                    for (place, reason) in reasons(&props.refused).iter().enumerate() {
                        <li key={place}>{ say(reason) }</li>
                    }
                </ul>
            </Notice>
            if let Some(draft) = Draft::mend(&props.refused) {
                <StaffEditor
                    {draft}
                    label={t("mend-staff")}
                    submit={t("mend-submit")}
                    {aside}
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
                        <p>{ t("discard-words") }</p>
                    </Dialog>
                }
            </div>
        </div>
    }
}
