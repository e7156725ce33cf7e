//! The form of a staff account with what was typed into it before it was left (domain NEW-17).

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::staff_editor::StaffEditor;
use crate::components::{Loading, Look, Notice, PushButton};
use crate::hooks::{Draft, KeptDraft, Tone, Values, use_desk};
use crate::route::Route;
use crate::sync::Desk;
use crate::text::t;

/// Properties of [`KeptStaffEditor`].
#[derive(PartialEq, Properties)]
pub(crate) struct KeptStaffEditorProps {
    /// The name under which it is kept: one for each form that can be open. Of two tabs with the
    /// same form the one that was typed into last is kept.
    pub(crate) keep: AttrValue,
    /// What the form begins with where nothing was kept.
    pub(crate) draft: Draft,
    /// What the form is for, as its accessible name.
    pub(crate) label: AttrValue,
    /// The button that saves.
    pub(crate) submit: AttrValue,
    /// Another button.
    #[prop_or_default]
    pub(crate) aside: Html,
    /// Where leaving the form leads.
    #[prop_or(Route::Staff)]
    pub(crate) back: Route,
}

/// What the form begins with.
#[derive(Clone, PartialEq)]
enum Start {
    /// It is being looked up.
    Looking,
    /// With the page's own draft.
    Anew,
    /// With what was kept.
    Kept(Box<KeptDraft>),
}

/// The form, which keeps what is typed until it is saved or cancelled.
#[component]
pub(crate) fn KeptStaffEditor(props: &KeptStaffEditorProps) -> Html {
    let desk = use_desk();
    let start = use_state_eq(|| Start::Looking);
    {
        let (desk, start) = (desk.clone(), start.setter());
        use_effect_with(props.keep.clone(), move |keep| {
            spawn_local(look_up(desk, keep.clone(), start));
        });
    }
    let on_anew = {
        let (desk, keep, start) = (desk.clone(), props.keep.clone(), start.setter());
        Callback::from(move |()| {
            desk.keep(keep.clone(), None::<KeptDraft>);
            start.set(Start::Anew);
        })
    };
    let (key, draft) = match &*start {
        Start::Looking => return html! { <div><Loading /></div> },
        Start::Anew => ("anew", props.draft.clone()),
        Start::Kept(kept) => ("kept", props.draft.clone().restored(kept)),
    };
    let restored = matches!(*start, Start::Kept(_));
    html! {
        <div class="app-editor">
            <div class="app-news" hidden={!restored}>
                <Notice tone={Tone::Info} title={t("draft-kept")}>
                    <p>{ t("draft-kept-more") }</p>
                    <PushButton label={t("draft-anew")} look={Look::Inline} on_click={on_anew} />
                </Notice>
            </div>
            <StaffEditor
                {key}
                on_typed={on_typed(&desk, props.keep.clone(), draft.clone(), restored)}
                on_done={on_done(&desk, props.keep.clone())}
                {draft}
                label={props.label.clone()}
                submit={props.submit.clone()}
                aside={props.aside.clone()}
                back={props.back.clone()}
            />
        </div>
    }
}

async fn look_up(desk: Desk, keep: AttrValue, start: UseStateSetter<Start>) {
    let kept = desk.kept::<KeptDraft>(&keep).await;
    let kept = kept.filter(|kept| kept.goes_on(&desk.view()));
    start.set(kept.map_or(Start::Anew, |kept| Start::Kept(Box::new(kept))));
}

/// A form that is as it was opened has nothing to keep; one that came back is kept until it is done.
fn on_typed(desk: &Desk, keep: AttrValue, draft: Draft, restored: bool) -> Callback<Values> {
    let desk = desk.clone();
    Callback::from(move |values: Values| {
        let typed = restored || !draft.begins_with(&values);
        desk.keep(keep.clone(), typed.then(|| draft.kept(&values)));
    })
}

fn on_done(desk: &Desk, keep: AttrValue) -> Callback<()> {
    let desk = desk.clone();
    Callback::from(move |()| desk.keep(keep.clone(), None::<KeptDraft>))
}
