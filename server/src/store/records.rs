//! Records of any kind, by their name among all: for what treats them alike.

use lanyard_shared::id::{AccountId, GroupId, OfficeId, ProviderId, RoleId};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Record, RecordKey, RecordKind};

use crate::error::{Error, Result};
use crate::store::{Tx, accounts, groups, offices, practice, providers, roles};

/// The record of this name.
pub fn find(tx: &Tx<'_>, key: RecordKey) -> Result<Option<Record>> {
    Ok(match key.kind {
        RecordKind::Practice if !key.id.is_nil() => None,
        RecordKind::Practice => practice::find(tx)?.map(Record::Practice),
        RecordKind::Office => offices::find(tx, OfficeId(key.id))?.map(Record::Office),
        RecordKind::Provider => providers::find(tx, ProviderId(key.id))?.map(Record::Provider),
        RecordKind::Role => roles::find(tx, RoleId(key.id))?.map(Record::Role),
        RecordKind::Account => accounts::find(tx, AccountId(key.id))?.map(Record::from),
        RecordKind::Group => groups::find(tx, GroupId(key.id))?.map(Record::Group),
    })
}

/// Adds a record. An account is added with its password, by `accounts`.
///
/// # Errors
/// [`Error::Internal`] for an account.
pub fn insert(tx: &mut Tx<'_>, record: &Record, rev: Rev) -> Result<()> {
    match record {
        Record::Practice(practice) => practice::put(tx, practice, rev),
        Record::Office(office) => offices::insert(tx, office, rev),
        Record::Provider(provider) => providers::insert(tx, provider, rev),
        Record::Role(role) => roles::insert(tx, role, rev),
        Record::Group(group) => groups::insert(tx, group, rev),
        Record::Account(_) => Err(Error::Internal("an account needs a password".to_owned())),
    }
}

/// Writes a record's fields.
///
/// # Errors
/// A problem at a field whose value is taken.
pub fn update(tx: &mut Tx<'_>, record: &Record, rev: Rev) -> Result<()> {
    match record {
        Record::Practice(practice) => practice::put(tx, practice, rev),
        Record::Office(office) => offices::update(tx, office, rev),
        Record::Provider(provider) => providers::update(tx, provider, rev),
        Record::Role(role) => roles::update(tx, role, rev),
        Record::Account(account) => accounts::update(tx, account, rev),
        Record::Group(group) => groups::update(tx, group, rev),
    }
}
