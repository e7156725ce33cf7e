//! What is left of somebody after thirty days, in every table and in the bytes of the database.

use lanyard_shared::care_team::CareTeamRole;
use lanyard_shared::id::{DeviceId, GroupId, OpId};
use lanyard_shared::message::Message;
use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{
    FieldConflict, LinkPurpose, LinkState, LinkToken, MailFault, MailState, OfAccount, Outcome,
    Rev, Verdict,
};
use lanyard_shared::record::{Account, CareTeamIdentifier, Group, Particulars, Standing};
use lanyard_shared::time::{LINK_LIFE, Millis, REMOVAL_LIFE, UnixMillis};
use serde_json::json;
use uuid::Uuid;

use crate::error::Result;
use crate::service::fixture::{Desk, NURSE};
use crate::service::links::{self as ways_in, Fresh};
use crate::service::{removal, upkeep};
use crate::store::audit::{self, AuditEntry};
use crate::store::devices::Queue;
use crate::store::mails::Failure;
use crate::store::pins::PinKind;
use crate::store::second_factors::Offered;
use crate::store::sessions::Session;
use crate::store::{
    Tx, accounts, former_passwords, groups, known_browsers, ledger, links, mails, pins,
    second_factors, sessions,
};

/// What the database knows of her, each somewhere else.
const KNOWN: [&str; 15] = [
    "Xaverine",
    "Quillfeather",
    "xaverine@quill.example",
    "wish@quill.example",
    "+12125550188",
    "+12125550199",
    "999480561000087100",
    "Quill nurse (occupation)",
    "87654321",
    "2026-04-30",
    "quill mail server",
    "Quillfox 9, Quillux",
    "LOCKED-QUILL-PIN",
    "Quill conflict",
    "bea@example.org",
];

const GROUP: GroupId = GroupId(Uuid::from_u128(0x70));

/// The verdict of an edit of hers that clashed.
fn verdict(rev: Rev) -> Verdict {
    let clash = |field: &str, value: &str| FieldConflict {
        field: field.to_owned(),
        was: json!(""),
        mine: json!(value),
        theirs: json!(value),
        by: Some(NURSE),
        at: None,
    };
    Verdict {
        op_id: OpId(Uuid::from_u128(1)),
        seq: 1,
        outcome: Outcome::Conflict {
            fields: vec![clash("last_name", "Quill conflict")],
        },
        rev,
        at: UnixMillis(0),
        notes: vec![Message::new("note-email-asked").with("email", "wish@quill.example")],
    }
}

fn fill_account(tx: &mut Tx<'_>, rev: Rev) -> Result<()> {
    let found = accounts::find(tx, NURSE)?.unwrap();
    let particulars = Particulars {
        care_team_role: Some(CareTeamRole {
            code: "999480561000087100".to_owned(),
            term: "Quill nurse (occupation)".to_owned(),
        }),
        care_team_identifier: Some(CareTeamIdentifier::Ncsbn("87654321".to_owned())),
        ends_on: Some("2026-04-30".parse().unwrap()),
        ..found.particulars.clone()
    };
    let account = Account {
        first_name: "Xaverine".to_owned(),
        last_name: "Quillfeather".to_owned(),
        email: "xaverine@quill.example".to_owned(),
        home_phone: Some("+12125550188".to_owned()),
        cell_phone: Some("+12125550199".to_owned()),
        particulars,
        ..found
    };
    accounts::update(tx, &account, rev)?;
    accounts::set_own_permission(tx, NURSE, Permission::Settings, Setting::Allow)?;
    let group = Group {
        id: GROUP,
        name: "Nights".to_owned(),
        members: [NURSE].into(),
        archived: false,
    };
    groups::insert(tx, &group, rev)
}

fn fill_secrets(tx: &mut Tx<'_>) -> Result<()> {
    let now = UnixMillis(0);
    pins::put(tx, NURSE, PinKind::Support, b"LOCKED-QUILL-PIN", now)?;
    let offered = Offered {
        locked_seed: b"a seed".to_vec(),
        at: now,
        to: [3; 32],
    };
    second_factors::offer(tx, NURSE, &offered)?;
    second_factors::put_codes(tx, NURSE, &[[4; 32]])?;
    former_passwords::keep(tx, NURSE, now)?;
    known_browsers::put(tx, NURSE, &[5; 32], now)?;
    let session = Session {
        account: NURSE,
        began_at: now,
        expires_at: now,
        agent: "Quillfox 9, Quillux".to_owned(),
        must_enrol: false,
        must_renew: false,
    };
    sessions::insert(tx, &[6; 32], &session)
}

fn fill_letters(tx: &mut Tx<'_>, link: &Fresh) -> Result<()> {
    let now = UnixMillis(0);
    link.replace(tx, NURSE, LINK_LIFE, None, now)?;
    let sent = mails::newest(tx, NURSE)?;
    assert!(sent.is_some(), "her activation was mailed");
    let page = mails::Wanted {
        accounts: None,
        state: None,
    };
    for mail in mails::page(tx, page, 0, 10)? {
        let failure = Failure {
            fault: MailFault::Refused,
            words: "quill mail server says no".to_owned(),
        };
        let waiting = MailState::Waiting;
        mails::set_failed(tx, mail.id, waiting, now, &failure)?;
    }
    Ok(())
}

/// A nurse of whom much is known, who never came, and the token of her link; removed by Olga.
async fn removed() -> (Desk, LinkToken) {
    let desk = Desk::founded().await;
    let token = desk.add_nurse().await;
    let olga = desk.actor("olga").await;
    let by = olga.account;
    let link = Fresh::new(&desk.app, LinkPurpose::EmailChange).leading_to("wish@quill.example", by);
    let written = desk.app.store.write(move |tx| {
        let entry = AuditEntry::about(NURSE, "test.fill").by(by);
        let rev = tx.bump(UnixMillis(0), &entry)?;
        fill_account(tx, rev)?;
        fill_secrets(tx)?;
        fill_letters(tx, &link)?;
        let queue = Queue {
            account: by,
            device: DeviceId(Uuid::from_u128(2)),
            epoch: audit::head(tx)?.epoch,
        };
        ledger::insert(tx, queue, [0; 32], &verdict(rev))
    });
    written.await.unwrap();
    desk.put(NURSE, Standing::Deactivated).await;
    let of = OfAccount { account: NURSE };
    removal::remove(&desk.app, &olga, of).await.unwrap();
    (desk, token)
}

/// What of [`KNOWN`] is in the bytes of the database.
fn found(desk: &Desk) -> Vec<&'static str> {
    let image = desk.app.store.image();
    let is_in = |known: &&str| {
        image
            .windows(known.len())
            .any(|part| part == known.as_bytes())
    };
    KNOWN.into_iter().filter(is_in).collect()
}

async fn passes(desk: &Desk, time: Millis) {
    desk.clock.advance(time);
    upkeep::tidy(&desk.app).await.unwrap();
}

// covers: EDIT-04
#[tokio::test]
async fn nothing_of_the_person_is_left_in_the_bytes_of_the_database() {
    let (desk, _) = removed().await;
    let everything = found(&desk);
    let ends_with_removal = ["Quillfox 9, Quillux"];
    let kept = KNOWN
        .into_iter()
        .filter(|known| !ends_with_removal.contains(known));
    assert_eq!(
        everything,
        kept.collect::<Vec<_>>(),
        "the search finds them"
    );
    passes(&desk, Millis(REMOVAL_LIFE.0 - 1)).await;
    assert_eq!(found(&desk), everything);
    passes(&desk, Millis(1)).await;
    assert_eq!(found(&desk), Vec::<&str>::new());
    assert_eq!(desk.app.store.read(audit::verify).await.unwrap(), None);
}

// covers: EDIT-04
#[tokio::test]
async fn every_table_lets_go_of_the_person_and_what_names_the_id_only_stays() {
    let (desk, _) = removed().await;
    let counts = async || {
        let read = desk.app.store.read(|tx| {
            let tables = [
                "account_permissions",
                "account_offices",
                "group_members",
                "pins",
                "second_factors",
                "recovery_codes",
                "sessions",
                "known_browsers",
                "former_passwords",
                "mails",
                "links",
            ];
            let count = |table: &str| {
                let sql =
                    format!("select count(*) || '' from {table} where account_id = '{NURSE}'");
                Ok(format!("{table} {}", tx.text(&sql)?))
            };
            tables.into_iter().map(count).collect::<Result<Vec<_>>>()
        });
        read.await.unwrap().join(", ")
    };
    insta::assert_snapshot!(counts().await, @"account_permissions 1, account_offices 0, group_members 1, pins 1, second_factors 1, recovery_codes 1, sessions 0, known_browsers 1, former_passwords 1, mails 1, links 2");
    passes(&desk, REMOVAL_LIFE).await;
    insta::assert_snapshot!(counts().await, @"account_permissions 0, account_offices 0, group_members 0, pins 0, second_factors 0, recovery_codes 0, sessions 0, known_browsers 0, former_passwords 0, mails 0, links 2");
    assert_eq!(
        desk.audited().await,
        "account.erased by nobody about an account null"
    );
    let read = desk.app.store.read(|tx| {
        let group = groups::find(tx, GROUP)?.unwrap();
        let rev = tx.text("select rev || '' from staff_groups")?;
        Ok((group.members, rev, audit::head(tx)?.rev))
    });
    let (members, rev, head) = read.await.unwrap();
    assert!(members.is_empty());
    assert_eq!(rev, head.0.to_string(), "everybody gets the group anew");
    let erased = desk.nurse().await;
    assert!(erased.is_erased());
    // A second look changes nothing.
    passes(&desk, Millis::hours(1)).await;
    assert_eq!(desk.rev(), head);
}

// covers: EDIT-04
#[tokio::test]
async fn verdicts_stay_and_say_nothing_of_the_person_any_more() {
    let (desk, _) = removed().await;
    passes(&desk, REMOVAL_LIFE).await;
    let read = desk
        .app
        .store
        .read(|tx| ledger::find(tx, OpId(Uuid::from_u128(1))));
    let told = read.await.unwrap().unwrap().verdict;
    assert!(told.notes.is_empty());
    let Outcome::Conflict { fields } = told.outcome else {
        panic!("it is a conflict still");
    };
    let fields: Vec<_> = fields
        .iter()
        .map(|odds| (odds.field.as_str(), odds.mine.clone(), odds.theirs.clone()))
        .collect();
    assert_eq!(fields, [("last_name", json!(null), json!(null))]);
}

// covers: EDIT-04, LINK-03
#[tokio::test]
async fn an_old_link_says_that_its_account_is_closed_and_no_more() {
    let (desk, token) = removed().await;
    passes(&desk, REMOVAL_LIFE).await;
    let look = ways_in::look(&desk.app, token).await.unwrap();
    let closed = LinkState::AccountClosed;
    assert_eq!(look.state, closed);
    assert_eq!(
        (look.account.name.trim(), look.account.username.as_str()),
        ("", "")
    );
    let read = desk
        .app
        .store
        .read(|tx| links::awaits_activation(tx, NURSE));
    assert!(read.await.unwrap());
}
