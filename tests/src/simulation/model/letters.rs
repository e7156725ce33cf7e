//! Mails and what people do with the links in them, by the book.

use lanyard_server::store::audit::Recorded;
use lanyard_shared::protocol::MailKind;
use lanyard_shared::record::{Account, ActivationLink, Record, Standing};
use lanyard_shared::time::LINK_LIFE;

use super::{FieldChange, Model, account_key, detail, target};
use crate::simulation::broken::{Broken, Held};

impl Model {
    /// Does what one entry of the audit log about a mail or its link says.
    pub(super) fn by_mail(&mut self, entry: &Recorded) -> Held {
        let id = target(entry)?;
        match entry.action.as_str() {
            "mail.sent" => {
                let sent = ActivationLink::Sent {
                    expires_at: entry.at.plus(LINK_LIFE),
                };
                // A mail that was on its way already may carry a link that has ended since.
                if detail::<MailKind>(entry, "kind")? == MailKind::Activation
                    && detail(entry, "life_begins")?
                    && let Some(Some(link)) = self.links.get_mut(&id)
                {
                    *link = sent;
                }
                self.change(entry, |_| {})
            }
            "link.send" | "password.forget" => self.letter(entry),
            "email.ask" => Ok(()),
            "email.change" => self.readdress(entry),
            "account.activate" => {
                self.await_activation.remove(&id);
                self.no_password.remove(&id);
                self.links.insert(id, None);
                self.change(entry, |account| {
                    account.standing = Standing::Active;
                    account.email_verified = true;
                })
            }
            "password.reset" => {
                self.no_password.remove(&id);
                self.change(entry, |account| account.password_set_by_another = false)
            }
            other => Err(Broken(format!("the model knows the act {other}"))),
        }
    }

    /// A mail with a new link waits; a closed account gets none.
    fn letter(&mut self, entry: &Recorded) -> Held {
        let id = target(entry)?;
        let standing = self.account(id).map(|account| account.standing);
        match standing {
            Some(Standing::Pending) => {
                self.links.insert(id, Some(ActivationLink::MailWaiting));
                self.change(entry, |_| {})
            }
            Some(Standing::Active) => self.change(entry, |_| {}),
            _ => Ok(()),
        }
    }

    /// The address that was asked for is in force; links that went to the old one end.
    fn readdress(&mut self, entry: &Recorded) -> Held {
        let id = target(entry)?;
        let wish = self.wishes.remove(&id);
        let (email, by) = wish.ok_or_else(|| Broken(format!("{id} asked for an address")))?;
        self.links.insert(id, None);
        self.changes.push(FieldChange {
            record: account_key(id),
            field: "email".to_owned(),
            rev: entry.rev,
            // It came from no queue: to every device it is somebody else's.
            hands: (by, lanyard_shared::id::DeviceId(uuid::Uuid::nil())),
        });
        self.change(entry, |account| {
            account.email = email;
            account.email_verified = true;
        })
    }

    /// A password is forgotten; it is its owner's turn.
    pub(super) fn forget_password(&mut self, rev: lanyard_shared::protocol::Rev, of: Account) {
        self.no_password.insert(of.id);
        let forgotten = Account {
            password_set_by_another: false,
            ..of
        };
        self.put(rev, Record::from(forgotten));
    }
}
