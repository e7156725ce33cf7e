//! Links that somebody asks for without being signed in. Every such call is answered alike, whatever
//! comes of it, so that nobody learns about an account by asking.

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::protocol::{ForgotPassword, LinkPurpose, LinkState, LinkToken};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{LINK_LIFE, Millis, UnixMillis};

use super::{Fresh, OF_ACCOUNTS, check, find, parse, state};
use crate::app::App;
use crate::error::Result;
use crate::secret::Token;
use crate::service::mails::Template;
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, mails};

/// Between two mails to one account that its owner asks for.
const PAUSE: Millis = Millis::seconds(60);
/// Most mails to one account in a day before nobody gets one by asking any more.
const MOST_IN_A_DAY: usize = 6;
const DAY: Millis = Millis::hours(24);

/// Mails a new link in place of one that does not work any more: to a pending account an activation
/// link, to an active one a link that sets a new password.
///
/// # Errors
/// `link-mangled`, or what the store gives.
pub async fn renew(app: &App, token: LinkToken) -> Result<()> {
    let token = parse(&token)?;
    let old = token.clone();
    let read = app.store.read(move |tx| find(tx, &old, &OF_ACCOUNTS));
    read.await?;
    let letter = Letter::new(app);
    let write = app.store.write(move |tx| letter.renew(tx, &token));
    if write.await? {
        app.mail_waiting.notify_one();
    }
    Ok(())
}

/// Mails a link to whoever has this username or e-mail address: to an active account one that sets a
/// new password, to a pending one its activation; others get nothing (domain LINK-07).
///
/// The answer does not wait for what is done, so that it takes the same time for everybody.
pub fn forgot(app: &App, asked: ForgotPassword) {
    let letter = Letter::new(app);
    let app = app.clone();
    tokio::spawn(async move {
        let written = app.store.write(move |tx| letter.help(tx, &asked.who)).await;
        match written {
            Ok(true) => app.mail_waiting.notify_one(),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "a link that was asked for could not be made"),
        }
    });
}

/// A new link of either purpose, and the mail that carries it.
struct Letter {
    activation: Fresh,
    reset: Fresh,
    mail: MailId,
    now: UnixMillis,
}

impl Letter {
    fn new(app: &App) -> Self {
        let now = app.effects.now();
        Self {
            activation: Fresh::new(app, LinkPurpose::Activation),
            reset: Fresh::new(app, LinkPurpose::Reset),
            mail: MailId::new(now, app.effects.random()),
            now,
        }
    }

    /// Whether a mail was queued.
    fn renew(&self, tx: &mut Tx<'_>, token: &Token) -> Result<bool> {
        let (link, account) = check::of_account(tx, token, &OF_ACCOUNTS)?;
        let wanted = match link.purpose {
            LinkPurpose::Activation => Standing::Pending,
            _ => Standing::Active,
        };
        let dead = [LinkState::Expired, LinkState::Superseded];
        if !dead.contains(&state(tx, &link, self.now)?) || account.standing != wanted {
            return Ok(false);
        }
        self.send(tx, account, "link.renew")
    }

    /// Whether a mail was queued.
    fn help(&self, tx: &mut Tx<'_>, who: &str) -> Result<bool> {
        let found = match accounts::find_by_username(tx, who.trim())? {
            Some(account) => Some(account),
            None => accounts::find_by_email(tx, who.trim())?,
        };
        match found {
            Some(account) => self.send(tx, account, "link.forgot"),
            None => Ok(false),
        }
    }

    /// Queues the mail that helps this account, where one does and none was sent just now.
    fn send(&self, tx: &mut Tx<'_>, account: Account, action: &'static str) -> Result<bool> {
        let (fresh, template) = match account.standing {
            Standing::Pending => (&self.activation, Template::Activation),
            Standing::Active => (&self.reset, Template::Reset),
            Standing::Locked | Standing::Deactivated | Standing::Removed => return Ok(false),
        };
        if self.too_soon(tx, account.id)? {
            return Ok(false);
        }
        let id = account.id;
        let rev = tx.bump(self.now, &AuditEntry::about(id, action).by(id))?;
        fresh.replace(tx, id, LINK_LIFE, None, self.now)?;
        let mail = NewMail {
            id: self.mail,
            template,
            account: id,
            link: fresh.id,
            recipient: account.email,
            created_at: self.now,
        };
        mails::insert(tx, &mail)?;
        accounts::touch(tx, id, rev)?;
        Ok(true)
    }

    /// A newer link ends the older one: strangers who ask again and again must not keep its owner
    /// from using theirs.
    fn too_soon(&self, tx: &Tx<'_>, account: AccountId) -> Result<bool> {
        let newest = mails::newest(tx, account)?;
        let just_now = newest.is_some_and(|at| self.now.since(at) < PAUSE);
        let of_a_day = mails::count_since(tx, account, self.now.minus(DAY))?;
        Ok(just_now || of_a_day >= MOST_IN_A_DAY)
    }
}
