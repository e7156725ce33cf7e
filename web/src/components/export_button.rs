//! Accounts as a CSV file (domain STAFF-06).

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::roster;
use yew::prelude::*;

use super::{Look, PushButton};
use crate::browser;
use crate::hooks::use_desk;
use crate::text::t;

/// Properties of [`ExportButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct ExportButtonProps {
    /// Whose accounts, in the order of the file. Of whom this device holds none, nothing goes out.
    pub(crate) accounts: Rc<[AccountId]>,
}

/// A button that saves these accounts as they are shown now.
#[component]
pub(crate) fn ExportButton(props: &ExportButtonProps) -> Html {
    let desk = use_desk();
    let accounts = props.accounts.clone();
    let on_click = Callback::from(move |()| {
        let view = desk.view();
        let shown = accounts.iter().filter_map(|id| view.accounts.get(id));
        let shown = shown.map(|shown| &*shown.account);
        let file = roster::export(shown, &view, desk.server_now());
        browser::save_csv(&format!("staff-{}.csv", browser::today()), &file);
    });
    html! { <PushButton label={t("export")} look={Look::Link} {on_click} /> }
}
