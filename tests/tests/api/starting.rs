//! Why a server does not start: in words, and with nothing half done.

use std::net::TcpListener;
use std::path::Path;

use lanyard_server::effects::testing;
use lanyard_server::seed::{self, Seeded};
use lanyard_server::serve::{self, Options, Place, Running, StartError};
use lanyard_server::service::setup;
use lanyard_server::store::Store;
use rusqlite::Connection;

use super::drafts::set_up_page;
use super::folder::Folder;
use super::server::{CLIENT, TestServer};

pub(super) fn options(folder: &Path) -> Options {
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

pub(super) async fn start(options: &Options) -> Result<Running, StartError> {
    serve::start(options, CLIENT, testing::effects().0).await
}

/// What the person who starts the server is told, and what the process ends with.
async fn refused(folder: &Folder, options: &Options) -> String {
    let error = start(options).await.err().expect("it started");
    let words = folder.hide_in(&error.to_string());
    format!("{}: {words}", error.exit_code())
}

#[tokio::test]
async fn a_taken_port_is_told_and_nothing_is_written() {
    let folder = Folder::new("port");
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let taken = Options {
        listen: format!("127.0.0.1:{port}"),
        ..options(folder.path())
    };
    let told = refused(&folder, &taken).await;
    let told = told.replace(&port.to_string(), "PORT");
    let told = told.replace(&(port.wrapping_add(1)).to_string(), "NEXT");
    insta::assert_snapshot!(told, @"2: another program listens on 127.0.0.1:PORT already. End it, or choose another port, such as --listen 127.0.0.1:NEXT");
    assert!(!taken.place.data.exists());
    assert!(!taken.place.key_file().exists());
}

#[tokio::test]
async fn an_address_that_is_not_here_is_told() {
    let folder = Folder::new("address");
    for listen in ["192.0.2.1:8080", "nonsense", "127.0.0.1:99999", ""] {
        let elsewhere = Options {
            listen: listen.to_owned(),
            ..options(folder.path())
        };
        let told = refused(&folder, &elsewhere).await;
        assert!(
            told.starts_with(&format!("2: {listen} cannot be listened on: ")),
            "{told}"
        );
        assert!(told.contains("--listen 127.0.0.1:8080"), "{told}");
        assert!(!elsewhere.place.data.exists());
    }
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_written_is_told() {
    let folder = Folder::new("unwritable");
    std::fs::write(folder.path().join("file"), "not a folder").unwrap();
    let unwritable = options(&folder.path().join("file"));
    insta::assert_snapshot!(refused(&folder, &unwritable).await, @"1: the data folder FOLDER/file/data cannot be written: Not a directory (os error 20). Choose another one with --data");
    let file = Options {
        place: Place {
            data: folder.path().join("file"),
            ..unwritable.place.clone()
        },
        ..unwritable
    };
    insta::assert_snapshot!(refused(&folder, &file).await, @"1: the data folder FOLDER/file cannot be written: File exists (os error 17). Choose another one with --data");
    let kept = std::fs::read_to_string(folder.path().join("file")).unwrap();
    assert_eq!(kept, "not a folder");
}

#[tokio::test]
async fn data_of_a_newer_version_is_left_alone() {
    let folder = Folder::new("newer");
    let options = options(folder.path());
    start(&options).await.unwrap().stop().await;
    let database = options.place.data.join("lanyard.db");
    let connection = Connection::open(&database).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    insta::assert_snapshot!(refused(&folder, &options).await, @"1: the data was written by a newer version of Lanyard (schema 99, this program knows 14). Start that version, or a newer one");
    let connection = Connection::open(&database).unwrap();
    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 99);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_and_kept() {
    let folder = Folder::new("no-database");
    let options = options(folder.path());
    std::fs::create_dir_all(&options.place.data).unwrap();
    let database = options.place.data.join("lanyard.db");
    let text = "this is no database, whatever its name says. ".repeat(100);
    std::fs::write(&database, &text).unwrap();
    insta::assert_snapshot!(refused(&folder, &options).await, @"1: the database in the data folder cannot be opened: file is not a database. Put a backup in its place, or choose another folder with --data");
    assert_eq!(std::fs::read_to_string(&database).unwrap(), text);
}

#[tokio::test]
async fn a_data_folder_in_use_is_told_and_the_other_server_goes_on() {
    let folder = Folder::new("in-use");
    let options = options(folder.path());
    let running = start(&options).await.unwrap();
    insta::assert_snapshot!(refused(&folder, &options).await, @"1: the data folder FOLDER/data is in use by another Lanyard server. Stop that one, or choose another folder with --data");
    assert!(setup::new_link(running.app()).await.unwrap().is_some());
    running.stop().await;
    start(&options).await.unwrap().stop().await;
}

#[tokio::test]
async fn data_without_its_key_is_told() {
    let folder = Folder::new("key");
    let options = options(folder.path());
    let running = start(&options).await.unwrap();
    let (_, clock) = testing::effects();
    let server = TestServer::around(running.app().clone(), clock);
    let page = set_up_page(&server.setup_token().await);
    assert_eq!(
        server.anonymous().post("/api/setup", &page).await.status,
        200
    );
    drop(server);
    running.stop().await;
    let key = options.place.key_file();
    std::fs::remove_file(&key).unwrap();
    insta::assert_snapshot!(refused(&folder, &options).await, @"1: the key file FOLDER/data.key is missing, and the data in FOLDER/data needs it. Put it back there or name it with --key-file. If it is lost, start once with --new-key: links in mails and passwords that wait on devices are void then");
    assert!(!key.exists(), "no new key was made in its place");
    std::fs::write(&key, "short").unwrap();
    insta::assert_snapshot!(refused(&folder, &options).await, @"1: the key file FOLDER/data.key holds 5 bytes instead of 32. Put the right file there; without it sealed passwords and open links are void");
}

#[tokio::test]
async fn settings_that_cannot_be_used_are_told_before_anything_is_written() {
    let folder = Folder::new("settings");
    let good = options(folder.path());
    let some = |text: &str| Some(text.to_owned());
    let file = |name: &str| Some(folder.path().join(name));
    std::fs::write(folder.path().join("cert.pem"), "no certificate").unwrap();
    let all = [
        Options {
            smtp_url: some("mail.example.org"),
            ..good.clone()
        },
        Options {
            smtp_url: some("smtp://user:secret@"),
            ..good.clone()
        },
        Options {
            mail_from: "nobody".to_owned(),
            ..good.clone()
        },
        Options {
            public_url: some("desk"),
            ..good.clone()
        },
        Options {
            public_url: some("https://desk.example.org/path"),
            ..good.clone()
        },
        Options {
            tls_cert: file("cert.pem"),
            tls_key: file("key.pem"),
            ..good.clone()
        },
        Options {
            tls_cert: file("none.pem"),
            tls_key: file("key.pem"),
            ..good.clone()
        },
    ];
    let mut told = Vec::new();
    for options in all {
        told.push(refused(&folder, &options).await);
    }
    let told = told.join("\n");
    assert!(!told.contains("secret"));
    insta::assert_snapshot!(told, @"
    1: --smtp-url: the address of the mail server cannot be used: it could not be read. It looks like smtp://mail.example.org:25, smtps://user:password@mail.example.org or smtp://user:password@mail.example.org:587?tls=required
    1: --smtp-url: the address of the mail server cannot be used: it could not be read. It looks like smtp://mail.example.org:25, smtps://user:password@mail.example.org or smtp://user:password@mail.example.org:587?tls=required
    1: --mail-from: `nobody` is not an address. It looks like Lanyard <lanyard@example.org>
    1: --public-url: `desk`: This is not an address. It should look like https://desk.example.org, without a path.
    1: --public-url: `https://desk.example.org/path`: This is not an address. It should look like https://desk.example.org, without a path.
    1: there is no certificate in FOLDER/cert.pem. It should be a PEM file, with a line that begins with -----BEGIN
    1: FOLDER/none.pem cannot be read: No such file or directory (os error 2)
    ");
    assert!(!good.place.data.exists());
}

#[tokio::test]
async fn a_demonstration_is_served_on_this_computer_only() {
    let folder = Folder::new("demo");
    let here = options(folder.path());
    let url = "http://127.0.0.1:8080";
    let app = serve::open_new(&here.place, testing::effects().0, url)
        .await
        .unwrap();
    assert_eq!(seed::demo(&app, 3).await.unwrap(), Seeded::Done);
    drop(app);
    let open = Options {
        listen: "0.0.0.0:0".to_owned(),
        ..here.clone()
    };
    let told = refused(&folder, &open).await;
    let (before, rest) = told.split_once("0.0.0.0:").unwrap();
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    insta::assert_snapshot!(format!("{before}0.0.0.0:PORT{after}"), @"1: the data folder holds a demonstration, whose passwords everybody knows, and other computers could reach 0.0.0.0:PORT. Serve it on this computer only, such as --listen 127.0.0.1:8080, or choose another folder with --data");
    let running = start(&here).await.unwrap();
    assert!(running.address().ip().is_loopback());
    running.stop().await;
}

#[tokio::test]
async fn a_server_that_is_ended_gives_its_folder_back() {
    let folder = Folder::new("again");
    let options = options(folder.path());
    for _ in 0..2 {
        let running = start(&options).await.unwrap();
        assert!(Store::open(&options.place.data).is_err());
        running.stop().await;
    }
    assert!(Store::open(&options.place.data).is_ok());
}
