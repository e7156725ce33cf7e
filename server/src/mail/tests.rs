//! What mails say, and what becomes of them.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use lanyard_shared::protocol::{LinkPurpose, MailKind};
use lanyard_shared::record::AccountState;
use lanyard_shared::text::{Catalog, Language};
use lanyard_shared::time::LINK_LIFE;

use super::sender::Sender;
use super::transport::Transport;
use super::*;
use crate::app::App;
use crate::scratch::Scratch;
use crate::service::fixture::Desk;
use crate::service::mails::MailedLink;
use crate::service::{links, mails};

mod smtp;

const FROM: &str = "Lanyard <desk@example.org>";

fn sender(app: &App, transport: Transport) -> Sender {
    Sender::new(app.clone(), transport, FROM.parse().unwrap())
}

async fn due(desk: &Desk) -> DueMail {
    mails::due(&desk.app, 1).await.unwrap().remove(0)
}

/// The link of a mail, as one for another purpose.
fn carrying(mail: &DueMail, purpose: LinkPurpose) -> Option<MailedLink> {
    mail.link.map(|link| MailedLink { purpose, ..link })
}

fn render(desk: &Desk, mail: &DueMail) -> Rendered {
    let catalog = Catalog::new(Language::English);
    render::render(mail, &desk.app.secret, &catalog)
}

// covers: LINK-05
#[tokio::test]
async fn the_activation_mail_says_who_what_and_how_long() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let rendered = render(&desk, &due(&desk).await);
    insta::assert_snapshot!(rendered.subject, @"Activate your account at Hillside Clinic");
    insta::assert_snapshot!(rendered.text.replace(&link.token, "TOKEN"), @"
    Hello Bea Lindt,

    Hillside Clinic has made an account for you. To activate it, open this link and press the button on the page:

    https://desk.example.org/activate#TOKEN

    Afterwards sign in with your username bea and the password that your administrator gave you.

    The link works once, for 72 hours from when this mail was sent.

    If it has expired, open it all the same: the page offers to send you a new one.

    If you did not expect an account at Hillside Clinic, you can ignore this mail. Nothing happens unless the link is used.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

#[tokio::test]
async fn the_reset_mail_says_what_to_do_if_it_was_not_asked_for() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let found = due(&desk).await;
    let mail = DueMail {
        kind: MailKind::Reset,
        link: carrying(&found, LinkPurpose::Reset),
        ..found
    };
    let secret = &desk.app.secret;
    let token = mail.link.unwrap().token(secret);
    let rendered = render(&desk, &mail);
    insta::assert_snapshot!(rendered.subject, @"Set a new password for Hillside Clinic");
    insta::assert_snapshot!(rendered.text.replace(&token, "TOKEN"), @"
    Hello Bea Lindt,

    Somebody asked for a new password for your account at Hillside Clinic. To choose one, open this link:

    https://desk.example.org/reset#TOKEN

    Your username is bea. When the new password is set, every device has to sign in again.

    The link works once, for 72 hours from when this mail was sent.

    If it was not you, ignore this mail and tell your administrator. Your password stays as it is unless the link is used.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

/// A mail about a change of address, with its token as TOKEN.
async fn about_address(kind: MailKind, purpose: LinkPurpose) -> (Desk, Rendered) {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let found = due(&desk).await;
    let mail = DueMail {
        kind,
        link: carrying(&found, purpose),
        new_email: Some("bea@new.example".to_owned()),
        ..found
    };
    let secret = &desk.app.secret;
    let token = mail.link.unwrap().token(secret);
    let rendered = render(&desk, &mail);
    let text = rendered.text.replace(&token, "TOKEN");
    (desk, Rendered { text, ..rendered })
}

// covers: LINK-09
#[tokio::test]
async fn the_mail_to_a_new_address_says_whose_account_it_is() {
    let (_, mail) = about_address(MailKind::EmailChange, LinkPurpose::EmailChange).await;
    insta::assert_snapshot!(mail.subject, @"Confirm your new e-mail address for Hillside Clinic");
    insta::assert_snapshot!(mail.text, @"
    Hello Bea Lindt,

    The account bea at Hillside Clinic is to use this e-mail address from now on. To confirm that it is yours, open this link and press the button on the page:

    https://desk.example.org/confirm-email#TOKEN

    The link works once, for 72 hours from when this mail was sent.

    If you do not know that account, ignore this mail. Nothing changes unless the link is used.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

// covers: LINK-09
#[tokio::test]
async fn the_mail_to_the_old_address_says_how_to_keep_it() {
    let (_, mail) = about_address(MailKind::EmailNotice, LinkPurpose::EmailUndo).await;
    insta::assert_snapshot!(mail.subject, @"Your e-mail address for Hillside Clinic is to change");
    insta::assert_snapshot!(mail.text, @"
    Hello Bea Lindt,

    Your account bea at Hillside Clinic is to use another e-mail address: bea@new.example.

    If that is right, you need not do anything here. The change takes effect when the mail to the new address is confirmed.

    If you did not want this, open this link and press the button on the page, and tell your administrator:

    https://desk.example.org/undo-email#TOKEN

    This address stays in force then, or comes back, and every device has to sign in again.

    The link works once, for 72 hours from when this mail was sent.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

#[tokio::test]
async fn a_mail_loads_nothing_from_elsewhere() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let html = render(&desk, &due(&desk).await).html;
    for loads in [
        "src=", "<img", "<link", "<script", "<style", "url(", "@import",
    ] {
        assert!(!html.contains(loads), "{loads} in {html}");
    }
}

#[tokio::test]
async fn names_stand_in_html_as_text() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let mail = DueMail {
        name: "<b>Ann</b> & \"Co\"".to_owned(),
        ..due(&desk).await
    };
    let html = render(&desk, &mail).html.replace(&link.token, "TOKEN");
    insta::assert_snapshot!(html, @r#"
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Activate your account at Hillside Clinic</title>
    </head>
    <body style="margin:0;padding:0;background-color:#f2f2f2">
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f2f2f2"><tr><td align="center" style="padding:24px 12px">
    <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;background-color:#ffffff;border:1px solid #d2d2d2;border-radius:8px"><tr><td align="left" style="padding:32px 32px 16px">
    <p style="margin:0 0 24px;font-family:Helvetica,Arial,sans-serif;font-size:20px;line-height:28px;font-weight:bold;color:#151515">Hillside Clinic</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515">Hello &lt;b&gt;Ann&lt;/b&gt; &amp; &quot;Co&quot;,</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515">Hillside Clinic has made an account for you. To activate it, open this link and press the button on the page:</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515"><a href="https://desk.example.org/activate#TOKEN" style="display:inline-block;padding:12px 24px;border-radius:6px;background-color:#0066cc;color:#ffffff;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;font-weight:bold;text-decoration:none">Activate your account</a></p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#4d4d4d">If the button does nothing, copy this address into your browser:</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#4d4d4d;word-break:break-all"><a href="https://desk.example.org/activate#TOKEN" style="color:#0066cc">https://desk.example.org/activate#TOKEN</a></p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515">Afterwards sign in with your username bea and the password that your administrator gave you.</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515">The link works once, for 72 hours from when this mail was sent.</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515">If it has expired, open it all the same: the page offers to send you a new one.</p>
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#151515">If you did not expect an account at Hillside Clinic, you can ignore this mail. Nothing happens unless the link is used.</p>
    </td></tr></table>
    <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px"><tr><td align="left" style="padding:16px 32px">
    <p style="margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#4d4d4d">This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.</p>
    </td></tr></table>
    </td></tr></table>
    </body>
    </html>
    "#);
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
