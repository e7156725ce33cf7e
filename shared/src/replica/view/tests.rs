//! What is shown between an edit and its row.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::fields::make;
use crate::id::EpochId;
use crate::intent::SetFields;
use crate::merge::{Change, Changes};
use crate::protocol::{Cursor, Outcome, Rev, Verdict};
use crate::record::Row;
use crate::replica::Answered;

const OFFICE: RecordKey = RecordKey {
    kind: RecordKind::Office,
    id: Uuid::from_u128(1),
};

/// A device that has pulled up to revision 7; its renaming of an office took effect at `rev`.
fn renamed_at(rev: u64) -> Local {
    let mut local = Local::default();
    let fields = serde_json::from_value(json!({ "name": "Harbor" })).unwrap();
    let record = make(OFFICE, fields).unwrap();
    local.rows.insert(
        OFFICE,
        Row {
            rev: Rev(1),
            record,
        },
    );
    local.meta.cursor = Some(Cursor {
        epoch: EpochId(Uuid::nil()),
        rev: Rev(7),
        tag: String::new(),
        scope: String::new(),
    });
    let change = Change {
        was: json!("Harbor"),
        set: json!("South"),
    };
    let intent = Intent::from(SetFields {
        record: OFFICE,
        changes: Changes::from([("name".to_owned(), change)]),
    });
    let op_id = OpId(Uuid::from_u128(2));
    let answered = Answered {
        envelope: intent.envelope(op_id, UnixMillis(0)),
        verdict: Verdict {
            op_id,
            seq: 1,
            outcome: Outcome::Applied,
            rev: Rev(rev),
            at: UnixMillis(0),
        },
    };
    local.answered.insert(1, answered);
    local
}

fn shown(local: &Local) -> (String, RowState) {
    let view = View::of(local);
    let office = &view.offices[&OfficeId(OFFICE.id)];
    (office.name.clone(), view.mark(OFFICE))
}

#[test]
fn what_took_effect_is_shown_until_its_row_has_come() {
    assert_eq!(shown(&renamed_at(8)), ("South".into(), RowState::Sent));
    assert_eq!(shown(&renamed_at(7)), ("Harbor".into(), RowState::Accepted));
}

#[test]
fn while_the_history_is_not_known_only_rows_are_shown() {
    let held = ("Harbor".to_owned(), RowState::Accepted);
    let mut confirming = renamed_at(8);
    confirming.meta.confirming = Some(0);
    assert_eq!(shown(&confirming), held);
    let mut snapshot = renamed_at(8);
    snapshot.meta.snapshot_after = Some(OFFICE);
    assert_eq!(shown(&snapshot), held);
    let mut first = renamed_at(8);
    first.meta.cursor = None;
    assert_eq!(shown(&first), held);
}
