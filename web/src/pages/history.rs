//! What happened to one account, from the audit log. Works online only (domain RIGHT-08).

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{HistoryActor, HistoryEntry, HistoryPage as Entries};
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use crate::api;
use crate::browser;
use crate::components::{
    Failed, Heading, Loading, NoRight, Nothing, Pager, PersonTab, PersonTabs, Timeline,
    TimelineEntry,
};
use crate::hooks::{Load, use_desk, use_load_of};
use crate::text::{say, t};
use crate::words::{full_name, person};

mod words;

/// Properties of [`HistoryPage`].
#[derive(PartialEq, Properties)]
pub(crate) struct HistoryPageProps {
    /// The account, as the address of the page has it.
    pub(crate) account: AttrValue,
}

/// The page.
#[component]
pub(crate) fn HistoryPage(props: &HistoryPageProps) -> Html {
    let view = use_desk().view();
    let account: Option<AccountId> = props.account.parse().ok();
    let shown = account.and_then(|id| view.accounts.get(&id));
    html! {
        <div class="app-sections">
            <PersonTabs account={props.account.clone()} current={PersonTab::History} />
            <div class="app-head"><Heading text={t("history-title")} /></div>
            if !view.may(Permission::ManageAccounts) {
                <NoRight needed={Permission::ManageAccounts} />
            } else if let Some(shown) = shown {
                <div class="app-person">
                    <span class="app-person__name">{ full_name(&shown.account) }</span>
                </div>
                <section class="pf-v6-c-card">
                    <div class="pf-v6-c-card__body">
                        <AccountHistory key={props.account.to_string()} account={shown.account.id} />
                    </div>
                </section>
            } else {
                <Nothing title={t("edit-staff-gone")} icon={Icon::User} />
            }
        </div>
    }
}

/// Properties of [`AccountHistory`].
#[derive(PartialEq, Properties)]
pub(crate) struct AccountHistoryProps {
    /// Whose history it is.
    pub(crate) account: AccountId,
}

/// The history of an account, a page at a time, for any page about a person.
#[component]
pub(crate) fn AccountHistory(props: &AccountHistoryProps) -> Html {
    let desk = use_desk();
    let (view, now) = (desk.view(), desk.server_now());
    let page = use_state_eq(|| 0_usize);
    let me = desk.account();
    let wanted = (props.account, *page);
    let (history, again) = use_load_of(wanted, move |(account, page)| {
        api::history(me, account, page)
    });
    let shown_page = *page;
    let on_turn = Callback::from(move |to| page.set(to));
    match history {
        Load::Loading => html! { <Loading /> },
        Load::Failed(error) => html! { <Failed {error} on_retry={again} /> },
        Load::Ready(Entries { entries, .. }) if entries.is_empty() => {
            html! { <Nothing title={t("history-none")} icon={Icon::History} /> }
        }
        Load::Ready(Entries {
            entries,
            total,
            per_page,
        }) => {
            let entries = entries.iter().map(|entry| line(entry, &view, now));
            html! {
                <div class="app-list">
                    <Timeline entries={entries.collect::<Vec<_>>()} />
                    <Pager {total} {per_page} page={shown_page} {on_turn} />
                </div>
            }
        }
    }
}

fn line(entry: &HistoryEntry, view: &View, now: UnixMillis) -> TimelineEntry {
    let fields = words::fields(&entry.fields);
    let changed = (!fields.is_empty()).then(|| t!("history-fields", fields = fields));
    let reasons = entry.reasons.iter().map(say);
    TimelineEntry {
        key: entry.rev.0.to_string().into(),
        when: browser::local_time(entry.at, now).into(),
        what: words::action(&entry.action),
        who: who(entry.by, view),
        outcome: entry.result.as_deref().and_then(words::outcome),
        more: changed.into_iter().chain(reasons).collect(),
    }
}

fn who(by: HistoryActor, view: &View) -> AttrValue {
    match by {
        HistoryActor::Server => t("history-by-server"),
        HistoryActor::Unseen => t("history-by-somebody"),
        HistoryActor::Person { account } => {
            person(account, view).map_or_else(|| t("history-by-somebody"), AttrValue::from)
        }
    }
}
