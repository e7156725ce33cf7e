//! How one edit relates to another of the same author: which builds on which, and which two can be
//! mended as one.

use super::{Create, Intent, SetFields, StaffCreate, StaffSetPin};
use crate::merge::{self, Values};

/// What an edit touches of the record that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touched<'a> {
    /// The record as a whole.
    Whole,
    /// Whether it is in use.
    Standing,
    /// Whether it is in use, and the e-mail address.
    Readdressed,
    /// A secret that is kept beside it.
    Secret,
    /// Nothing of it: a mail goes to the address that it has.
    Mail,
    /// These fields.
    Fields(&'a SetFields),
}

impl Intent {
    /// Whether this edit was made on top of `earlier`: it names what that one makes, or changes what
    /// that one changes. It cannot take effect where that one has not.
    pub fn builds_on(&self, earlier: &Self) -> bool {
        if let Some(made) = earlier.makes() {
            return self.target() == made || self.refers_to().contains(&made);
        }
        if self.target() != earlier.target() {
            return false;
        }
        match (self.touched(), earlier.touched()) {
            (Touched::Fields(mine), Touched::Fields(theirs)) => {
                let mut fields = mine.changes.keys();
                fields.any(|field| theirs.changes.contains_key(field))
            }
            (Touched::Fields(set), Touched::Readdressed)
            | (Touched::Readdressed, Touched::Fields(set)) => set.changes.contains_key("email"),
            // A link that was meant for another address does not go to the old one.
            (Touched::Mail, Touched::Fields(set)) => set.changes.contains_key("email"),
            (Touched::Fields(_), Touched::Standing)
            | (Touched::Standing, Touched::Fields(_))
            | (Touched::Secret, _)
            | (_, Touched::Secret | Touched::Mail) => false,
            _ => true,
        }
    }

    /// This edit and a later one as one edit. `None` where they are acts of different sorts.
    #[must_use]
    pub fn followed_by(&self, later: &Self) -> Option<Self> {
        let later = match later {
            Self::SetFields(later) => later,
            Self::StaffSetPin(later) => return self.followed_by_pin(later),
            _ => return None,
        };
        if self.target() != later.record {
            return None;
        }
        match self {
            Self::SetFields(first) => Some(Self::from(SetFields {
                record: first.record,
                changes: merge::follow(&first.changes, &later.changes),
            })),
            Self::Create(create) => Some(Self::from(Create {
                record: create.record,
                fields: merge::lay_over(&create.fields, &later.changes),
            })),
            Self::StaffCreate(create) => {
                let typed = serde_json::to_value(&create.fields).ok()?;
                let typed: Values = serde_json::from_value(typed).ok()?;
                let both = merge::lay_over(&typed, &later.changes);
                Some(Self::from(StaffCreate {
                    fields: serde_json::from_value(both.into()).ok()?,
                    ..(**create).clone()
                }))
            }
            Self::StaffSetPin(_)
            | Self::StaffSendLink(_)
            | Self::StaffDeactivate(_)
            | Self::StaffReactivate(_)
            | Self::StaffLock(_)
            | Self::StaffUnlock(_)
            | Self::RoleDelete(_) => None,
        }
    }

    fn followed_by_pin(&self, later: &StaffSetPin) -> Option<Self> {
        match self {
            Self::StaffCreate(create) if create.account == later.account => {
                Some(Self::from(StaffCreate {
                    app_unlock_pin: Some(later.pin.clone()),
                    ..(**create).clone()
                }))
            }
            Self::StaffSetPin(first) if first.account == later.account => {
                Some(Self::StaffSetPin(later.clone()))
            }
            _ => None,
        }
    }

    const fn touched(&self) -> Touched<'_> {
        match self {
            Self::SetFields(set) => Touched::Fields(set),
            Self::StaffSetPin(_) => Touched::Secret,
            Self::StaffSendLink(_) => Touched::Mail,
            Self::StaffReactivate(act) if act.email.is_some() => Touched::Readdressed,
            Self::StaffDeactivate(_)
            | Self::StaffReactivate(_)
            | Self::StaffLock(_)
            | Self::StaffUnlock(_) => Touched::Standing,
            Self::StaffCreate(_) | Self::Create(_) | Self::RoleDelete(_) => Touched::Whole,
        }
    }
}

impl From<SetFields> for Intent {
    fn from(set: SetFields) -> Self {
        Self::SetFields(Box::new(set))
    }
}

impl From<Create> for Intent {
    fn from(create: Create) -> Self {
        Self::Create(Box::new(create))
    }
}

impl From<StaffCreate> for Intent {
    fn from(create: StaffCreate) -> Self {
        Self::StaffCreate(Box::new(create))
    }
}

#[cfg(test)]
mod tests;
