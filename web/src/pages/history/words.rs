//! What the audit log's keys mean, in words.

use lanyard_shared::record::RecordKind;
use yew::AttrValue;

use crate::text::t;
use crate::words;

/// What was done.
pub(super) fn action(action: &str) -> AttrValue {
    match action {
        "setup" => t("done-setup"),
        "staff.create" => t("done-staff-create"),
        "staff.set_fields" => t("done-staff-set-fields"),
        "staff.deactivate" => t("done-staff-deactivate"),
        "staff.reactivate" => t("done-staff-reactivate"),
        "staff.lock" => t("done-staff-lock"),
        "staff.unlock" => t("done-staff-unlock"),
        "staff.set_pin" => t("done-staff-set-pin"),
        "staff.ended" => t("done-staff-ended"),
        "account.activate" => t("done-account-activate"),
        "account.removed" => t("done-account-removed"),
        "account.removal-undone" => t("done-account-removal-undone"),
        "account.erased" => t("done-account-erased"),
        "staff.send_link" | "link.send" => t("done-link-send"),
        "link.show" => t("done-link-show"),
        "link.renew" => t("done-link-renew"),
        "link.forgot" => t("done-link-forgot"),
        "console.link" => t("done-console-link"),
        "mail.sent" => t("done-mail-sent"),
        "mail.given-up" => t("done-mail-given-up"),
        "mail.resend" => t("done-mail-resend"),
        "email.ask" => t("done-email-ask"),
        "email.change" => t("done-email-change"),
        "email.undo" => t("done-email-undo"),
        "password.change" => t("done-password-change"),
        "password.change-refuse"
        | "email.ask-refuse"
        | "pins.view-refuse"
        | "two-factor.begin-refuse"
        | "two-factor.set-refuse" => t("done-own-password-refuse"),
        "password.forget" => t("done-password-forget"),
        "password.reset" => t("done-password-reset"),
        "session.begin" => t("done-session-begin"),
        "session.end" => t("done-session-end"),
        "session.refuse" => t("done-session-refuse"),
        "session.unlock-refuse" => t("done-session-unlock-refuse"),
        "pins.view" => t("done-pins-view"),
        "support-pin.check" => t("done-support-pin-check"),
        "support-pin.refuse" => t("done-support-pin-refuse"),
        "two-factor.require" => t("done-two-factor-require"),
        "two-factor.off" => t("done-two-factor-off"),
        "two-factor.reset" => t("done-two-factor-reset"),
        "two-factor.offer" => t("done-two-factor-offer"),
        "two-factor.enrol" => t("done-two-factor-enrol"),
        "two-factor.enrol-refuse" | "two-factor.code-refuse" => t("done-two-factor-enrol-refuse"),
        "two-factor.void" => t("done-two-factor-void"),
        "console.make-admin" => t("done-console-make-admin"),
        "console.clear-two-factor" => t("done-console-clear-two-factor"),
        // Acts of another version of the program still have their name.
        other => t!("done-other", action = other),
    }
}

/// How it ended, where it did not simply happen.
pub(super) fn outcome(result: &str) -> Option<AttrValue> {
    match result {
        "conflict" => Some(t("ended-conflict")),
        "rejected" => Some(t("ended-rejected")),
        "held" => Some(t("ended-held")),
        "failed" => Some(t("ended-failed")),
        "unsupported" => Some(t("ended-unsupported")),
        _ => None,
    }
}

/// Fields by their labels.
pub(super) fn fields(names: &[String]) -> String {
    let label = |name: &String| words::label(RecordKind::Account, name).to_string();
    let labels: Vec<String> = names.iter().map(label).collect();
    labels.join(", ")
}
