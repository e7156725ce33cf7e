//! Whole servers: they start, serve, end, and say in words why they do not.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use super::*;
use crate::assets::tests::CLIENT;
use crate::effects::testing;
use crate::scratch::Scratch;
use crate::seed::{Seeded, demo};
use crate::service::setup;

fn options(folder: &Path) -> Options {
    Options {
        place: Place {
            data: folder.join("data"),
            key_file: None,
        },
        new_key: false,
        listen: "127.0.0.1:0".to_owned(),
        public_url: None,
        smtp_url: None,
        mail_from: "Lanyard <lanyard@localhost>".to_owned(),
        tls_cert: None,
        tls_key: None,
    }
}

async fn started(options: &Options) -> Result<Running, StartError> {
    start(options, CLIENT, testing::effects().0).await
}

/// Why a server does not start, with the scratch folder made short.
async fn refused(options: &Options, scratch: &Scratch) -> String {
    let error = started(options).await.err().unwrap();
    error
        .to_string()
        .replace(&scratch.path().display().to_string(), "FOLDER")
}

/// Sends bytes and gives everything that comes back until the other side closes.
async fn talk(address: SocketAddr, text: String) -> String {
    let talked = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    });
    talked.await.unwrap()
}

#[tokio::test]
async fn a_server_serves_ends_and_can_be_started_again() {
    let scratch = Scratch::new("serve-again");
    let options = options(scratch.path());
    for _ in 0..2 {
        let running = started(&options).await.unwrap();
        let request = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        let answer = talk(running.address(), request.to_owned()).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\nok\n"), "{answer}");
        running.stop().await;
    }
}

#[tokio::test]
async fn a_chunked_body_is_counted_as_it_comes() {
    let scratch = Scratch::new("serve-chunked");
    let running = started(&options(scratch.path())).await.unwrap();
    let chunk = format!("8000\r\n{}\r\n", "x".repeat(0x8000));
    let head = "POST /api/session HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
        content-type: application/json\r\nsec-fetch-site: none\r\ntransfer-encoding: chunked\r\n\r\n";
    let text = format!("{head}{}0\r\n\r\n", chunk.repeat(3));
    let answer = talk(running.address(), text).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    running.stop().await;
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_the_end() {
    let scratch = Scratch::new("serve-idle");
    let running = started(&options(scratch.path())).await.unwrap();
    let address = running.address();
    let idle = tokio::task::spawn_blocking(move || TcpStream::connect(address).unwrap());
    let idle = idle.await.unwrap();
    running.stop().await;
    drop(idle);
}

#[tokio::test]
async fn a_taken_port_is_told_and_nothing_is_made() {
    let scratch = Scratch::new("serve-port");
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let options = Options {
        listen: address.clone(),
        ..options(scratch.path())
    };
    let error = started(&options).await.err().unwrap();
    assert_eq!(error.exit_code(), 2);
    let words = error.to_string();
    assert!(
        words.contains(&address) && words.contains("--listen"),
        "{words}"
    );
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_written_is_told_and_no_key_is_made() {
    let scratch = Scratch::new("serve-folder");
    let options = options(scratch.path());
    fs::write(&options.place.data, "a file").unwrap();
    insta::assert_snapshot!(refused(&options, &scratch).await, @"the data folder FOLDER/data cannot be written: File exists (os error 17). Choose another one with --data");
    assert!(!options.place.key_file().exists());
}

#[tokio::test]
async fn a_folder_that_a_server_runs_on_is_told() {
    let scratch = Scratch::new("serve-twice");
    let options = options(scratch.path());
    let running = started(&options).await.unwrap();
    insta::assert_snapshot!(refused(&options, &scratch).await, @"the data folder FOLDER/data is in use by another Lanyard server. Stop that one, or choose another folder with --data");
    running.stop().await;
}

async fn seeded(options: &Options) {
    let app = open_new(
        &options.place,
        testing::effects().0,
        "http://127.0.0.1:8080",
    )
    .await
    .unwrap();
    assert_eq!(demo(&app, 2).await.unwrap(), Seeded::Done);
}

#[tokio::test]
async fn a_missing_key_is_told_and_no_other_is_made_unasked() {
    let scratch = Scratch::new("serve-key");
    let mut options = options(scratch.path());
    seeded(&options).await;
    fs::remove_file(options.place.key_file()).unwrap();
    insta::assert_snapshot!(refused(&options, &scratch).await, @"the key file FOLDER/data.key is missing, and the data in FOLDER/data needs it. Put it back there or name it with --key-file. If it is lost, start once with --new-key: links in mails and passwords that wait on devices are void then");
    assert!(!options.place.key_file().exists());
    options.new_key = true;
    started(&options).await.unwrap().stop().await;
    assert!(options.place.key_file().exists());
}

#[tokio::test]
async fn a_demonstration_is_for_this_computer_only() {
    let scratch = Scratch::new("serve-demo");
    let mut options = options(scratch.path());
    seeded(&options).await;
    let running = started(&options).await.unwrap();
    let practice = running
        .app()
        .store
        .read(practice::find)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(practice.public_url, running.url());
    running.stop().await;
    options.listen = "0.0.0.0:0".to_owned();
    let words = refused(&options, &scratch).await;
    assert!(
        words.contains("demonstration") && words.contains("--listen"),
        "{words}"
    );
}

#[tokio::test]
async fn what_is_no_address_is_told() {
    let scratch = Scratch::new("serve-words");
    let plain = options(scratch.path());
    let listen = Options {
        listen: "192.0.2.1:8080".to_owned(),
        ..plain.clone()
    };
    insta::assert_snapshot!(refused(&listen, &scratch).await, @"192.0.2.1:8080 cannot be listened on: Cannot assign requested address (os error 99). Give an address of this computer and a port, such as --listen 127.0.0.1:8080");
    let from = Options {
        mail_from: "nobody".to_owned(),
        ..plain.clone()
    };
    insta::assert_snapshot!(refused(&from, &scratch).await, @"--mail-from: `nobody` is not an address. It looks like Lanyard <lanyard@example.org>");
    let url = Options {
        public_url: Some("desk.example.org/x".to_owned()),
        ..plain.clone()
    };
    insta::assert_snapshot!(refused(&url, &scratch).await, @"--public-url: `desk.example.org/x`: This is not an address. It should look like https://desk.example.org, without a path.");
    let smtp = Options {
        smtp_url: Some("mail.example.org".to_owned()),
        ..plain
    };
    insta::assert_snapshot!(refused(&smtp, &scratch).await, @"--smtp-url: the address of the mail server cannot be used: it could not be read. It looks like smtp://mail.example.org:25, smtps://user:password@mail.example.org or smtp://user:password@mail.example.org:587?tls=required");
    assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn commands_at_the_console_work_beside_a_running_server_and_need_one_first() {
    let scratch = Scratch::new("serve-beside");
    let options = options(scratch.path());
    let url = "http://127.0.0.1:8080";
    let too_early = open_beside(&options.place, testing::effects().0, url).await;
    assert!(matches!(too_early, Err(StartError::NoData { .. })));
    assert!(!options.place.data.exists());
    let running = started(&options).await.unwrap();
    let beside = open_beside(&options.place, testing::effects().0, url)
        .await
        .unwrap();
    let link = setup::new_link(&beside).await.unwrap().unwrap();
    let (page, token) = link.split_once('#').unwrap();
    assert_eq!(page, "http://127.0.0.1:8080/setup");
    let token = lanyard_shared::protocol::LinkToken {
        token: token.to_owned(),
    };
    setup::look(running.app(), token).await.unwrap();
    drop(beside);
    running.stop().await;
}
