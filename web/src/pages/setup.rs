//! Set-up: the practice, its first office and provider, and its first administrator (domain D-09).

use lanyard_shared::protocol::{LinkState, SetUpLook};
use yew::prelude::*;

use super::link_gate::{use_newer_link, use_token};
use super::setup_form::SetUpForm;
use crate::api::{self, ApiError};
use crate::components::{Failed, Loading, Notice, PublicFrame, Width};
use crate::hooks::{Load, Tone, use_load};
use crate::text::{say, t};

/// Looks at the set-up link and shows the form, or why it cannot be shown.
#[component]
pub(crate) fn SetUpPage() -> Html {
    use_newer_link();
    let token = use_token();
    let asked = token.clone();
    let (look, retry) = use_load(move || async move { api::look_at_setup(&asked).await });
    let content = match look {
        Load::Loading => html! { <Loading label={t("link-looking")} /> },
        Load::Ready(look) if look.state == LinkState::Open => {
            html! { <SetUpForm {look} {token} /> }
        }
        Load::Ready(look) => dead(&look),
        Load::Failed(error @ ApiError::Problem(_)) => html! {
            <Notice tone={Tone::Danger} title={say(&error.message())}>
                <p>{ t("setup-new-link") }</p>
            </Notice>
        },
        Load::Failed(error) => html! { <Failed {error} on_retry={retry} /> },
    };
    html! {
        <PublicFrame title={t("setup-title")} lead={t("setup-lead")} width={Width::Wide}>
            { content }
        </PublicFrame>
    }
}

fn dead(look: &SetUpLook) -> Html {
    let words = match look.state {
        LinkState::Used | LinkState::AccountClosed => "setup-link-used",
        LinkState::Superseded => "link-superseded",
        LinkState::Expired | LinkState::Open => "link-expired",
    };
    html! {
        <Notice tone={Tone::Warning} title={t(words)}>
            <p>{ t("setup-new-link") }</p>
        </Notice>
    }
}
