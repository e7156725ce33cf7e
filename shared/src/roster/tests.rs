//! Files that go out and come in.

use uuid::Uuid;

use super::*;
use crate::fields::MAX_MEMBERS;
use crate::id::{AccountId, GroupId, OfficeId, ProviderId};
use crate::intent::Intent;
use crate::permission::{
    Permission, ROLE_BTG_ADMIN, ROLE_NURSE, ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles,
};
use crate::record::{Account, Group, Office, Plan, Policies, Practice, Provider, Standing, sample};
use crate::replica::{RowState, ShownAccount, View};

mod reading;
mod writing;

const READER: AccountId = AccountId(Uuid::from_u128(1));
const HARBOR: OfficeId = OfficeId(Uuid::from_u128(21));
const MILL: OfficeId = OfficeId(Uuid::from_u128(22));
const NIGHTS: GroupId = GroupId(Uuid::from_u128(31));
const HEADER: &str = "first_name,last_name,username,email,role,primary_provider";

fn shown(account: Account) -> (AccountId, ShownAccount) {
    let shown = ShownAccount {
        account: account.into(),
        row: RowState::Accepted,
        takes_away: false,
    };
    (shown.account.id, shown)
}

fn provider(id: u128, first_name: &str, active: bool) -> (ProviderId, Provider) {
    let id = ProviderId(Uuid::from_u128(id));
    let provider = Provider {
        first_name: first_name.into(),
        last_name: "Alvarez".into(),
        active,
        ..Provider::blank(id)
    };
    (id, provider)
}

fn office(id: OfficeId, name: &str) -> (OfficeId, Office) {
    let office = Office {
        name: name.into(),
        ..Office::blank(id)
    };
    (id, office)
}

/// A practice with room for anybody. The reader manages accounts, and holds nothing else that is guarded.
fn view() -> View {
    let group = Group {
        name: "Nights; weekends".into(),
        ..Group::blank(NIGHTS)
    };
    View {
        practice: Some(Practice {
            name: "Clinic".into(),
            time_zone: "America/New_York".into(),
            plan: Plan::Invoiced,
            public_url: "https://desk.example.org".into(),
            policies: Policies::default(),
        }),
        offices: [office(HARBOR, "Harbor"), office(MILL, "Mill; Street")].into(),
        providers: [provider(11, "Maria", true), provider(12, "Old", false)].into(),
        roles: system_roles().into_iter().map(|it| (it.id, it)).collect(),
        accounts: [shown(sample::person(READER, "Dana"))].into(),
        groups: [(NIGHTS, group)].into(),
        permissions: [Permission::ManageAccounts].into(),
        ..View::default()
    }
}

fn line(first: &str, rest: &str) -> String {
    let low = first.to_lowercase();
    format!("{first},Reyes,{low}.r,{low}@example.org,Nurse,Maria Alvarez{rest}")
}

fn file(lines: &[String]) -> String {
    format!("{HEADER}\n{}", lines.join("\n"))
}

fn run(text: &str, view: &View) -> DryRun {
    let sheet = Sheet::read(text.as_bytes()).unwrap();
    DryRun::of(&sheet, view, READER)
}

/// Each line with its verdict, and of a refused one the field and the key of each reason.
fn told(run: &DryRun) -> Vec<(usize, String)> {
    let rows = run.rows.iter();
    let verdict = |row: &Row| match &row.verdict {
        Verdict::Ready(_) => "ready".to_owned(),
        Verdict::There(_) => "there".to_owned(),
        Verdict::Refused(problems) => {
            let told = problems.iter().map(|problem| {
                let field = problem.field.as_deref().unwrap_or("line");
                format!("{field}: {}", problem.message.key)
            });
            told.collect::<Vec<_>>().join(", ")
        }
    };
    rows.map(|row| (row.line, verdict(row))).collect()
}

fn expect(run: &DryRun, wanted: &[(usize, &str)]) {
    let wanted = wanted.iter().map(|(line, it)| (*line, (*it).to_owned()));
    assert_eq!(told(run), wanted.collect::<Vec<_>>());
}

// covers: NEW-08, NEW-19
#[test]
fn good_lines_become_accounts_whose_owners_choose_the_password() {
    let text = format!(
        "{HEADER},offices,groups,care_team_role,npi,cell_phone,daily_report,starts_on\n\
         Ana,Reyes,ana.r,Ana@Example.org,nurse,maria  ALVAREZ,Harbor; {MILL},Nights; weekends,\
         registered nurse,1234567893,212-555-0147,no,2027-01-15\n\
         Ngọc,Ánh,ngoc.anh,ngoc@example.org,{ROLE_STAFF},{},,,,,,,\n",
        ProviderId(Uuid::from_u128(11)).0,
    );
    let view = view();
    let run = run(&text, &view);
    expect(&run, &[(2, "ready"), (3, "ready")]);
    let mut number = 100;
    let edits = run.edits(&view, |_| {
        number += 1;
        Ok::<_, ()>((AccountId(Uuid::from_u128(number)), None))
    });
    let edits = edits.unwrap();
    let [
        Intent::StaffCreate(ana),
        Intent::StaffCreate(ngoc),
        Intent::SetFields(group),
    ] = edits.as_slice()
    else {
        panic!("two accounts and a group: {edits:?}");
    };
    assert_eq!((&ana.password, &ngoc.password), (&None, &None));
    assert_eq!(ana.fields.role, ROLE_NURSE);
    assert_eq!(ana.fields.cell_phone, "+12125550147");
    assert_eq!(ana.fields.email, "Ana@Example.org");
    let said = &ana.fields.particulars;
    assert_eq!(said.offices, Some([HARBOR, MILL].into()));
    assert_eq!(
        said.care_team_role.as_ref().map(|it| &*it.code),
        Some("224535009")
    );
    assert!(!said.daily_report && ngoc.fields.particulars.daily_report);
    assert_eq!(said.starts_on, "2027-01-15".parse().ok());
    assert_eq!(ngoc.fields.particulars.offices, None);
    assert_eq!(ngoc.fields.first_name, "Ngọc");
    assert_eq!(group.record.id, NIGHTS.0);
    let [change] = group.changes.values().collect::<Vec<_>>()[..] else {
        panic!("members alone: {group:?}");
    };
    assert_eq!(change.set, serde_json::json!([ana.account]));
    assert!(edits[2].builds_on(&edits[0]), "the group waits for her");
}

// covers: NEW-19
#[test]
fn nothing_half_read_becomes_an_account() {
    let lines = [
        ",Reyes,a b,ana@example.org,Nurse,Maria Alvarez,,,",
        "Bo,Reyes,bo.r,bo,Plumber,,,,",
        "Cy,Reyes,cy.r,cy@example.org,Nurse,Old Alvarez,Harbour,perhaps,31.3.2027",
        "Di,Reyes,di.r,di@example.org,Nurse",
        "Ed,Reyes,ed.r,ed@example.org,Nurse,Maria Alvarez,,,,more",
        "Flo,Reyes,flo.r,flo@example.org,Nurse,Maria Alvarez,,,,,,",
        "<b>Gus</b>,Reyes,gus.r,gus@example.org,Nurse,Maria Alvarez,,,",
    ];
    let header = format!("{HEADER},offices,daily_report,ends_on");
    let text = format!("{header}\n{}", lines.join("\r\n"));
    let wanted = [
        (
            2,
            "first_name: field-required, username: username-characters",
        ),
        (
            3,
            "email: email-invalid, role: import-unknown, primary_provider: field-required",
        ),
        (
            4,
            "primary_provider: provider-inactive, offices: import-unknown, \
             daily_report: import-yes-no, ends_on: import-day",
        ),
        (5, "line: import-cells"),
        (6, "line: import-cells"),
        (7, "ready"),
        (8, "ready"),
    ];
    expect(&run(&text, &view()), &wanted);
}

// covers: NEW-19, NEW-06, NEW-07
#[test]
fn who_is_there_already_is_left_alone_and_who_clashes_with_somebody_else_is_refused() {
    let mut view = view();
    let mut gone = sample::person(AccountId(Uuid::from_u128(2)), "Gone");
    gone.standing = Standing::Removed;
    view.accounts.extend([shown(gone)]);
    let rest = "Nurse,Maria Alvarez";
    let lines = [
        format!("Dana,Lee,another.one,DANA@example.org,{rest}"),
        format!("dana,LEE,DANA,dana@new.example,{rest}"),
        format!("Dana,Married,dana,Dana@Example.org,{rest}"),
        format!("Adam,Lee,dana,adam@example.org,{rest}"),
        format!("Adam,Lee,adam,dana@example.org,{rest}"),
        format!("Gone,Lee,gone.two,gone@example.org,{rest}"),
        format!("Gone,Lee,gone,gone@new.example,{rest}"),
    ];
    let wanted = [
        (2, "there"),
        (3, "there"),
        (4, "there"),
        (5, "username: username-taken"),
        (6, "email: email-taken"),
        (7, "ready"),
        (8, "username: username-taken"),
    ];
    expect(&run(&file(&lines), &view), &wanted);
}

// covers: NEW-19
#[test]
fn a_second_use_within_the_file_is_refused_and_names_the_first() {
    let lines = [
        line("Ana", ""),
        "Bo,Reyes,ANA.R,bo@example.org,Nurse,Maria Alvarez".to_owned(),
        "Cy,Reyes,cy.r,ANA@example.org,Nurse,Maria Alvarez".to_owned(),
    ];
    let run = run(&file(&lines), &view());
    let wanted = [
        (2, "ready"),
        (3, "username: import-twice"),
        (4, "email: import-twice"),
    ];
    expect(&run, &wanted);
    let Verdict::Refused(problems) = &run.rows[1].verdict else {
        panic!("refused: {run:?}");
    };
    assert_eq!(problems[0].message.args["line"], 2_usize.into());
}

// covers: D-08
#[test]
fn seats_are_counted_through_the_file() {
    let mut view = view();
    if let Some(practice) = &mut view.practice {
        practice.plan = Plan::Asclepius;
    }
    let lines = [
        line("Ana", ""),
        line("Bo", "").replace("Nurse", "Plumber"),
        line("Cy", ""),
        line("Di", ""),
        line("Ed", ""),
    ];
    // Of three seats the reader has one; whoever is refused takes none.
    let wanted = [
        (2, "ready"),
        (3, "role: import-unknown"),
        (4, "ready"),
        (5, "line: seats-full"),
        (6, "line: seats-full"),
    ];
    expect(&run(&file(&lines), &view), &wanted);
}

// covers: D-07
#[test]
fn a_group_takes_in_as_many_as_it_has_room_for() {
    let mut view = view();
    if let Some(group) = view.groups.get_mut(&NIGHTS) {
        let others = 1000..1000 + MAX_MEMBERS as u128 - 1;
        group.members = others.map(|it| AccountId(Uuid::from_u128(it))).collect();
    }
    let lines = [
        line("Ana", ",Nights; weekends"),
        line("Bo", ",Nights; weekends"),
        line("Cy", ","),
    ];
    let text = file(&lines).replace(HEADER, &format!("{HEADER},Groups"));
    let wanted = [(2, "ready"), (3, "groups: import-group-full"), (4, "ready")];
    expect(&run(&text, &view), &wanted);
    if let Some(group) = view.groups.get_mut(&NIGHTS) {
        group.archived = true;
    }
    let archived = "groups: import-group-archived";
    let wanted = [(2, archived), (3, archived), (4, "ready")];
    expect(&run(&text, &view), &wanted);
}

// covers: RIGHT-02
#[test]
fn whoever_lacks_a_guarded_permission_imports_nobody_with_it() {
    let lines = [
        line("Ana", ""),
        line("Bo", "").replace("Nurse", "Office Manager"),
        line("Cy", "").replace("Nurse", "BTG Admin"),
    ];
    let out_of_reach = "role: role-out-of-reach";
    // Of an office manager the reader lacks Manage Permissions.
    let mut view = view();
    let wanted = [(2, "ready"), (3, out_of_reach), (4, out_of_reach)];
    expect(&run(&file(&lines), &view), &wanted);
    view.permissions.insert(Permission::ManagePermissions);
    let run = run(&file(&lines), &view);
    expect(&run, &[(2, "ready"), (3, "ready"), (4, "ready")]);
    let roles = run.ready().map(|person| person.fields.role);
    let wanted = [ROLE_NURSE, ROLE_OFFICE_MANAGER, ROLE_BTG_ADMIN];
    assert_eq!(roles.collect::<Vec<_>>(), wanted);
}

// covers: RIGHT-04
#[test]
fn whoever_is_restricted_to_offices_imports_people_of_those_alone() {
    let mut view = view();
    let mut own = sample::person(READER, "Dana");
    own.particulars.offices = Some([HARBOR].into());
    view.accounts.extend([shown(own)]);
    let lines = [
        line("Ana", ",Harbor"),
        line("Bo", ",Mill; Street"),
        line("Cy", ","),
    ];
    let text = file(&lines).replace(HEADER, &format!("{HEADER},Offices"));
    let beyond = "offices: offices-out-of-reach";
    expect(
        &run(&text, &view),
        &[(2, "ready"), (3, beyond), (4, beyond)],
    );
    view.offices.get_mut(&HARBOR).unwrap().active = false;
    let inactive = "offices: office-inactive";
    expect(
        &run(&text, &view),
        &[(2, inactive), (3, beyond), (4, beyond)],
    );
}

// covers: NEW-19
#[test]
fn refused_lines_come_in_again_once_they_are_mended() {
    let text = "reason;remark;Last name;First name;Username;Email address;Role;Primary Provider\n\
        old;\"a;b\";Reyes;Ana;ana.r;ana@example.org;Nurse;Maria Alvarez\n\
        old;'=1+1;Reyes;\"Bo \"\"B\"\"\";bo.r;bo@example.org;Plumber;Maria Alvarez\n\
        short;line";
    let view = view();
    let sheet = Sheet::read(text.as_bytes()).unwrap();
    assert_eq!(sheet.unknown(), ["remark"]);
    let run = DryRun::of(&sheet, &view, READER);
    expect(
        &run,
        &[
            (2, "ready"),
            (3, "role: import-unknown"),
            (4, "line: import-cells"),
        ],
    );
    let file = run.refused(&sheet, |problem| problem.message.key.clone());
    assert_eq!(
        file,
        "\u{feff}reason,remark,Last name,First name,Username,Email address,Role,Primary Provider\r\n\
         import-unknown,'=1+1,Reyes,\"Bo \"\"B\"\"\",bo.r,bo@example.org,Plumber,Maria Alvarez\r\n\
         import-cells,line\r\n"
    );
    let mended = file.replace("Plumber", "Nurse");
    let sheet = Sheet::read(mended.as_bytes()).unwrap();
    let run = DryRun::of(&sheet, &view, READER);
    expect(&run, &[(2, "ready"), (3, "line: import-cells")]);
    assert_eq!(run.rows[0].name, "Bo \"B\" Reyes");
}
