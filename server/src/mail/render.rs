//! What a mail says, as text and as HTML, from the language files.

use lanyard_shared::message::Message;
use lanyard_shared::text::Catalog;
use lanyard_shared::time::{LINK_LIFE, Millis};

use crate::secret::RootSecret;
use crate::service::links;
use crate::service::mails::{DueMail, Template};

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
    parts: &'static [Part],
}

/// A paragraph.
enum Part {
    /// The sentences with this key.
    Words(&'static str),
    /// The link.
    Link,
}

const ACTIVATION: Plan = Plan {
    subject: "mail-activation-subject",
    parts: &[
        Part::Words("mail-greeting"),
        Part::Words("mail-activation-intro"),
        Part::Link,
        Part::Words("mail-activation-username"),
        Part::Words("mail-link-life"),
        Part::Words("mail-activation-expired"),
        Part::Words("mail-activation-stranger"),
    ],
};

const RESET: Plan = Plan {
    subject: "mail-reset-subject",
    parts: &[
        Part::Words("mail-greeting"),
        Part::Words("mail-reset-intro"),
        Part::Link,
        Part::Words("mail-reset-username"),
        Part::Words("mail-link-life"),
        Part::Words("mail-reset-stranger"),
    ],
};

/// Says what the mail's template says, with the link that only now comes into being.
pub(super) fn render(mail: &DueMail, secret: &RootSecret, catalog: &Catalog) -> Rendered {
    let plan = match mail.template {
        Template::Activation => &ACTIVATION,
        Template::Reset => &RESET,
    };
    let token = secret.link_token(mail.purpose, mail.link, mail.generation);
    let link = links::address(&mail.public_url, mail.purpose, &token);
    let say = |key: &str| {
        let message = Message::new(key)
            .with("name", mail.name.as_str())
            .with("username", mail.username.as_str())
            .with("practice", mail.practice.as_str())
            .with("hours", LINK_LIFE.0 / Millis::hours(1).0);
        catalog.say(&message)
    };
    let text: Vec<_> = plan
        .parts
        .iter()
        .map(|part| match part {
            Part::Words(key) => say(key),
            Part::Link => link.clone(),
        })
        .collect();
    let html: String = plan
        .parts
        .iter()
        .map(|part| match part {
            Part::Words(key) => format!("<p>{}</p>\n", escaped(&say(key))),
            Part::Link => format!("<p><a href=\"{0}\">{0}</a></p>\n", escaped(&link)),
        })
        .collect();
    let subject = say(plan.subject);
    Rendered {
        html: format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <title>{}</title>\n{html}</html>\n",
            escaped(&subject)
        ),
        text: text.join("\n\n") + "\n",
        subject,
    }
}

/// Text that stands in HTML as text: names may hold any character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}
