//! Permissions by category.

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
                    <ul class="app-tags">
                        for permission in permissions {
                            <li key={permission.label()}>{ permission.label() }</li>
                        }
                    </ul>
                </DescriptionGroup>
            }
        </DescriptionList>
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
