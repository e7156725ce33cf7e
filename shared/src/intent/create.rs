//! `office.create`, `provider.create`, `role.create`, `group.create`: a new record with these fields.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fields;
use crate::merge::Values;
use crate::record::{RecordKey, RecordKind};

/// Asks for a new record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Create {
    /// The record's name among all; its id is made on the device, so that later intents can name it.
    pub record: RecordKey,
    /// The fields as typed.
    pub fields: Values,
}

/// As it travels; the kind of the record stands in the kind of the intent.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    record: Uuid,
    fields: Values,
}

impl Create {
    pub(super) fn of(kind: RecordKind, body: Body) -> Self {
        let record = RecordKey {
            kind,
            id: body.record,
        };
        Self {
            record,
            fields: body.fields,
        }
    }

    pub(super) fn body(&self) -> Body {
        Body {
            record: self.record.id,
            fields: self.fields.clone(),
        }
    }

    pub(super) fn refers_to(&self) -> Vec<RecordKey> {
        let fields = self.fields.iter();
        fields
            .flat_map(|(field, value)| fields::references(self.record.kind, field, value))
            .collect()
    }
}
