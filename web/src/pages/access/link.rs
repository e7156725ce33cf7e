//! The link of an account: how far it has come, sent again, shown.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{LinkProgress, LinkPurpose, LinkStage, ShownLink};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::is_loopback_url;
use patternfly_yew::prelude::{
    Color, DescriptionGroup, DescriptionList, DescriptionListMode, Icon, Label,
};
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::browser;
use crate::components::{Card, LINK_FIELD, LinkCard, Look, Notice, PushButton, time_left};
use crate::hooks::{Tone, use_act, use_desk, use_send_link, use_toasts};
use crate::text::{say, t};

/// Properties of [`LinkSection`].
#[derive(PartialEq, Properties)]
pub(super) struct LinkSectionProps {
    pub(super) account: AccountId,
    /// The reader may act.
    pub(super) open: bool,
    /// How far it has come; `None` while the server cannot be reached.
    pub(super) progress: Option<LinkProgress>,
    /// Something has changed: what is shown is to be asked for anew.
    pub(super) on_change: Callback<()>,
}

/// State, buttons, and the card of a link that was asked for.
#[component]
pub(super) fn LinkSection(props: &LinkSectionProps) -> Html {
    let desk = use_desk();
    let (view, now) = (desk.view(), desk.server_now());
    let account = props.account;
    let shown = use_state(|| None::<ShownLink>);
    let (send, hide) = (use_send_link(), shown.setter());
    let on_send = Callback::from(move |()| {
        // A link on the screen ends by that.
        hide.set(None);
        send.emit(account);
    });
    let (showing, on_show) = use_show(account, &shown, props.on_change.clone());
    let practice = view.practice.as_ref();
    let local = practice.is_some_and(|practice| is_loopback_url(&practice.public_url));
    let person = view.accounts.get(&account).map(|shown| &shown.account);
    let known = props.progress.as_ref().map(|progress| progress.purpose);
    let here = person.and_then(|person| LinkPurpose::that_helps(person));
    let purpose = known.or(here).unwrap_or(LinkPurpose::Reset);
    let send = match purpose {
        LinkPurpose::Activation => t("resend"),
        _ => t("reset-password"),
    };
    html! {
        <>
            <Card id="link" title={title(purpose)}>
                if let Some(progress) = &props.progress {
                    { facts(progress, now) }
                } else {
                    <p>{ t("link-unknown") }</p>
                }
                if view.link_is_waiting(account) {
                    <Notice tone={Tone::Info} title={t("link-waits")} />
                }
                if local {
                    <Notice tone={Tone::Warning} title={t("links-local")}>
                        <p>{ t("links-local-more") }</p>
                    </Notice>
                }
                { trouble(showing.trouble.as_ref()) }
                if props.open {
                    <div class="app-acts">
                        <PushButton label={send} look={Look::Primary} on_click={on_send} />
                        <PushButton
                            label={t("copy-link")}
                            icon={Icon::Copy}
                            disabled={showing.busy || props.progress.is_none()}
                            on_click={on_show}
                        />
                    </div>
                    <p class="app-quiet">{ t("copy-link-means") }</p>
                }
            </Card>
            if let (Some(link), Some(person), Some(practice)) = (&*shown, person, practice) {
                <LinkCard
                    practice={practice.name.clone()}
                    name={person.full_name()}
                    username={person.username.clone()}
                    purpose={link.purpose}
                    url={link.url.clone()}
                    ends={browser::local_time(link.expires_at, now)}
                />
            }
        </>
    }
}

fn title(purpose: LinkPurpose) -> AttrValue {
    match purpose {
        LinkPurpose::Activation => t("link-activation"),
        _ => t("link-reset"),
    }
}

fn trouble(error: Option<&ApiError>) -> Html {
    match error {
        Some(error) => html! {
            <div role="alert"><Notice tone={Tone::Danger} title={say(&error.message())} /></div>
        },
        None => html! { <div hidden=true /> },
    }
}

/// Shows the link and puts it where it can be pasted from.
#[hook]
fn use_show(
    account: AccountId,
    shown: &UseStateHandle<Option<ShownLink>>,
    on_change: Callback<()>,
) -> (crate::hooks::Act, Callback<()>) {
    let (toasts, me) = (use_toasts(), use_desk().account());
    let shown = shown.setter();
    let done = Callback::from(move |link: ShownLink| {
        let toasts = toasts.clone();
        browser::copy(&link.url, move |copied| {
            if copied {
                toasts.raise(Tone::Success, t("link-copied"));
            } else {
                browser::select(LINK_FIELD);
            }
        });
        shown.set(Some(link));
        on_change.emit(());
    });
    use_act(move |()| api::show_link(me, account), done)
}

fn facts(progress: &LinkProgress, now: UnixMillis) -> Html {
    let (words, color) = stage(progress.stage);
    let time = |at: UnixMillis| browser::local_time(at, now);
    let ends = progress.expires_at.map(|end| {
        if end > now {
            t!(
                "link-ends",
                time = time(end),
                left = time_left(end.since(now)).as_str()
            )
        } else {
            time(end).into()
        }
    });
    let optional = |term: &'static str, value: Option<AttrValue>| {
        value.map(|value| html! { <DescriptionGroup term={t(term)}>{ value }</DescriptionGroup> })
    };
    html! {
        <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
            <DescriptionGroup term={t("staff-state")}>
                <Label label={words.to_string()} {color} compact=true />
            </DescriptionGroup>
            { optional("link-sent-at", progress.sent_at.map(|at| time(at).into())) }
            { optional("link-opened-at", progress.opened_at.map(|at| time(at).into())) }
            { optional("link-ends-at", ends) }
            { optional("link-shown", progress.shown.then(|| t("link-shown-means"))) }
        </DescriptionList>
    }
}

fn stage(stage: LinkStage) -> (AttrValue, Color) {
    match stage {
        LinkStage::None => (t("stage-none"), Color::Grey),
        LinkStage::Waiting => (t("stage-waiting"), Color::Orange),
        LinkStage::GivenUp => (t("stage-given-up"), Color::Red),
        LinkStage::Bounced => (t("stage-bounced"), Color::Red),
        LinkStage::Shown => (t("stage-shown"), Color::Blue),
        LinkStage::Sent => (t("stage-sent"), Color::Blue),
        LinkStage::Opened => (t("stage-opened"), Color::Green),
        LinkStage::Expired => (t("stage-expired"), Color::Red),
    }
}
