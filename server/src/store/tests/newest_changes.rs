//! Who changed a field last: one row for each pair of hands.

use lanyard_shared::id::DeviceId;
use lanyard_shared::record::{RecordKey, RecordKind};

use super::*;
use crate::store::field_changes::{self, Hands, LastChange};

const OFFICE: RecordKey = RecordKey {
    kind: RecordKind::Office,
    id: Uuid::from_u128(10),
};

fn hands(account: u128, device: u128) -> Hands {
    Hands {
        account: AccountId(Uuid::from_u128(account)),
        device: DeviceId(Uuid::from_u128(device)),
    }
}

fn note(tx: &mut Tx<'_>, field: &str, rev: u64, hands: Option<Hands>) -> Result<()> {
    let at = NOW.plus(lanyard_shared::time::Millis(rev as i64));
    field_changes::note(tx, OFFICE, &[field.to_owned()], Rev(rev), at, hands)
}

#[test]
fn the_newest_change_from_each_pair_of_hands_is_known() {
    let mut database = database();
    let (mine, on_my_phone) = (hands(1, 1), hands(1, 2));
    database
        .write(|tx| {
            note(tx, "name", 3, Some(on_my_phone))?;
            note(tx, "name", 4, Some(mine))?;
            note(tx, "phone", 5, None)?;
            note(tx, "name", 6, Some(mine))?;
            note(tx, "address", 7, Some(mine))?;
            field_changes::note_by(tx, OFFICE, "phone", Rev(8), NOW, mine.account)
        })
        .unwrap();
    database
        .read(|tx| {
            let since = |rev, hands| field_changes::by_others_since(tx, OFFICE, Rev(rev), hands);
            assert_eq!(since(2, mine)?, ["name", "phone"]);
            assert_eq!(since(3, mine)?, ["phone"]);
            assert_eq!(since(5, on_my_phone)?, ["address", "name", "phone"]);
            assert_eq!(since(8, on_my_phone)?, [""; 0]);
            let last = field_changes::last(tx, OFFICE, "name")?;
            let by = Some(mine.account);
            assert_eq!(last.map(|last| last.by), Some(by));
            assert!(field_changes::changed_since(tx, OFFICE, "name", Rev(5))?);
            assert!(!field_changes::changed_since(tx, OFFICE, "name", Rev(6))?);
            let rows = "select count(*) || '' from field_changes";
            assert_eq!(tx.text(rows)?, "5");
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_an_older_version_noted_keeps_its_meaning() {
    let mut connection = schema::older(8).unwrap();
    let older = format!(
        "insert into field_changes (kind, record_id, field, rev, at, account_id, device_id) values
           ('office', '{id}', 'name', 1, 11, '{mine}', '{phone}'),
           ('office', '{id}', 'name', 2, 12, '{mine}', '{phone}'),
           ('office', '{id}', 'name', 3, 13, null, null)",
        id = OFFICE.id,
        mine = hands(1, 2).account,
        phone = hands(1, 2).device,
    );
    connection.execute_batch(&older).unwrap();
    schema::migrate(&mut connection, EpochId(Uuid::from_u128(1))).unwrap();
    let tx = Tx::new(&connection);
    let rows = "select group_concat(rev || ' ' || at) from field_changes order by rev";
    assert_eq!(tx.text(rows).unwrap(), "3 13,2 12");
    let by_server = LastChange {
        by: None,
        at: UnixMillis(13),
    };
    let last = field_changes::last(&tx, OFFICE, "name").unwrap();
    assert_eq!(last, Some(by_server));
    let others = |rev| field_changes::by_others_since(&tx, OFFICE, Rev(rev), hands(1, 2));
    assert_eq!(others(2).unwrap(), ["name"]);
    assert!(others(3).unwrap().is_empty());
}
