//! *Account > Staff Members*, tab *Providers*.

use lanyard_shared::record::Provider;
use lanyard_shared::replica::View;
use patternfly_yew::prelude::{Color, Icon, Label};
use yew::prelude::*;

use crate::components::{Heading, Nothing, StaffTab, StaffTabs, TableHead, cell};
use crate::hooks::use_desk;
use crate::text::t;

/// The headings of the columns.
const HEADS: &[&str] = &[
    "staff-name",
    "provider-npi",
    "provider-specialty",
    "provider-offices",
    "staff-state",
];

/// The list of providers.
#[component]
pub(crate) fn ProvidersPage() -> Html {
    let view = use_desk().view();
    let mut providers: Vec<&Provider> = view.providers.values().collect();
    providers.sort_by_key(|provider| (!provider.active, provider.full_name()));
    html! {
        <div class="app-sections">
            <StaffTabs current={StaffTab::Providers} />
            <div class="app-head"><Heading text={t("providers")} /></div>
            if providers.is_empty() {
                <Nothing title={t("providers-none")} icon={Icon::Users} />
            } else {
                { table(&providers, &view) }
            }
        </div>
    }
}

fn table(providers: &[&Provider], view: &View) -> Html {
    html! {
        <table
            class="pf-v6-c-table pf-m-compact pf-m-grid-md"
            role="table"
            aria-label={t("providers")}
        >
            <TableHead heads={HEADS} />
            <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                for provider in providers {
                    <ProviderRow
                        key={provider.id.to_string()}
                        provider={(*provider).clone()}
                        offices={offices(provider, view)}
                    />
                }
            </tbody>
        </table>
    }
}

fn offices(provider: &Provider, view: &View) -> AttrValue {
    let names = provider
        .offices
        .iter()
        .filter_map(|id| view.offices.get(id));
    let names: Vec<&str> = names.map(|office| office.name.as_str()).collect();
    names.join(", ").into()
}

/// Properties of [`ProviderRow`].
#[derive(PartialEq, Properties)]
struct ProviderRowProps {
    provider: Provider,
    offices: AttrValue,
}

#[component]
fn ProviderRow(props: &ProviderRowProps) -> Html {
    let provider = &props.provider;
    let (words, color) = if provider.active {
        (t("state-active"), Color::Green)
    } else {
        (t("provider-archived"), Color::Grey)
    };
    let cell = |label, content| cell(t(label), content, None);
    html! {
        <tr class="pf-v6-c-table__tr" role="row">
            { cell("staff-name", html! { provider.full_name() }) }
            { cell("provider-npi", html! { provider.npi.clone().unwrap_or_default() }) }
            { cell("provider-specialty", html! { &provider.specialty }) }
            { cell("provider-offices", html! { &props.offices }) }
            { cell("staff-state", html! {
                <div class="app-state"><Label label={words.to_string()} {color} compact=true /></div>
            }) }
        </tr>
    }
}
