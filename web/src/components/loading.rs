//! What stands in a page's place while it loads, when it failed, or when there is nothing.

use patternfly_yew::prelude::Icon;
use yew::prelude::*;

use super::{Look, PushButton};
use crate::api::ApiError;
use crate::text::{say, t};

/// Properties of [`Loading`].
#[derive(PartialEq, Properties)]
pub(crate) struct LoadingProps {
    /// What is being waited for.
    #[prop_or_default]
    pub(crate) label: Option<AttrValue>,
}

/// A spinner with words. It comes late: most waits are over before it would help.
#[component]
pub(crate) fn Loading(props: &LoadingProps) -> Html {
    let label = props.label.clone().unwrap_or_else(|| t("loading"));
    html! {
        <div class="app-loading" role="status">
            <svg class="pf-v6-c-spinner pf-m-lg" viewBox="0 0 100 100" aria-hidden="true">
                <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
            </svg>
            <span>{ label }</span>
        </div>
    }
}

/// Properties of [`Nothing`].
#[derive(PartialEq, Properties)]
pub(crate) struct NothingProps {
    /// What there is none of.
    pub(crate) title: AttrValue,
    /// A picture.
    #[prop_or_default]
    pub(crate) icon: Option<Icon>,
    /// Why, and what to do.
    #[prop_or_default]
    pub(crate) children: Html,
    /// Buttons.
    #[prop_or_default]
    pub(crate) actions: Html,
}

/// An empty state.
#[component]
pub(crate) fn Nothing(props: &NothingProps) -> Html {
    let icon = props.icon.map(Html::from);
    html! {
        <div class="pf-v6-c-empty-state">
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    <div class="pf-v6-c-empty-state__icon" hidden={icon.is_none()}>
                        { icon.unwrap_or_default() }
                    </div>
                    <div class="pf-v6-c-empty-state__title">
                        <h2 class="pf-v6-c-empty-state__title-text">{ &props.title }</h2>
                    </div>
                </div>
                <div class="pf-v6-c-empty-state__body">{ props.children.clone() }</div>
                <div class="pf-v6-c-empty-state__footer">
                    <div class="pf-v6-c-empty-state__actions">{ props.actions.clone() }</div>
                </div>
            </div>
        </div>
    }
}

/// Properties of [`Failed`].
#[derive(PartialEq, Properties)]
pub(crate) struct FailedProps {
    /// Why.
    pub(crate) error: ApiError,
    /// Somebody wants to try again.
    pub(crate) on_retry: Callback<()>,
}

/// A load that failed, with a way to try again.
#[component]
pub(crate) fn Failed(props: &FailedProps) -> Html {
    let retry = html! {
        <PushButton label={t("try-again")} look={Look::Primary} on_click={props.on_retry.clone()} />
    };
    html! {
        <Nothing title={t("load-failed")} icon={Icon::Disconnected} actions={retry}>
            <p role="alert">{ say(&props.error.message()) }</p>
        </Nothing>
    }
}
