//! *Needs attention*: the edits that wait for a person, and what can be done about each.

use lanyard_shared::id::OpId;
use lanyard_shared::intent::Intent;
use lanyard_shared::replica::{Attention, View, Why};
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::credentials::SetPinDialog;
use crate::browser;
use crate::components::{Dialog, Heading, Look, Nothing, PushButton};
use crate::hooks::{Decision, use_decisions, use_desk, use_go, use_tick};
use crate::route::Route;
use crate::text::t;
use crate::words::title;

mod acts;
mod changes;
mod item;
mod undone;

use acts::Act;
use item::{Item, item_id};
use undone::Undone;

/// Properties of [`AttentionPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct AttentionPageProps {
    /// The item to begin with.
    #[prop_or_default]
    pub(crate) op_id: Option<AttrValue>,
}

/// What a restore has undone, then every refused edit, oldest first. Nothing leaves the list unless
/// somebody says so.
#[component]
pub(crate) fn AttentionPage(props: &AttentionPageProps) -> Html {
    let view = use_desk().view();
    let asking = use_state_eq(|| None::<OpId>);
    let typing = use_state_eq(|| None::<OpId>);
    let on_act = use_acts(&asking, &typing);
    use_effect_with(props.op_id.clone(), |op_id| {
        if let Some(op_id) = op_id {
            browser::focus(&item_id(op_id));
        }
    });
    use_tick();
    let (undone, refused): (Vec<_>, Vec<_>) = view
        .attention
        .iter()
        .cloned()
        .partition(|item| item.why == Why::Undone);
    html! {
        <div class="app-sections app-attention">
            <div class="app-head"><Heading text={t("attention")} /></div>
            if view.attention.is_empty() {
                <NothingWaits />
            } else {
                <p class="app-lead">{ t("attention-lead") }</p>
            }
            if !undone.is_empty() {
                <Undone items={undone} on_act={on_act.clone()} />
            }
            <div class="app-sections" hidden={refused.is_empty()}>
                for item in refused {
                    <Item
                        key={item.op_id.to_string()}
                        item={item.clone()}
                        level="h2"
                        on_act={on_act.clone()}
                    />
                }
            </div>
            <Discarding {asking} />
            <TypingPin {typing} />
        </div>
    }
}

/// Leads each act to where it is done.
#[hook]
fn use_acts(
    asking: &UseStateHandle<Option<OpId>>,
    typing: &UseStateHandle<Option<OpId>>,
) -> Callback<(Vec<OpId>, Act)> {
    let decide = use_decisions();
    let go = use_go();
    let (asking, typing) = (asking.setter(), typing.setter());
    Callback::from(move |(items, act): (Vec<OpId>, Act)| {
        let Some(item) = items.first().copied() else {
            return;
        };
        match act {
            Act::UseMine => decide.emit(Decision::UseMine(item)),
            Act::UseTheirs => decide.emit(Decision::UseTheirs(item)),
            Act::TryAgain | Act::SendOnceMore => decide.emit(Decision::TryAgain(item)),
            Act::SendAgain => decide.emit(Decision::SendAgain(items)),
            Act::Mend => go.emit(Route::MendStaff {
                op_id: item.to_string(),
            }),
            Act::TypePin => typing.set(Some(item)),
            Act::Reload => browser::reload(),
            Act::Discard => asking.set(Some(item)),
        }
    })
}

#[component]
fn NothingWaits() -> Html {
    let go = use_go();
    let actions = html! {
        <PushButton
            label={t("to-staff")}
            look={Look::Link}
            on_click={go.reform(|()| Route::Staff)}
        />
    };
    html! {
        <Nothing title={t("attention-none")} icon={Icon::CheckCircle} {actions}>
            <p>{ t("attention-none-more") }</p>
        </Nothing>
    }
}

/// Properties of [`TypingPin`].
#[derive(PartialEq, Properties)]
struct TypingPinProps {
    typing: UseStateHandle<Option<OpId>>,
}

/// The dialog for another PIN, while one is typed. It takes the refused one off the list.
#[component]
fn TypingPin(props: &TypingPinProps) -> Html {
    let view = use_desk().view();
    let item = props.typing.and_then(|op_id| view.attention_item(op_id));
    let Some((item, Some(Intent::StaffSetPin(set)))) = item.map(|item| (item, &item.intent)) else {
        return html! { <div /> };
    };
    let close = props.typing.setter();
    let on_close = Callback::from(move |()| close.set(None));
    html! {
        <SetPinDialog account={set.account} replaces={Some(item.mends())} {on_close} />
    }
}

/// Properties of [`Discarding`].
#[derive(PartialEq, Properties)]
struct DiscardingProps {
    asking: UseStateHandle<Option<OpId>>,
}

/// The question before an edit is discarded, while it is asked.
#[component]
fn Discarding(props: &DiscardingProps) -> Html {
    let view = use_desk().view();
    let decide = use_decisions();
    let item = props.asking.and_then(|op_id| view.attention_item(op_id));
    let Some(item) = item else {
        return html! { <div /> };
    };
    let op_id = item.op_id;
    let close = props.asking.setter();
    let on_cancel = Callback::from(move |()| close.set(None));
    let on_confirm = {
        let on_cancel = on_cancel.clone();
        Callback::from(move |()| {
            on_cancel.emit(());
            decide.emit(Decision::Discard(op_id));
        })
    };
    html! {
        <div>
            <Dialog
                title={t("discard-title")}
                confirm={t("discard")}
                danger=true
                {on_confirm}
                {on_cancel}
            >
                { discard_words(item, &view) }
            </Dialog>
        </div>
    }
}

/// What is gone when an item is discarded.
pub(super) fn discard_words(item: &Attention, view: &View) -> Html {
    let makes = item.intent.as_ref().is_some_and(|it| it.makes().is_some());
    let words = if makes {
        t("discard-words-new")
    } else {
        t("discard-words")
    };
    html! {
        <div class="app-stack">
            <p><strong>{ title(item.intent.as_ref(), view) }</strong></p>
            <p>{ words }</p>
            if item.later > 0 {
                <p>{ t!("discard-words-later", count = item.later) }</p>
            }
        </div>
    }
}
