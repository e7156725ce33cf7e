//! Migrations are numbered without gaps, so that every database takes them in one order.

use super::assert_none;
use super::source::sources;

const FOLDER: &str = "server/src/store/migrations";

fn badly_numbered(names: &[&str]) -> Vec<String> {
    let expected = |place: usize| format!("{:04}_", place + 1);
    let names = names.iter().enumerate();
    names
        .filter(|(place, name)| {
            let rest = name
                .strip_prefix(&expected(*place))
                .and_then(|rest| rest.strip_suffix(".sql"));
            rest.is_none_or(str::is_empty)
        })
        .map(|(place, name)| format!("{name}: should be {}NAME.sql", expected(place)))
        .collect()
}

#[test]
fn migrations_are_numbered_without_gaps() {
    let files = sources(FOLDER, &["sql"]);
    let names: Vec<&str> = files
        .iter()
        .map(|file| file.path.rsplit('/').next().unwrap_or_default())
        .collect();
    assert!(!names.is_empty());
    assert_none(&badly_numbered(&names));
}

#[test]
fn gaps_doubles_and_odd_names_are_found() {
    assert!(badly_numbered(&["0001_practice.sql", "0002_more.sql"]).is_empty());
    assert_eq!(
        badly_numbered(&["0001_practice.sql", "0003_more.sql"]).len(),
        1
    );
    assert_eq!(
        badly_numbered(&["0001_practice.sql", "0001_more.sql"]).len(),
        1
    );
    assert_eq!(badly_numbered(&["practice.sql"]).len(), 1);
    assert_eq!(badly_numbered(&["0001_.sql"]).len(), 1);
}
