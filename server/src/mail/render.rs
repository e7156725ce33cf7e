//! What a mail says, as text and as HTML, from the language files.

use lanyard_shared::message::Message;
use lanyard_shared::protocol::MailKind;
use lanyard_shared::text::Catalog;
use lanyard_shared::time::{LINK_LIFE, Millis};

use crate::secret::RootSecret;
use crate::service::links;
use crate::service::mails::{DueMail, PasswordOf};

mod page;

/// What a mail says.
pub(super) struct Rendered {
    /// The subject.
    pub(super) subject: String,
    /// The text for programs that show text only.
    pub(super) text: String,
    /// The same as a page.
    pub(super) html: String,
}

/// A mail in its parts.
struct Plan {
    subject: &'static str,
    /// What the button says that leads where the link does; empty where there is none.
    button: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

const ACTIVATION: Plan = Plan {
    subject: "mail-activation-subject",
    button: "mail-activation-button",
    before: &["mail-greeting", "mail-activation-intro"],
    after: &[
        "mail-activation-username",
        "mail-link-life",
        "mail-activation-expired",
        "mail-activation-stranger",
    ],
};

const RESET: Plan = Plan {
    subject: "mail-reset-subject",
    button: "mail-reset-button",
    before: &["mail-greeting", "mail-reset-intro"],
    after: &[
        "mail-reset-username",
        "mail-link-life",
        "mail-reset-stranger",
    ],
};

const EMAIL_CHANGE: Plan = Plan {
    subject: "mail-email-change-subject",
    button: "mail-email-change-button",
    before: &["mail-greeting", "mail-email-change-intro"],
    after: &["mail-link-life", "mail-email-change-stranger"],
};

const EMAIL_NOTICE: Plan = Plan {
    subject: "mail-email-notice-subject",
    button: "mail-email-notice-button",
    before: &[
        "mail-greeting",
        "mail-email-notice-intro",
        "mail-email-notice-fine",
        "mail-email-notice-stranger",
    ],
    after: &["mail-email-notice-undo", "mail-link-life"],
};

/// As [`ACTIVATION`], where the member chooses the password.
const ACTIVATION_BY_MEMBER: Plan = Plan {
    after: &[
        "mail-activation-username-own",
        "mail-link-life",
        "mail-activation-expired",
        "mail-activation-stranger",
    ],
    ..ACTIVATION
};

/// As [`RESET`], where the password works no more, whoever asks.
const RESET_NEEDED: Plan = Plan {
    before: &["mail-greeting", "mail-reset-needed"],
    after: &[
        "mail-reset-username",
        "mail-link-life",
        "mail-activation-expired",
    ],
    ..RESET
};

const EMAIL_REPLACED: Plan = Plan {
    subject: "mail-email-replaced-subject",
    button: "",
    before: &[
        "mail-greeting",
        "mail-email-replaced-intro",
        "mail-email-replaced-password",
        "mail-email-replaced-stranger",
    ],
    after: &[],
};

const SUPPORT_PIN: Plan = Plan {
    subject: "mail-support-pin-subject",
    button: "",
    before: &[
        "mail-greeting",
        "mail-support-pin-intro",
        "mail-support-pin-stranger",
    ],
    after: &[],
};

const LAST_DAY: Plan = Plan {
    subject: "mail-last-day-subject",
    button: "",
    before: &["mail-greeting", "mail-last-day-intro", "mail-last-day-back"],
    after: &[],
};

/// Says what a mail of this kind says, with the link that only now comes into being.
pub(super) fn render(mail: &DueMail, secret: &RootSecret, catalog: &Catalog) -> Rendered {
    let plan = match (mail.kind, mail.password) {
        (MailKind::Activation, PasswordOf::Nobody) => &ACTIVATION_BY_MEMBER,
        (MailKind::Activation, _) => &ACTIVATION,
        (MailKind::Reset, PasswordOf::Nobody) => &RESET_NEEDED,
        (MailKind::Reset, _) => &RESET,
        (MailKind::EmailChange, _) => &EMAIL_CHANGE,
        (MailKind::EmailNotice, _) => &EMAIL_NOTICE,
        (MailKind::EmailReplaced, _) => &EMAIL_REPLACED,
        (MailKind::SupportPin, _) => &SUPPORT_PIN,
        (MailKind::LastDay, _) => &LAST_DAY,
    };
    let link = mail.link.map(|link| {
        let token = link.token(secret);
        links::address(&mail.public_url, link.purpose, &token)
    });
    let say = |key: &str| {
        let message = Message::new(key)
            .with("name", mail.name.as_str())
            .with("username", mail.username.as_str())
            .with("person", mail.about.as_deref().unwrap_or_default())
            .with("email", mail.new_email.as_deref().unwrap_or_default())
            .with("practice", mail.practice.as_str())
            .with("hours", LINK_LIFE.0 / Millis::hours(1).0);
        catalog.say(&message)
    };
    let all = |keys: &[&str]| -> Vec<String> { keys.iter().map(|key| say(key)).collect() };
    let (before, after) = (all(plan.before), all(plan.after));
    let footer = say("mail-footer");
    let subject = say(plan.subject);
    let mut text = before.clone();
    text.extend(link.clone());
    text.extend(after.clone());
    text.push(format!("-- \n{footer}"));
    let way = link.map(|address| page::Way {
        button: say(plan.button),
        by_hand: say("mail-link-by-hand"),
        address,
    });
    let letter = page::Letter {
        subject: &subject,
        practice: &mail.practice,
        before: &before,
        way: way.as_ref(),
        after: &after,
        footer: &footer,
    };
    Rendered {
        html: page::page(&letter),
        text: text.join("\n\n") + "\n",
        subject,
    }
}
