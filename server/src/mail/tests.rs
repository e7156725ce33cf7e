//! What becomes of mails.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use lanyard_shared::record::AccountState;
use lanyard_shared::text::{Catalog, Language};
use lanyard_shared::time::LINK_LIFE;

use super::sender::Sender;
use super::transport::Transport;
use super::*;
use crate::app::App;
use crate::scratch::Scratch;
use crate::service::fixture::Desk;
use crate::service::{links, mails};

mod smtp;
mod words;

const FROM: &str = "Lanyard <desk@example.org>";

fn sender(app: &App, transport: Transport) -> Sender {
    Sender::new(app.clone(), transport, FROM.parse().unwrap())
}

async fn due(desk: &Desk) -> DueMail {
    mails::due(&desk.app, 1).await.unwrap().remove(0)
}

fn render(desk: &Desk, mail: &DueMail) -> Rendered {
    let catalog = Catalog::new(Language::English);
    render::render(mail, &desk.app.secret, &catalog)
}

#[tokio::test]
async fn a_mail_is_known_by_its_id_and_as_automatic() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mail = DueMail {
        name: "Bea\r\nBcc: spy@example.org".to_owned(),
        ..due(&desk).await
    };
    let now = desk.app.effects.now();
    let message = message(&mail, render(&desk, &mail), &FROM.parse().unwrap(), now).unwrap();
    let formatted = String::from_utf8(message.formatted()).unwrap();
    let (head, _) = formatted.split_once("\r\n\r\n").unwrap();
    let id = format!("Message-ID: <{}@example.org>", mail.id);
    for line in [
        id.as_str(),
        "Auto-Submitted: auto-generated",
        "Date: Mon, 02 Mar 2026 09:00:00 +0000",
        "From: Lanyard <desk@example.org>",
    ] {
        assert!(head.lines().any(|found| found == line), "{line} in\n{head}");
    }
    assert!(!head.lines().any(|line| line.starts_with("Bcc:")), "{head}");
}

#[tokio::test]
async fn a_mail_that_was_handed_over_starts_the_life_of_its_link() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let sent = Arc::new(Mutex::new(Vec::new()));
    let sender = sender(&desk.app, Transport::Memory(sent.clone()));
    assert_eq!(sender.round().await.unwrap(), None);
    assert_eq!(sent.lock().unwrap().len(), 1);
    assert!(desk.nurse().await.activation.is_some());
    sender.round().await.unwrap();
    assert_eq!(sent.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_mail_server_that_is_gone_leaves_the_mail_in_the_queue() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    // A port that was free a moment ago: the connection is refused.
    let port = {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        socket.local_addr().unwrap().port()
    };
    let transport = Transport::smtp(&format!("smtp://127.0.0.1:{port}")).unwrap();
    let again = sender(&desk.app, transport).round().await.unwrap();
    assert_eq!(again, Some(std::time::Duration::from_secs(15)));
    assert!(mails::due(&desk.app, 1).await.unwrap().is_empty());
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_is_its_owners_only_and_goes_when_its_link_is_used() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let id = due(&desk).await.id;
    let scratch = Scratch::new("mail-used");
    let folder = scratch.path().join("mail");
    let sender = sender(&desk.app, Transport::Files(folder.clone()));
    sender.round().await.unwrap();
    let name = format!("{id}.eml");
    assert_eq!(files(&folder), std::slice::from_ref(&name));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder.join(&name)), 0o600);
        assert_eq!(mode(&folder), 0o700);
    }
    fs::write(folder.join("notes.eml"), "a person's own").unwrap();
    links::activate(&desk.app, link).await.unwrap();
    sender.round().await.unwrap();
    assert_eq!(files(&folder), ["notes.eml"]);
}

#[tokio::test]
async fn a_file_goes_when_its_link_expires() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let scratch = Scratch::new("mail-expired");
    let sender = sender(&desk.app, Transport::Files(scratch.path().to_owned()));
    sender.round().await.unwrap();
    assert_eq!(files(scratch.path()).len(), 1);
    desk.clock.advance(LINK_LIFE);
    sender.round().await.unwrap();
    assert!(files(scratch.path()).is_empty());
}

#[test]
fn an_address_of_no_mail_server_is_told_without_its_password() {
    for wrong in [
        "mail.example.org",
        "http://user:secret@mail",
        "smtp://",
        "smtp://x?tls=maybe",
    ] {
        let error = Transport::smtp(wrong).err().unwrap().to_string();
        assert!(
            error.contains("smtps://") && !error.contains("secret"),
            "{error}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_loop_sends_what_is_queued_and_ends_with_the_server() {
    let desk = Desk::founded().await;
    let sent = Arc::new(Mutex::new(Vec::new()));
    let running = tokio::spawn(sender(&desk.app, Transport::Memory(sent.clone())).run());
    let mut revs = desk.app.rev.subscribe();
    desk.add_nurse().await;
    desk.app.mail_waiting.notify_one();
    while sent.lock().unwrap().is_empty() {
        revs.changed().await.unwrap();
    }
    desk.app.stopping.send_replace(true);
    running.await.unwrap();
}
