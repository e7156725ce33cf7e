//! The part of each record that people edit, one file for each kind. Changes name these fields, the
//! forms show them, and what is stored has passed their checks.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::id::{GroupId, OfficeId, ProviderId, RoleId};
use crate::merge::Values;
use crate::message::FieldProblem;
use crate::permission::Permission;
use crate::record::{Group, Office, Provider, Record, RecordKey, RecordKind, Role};

mod account;
mod group;
mod office;
mod practice;
mod provider;
mod role;

pub use account::StaffFields;
pub use group::{GroupFields, MAX_MEMBERS};
pub use office::OfficeFields;
pub use practice::PracticeFields;
pub use provider::ProviderFields;
pub use role::RoleFields;

/// The fields of one kind of record.
pub trait Fields: Sized + Clone + Serialize + DeserializeOwned {
    /// The record that they are fields of.
    type Record: Clone;

    /// The fields that a record has.
    fn of(record: &Self::Record) -> Self;

    /// Checks every field by itself and gives them in the form in which they are stored. What
    /// depends on other records is for whoever holds them.
    ///
    /// # Errors
    /// One problem for each field at fault, in the order of the form.
    fn checked(&self) -> Result<Self, Vec<FieldProblem>>;

    /// Puts the fields into a record.
    fn put(self, record: &mut Self::Record);
}

/// Why values are not the fields of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A value has another shape than its field, or a field is missing.
    Malformed,
    /// A rule of a field is broken.
    Invalid(Vec<FieldProblem>),
}

/// The fields of a record by name.
pub fn of(record: &Record) -> Values {
    match record {
        Record::Practice(record) => values(&PracticeFields::of(record)),
        Record::Office(record) => values(&OfficeFields::of(record)),
        Record::Provider(record) => values(&ProviderFields::of(record)),
        Record::Role(record) => values(&RoleFields::of(record)),
        Record::Account(record) => values(&StaffFields::of(record)),
        Record::Group(record) => values(&GroupFields::of(record)),
    }
}

/// A record with these values in its fields, checked.
///
/// # Errors
/// [`Refusal`].
pub fn put(record: &Record, values: Values) -> Result<Record, Refusal> {
    with(record, values, true)
}

/// A record with these values in its fields as they were typed, for showing what waits to be
/// checked. `None` where they have another shape.
pub fn show(record: &Record, values: Values) -> Option<Record> {
    with(record, values, false).ok()
}

/// A new record of an id with these values in its fields, checked. Accounts and the practice are
/// made in other ways.
///
/// # Errors
/// [`Refusal`].
pub fn make(key: RecordKey, values: Values) -> Result<Record, Refusal> {
    put(&blank(key).ok_or(Refusal::Malformed)?, values)
}

/// As [`make`], as typed.
pub fn show_new(key: RecordKey, values: Values) -> Option<Record> {
    show(&blank(key)?, values)
}

/// The fields whose change may give somebody rights: a raise is judged by what its author saw of
/// them. `standing` and `deleted` are changed by acts of their own.
pub const fn of_rights(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Account => &[
            "role",
            "primary_provider",
            "offices",
            "starts_on",
            "ends_on",
            "standing",
        ],
        RecordKind::Role => &["allows", "deleted"],
        RecordKind::Practice | RecordKind::Office | RecordKind::Provider | RecordKind::Group => &[],
    }
}

/// The fields by which somebody signs in or is reached (domain RIGHT-03).
pub const fn of_credentials(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Account => &["email", "username"],
        _ => &[],
    }
}

/// What it takes to change a field (domain RIGHT-01). Where links point, and the rules for
/// passwords, reach into everybody's credentials: they take more than the rest of the practice.
pub fn permission_for(kind: RecordKind, field: &str) -> Permission {
    match (kind, field) {
        (RecordKind::Practice, "public_url" | "policies") => Permission::ManagePermissions,
        _ => Permission::to_edit(kind),
    }
}

/// The records that a value of a field points at.
pub fn references(kind: RecordKind, field: &str, value: &Value) -> Vec<RecordKey> {
    let points_at = match (kind, field) {
        (RecordKind::Account, "role") => RecordKind::Role,
        (RecordKind::Account, "primary_provider") => RecordKind::Provider,
        (RecordKind::Provider | RecordKind::Account, "offices") => RecordKind::Office,
        (RecordKind::Group, "members") => RecordKind::Account,
        _ => return Vec::new(),
    };
    let one = std::slice::from_ref(value);
    let all = value.as_array().map_or(one, Vec::as_slice);
    let ids = all.iter().filter_map(|id| id.as_str()?.parse().ok());
    ids.map(|id| RecordKey {
        kind: points_at,
        id,
    })
    .collect()
}

fn blank(key: RecordKey) -> Option<Record> {
    Some(match key.kind {
        RecordKind::Office => Record::Office(Office::blank(OfficeId(key.id))),
        RecordKind::Provider => Record::Provider(Provider::blank(ProviderId(key.id))),
        RecordKind::Role => Record::Role(Role::blank(RoleId(key.id))),
        RecordKind::Group => Record::Group(Group::blank(GroupId(key.id))),
        RecordKind::Practice | RecordKind::Account => return None,
    })
}

fn with(record: &Record, values: Values, check: bool) -> Result<Record, Refusal> {
    Ok(match record {
        Record::Practice(record) => {
            Record::Practice(filled::<PracticeFields>(record, values, check)?)
        }
        Record::Office(record) => Record::Office(filled::<OfficeFields>(record, values, check)?),
        Record::Provider(record) => {
            Record::Provider(filled::<ProviderFields>(record, values, check)?)
        }
        Record::Role(record) => Record::Role(filled::<RoleFields>(record, values, check)?),
        Record::Account(record) => Record::from(filled::<StaffFields>(record, values, check)?),
        Record::Group(record) => Record::Group(filled::<GroupFields>(record, values, check)?),
    })
}

fn filled<F: Fields>(
    record: &F::Record,
    values: Values,
    check: bool,
) -> Result<F::Record, Refusal> {
    let typed = F::deserialize(Value::Object(values)).map_err(|_| Refusal::Malformed)?;
    let fields = match typed.checked() {
        Ok(checked) => checked,
        Err(problems) if check => return Err(Refusal::Invalid(problems)),
        Err(_) => typed,
    };
    let mut record = record.clone();
    fields.put(&mut record);
    Ok(record)
}

fn values(fields: &impl Serialize) -> Values {
    match serde_json::to_value(fields) {
        Ok(Value::Object(values)) => values,
        // Fields are structures of strings, numbers, lists and options: they are always an object.
        _ => Values::new(),
    }
}

#[cfg(test)]
mod tests;
