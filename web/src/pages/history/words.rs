//! What the audit log's keys mean, in words.

use yew::AttrValue;

use crate::text::t;

/// What was done.
pub(super) fn action(action: &str) -> AttrValue {
    match action {
        "setup" => t("done-setup"),
        "staff.create" => t("done-staff-create"),
        "staff.set_fields" => t("done-staff-set-fields"),
        "staff.deactivate" => t("done-staff-deactivate"),
        "staff.reactivate" => t("done-staff-reactivate"),
        "staff.ended" => t("done-staff-ended"),
        "account.activate" => t("done-account-activate"),
        "link.send" => t("done-link-send"),
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
        "email.correct" => t("done-email-correct"),
        "password.change" => t("done-password-change"),
        "password.change-refuse" => t("done-password-refuse"),
        "password.reset" => t("done-password-reset"),
        "session.begin" => t("done-session-begin"),
        "session.end" => t("done-session-end"),
        "session.refuse" => t("done-session-refuse"),
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
    let labels: Vec<String> = names.iter().map(|name| label(name).to_string()).collect();
    labels.join(", ")
}

fn label(name: &str) -> AttrValue {
    match name {
        "first_name" => t("first-name"),
        "last_name" => t("last-name"),
        "primary_provider" => t("primary-provider"),
        "role" => t("role"),
        "email" => t("email-address"),
        "username" => t("username"),
        "home_phone" => t("home-phone"),
        "cell_phone" => t("cell-phone"),
        "password" => t("password"),
        "care_team_role" => t("field-care-team-role"),
        "care_team_identifier" => t("field-care-team-identifier"),
        "daily_report" => t("field-daily-report"),
        "offices" => t("field-offices"),
        "new_dashboard" => t("field-new-dashboard"),
        "email_update" => t("field-email-update"),
        "starts_on" => t("field-starts-on"),
        "ends_on" => t("field-ends-on"),
        other => other.to_owned().into(),
    }
}
