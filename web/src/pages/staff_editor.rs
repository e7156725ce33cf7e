//! The form of a staff account with everything around it: for a new one, to change one, to mend a
//! refused edit.

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::RoleId;
use lanyard_shared::landing;
use lanyard_shared::permission::{Permission, out_of_reach};
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::View;
use lanyard_shared::validate::is_loopback_url;
use yew::prelude::*;

use super::record_editor::offices;
use super::staff_credentials::use_credentials;
use crate::components::{
    AddressPart, ChangedMeanwhile, Choice, FormActs, FormFrame, Notice, Part, SecretParts,
    StaffFieldset,
};
use crate::hooks::{
    Address, Draft, Purpose, StaffForm, Tone, Values, changed_meanwhile, use_alive, use_desk,
    use_go, use_staff_form, use_toasts,
};
use crate::route::Route;
use crate::text::t;

/// Properties of [`StaffEditor`].
#[derive(PartialEq, Properties)]
pub(crate) struct StaffEditorProps {
    /// What the form begins with.
    pub(crate) draft: Draft,
    /// What the form is for, as its accessible name.
    pub(crate) label: AttrValue,
    /// The button that saves.
    pub(crate) submit: AttrValue,
    /// Another button.
    pub(crate) aside: Html,
    /// Where leaving the form leads.
    pub(crate) back: Route,
    /// Something is typed.
    pub(crate) on_typed: Callback<Values>,
    /// It was saved, or is not wanted any more.
    pub(crate) on_done: Callback<()>,
}

/// Notes, fields, buttons. Saved edits lead to the list, where the row is at once.
#[component]
pub(crate) fn StaffEditor(props: &StaffEditorProps) -> Html {
    let desk = use_desk();
    let view = desk.view();
    let (go, toasts, alive) = (use_go(), use_toasts(), use_alive());
    let on_stored = {
        let (go, done) = (go.clone(), props.on_done.clone());
        let list = if props.draft.own_login {
            Route::Providers
        } else {
            Route::Staff
        };
        Callback::from(move |words: AttrValue| {
            done.emit(());
            toasts.raise(Tone::Success, words);
            if alive.get() {
                go.emit(list.clone());
            }
        })
    };
    let staff = use_staff_form(&props.draft, on_stored);
    let on_typed = props.on_typed.clone();
    use_effect_with(staff.form.values().clone(), move |values| {
        on_typed.emit(values.clone());
    });
    let was = props.draft.was();
    let credentials = use_credentials(&props.draft);
    let actions = html! {
        <FormActs
            label={props.submit.clone()}
            busy={staff.form.is_busy()}
            back={props.back.clone()}
            on_cancel={props.on_done.clone()}
        >
            { props.aside.clone() }
        </FormActs>
    };
    html! {
        <div class="app-editor">
            { notes(&props.draft, &view) }
            <FormFrame
                form={staff.form.clone()}
                label={props.label.clone()}
                on_submit={staff.on_submit.clone()}
                {actions}
            >
                <StaffFieldset
                    form={staff.form.clone()}
                    found={staff.found.clone()}
                    own_login={props.draft.own_login}
                    providers={providers(&view, was)}
                    roles={roles(&view, was)}
                    offices={offices(&view, props.draft.values.get("offices"))}
                    dashboard_forced={dashboard_forced(&view, &staff)}
                    secrets={parts(&props.draft, &staff)}
                    on_retype={staff.on_retype.clone()}
                    kept={credentials.secrets}
                    address={address(&props.draft, credentials.on_change_email)}
                />
            </FormFrame>
            // Outside of the form: a question has a form of its own.
            { credentials.question }
        </div>
    }
}

/// Properties of [`NewNotes`].
#[derive(PartialEq, Properties)]
struct NewNotesProps {
    /// Whether the account counts for the plan.
    takes_seat: bool,
}

/// What to know before filling the form in: the activation mail, where its link opens (domain
/// LINK-05), and whether the plan has room (domain D-08).
#[component]
fn NewNotes(props: &NewNotesProps) -> Html {
    let view = use_desk().view();
    let local = view
        .practice
        .as_ref()
        .is_some_and(|practice| is_loopback_url(&practice.public_url));
    let (seats, max) = view.seats();
    let full = max.filter(|max| props.takes_seat && seats.taken >= *max);
    html! {
        <div class="app-stack">
            <Notice tone={Tone::Info} title={t("new-staff-note")}>
                <p>{ t("new-staff-note-more") }</p>
            </Notice>
            if local {
                <Notice tone={Tone::Warning} title={t("links-local")}>
                    <p>{ t("links-local-more") }</p>
                </Notice>
            }
            if let Some(max) = full {
                <Notice tone={Tone::Warning} title={t!("seats-none-left", max = max)}>
                    <p>{ t("seats-none-left-more") }</p>
                </Notice>
            }
        </div>
    }
}

/// What to know about a new account, or what somebody else has changed while the form is open. What
/// is typed stays: the server merges field by field.
fn notes(draft: &Draft, view: &View) -> Html {
    let Some(was) = draft.was() else {
        return html! { <NewNotes takes_seat={!draft.own_login} /> };
    };
    let changed = match view.accounts.get(&draft.account) {
        Some(shown) => changed_meanwhile(was, &shown.account),
        None => Vec::new(),
    };
    html! { <ChangedMeanwhile kind={RecordKind::Account} fields={changed} /> }
}

/// Where another e-mail address is typed, and what comes of it (domain LINK-09).
fn address(draft: &Draft, on_change: Option<Callback<()>>) -> AddressPart {
    let hint = match draft.purpose {
        Purpose::Make { .. } => None,
        Purpose::Change {
            address: Address::Elsewhere,
            ..
        } => return AddressPart::Shown { on_change },
        Purpose::Change {
            address: Address::AtOnce,
            ..
        } => Some(t("change-email-pending")),
        Purpose::Change {
            address: Address::Asked,
            ..
        } => Some(t("change-email-means")),
    };
    AddressPart::Typed { hint }
}

/// Password and PIN are set with a new account; later in other ways.
fn parts(draft: &Draft, staff: &StaffForm) -> Option<SecretParts> {
    let part = |kept: bool| if kept { Part::Kept } else { Part::Typed };
    match draft.purpose {
        Purpose::Change { .. } => None,
        Purpose::Make { .. } => Some(SecretParts {
            secrets: staff.secrets,
            password: part(staff.kept.password.is_some()),
            pin: part(staff.kept.pin.is_some()),
        }),
    }
}

/// Why the Dashboard is no choice for the role that is chosen (domain NEW-14). A setting of the
/// person's own may decide otherwise once they sign in.
fn dashboard_forced(view: &View, staff: &StaffForm) -> Option<AttrValue> {
    let chosen = staff.form.get("role").parse().ok().map(RoleId);
    let role = view.roles.get(&chosen?)?;
    landing::dashboard_is_forced(&role.allows).then(|| {
        let permission = Permission::AccessScheduling.label();
        t!("new-dashboard-forced", permission = permission)
    })
}

/// The active providers, and the one that was chosen before.
fn providers(view: &View, was: Option<&StaffFields>) -> Vec<Choice> {
    let before = was.map(|was| was.primary_provider);
    let open = view
        .providers
        .values()
        .filter(|provider| provider.active || before == Some(provider.id));
    Choice::sorted(open.map(|it| Choice::new(it.id.to_string(), it.full_name())))
}

/// Every role; those out of reach cannot be chosen and say why (domain NEW-03, RIGHT-02).
fn roles(view: &View, was: Option<&StaffFields>) -> Vec<Choice> {
    let before = was.map(|was| was.role);
    let choices = view.roles.values().map(|role| {
        let lacking = out_of_reach(&view.permissions, &role.allows);
        let barred = lacking
            .first()
            .filter(|_| before != Some(role.id))
            .map(|permission| t!("role-barred", permission = permission.label()));
        Choice {
            barred,
            ..Choice::new(role.id.to_string(), role.name.clone())
        }
    });
    choices.collect()
}

#[cfg(test)]
mod tests {
    use lanyard_shared::fields::Fields;
    use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};

    use super::*;
    use crate::sample;

    fn view(permissions: impl IntoIterator<Item = Permission>) -> View {
        let roles = system_roles().into_iter().map(|role| (role.id, role));
        View {
            roles: roles.collect(),
            permissions: permissions.into_iter().collect(),
            ..View::default()
        }
    }

    fn barred(choices: &[Choice], role: RoleId) -> Option<&str> {
        let id = role.to_string();
        let choice = choices.iter().find(|choice| choice.value == id).unwrap();
        choice.barred.as_deref()
    }

    // covers: NEW-03, RIGHT-02
    #[test]
    fn every_role_is_shown_and_those_out_of_reach_say_why_they_cannot_be_chosen() {
        let view = view([Permission::ManageAccounts]);
        let choices = roles(&view, None);
        assert_eq!(choices.len(), view.roles.len());
        assert_eq!(barred(&choices, ROLE_STAFF), None);
        let why = barred(&choices, ROLE_OFFICE_MANAGER).unwrap();
        assert!(why.starts_with("needs "), "{why}");
    }

    // covers: NEW-03
    #[test]
    fn the_role_that_somebody_has_can_stay() {
        let mut manager = sample::account(7, "Ann");
        manager.role = ROLE_OFFICE_MANAGER;
        let was = StaffFields::of(&manager);
        let choices = roles(&view([Permission::ManageAccounts]), Some(&was));
        assert_eq!(barred(&choices, ROLE_OFFICE_MANAGER), None);
    }

    // covers: NEW-03, RIGHT-02
    #[test]
    fn whoever_manages_permissions_gives_any_role() {
        let view = view([Permission::ManageAccounts, Permission::ManagePermissions]);
        let choices = roles(&view, None);
        assert!(choices.iter().all(|choice| choice.barred.is_none()));
    }
}
