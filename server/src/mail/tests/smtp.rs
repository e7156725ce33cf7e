//! The dialogue with a mail server (RFC 5321).

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use super::*;

/// A mail server for one connection, which answers a recipient with `verdict` and gives back what
/// it was told.
struct MailServer {
    url: String,
    heard: JoinHandle<Vec<String>>,
}

impl MailServer {
    fn answering(verdict: &'static str) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        Self {
            url: format!("smtp://{}", socket.local_addr().unwrap()),
            heard: std::thread::spawn(move || converse(socket.accept().unwrap().0, verdict)),
        }
    }
}

fn converse(mut stream: TcpStream, verdict: &str) -> Vec<String> {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let mut heard = Vec::new();
    let mut in_data = false;
    stream.write_all(b"220 mail.example.org\r\n").unwrap();
    for line in lines.map_while(Result::ok) {
        let answer = match (in_data, line.split(' ').next().unwrap_or_default()) {
            (true, ".") => {
                in_data = false;
                "250 taken"
            }
            (true, _) => "",
            (false, "RCPT") => verdict,
            (false, "DATA") => {
                in_data = true;
                "354 go on"
            }
            (false, "QUIT") => "221 bye",
            (false, _) => "250 fine",
        };
        heard.push(line);
        if !answer.is_empty() {
            stream
                .write_all(format!("{answer}\r\n").as_bytes())
                .unwrap();
        }
    }
    heard
}

async fn round(desk: &Desk, server: &MailServer) -> Option<std::time::Duration> {
    let transport = Transport::smtp(&server.url).unwrap();
    sender(&desk.app, transport).round().await.unwrap()
}

#[tokio::test]
async fn a_mail_server_is_given_the_mail_and_the_life_of_the_link_begins() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let server = MailServer::answering("250 fine");
    assert_eq!(round(&desk, &server).await, None);
    let heard = server.heard.join().unwrap();
    for line in [
        "MAIL FROM:<desk@example.org>",
        "RCPT TO:<bea@example.org>",
        "Subject: Activate your account at Hillside Clinic",
    ] {
        assert!(
            heard.iter().any(|found| found == line),
            "{line} in\n{heard:#?}"
        );
    }
    let now = desk.app.effects.now();
    let state = desk.nurse().await.state(now);
    assert!(matches!(state, AccountState::Pending { left } if left == LINK_LIFE));
}

#[tokio::test]
async fn a_mail_that_is_refused_waits_with_the_reason() {
    for verdict in [
        "451 try again later",
        "450 4.1.1 not now",
        "550 no such mailbox",
        "550 5.7.1 not from you",
        "550 5.1.8 no such sender",
    ] {
        let desk = Desk::founded().await;
        desk.add_nurse().await;
        let server = MailServer::answering(verdict);
        let again = round(&desk, &server).await;
        assert_eq!(again, Some(std::time::Duration::from_secs(15)), "{verdict}");
        let read = desk
            .app
            .store
            .read(|tx| tx.text("select last_error from mails"));
        let reason = read.await.unwrap();
        let (_, words) = verdict.split_once(' ').unwrap();
        assert!(reason.contains(words), "{reason}");
        let state = desk.nurse().await.state(desk.app.effects.now());
        assert_eq!(state, AccountState::MailWaiting);
    }
}

// covers: LINK-04
#[tokio::test]
async fn a_mail_to_an_address_that_nobody_has_is_not_tried_again() {
    for verdict in [
        "550 5.1.1 no such user",
        "550 5.1.10 no such user",
        "553 5.1.3 no name",
    ] {
        let desk = Desk::founded().await;
        desk.add_nurse().await;
        let server = MailServer::answering(verdict);
        assert_eq!(round(&desk, &server).await, None, "{verdict}");
        let state = desk.nurse().await.state(desk.app.effects.now());
        assert_eq!(state, AccountState::ExpiredLink);
    }
}
