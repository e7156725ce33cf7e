//! What mails say.

use lanyard_shared::protocol::{LinkPurpose, MailKind};

use super::*;
use crate::service::mails::{MailedLink, PasswordOf};

/// The link of a mail, as one for another purpose.
fn carrying(mail: &DueMail, purpose: LinkPurpose) -> Option<MailedLink> {
    mail.link.map(|link| MailedLink { purpose, ..link })
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

/// A mail of the nurse's who has no password, with its token as TOKEN.
async fn without_password(kind: MailKind, purpose: LinkPurpose) -> String {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let found = due(&desk).await;
    let mail = DueMail {
        kind,
        link: carrying(&found, purpose),
        password: PasswordOf::Nobody,
        ..found
    };
    let token = mail.link.unwrap().token(&desk.app.secret);
    render(&desk, &mail).text.replace(&token, "TOKEN")
}

// covers: NEW-08
#[tokio::test]
async fn who_chooses_a_password_at_activation_is_not_told_of_another_one() {
    let text = without_password(MailKind::Activation, LinkPurpose::Activation).await;
    insta::assert_snapshot!(text, @"
    Hello Bea Lindt,

    Hillside Clinic has made an account for you. To activate it, open this link and press the button on the page:

    https://desk.example.org/activate#TOKEN

    Afterwards sign in with your username bea and the password that you choose on that page.

    The link works once, for 72 hours from when this mail was sent.

    If it has expired, open it all the same: the page offers to send you a new one.

    If you did not expect an account at Hillside Clinic, you can ignore this mail. Nothing happens unless the link is used.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

// covers: RIGHT-02, LINK-09
#[tokio::test]
async fn whose_password_works_no_more_is_told_so() {
    let text = without_password(MailKind::Reset, LinkPurpose::Reset).await;
    insta::assert_snapshot!(text, @"
    Hello Bea Lindt,

    The password of your account at Hillside Clinic works no more, because somebody else may know it. To choose a new one, open this link:

    https://desk.example.org/reset#TOKEN

    Your username is bea. When the new password is set, every device has to sign in again.

    The link works once, for 72 hours from when this mail was sent.

    If it has expired, open it all the same: the page offers to send you a new one.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

// covers: CRED-03
#[tokio::test]
async fn the_mail_about_a_support_pin_carries_no_link_and_no_pin() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mail = DueMail {
        kind: MailKind::SupportPin,
        link: None,
        ..due(&desk).await
    };
    let rendered = render(&desk, &mail);
    assert!(!rendered.html.contains("href"));
    insta::assert_snapshot!(rendered.subject, @"Your Support PIN at Hillside Clinic was replaced");
    insta::assert_snapshot!(rendered.text, @"
    Hello Bea Lindt,

    Somebody who said that they were you, bea, gave the help desk of Hillside Clinic a wrong Support PIN five times. It works no more, and you have a new one: you see it under your name in the program.

    If it was not you, tell your administrator.

    -- 
    This mail comes from the program that keeps the staff accounts of Hillside Clinic. Nobody reads answers to it.
    ");
}

// covers: NEW-16
#[tokio::test]
async fn the_mail_about_a_last_day_says_whose_it_was_and_what_can_be_done() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mail = DueMail {
        kind: MailKind::LastDay,
        about: Some("Nora Ray".to_owned()),
        link: None,
        ..due(&desk).await
    };
    let rendered = render(&desk, &mail);
    insta::assert_snapshot!(rendered.subject, @"The last day of Nora Ray at Hillside Clinic is over");
    insta::assert_snapshot!(rendered.text, @"
    Hello Bea Lindt,

    The last day of Nora Ray at Hillside Clinic is over, so the account is deactivated: nobody signs in with it any more.

    You need not do anything. If they stay after all, choose a later last day and reactivate the account: it is on the page Staff, under “Show inactive”.

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

// covers: EDIT-03
#[tokio::test]
async fn the_mail_to_an_address_that_is_replaced_says_whom_to_ask() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let mail = DueMail {
        kind: MailKind::EmailReplaced,
        link: None,
        ..due(&desk).await
    };
    let rendered = render(&desk, &mail);
    insta::assert_snapshot!(rendered.subject, @"Your account at Hillside Clinic has another e-mail address");
    insta::assert_snapshot!(rendered.text, @"
    Hello Bea Lindt,

    Your account bea at Hillside Clinic is to be used again, with another e-mail address. Mails about it do not come to this one any more.

    The password that it had works no more. A new one is chosen by the mail to the new address.

    If you did not expect this, ask whoever looks after the staff accounts of Hillside Clinic: by telephone or in person, and soon. This mail has no link to undo it.

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
