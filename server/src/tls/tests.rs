//! Certificates that were made serve; what is not one is told in words.

use std::fs;

use lanyard_shared::time::Millis;

use super::authority::{Authority, AuthorityError, init};
use super::*;
use crate::effects::testing::MORNING;
use crate::scratch::Scratch;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn what_init_makes_can_be_served() {
    let scratch = Scratch::new("tls");
    let made = init(
        &names(&["Desk.Lanyard.Test", "192.0.2.7"]),
        scratch.path(),
        MORNING,
    )
    .unwrap();
    assert_eq!(made.authority, Authority::New);
    assert_eq!(made.until, "2027-04-01");
    acceptor(&made.files.server, &made.files.server_key).unwrap();
    assert_eq!(chain(&made.files.server).unwrap().len(), 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for key in [&made.files.server_key, &made.files.authority_key] {
            let mode = fs::metadata(key).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}

#[test]
fn nothing_is_overwritten_and_the_authority_signs_again() {
    let scratch = Scratch::new("tls-again");
    let desk = names(&["desk.lanyard.test"]);
    let made = init(&desk, scratch.path(), MORNING).unwrap();
    let again = init(&desk, scratch.path(), MORNING);
    assert!(matches!(again, Err(AuthorityError::Exists(_))));
    fs::remove_file(&made.files.server).unwrap();
    fs::remove_file(&made.files.server_key).unwrap();
    let authority = fs::read(&made.files.authority).unwrap();
    let year_later = MORNING.plus(Millis::hours(390 * 24));
    let again = init(&desk, scratch.path(), year_later).unwrap();
    assert_eq!(again.authority, Authority::Found);
    assert_eq!(fs::read(&made.files.authority).unwrap(), authority);
    acceptor(&again.files.server, &again.files.server_key).unwrap();
}

#[test]
fn an_authority_signs_for_no_other_names() {
    let scratch = Scratch::new("tls-names");
    let made = init(&names(&["desk.lanyard.test"]), scratch.path(), MORNING).unwrap();
    fs::remove_file(&made.files.server).unwrap();
    fs::remove_file(&made.files.server_key).unwrap();
    let other = init(&names(&["bank.example.org"]), scratch.path(), MORNING);
    assert!(matches!(other, Err(AuthorityError::OtherNames { .. })));
    assert!(!made.files.server.exists());
}

#[test]
fn what_is_no_name_is_refused_before_anything_is_made() {
    let scratch = Scratch::new("tls-no-name");
    for wrong in [
        "https://desk.example.org",
        "desk.example.org:8443",
        "a b",
        "",
    ] {
        let result = init(&names(&[wrong]), scratch.path(), MORNING);
        assert!(matches!(result, Err(AuthorityError::Name(_))), "{wrong}");
    }
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
}

#[test]
fn certificate_trouble_is_told_in_words() {
    let scratch = Scratch::new("tls-trouble");
    let one = init(&names(&["one.test"]), &scratch.path().join("one"), MORNING).unwrap();
    let two = init(&names(&["two.test"]), &scratch.path().join("two"), MORNING).unwrap();
    let words = |cert: &Path, key: &Path| {
        let error = acceptor(cert, key).err().unwrap().to_string();
        error.replace(&scratch.path().display().to_string(), "FOLDER")
    };
    let none = scratch.path().join("none.pem");
    insta::assert_snapshot!(words(&none, &one.files.server_key), @"FOLDER/none.pem cannot be read: No such file or directory (os error 2)");
    insta::assert_snapshot!(words(&one.files.server, &one.files.server), @"there is no private key in FOLDER/one/server.pem. It should be a PEM file, with a line that begins with -----BEGIN");
    insta::assert_snapshot!(words(&one.files.server_key, &one.files.server_key), @"there is no certificate in FOLDER/one/server-key.pem. It should be a PEM file, with a line that begins with -----BEGIN");
    insta::assert_snapshot!(words(&one.files.server, &two.files.server_key), @"the certificate FOLDER/one/server.pem and the key FOLDER/two/server-key.pem cannot be used together: keys may not be consistent: KeyMismatch");
}
