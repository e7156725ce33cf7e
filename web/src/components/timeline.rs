//! What happened, one below the other, the newest first.

use yew::prelude::*;

use crate::text::t;

/// One line of a [`Timeline`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimelineEntry {
    /// Tells entries apart.
    pub(crate) key: AttrValue,
    /// When.
    pub(crate) when: AttrValue,
    /// What.
    pub(crate) what: AttrValue,
    /// Who.
    pub(crate) who: AttrValue,
    /// How it ended, where that is not plain.
    pub(crate) outcome: Option<AttrValue>,
    /// More about it, a sentence each.
    pub(crate) more: Vec<AttrValue>,
}

/// Properties of [`Timeline`].
#[derive(PartialEq, Properties)]
pub(crate) struct TimelineProps {
    /// The entries in the order of the page.
    pub(crate) entries: Vec<TimelineEntry>,
}

/// The entries, each at a point of a line.
#[component]
pub(crate) fn Timeline(props: &TimelineProps) -> Html {
    html! {
        <ol class="app-timeline" role="list" aria-label={t("history-title")}>
            for entry in &props.entries {
                <li key={entry.key.to_string()} class="app-timeline__entry">
                    <p class="app-timeline__what">{ &entry.what }</p>
                    <p class="app-timeline__outcome" hidden={entry.outcome.is_none()}>
                        { entry.outcome.clone().unwrap_or_default() }
                    </p>
                    <ul class="app-reasons" hidden={entry.more.is_empty()}>
                        for (place, more) in entry.more.iter().enumerate() {
                            <li key={place}>{ more }</li>
                        }
                    </ul>
                    <p class="app-quiet">
                        { t!("history-who", who = entry.who.as_str(), when = entry.when.as_str()) }
                    </p>
                </li>
            }
        </ol>
    }
}
