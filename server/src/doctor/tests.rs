//! What is found about servers in several states.

use lanyard_shared::protocol::Rev;
use lanyard_shared::record::Standing;
use lanyard_shared::time::Millis;

use super::*;
use crate::service::fixture::{Desk, NURSE};

/// The grades and words of everything but the database, whose file is in memory here.
async fn found(desk: &Desk) -> Vec<String> {
    let nowhere = Path::new("no-such-folder");
    let findings = examine(&desk.app, nowhere).await.unwrap();
    let told = findings.iter().skip(1);
    told.map(|it| format!("{:?}: {}", it.grade, it.words))
        .collect()
}

#[test]
fn a_database_is_told_as_whole_or_with_what_to_do() {
    let nowhere = copy::check_live(Path::new("no-such-folder"));
    let finding = database(nowhere);
    assert_eq!(finding.grade, Grade::Trouble);
    assert!(
        finding.words.contains("lanyard restore"),
        "{}",
        finding.words
    );
}

// covers: LINK-05
#[tokio::test]
async fn an_address_of_this_computer_and_a_lone_administrator_are_worth_a_look() {
    let desk = Desk::founded().await;
    let written = desk.app.store.write(|tx| {
        let mut practice = practice::find(tx)?.unwrap();
        practice.public_url = "http://127.0.0.1:8080".to_owned();
        practice::put(tx, &practice, Rev(1))
    });
    written.await.unwrap();
    insta::assert_snapshot!(found(&desk).await.join("\n"), @"
    Look: Links in mails begin with http://127.0.0.1:8080: they open only on this computer. On the page Practice, type a public address that the others can reach; somebody who manages permissions can.
    Look: One person manages accounts. Give a second one the rights, for the day on which the first is away.
    Fine: No mail is stuck.
    Look: No recent backup: there is no verified backup of this data. `lanyard backup FOLDER` makes one while the server runs.
    ");
}

// covers: LINK-05
#[test]
fn only_an_address_that_others_reach_is_in_order_without_a_word_about_this_computer() {
    let away = address("https://desk.example.org", false);
    assert_eq!(away.grade, Grade::Fine);
    assert!(!away.words.contains("this computer"), "{}", away.words);
    // The server of a demonstration sets its address, so that there is nothing to advise.
    let demonstration = address("http://127.0.0.1:9999", true);
    assert_eq!(demonstration.grade, Grade::Fine);
    assert!(
        demonstration.words.contains("only on this computer"),
        "{}",
        demonstration.words
    );
}

#[tokio::test]
async fn a_mail_that_waits_long_is_told_with_what_the_mail_server_said() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.clock.advance(Millis::hours(1));
    let told = found(&desk).await.join("\n");
    assert!(told.contains("One mail waits"), "{told}");
    assert!(told.contains("is it running?"), "{told}");
}

#[tokio::test]
async fn where_nobody_manages_accounts_the_console_is_named() {
    let desk = Desk::with_nurse().await;
    desk.put(NURSE, Standing::Deactivated).await;
    let told = found(&desk).await.join("\n");
    assert!(told.contains("One person manages accounts"), "{told}");
}
