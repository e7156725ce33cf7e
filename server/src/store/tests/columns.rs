//! Accounts with a value in every column.

use lanyard_shared::care_team::CareTeamRole;
use lanyard_shared::record::CareTeamIdentifier;

use super::*;

/// No two columns of one type hold the same.
fn full() -> Account {
    Account {
        email_verified: true,
        home_phone: Some("+12125550101".to_owned()),
        particulars: Particulars {
            care_team_role: Some(CareTeamRole {
                code: "106292003".to_owned(),
                term: "Professional nurse".to_owned(),
            }),
            care_team_identifier: Some(CareTeamIdentifier::Ncsbn("12345678".to_owned())),
            daily_report: false,
            offices: Some([office(10).id].into()),
            new_dashboard: true,
            email_update: false,
            starts_on: Some("2027-01-15".parse().unwrap()),
            ends_on: Some("2027-12-31".parse().unwrap()),
        },
        starts_at: Some(UnixMillis(1)),
        ends_at: Some(UnixMillis(2)),
        erase_at: Some(UnixMillis(4)),
        two_factor: TwoFactor::Enrolled,
        emergency_until: Some(UnixMillis(3)),
        ..account(1, "ana", "ana@example.org")
    }
}

#[test]
fn every_column_comes_back_from_a_new_account_and_from_an_edited_one() {
    let mut database = furnished();
    let plain = account(1, "ana", "ana@example.org");
    let renamed = Account {
        username: "Ann".to_owned(),
        email: "Ann@example.org".to_owned(),
        standing: Standing::Deactivated,
        work: Work::Provider { provider: PROVIDER },
        ..full()
    };
    database
        .write(|tx| accounts::insert(tx, &full(), "hash", Rev(1)))
        .unwrap();
    for (rev, edited) in [(2, full()), (3, plain), (4, renamed), (5, full())] {
        database
            .write(|tx| {
                accounts::update(tx, &edited, Rev(rev))?;
                assert_eq!(accounts::find(tx, edited.id)?, Some(edited.clone()));
                let found = accounts::find_by_username(tx, &edited.username.to_uppercase())?;
                assert_eq!(found.as_ref(), Some(&edited), "by its name as it is");
                let found = accounts::find_by_email(tx, &edited.email.to_uppercase())?;
                assert_eq!(found.as_ref(), Some(&edited), "by its address as it is");
                let rows = changes::since(tx, Rev(rev - 1), 10)?;
                assert!(rows.iter().any(|row| row.rev == Rev(rev)));
                Ok(())
            })
            .unwrap();
    }
    let former = database.read(|tx| accounts::find_by_username(tx, "ann"));
    assert_eq!(former.unwrap(), None, "a former name is free");
}
