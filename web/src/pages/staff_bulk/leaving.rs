//! What to know before many are deactivated at once: what hangs on them, and that nobody takes it over
//! (domain EDIT-05).

use lanyard_shared::id::AccountId;
use lanyard_shared::replica::View;
use yew::prelude::*;

use crate::text::t;
use crate::words::named;

/// The words, for those whom it reaches.
pub(super) fn words(reached: &[AccountId], view: &View, online: bool) -> Html {
    html! {
        <div class="app-stack">
            <p>{ t("deactivate-words") }</p>
            <p>{ t("bulk-deactivate-back") }</p>
            if !online {
                <p><strong>{ t("deactivate-offline") }</strong></p>
            }
            { hanging(reached, view) }
        </div>
    }
}

fn hanging(reached: &[AccountId], view: &View) -> Html {
    let found = view.hangs_on_people(reached);
    let (groups, people) = (found.groups.len(), found.people.len());
    html! {
        <div class="app-stack" hidden={found.is_empty()}>
            <ul class="app-reasons">
                if groups > 0 {
                    <li key="groups">
                        { t!("bulk-leaving-groups", count = groups, names = named(&found.groups)) }
                    </li>
                }
                if people > 0 {
                    <li key="people">
                        { t!("leaving-people", count = people, names = named(&found.people)) }
                    </li>
                }
                if found.reports > 0 {
                    <li key="reports">{ t!("bulk-leaving-reports", count = found.reports) }</li>
                }
            </ul>
            <p>{ t("leaving-stays") }</p>
        </div>
    }
}
