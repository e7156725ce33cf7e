//! Only the store speaks SQL.

use super::assert_none;
use super::rust::{strings, tokens};
use super::source::{Source, sources};

const STORE: &str = "server/src/store";

/// First words of statements, and a word that comes later in each.
const STATEMENTS: [(&str, &str); 11] = [
    ("select ", " from "),
    ("insert ", " into "),
    ("insert into ", "("),
    ("update ", " set "),
    ("delete ", "from "),
    ("replace ", "into "),
    ("with ", " as ("),
    ("create ", " on "),
    ("create table", "("),
    ("drop ", " table"),
    ("pragma ", ""),
];

fn is_sql(text: &str) -> bool {
    let plain = text.to_lowercase().replace("\\n", " ");
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    STATEMENTS.iter().any(|(first, later)| {
        words
            .strip_prefix(first)
            .is_some_and(|rest| format!(" {rest}").contains(later))
    })
}

fn sql_outside_the_store(file: &Source) -> Vec<String> {
    // Tests look into the database and break it on purpose.
    if file.path.starts_with(STORE) || file.is_test() {
        return Vec::new();
    }
    let found = strings(&tokens(&file.path, &file.text)).into_iter();
    found
        .filter(|(_, text)| is_sql(text))
        .map(|(line, text)| format!("{}:{line}: SQL outside {STORE}: {text}", file.path))
        .collect()
}

#[test]
fn only_the_store_speaks_sql() {
    let files = ["server/src", "shared/src", "web/src"];
    let files = files.iter().flat_map(|part| sources(part, &["rs"]));
    let findings: Vec<String> = files
        .flat_map(|file| sql_outside_the_store(&file))
        .collect();
    assert_none(&findings);
}

#[test]
fn sql_is_told_from_prose() {
    for sql in [
        "select id from accounts",
        "\n        insert into\n accounts (id) values (?1)",
        "UPDATE accounts SET name = ?1",
        "delete from accounts",
        "pragma user_version",
        "create unique index a on b (c)",
        "with recent as (select 1)",
    ] {
        assert!(is_sql(sql), "{sql}");
    }
    for prose in [
        "select a role",
        "update",
        "delete the account",
        "with care",
        "create-staff",
    ] {
        assert!(!is_sql(prose), "{prose}");
    }
    let code = "fn f() { run(\"select id from accounts\") }";
    assert_eq!(
        sql_outside_the_store(&Source::sample("server/src/service/a.rs", code)).len(),
        1
    );
    assert!(sql_outside_the_store(&Source::sample("server/src/store/a.rs", code)).is_empty());
}
