//! Accounts as a file, and that it comes in again as it went out.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::care_team::CareTeamRole;
use crate::fields::{Fields, StaffFields};
use crate::intent::StaffCreate;
use crate::record::{CareTeamIdentifier, Particulars};
use crate::time::UnixMillis;

// covers: STAFF-06, RIGHT-06
#[test]
fn what_goes_out_is_what_lists_show_and_no_secret() {
    let mut view = view();
    let mut account = sample::person(READER, "=Dana");
    account.home_phone = Some("+12125550147".into());
    account.particulars.care_team_role = Some(CareTeamRole {
        code: "106292003".into(),
        term: "Professional nurse".into(),
    });
    account.role = ROLE_NURSE;
    view.groups.get_mut(&NIGHTS).unwrap().members = [READER].into();
    let file = export([&account], &view, UnixMillis(0));
    assert_eq!(
        file,
        "\u{feff}first_name,last_name,username,email,role,primary_provider,offices,groups,\
         care_team_role,npi,ncsbn_id,home_phone,cell_phone,daily_report,new_dashboard,\
         email_update,starts_on,ends_on,state\r\n\
         '=Dana,Lee,'=Dana,'=Dana@example.org,Nurse,00000000-0000-0000-0000-000000000000,,\
         Nights; weekends,106292003 |Professional nurse|,,,(212) 555-0147,,yes,no,yes,,,active\r\n"
    );
    account.standing = Standing::Removed;
    let erased = export([&account], &view, UnixMillis(0));
    assert_eq!(erased.lines().count(), 1, "of the erased nothing is told");
}

// covers: STAFF-06
#[test]
fn names_that_mean_two_go_out_as_ids() {
    let mut view = view();
    let twin = OfficeId(Uuid::from_u128(23));
    view.offices.extend([office(twin, "harbor ")]);
    let mut account = sample::person(READER, "Dana");
    account.particulars.offices = Some([HARBOR].into());
    let file = export([&account], &view, UnixMillis(0));
    assert!(file.contains(&HARBOR.to_string()), "{file}");
    let text = file.replace("Dana", "Ana");
    let text = text.replace("00000000-0000-0000-0000-000000000000", "Maria Alvarez");
    expect(&run(&text, &view), &[(2, "ready")]);
    let named = text.replace(&HARBOR.to_string(), "Harbor");
    expect(&run(&named, &view), &[(2, "offices: import-several")]);
    view.offices.get_mut(&twin).unwrap().active = false;
    expect(&run(&named, &view), &[(2, "ready")]);
}

/// Text with everything in it that files and spreadsheets take for something else.
fn name() -> impl Strategy<Value = String> {
    let name = "['=+@;,\"\\-]{0,2}[a-zA-Zж語é<>'\"; =+@-]{1,12}";
    name.prop_map(|name| name.trim().to_owned())
        .prop_filter("a name", |name| !name.is_empty())
}

fn fields() -> impl Strategy<Value = StaffFields> {
    let identifiers = prop_oneof![
        Just(None),
        Just(Some(CareTeamIdentifier::Npi("1234567893".into()))),
        Just(Some(CareTeamIdentifier::Ncsbn("12345678".into()))),
    ];
    let offices = prop_oneof![
        Just(None),
        Just(Some(BTreeSet::from([HARBOR]))),
        Just(Some(BTreeSet::from([MILL]))),
        Just(Some(BTreeSet::from([HARBOR, MILL]))),
    ];
    let care_team = prop_oneof![
        Just(None),
        proptest::sample::select(CareTeamRole::known()).prop_map(Some),
        name().prop_map(|term| Some(CareTeamRole {
            code: "106292003".into(),
            term
        })),
    ];
    let settings = any::<[bool; 3]>();
    let days = any::<bool>();
    (
        name(),
        name(),
        identifiers,
        offices,
        care_team,
        settings,
        days,
    )
        .prop_map(
            |(
                first_name,
                last_name,
                care_team_identifier,
                offices,
                care_team_role,
                settings,
                days,
            )| {
                let day = |day: &str| days.then(|| day.parse().ok()).flatten();
                StaffFields {
                    first_name,
                    last_name,
                    primary_provider: ProviderId(Uuid::from_u128(11)),
                    role: ROLE_NURSE,
                    email: "-ana@example.org".into(),
                    username: "-ana".into(),
                    home_phone: "+12125550147".into(),
                    cell_phone: String::new(),
                    particulars: Particulars {
                        care_team_role,
                        care_team_identifier,
                        daily_report: settings[0],
                        offices,
                        new_dashboard: settings[1],
                        email_update: settings[2],
                        starts_on: day("2027-01-15"),
                        ends_on: day("2027-12-31"),
                    },
                }
            },
        )
}

proptest! {
    // covers: STAFF-06, NEW-19
    #[test]
    fn what_goes_out_comes_in_as_it_was(fields in fields(), in_group: bool, office: bool) {
        let fields = fields.checked().unwrap();
        let mut view = view();
        if office {
            view.offices.get_mut(&HARBOR).unwrap().name = fields.first_name.clone();
        }
        let create = StaffCreate {
            account: AccountId(Uuid::from_u128(7)),
            fields: fields.clone(),
            password: None,
            app_unlock_pin: None,
            own_login: false,
        };
        let account = create.account(UnixMillis(0));
        if in_group {
            view.groups.get_mut(&NIGHTS).unwrap().members = [account.id].into();
        }
        let file = export([&account], &view, UnixMillis(0));
        let run = run(&file, &view);
        let ready: Vec<&NewPerson> = run.ready().collect();
        let groups = if in_group { [NIGHTS].into() } else { BTreeSet::new() };
        let wanted = NewPerson { fields, groups };
        prop_assert_eq!(ready, [&wanted], "{}", file);
    }

    // covers: STAFF-06
    #[test]
    fn no_cell_is_run_as_a_formula_and_each_comes_back(text in "['=+@\t\r\n,;a＝-]{0,6}") {
        let guarded = cell::guarded(&text);
        prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']));
        prop_assert_eq!(cell::bared(&guarded), text);
    }

    // covers: NEW-19
    #[test]
    fn whatever_the_file_nothing_panics_and_no_line_gets_lost(
        cells in proptest::collection::vec("[\"a,;\n\r'= ]{0,8}", 0..12),
    ) {
        let text = format!("{HEADER}\r\n{}", cells.join(","));
        if let Ok(sheet) = Sheet::read(text.as_bytes()) {
            let run = DryRun::of(&sheet, &view(), READER);
            prop_assert_eq!(run.rows.len(), sheet.lines.len());
            for row in &run.rows {
                prop_assert!(row.line >= 2 && row.line <= text.lines().count() + 1);
            }
        }
    }
}
