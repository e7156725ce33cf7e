//! Links that somebody asks for without being signed in. Every such call is answered alike, whatever
//! comes of it, so that nobody learns about an account by asking.

use std::net::IpAddr;

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{ForgotPassword, LinkPurpose, LinkState, LinkToken};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::Millis;

use super::letter::Letter;
use super::{check, find, parse, state};
use crate::app::App;
use crate::error::Result;
use crate::secret::Token;
use crate::service::throttle::Throttle;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, accounts, mails};

/// The purposes of links that a page offers to send anew.
const RENEWABLE: [LinkPurpose; 2] = [LinkPurpose::Activation, LinkPurpose::Reset];

/// Between two mails to one account that its owner asks for.
const PAUSE: Millis = Millis::seconds(60);
/// Most mails to one account in a day before nobody gets one by asking any more.
const MOST_IN_A_DAY: usize = 6;
/// Most links that are asked for from one network address, and within which time: a whole practice may be
/// behind one, and a stranger at it gets no further than this (domain LINK-07).
const FROM_ONE_ADDRESS: (u32, Millis) = (30, Millis::hours(1));
/// The length of that day.
pub(in crate::service) const DAY: Millis = Millis::hours(24);

/// Mails a new link in place of one that does not work any more: to a pending account an activation
/// link, to an active one a link that sets a new password.
///
/// # Errors
/// `link-mangled`, or what the store gives.
pub async fn renew(app: &App, token: LinkToken) -> Result<()> {
    let token = parse(&token)?;
    let old = token.clone();
    let read = app.store.read(move |tx| find(tx, &old, &RENEWABLE));
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
/// Who asks too often from the network address `from` gets nothing, either. The answer does not wait for
/// what is done, so that it takes the same time for everybody.
pub fn forgot(app: &App, asked: ForgotPassword, from: Option<IpAddr>) {
    let letter = Letter::new(app);
    let counter = from.and_then(|from| Throttle::of_address(app, from));
    let app = app.clone();
    tokio::spawn(async move {
        let written = app.store.write(move |tx| {
            let free = match &counter {
                Some(counter) => counter.spend(tx, letter.now, FROM_ONE_ADDRESS)?,
                None => true,
            };
            Ok(free && letter.help(tx, &asked.who)?)
        });
        match written.await {
            Ok(true) => app.mail_waiting.notify_one(),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "a link that was asked for could not be made"),
        }
    });
}

impl Letter {
    /// Whether a mail was queued.
    fn renew(&self, tx: &mut Tx<'_>, token: &Token) -> Result<bool> {
        let (link, account) = check::of_account(tx, token, &RENEWABLE)?;
        let wanted = match link.purpose {
            LinkPurpose::Activation => Standing::Pending,
            _ => Standing::Active,
        };
        let dead = [LinkState::Expired, LinkState::Superseded];
        if !dead.contains(&state(tx, &link, self.now)?) || account.standing != wanted {
            return Ok(false);
        }
        self.answer(tx, &account, "link.renew")
    }

    /// Whether a mail was queued.
    fn help(&self, tx: &mut Tx<'_>, who: &str) -> Result<bool> {
        let found = match accounts::find_by_username(tx, who.trim())? {
            Some(account) => Some(account),
            None => accounts::find_by_email(tx, who.trim())?,
        };
        match found {
            Some(account) => self.answer(tx, &account, "link.forgot"),
            None => Ok(false),
        }
    }

    /// Queues the mail that helps this account, where one does and none was sent just now.
    fn answer(&self, tx: &mut Tx<'_>, account: &Account, action: &'static str) -> Result<bool> {
        if LinkPurpose::that_helps(account).is_none() || self.too_soon(tx, account.id)? {
            return Ok(false);
        }
        self.send(
            tx,
            account,
            AuditEntry::about(account.id, action).by(account.id),
        )?;
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

#[cfg(test)]
mod tests;
