//! *Account > Mail*: what the program has mailed, and what waits. Works online only (domain RIGHT-08).

use lanyard_shared::id::MailId;
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{MailList, OfMail, PublicPractice};
use lanyard_shared::validate::is_loopback_url;
use patternfly_yew::prelude::Icon;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::api;
use crate::components::{
    Breadcrumb, Failed, Heading, Loading, MailTable, NoRight, Nothing, Notice, Pager, PushButton,
};
use crate::hooks::{Load, Tone, use_act, use_desk, use_load, use_load_of, use_tick, use_toasts};
use crate::text::{say, t};

/// The states that the list can be narrowed to: the word on the wire, and the key of its label.
const STATES: [(&str, &str); 5] = [
    ("", "mail-all"),
    ("waiting", "mail-waiting"),
    ("sent", "mail-sent"),
    ("given-up", "mail-given-up"),
    ("cancelled", "mail-cancelled"),
];

/// The page.
#[component]
pub(crate) fn MailPage() -> Html {
    let view = use_desk().view();
    let steps = vec![(t("nav-account"), None), (t("mail-title"), None)];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("mail-title")} /></div>
            if view.may(Permission::ManageAccounts) {
                <Mails />
            } else {
                <NoRight needed={Permission::ManageAccounts} />
            }
        </div>
    }
}

/// The list, a page at a time, and the way to send a mail again.
#[component]
fn Mails() -> Html {
    let desk = use_desk();
    use_tick();
    let toasts = use_toasts();
    let page = use_state_eq(|| 0_usize);
    let state = use_state_eq(AttrValue::default);
    let wanted = (*page, (*state).clone());
    let me = desk.account();
    let ask =
        move |(page, state): (usize, AttrValue)| async move { api::mails(me, page, &state).await };
    let (list, again) = use_load_of(wanted, ask);
    let busy = use_state_eq(|| None::<MailId>);
    let done = {
        let again = again.clone();
        Callback::from(move |()| {
            toasts.raise(Tone::Success, t("mail-again"));
            again.emit(());
        })
    };
    let (act, resend) = use_act(
        move |mail: MailId| api::resend_mail(me, OfMail { mail }),
        done,
    );
    let on_resend = {
        let busy = busy.clone();
        Callback::from(move |mail| {
            busy.set(Some(mail));
            resend.emit(mail);
        })
    };
    let on_state = {
        let (page, state) = (page.clone(), state.clone());
        Callback::from(move |chosen| {
            page.set(0);
            state.set(chosen);
        })
    };
    let shown_page = *page;
    let on_turn = Callback::from(move |to| page.set(to));
    let busy = busy.filter(|_| act.busy);
    html! {
        <div class="app-list">
            <LocalLinks />
            <Tools state={(*state).clone()} {on_state} on_refresh={again.clone()} />
            if let Some(error) = &act.trouble {
                <div role="alert"><Notice tone={Tone::Danger} title={say(&error.message())} /></div>
            }
            { match list {
                Load::Loading => html! { <Loading /> },
                Load::Failed(error) => html! { <Failed {error} on_retry={again} /> },
                Load::Ready(MailList { mails, .. }) if mails.is_empty() => html! {
                    <Nothing title={t("mail-none")} icon={Icon::InfoCircle}>
                        <p>{ t("mail-none-why") }</p>
                    </Nothing>
                },
                Load::Ready(MailList { mails, total, per_page }) => html! {
                    <div class="app-list">
                        <MailTable {mails} now={desk.server_now()} {busy} {on_resend} />
                        <Pager {total} {per_page} page={shown_page} {on_turn} />
                    </div>
                },
            } }
        </div>
    }
}

/// What to know about every mail: that links open on this computer only (domain LINK-05), and that
/// without a mail server mails lie in files.
#[component]
fn LocalLinks() -> Html {
    let view = use_desk().view();
    let (practice, _) = use_load(api::practice);
    let url = view.practice.as_ref().map(|practice| &practice.public_url);
    let local = url.is_some_and(|url| is_loopback_url(url));
    let in_files = matches!(
        practice,
        Load::Ready(PublicPractice {
            mail_configured: false,
            ..
        })
    );
    html! {
        <>
            if in_files {
                <Notice tone={Tone::Warning} title={t("mail-in-files")}>
                    <p>{ t("mail-in-files-more") }</p>
                </Notice>
            }
            if local {
                <Notice tone={Tone::Warning} title={t("links-local")}>
                    <p>{ t("links-local-more") }</p>
                </Notice>
            }
        </>
    }
}

/// Properties of [`Tools`].
#[derive(PartialEq, Properties)]
struct ToolsProps {
    state: AttrValue,
    on_state: Callback<AttrValue>,
    on_refresh: Callback<()>,
}

/// Narrowing the list to a state, and asking anew.
#[component]
fn Tools(props: &ToolsProps) -> Html {
    let onchange = props.on_state.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value().into()
    });
    html! {
        <div class="app-tools">
            <label class="app-tools__choice">
                <span>{ t("mail-show") }</span>
                <span class="pf-v6-c-form-control">
                    <select {onchange}>
                        for (word, label) in STATES {
                            <option key={word} value={word} selected={props.state == word}>
                                { t(label) }
                            </option>
                        }
                    </select>
                    <span class="pf-v6-c-form-control__utilities">
                        <span class="pf-v6-c-form-control__toggle-icon">{ Icon::CaretDown }</span>
                    </span>
                </span>
            </label>
            <PushButton label={t("mail-refresh")} on_click={props.on_refresh.clone()} />
        </div>
    }
}
