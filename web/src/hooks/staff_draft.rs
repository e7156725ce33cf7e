//! What the form of a staff account begins with, and what its fields ask for when they are saved.

use lanyard_shared::fields::{self, Fields, StaffFields};
use lanyard_shared::id::{AccountId, ProviderId, RoleId};
use lanyard_shared::intent::{Intent, SetFields, StaffCreate, StaffSetPin};
use lanyard_shared::merge::{self, Changes};
use lanyard_shared::message::FieldProblem;
use lanyard_shared::permission::ROLE_PROVIDER;
use lanyard_shared::record::{Account, Particulars, Provider, Record, Standing};
use lanyard_shared::replica::{Attention, Mends, View};
use lanyard_shared::seal::Sealed;
use lanyard_shared::validate::format_phone;
use serde_json::Value;
use uuid::Uuid;
use yew::AttrValue;

use super::{Values, care_team_values, work_values};
use crate::components::TICKED;

mod kept;

pub(crate) use kept::KeptDraft;

/// What the form begins with.
#[derive(Clone, PartialEq)]
pub(crate) struct Draft {
    /// The account that it is about.
    pub(crate) account: AccountId,
    /// The refused edit that it takes the place of.
    pub(crate) replaces: Option<Mends>,
    /// Whether it is a provider's own login (domain D-03).
    pub(crate) own_login: bool,
    /// What is in the fields.
    pub(crate) values: Values,
    /// What the account says that no field of the form shows; it stays.
    pub(crate) particulars: Particulars,
    /// Why it was refused, at which field.
    pub(crate) problems: Vec<FieldProblem>,
    /// What saving it does.
    pub(crate) purpose: Purpose,
}

/// What saving the form does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Purpose {
    /// Makes the account.
    Make {
        /// What was sealed earlier.
        kept: Kept,
    },
    /// Changes the fields that differ from what the form was opened with.
    Change {
        /// What that was.
        was: Box<StaffFields>,
        /// Where another e-mail address is typed.
        address: Address,
    },
}

/// Where another e-mail address of an account is typed (domain EDIT-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// In the form: nobody has used the account, and the address is in force at once.
    AtOnce,
    /// In the form, because an edit that asked for one waits: it is asked for once more.
    Asked,
    /// Under *Change Email*.
    Elsewhere,
}

impl Address {
    const fn of(account: &Account) -> Self {
        match account.standing {
            Standing::Pending => Self::AtOnce,
            _ => Self::Elsewhere,
        }
    }
}

/// Secrets that were sealed earlier and are used where nothing else is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    /// The password.
    pub(crate) password: Option<Sealed>,
    /// The App Unlock PIN.
    pub(crate) pin: Option<Sealed>,
}

impl Draft {
    /// A form that is empty but for a PIN that was drawn.
    pub(crate) fn empty(account: AccountId, pin: AttrValue) -> Self {
        let particulars = Particulars::default();
        let mut values = particulars_as_typed(&particulars);
        values.insert("app_unlock_pin", pin);
        Self {
            account,
            replaces: None,
            own_login: false,
            values,
            particulars,
            problems: Vec::new(),
            purpose: Purpose::Make {
                kept: Kept::default(),
            },
        }
    }

    /// This form with provider, role, offices and settings of somebody else; what is about the person
    /// alone stays empty, and the new member chooses their password (domain STAFF-05, NEW-08).
    pub(crate) fn like(mut self, other: &Account) -> Self {
        let chosen = [
            ("primary_provider", other.provider().to_string().into()),
            ("role", other.role.to_string().into()),
            ("copied", TICKED.into()),
        ];
        self.particulars = Particulars {
            care_team_identifier: None,
            starts_on: None,
            ends_on: None,
            ..other.particulars.clone()
        };
        self.values.extend(chosen);
        let particulars = particulars_as_typed(&self.particulars);
        self.values.extend(particulars);
        self
    }

    /// This form for the own login of a provider, who has their name and the role *Provider* (domain
    /// D-03).
    pub(crate) fn login_of(mut self, provider: &Provider) -> Self {
        self.own_login = true;
        self.values.extend([
            ("first_name", provider.first_name.clone().into()),
            ("last_name", provider.last_name.clone().into()),
            ("email", provider.email.clone().into()),
            ("primary_provider", provider.id.to_string().into()),
            ("role", ROLE_PROVIDER.to_string().into()),
        ]);
        self
    }

    /// An account as it is shown, to be changed.
    pub(crate) fn edit(account: &Account) -> Self {
        let was = StaffFields::of(account);
        Self {
            account: account.id,
            replaces: None,
            own_login: !account.is_staff(),
            values: as_typed(was.clone()),
            particulars: was.particulars.clone(),
            problems: Vec::new(),
            purpose: Purpose::Change {
                was: Box::new(was),
                address: Address::of(account),
            },
        }
    }

    /// An edit that waits for a person, with the values as typed and the reasons at their fields.
    /// `None` where this form is not its form.
    pub(crate) fn mend(item: &Attention, view: &View) -> Option<Self> {
        match item.intent.as_ref()? {
            Intent::StaffCreate(create) => Some(Self::mend_new(item, create)),
            Intent::SetFields(set) => Self::mend_change(item, set, view),
            _ => None,
        }
    }

    /// Password and PIN stay as they were sealed, unless they were refused themselves.
    fn mend_new(item: &Attention, create: &StaffCreate) -> Self {
        let unless_refused = |field: &str, sealed: &Option<Sealed>| {
            let mut problems = item.problems().iter();
            let refused = problems.any(|problem| problem.field.as_deref() == Some(field));
            sealed.clone().filter(|_| !refused)
        };
        let kept = Kept {
            password: unless_refused("password", &create.password),
            pin: unless_refused(StaffSetPin::FIELD, &create.app_unlock_pin),
        };
        let mut values = as_typed(create.fields.clone());
        if create.password.is_none() {
            values.insert("member_chooses", TICKED.into());
        }
        Self {
            account: create.account,
            replaces: Some(item.mends()),
            own_login: create.own_login,
            values,
            particulars: create.fields.particulars.clone(),
            problems: item.problems().to_vec(),
            purpose: Purpose::Make { kept },
        }
    }

    /// The fields as typed. What is not chosen yet has the nil id, which no record has.
    pub(crate) fn typed(&self, values: &Values) -> StaffFields {
        let text = |name: &str| {
            values
                .get(name)
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        let id = |name: &str| text(name).parse().unwrap_or(Uuid::nil());
        StaffFields {
            first_name: text("first_name").trim().to_owned(),
            last_name: text("last_name").trim().to_owned(),
            primary_provider: ProviderId(id("primary_provider")),
            role: RoleId(id("role")),
            email: text("email").trim().to_owned(),
            username: text("username").trim().to_owned(),
            home_phone: text("home_phone"),
            cell_phone: text("cell_phone"),
            particulars: work_values::typed(
                values,
                care_team_values::typed(values, &self.particulars),
            ),
        }
    }

    /// What the fields were when the form was opened, where it changes an account.
    pub(crate) fn was(&self) -> Option<&StaffFields> {
        match &self.purpose {
            Purpose::Change { was, .. } => Some(was),
            Purpose::Make { .. } => None,
        }
    }

    fn mend_change(item: &Attention, set: &SetFields, view: &View) -> Option<Self> {
        let shown = view.accounts.get(&AccountId(set.record.id))?;
        let record = Record::Account(shown.account.clone());
        let wanted = merge::lay_over(&fields::of(&record), &set.changes);
        let wanted: StaffFields = serde_json::from_value(wanted.into()).ok()?;
        let draft = Self::edit(&shown.account);
        let purpose = match draft.purpose {
            Purpose::Change {
                was,
                address: Address::Elsewhere,
            } if set.touches(&["email"]) => Purpose::Change {
                was,
                address: Address::Asked,
            },
            purpose => purpose,
        };
        Some(Self {
            replaces: Some(item.mends()),
            particulars: wanted.particulars.clone(),
            values: as_typed(wanted),
            problems: item.problems().to_vec(),
            purpose,
            ..draft
        })
    }
}

/// Fields as they stand in the form.
fn as_typed(fields: StaffFields) -> Values {
    let mut values = Values::from([
        ("first_name", fields.first_name.into()),
        ("last_name", fields.last_name.into()),
        (
            "primary_provider",
            fields.primary_provider.to_string().into(),
        ),
        ("role", fields.role.to_string().into()),
        ("email", fields.email.into()),
        ("username", fields.username.into()),
        ("home_phone", format_phone(&fields.home_phone).into()),
        ("cell_phone", format_phone(&fields.cell_phone).into()),
    ]);
    values.extend(particulars_as_typed(&fields.particulars));
    values
}

fn particulars_as_typed(particulars: &Particulars) -> Values {
    let mut values = care_team_values::as_typed(particulars);
    values.extend(work_values::as_typed(particulars));
    values
}

/// What is to be changed so that the fields are as they are typed. `None` where nothing is, or where
/// something is wrong with what is typed.
pub(crate) fn to_change(was: &StaffFields, typed: &StaffFields) -> Option<Changes> {
    let changes = differences(was, &typed.checked().ok()?);
    (!changes.is_empty()).then_some(changes)
}

/// The fields that have changed since the form was opened.
pub(crate) fn changed_meanwhile(was: &StaffFields, account: &Account) -> Vec<String> {
    let changes = differences(was, &StaffFields::of(account));
    changes.into_keys().collect()
}

fn differences(was: &StaffFields, set: &StaffFields) -> Changes {
    let values = |fields: &StaffFields| match serde_json::to_value(fields) {
        Ok(Value::Object(values)) => values,
        // These fields are texts; writing them cannot fail.
        _ => merge::Values::new(),
    };
    merge::between(&values(was), &values(set))
}

#[cfg(test)]
mod tests;
