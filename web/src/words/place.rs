//! Where people work, in words.

use lanyard_shared::id::OfficeId;
use lanyard_shared::record::{Account, Work};
use lanyard_shared::replica::View;
use yew::AttrValue;

use crate::text::t;

/// The names of those offices that this device knows.
pub(crate) fn office_names<'a>(ids: impl IntoIterator<Item = &'a OfficeId>, view: &View) -> String {
    let known = ids.into_iter().filter_map(|id| view.offices.get(id));
    let names: Vec<&str> = known.map(|office| office.name.as_str()).collect();
    names.join(", ")
}

/// Where somebody works: everywhere, unless they are restricted to offices.
pub(crate) fn workplaces(account: &Account, view: &View) -> String {
    match &account.particulars.offices {
        Some(offices) => office_names(offices, view),
        None => t("all-offices").to_string(),
    }
}

/// What the provider of an account is to it: who the person works for, or whom the login stands for.
pub(crate) fn provider_label(account: &Account) -> AttrValue {
    match account.work {
        Work::Staff { .. } => t("on-behalf-of"),
        Work::Provider { .. } => t("provider"),
    }
}
