//! What is wrong with an e-mail address, as far as this device knows (domain NEW-06).

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::replica::View;
use lanyard_shared::validate::{self, Problems};

/// What is wrong with the address `typed` in place of the one that an account has.
pub(crate) fn another_email(typed: &str, account: AccountId, view: &View) -> Vec<FieldProblem> {
    let mut problems = Problems::new();
    problems.check("email", validate::email(typed).map(drop));
    let email = typed.trim();
    problems.check("email", view.check_email_domain(email));
    let shown = view.accounts.get(&account);
    if shown.is_some_and(|shown| shown.account.email == email) {
        problems.check("email", Err::<(), _>(Message::new("email-same")));
    }
    problems.check("email", view.check_email_free(email, account));
    problems.finish().err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    // covers: NEW-06, LINK-09
    #[test]
    fn another_address_is_one_and_another_and_free() {
        let (ana, bob) = (sample::account(1, "ana"), sample::account(2, "bob"));
        let id = ana.id;
        let view = View {
            accounts: [ana, bob]
                .map(|account| (account.id, sample::shown(account)))
                .into(),
            ..View::default()
        };
        let told = |typed: &str| {
            let found = another_email(typed, id, &view).into_iter().next();
            found.map(|problem| problem.message.key)
        };
        assert_eq!(told(" ana@new.example"), None);
        assert_eq!(told("").as_deref(), Some("field-required"));
        assert_eq!(told("ana").as_deref(), Some("email-invalid"));
        assert_eq!(told("ana@example.org ").as_deref(), Some("email-same"));
        assert_eq!(told("BOB@example.org").as_deref(), Some("email-taken"));
    }
}
