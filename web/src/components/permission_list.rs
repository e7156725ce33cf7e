//! Permissions by category, each with what it means.

use std::collections::{BTreeMap, BTreeSet};

use lanyard_shared::permission::{Category, Permission};
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList};
use yew::prelude::*;

use crate::text::t;

/// Properties of [`PermissionList`].
#[derive(PartialEq, Properties)]
pub(crate) struct PermissionListProps {
    /// What somebody may do.
    pub(crate) permissions: BTreeSet<Permission>,
    /// Whose name a staff member signs and prescribes in; nothing for a provider.
    pub(crate) on_behalf_of: Option<AttrValue>,
}

/// Permissions by category, in the order of the catalogue.
#[component]
pub(crate) fn PermissionList(props: &PermissionListProps) -> Html {
    let mut by_category: BTreeMap<Category, Vec<Permission>> = BTreeMap::new();
    for permission in &props.permissions {
        by_category
            .entry(permission.category())
            .or_default()
            .push(*permission);
    }
    html! {
        <DescriptionList compact=true>
            for (category, permissions) in by_category {
                <DescriptionGroup key={format!("{category:?}")} term={t(category_key(category))}>
                    <ul class="app-permissions">
                        for permission in permissions {
                            <li key={permission.label()}>
                                <span>{ permission.label() }</span>
                                <span class="app-quiet">{ meaning(permission, props) }</span>
                            </li>
                        }
                    </ul>
                </DescriptionGroup>
            }
        </DescriptionList>
    }
}

/// What it lets somebody do, and in whose name where that is another's.
fn meaning(permission: Permission, props: &PermissionListProps) -> AttrValue {
    let description = t(&permission.description());
    match &props.on_behalf_of {
        Some(provider) if permission.is_in_a_providers_name() => t!(
            "permission-on-behalf",
            description = description.as_str(),
            provider = provider.as_str()
        ),
        _ => description,
    }
}

const fn category_key(category: Category) -> &'static str {
    match category {
        Category::Patients => "category-patients",
        Category::Scheduling => "category-scheduling",
        Category::Clinical => "category-clinical",
        Category::Prescribing => "category-prescribing",
        Category::Messages => "category-messages",
        Category::Billing => "category-billing",
        Category::Reports => "category-reports",
        Category::Administration => "category-administration",
        Category::Emergency => "category-emergency",
    }
}
