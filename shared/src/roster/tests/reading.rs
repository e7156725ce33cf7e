//! Which files can be read, and what is said of the others.

use super::super::column::find;
use super::*;
use crate::text::{Catalog, Language};

fn read(text: &str) -> Result<Sheet, Unreadable> {
    Sheet::read(text.as_bytes())
}

fn names(text: &str) -> Vec<String> {
    let rows = run(text, &view()).rows.into_iter();
    rows.map(|row| row.name).collect()
}

// covers: NEW-19
#[test]
fn commas_semicolons_marks_and_line_breaks_of_every_kind_are_read() {
    let plain = file(&[line("Ana", ""), line("Bo", "")]);
    let wanted = ["Ana Reyes", "Bo Reyes"];
    assert_eq!(names(&plain), wanted);
    assert_eq!(names(&plain.replace(',', ";")), wanted);
    assert_eq!(names(&plain.replace('\n', "\r\n")), wanted);
    assert_eq!(names(&plain.replace('\n', "\r")), wanted);
    assert_eq!(names(&format!("\u{feff}{plain}\n\n")), wanted);
    let quoted = plain.replace("Ana", "\"Ana,\n\"\"A\"\"\"");
    let run = run(&quoted, &view());
    assert_eq!(run.rows[0].name, "Ana,\n\"A\" Reyes");
    let lines: Vec<usize> = run.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 4], "of a cell in lines the first counts");
}

// covers: NEW-19
#[test]
fn empty_lines_count_and_are_no_people() {
    let text = format!(
        "\r\n{HEADER}\r\n\r\n{}\r\n,,,,,\r\n\r\n{}\r\n",
        line("Ana", ""),
        line("Bo", "")
    );
    let rows = run(&text, &view()).rows;
    let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [4, 7]);
}

// covers: NEW-19
#[test]
fn columns_go_by_key_or_by_label_in_any_language() {
    for column in Column::ALL {
        assert_eq!(find(column.key()), Some(column));
        let label = label(column.key()).unwrap();
        for language in Language::ALL {
            let label = Catalog::new(language).text(label);
            assert_eq!(find(&label), Some(column), "{label}");
        }
    }
    for word in ["FIRST NAME", " first-name ", "FirstName", "First_name"] {
        assert_eq!(find(word), Some(Column::FirstName), "{word}");
    }
    assert_eq!(find("Restrict offices?"), Some(Column::Offices));
    assert_eq!(find("password"), None);
    assert_eq!(find(""), None);
}

// covers: NEW-19
#[test]
fn a_file_that_is_none_is_refused_as_a_whole_and_says_why() {
    let header = HEADER.to_owned();
    let people = |count: usize| file(&vec![line("Ana", ""); count]);
    for (text, wanted) in [
        (String::new(), Unreadable::Empty),
        ("\u{feff} \r\n".to_owned(), Unreadable::Empty),
        (header.clone(), Unreadable::Nobody),
        (format!("{header}\n,,,,,\n"), Unreadable::Nobody),
        (people(1001), Unreadable::TooMany(1001)),
        ("a".repeat(MAX_BYTES + 1), Unreadable::TooBig),
        ("PK\u{3}\u{4}\u{0}".to_owned(), Unreadable::Workbook),
        ("f\0i\0r\0s\0t\0".to_owned(), Unreadable::NotUtf8),
        (
            format!("{header}\nAna,\"Reyes,ana\nBo,Reyes,bo"),
            Unreadable::OpenQuote(2),
        ),
        (
            "First name,email\nAna,a@b.org".to_owned(),
            Unreadable::Missing(vec![
                Column::LastName,
                Column::Username,
                Column::Role,
                Column::PrimaryProvider,
            ]),
        ),
        (
            format!("{header},Email address\n"),
            Unreadable::Twice(Column::Email),
        ),
    ] {
        assert_eq!(read(&text), Err(wanted), "{:.80}", text);
    }
    assert!(read(&people(1000)).is_ok());
    assert_eq!(
        Sheet::read(b"first_name\nJos\xe9"),
        Err(Unreadable::NotUtf8)
    );
    assert_eq!(
        Sheet::read(b"\xd0\xcf\x11\xe0\xa1"),
        Err(Unreadable::Workbook)
    );
}

// covers: NEW-19
#[test]
fn the_template_has_every_column_that_is_read_and_nobody_in_it() {
    let template = template();
    assert_eq!(read(&template), Err(Unreadable::Nobody));
    let sheet = format!("{template}{}", line("Ana", &",".repeat(12)));
    assert_eq!(read(&sheet).unwrap().unknown(), Vec::<&str>::new());
    expect(&run(&sheet, &view()), &[(2, "ready")]);
    assert!(!template.contains("state") && !template.contains("reason"));
}
