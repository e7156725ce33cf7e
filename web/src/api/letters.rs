//! Calls about links, mails, e-mail addresses and histories.

use gloo_net::http::Method;
use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{
    ChangeEmail, ChangeOwnEmail, Empty, ForgotPassword, HistoryPage, LinkProgress, LinkToken,
    MailList, OfAccount, OfMail, ShownLink,
};

use super::{Answer, call, decode};

/// Asks for a link by mail, without being signed in.
pub(crate) async fn forgot(asked: &ForgotPassword) -> Answer<()> {
    call(Method::POST, "/api/links/forgot", Some(asked))
        .await
        .map(drop)
}

/// How far the link of an account has come.
pub(crate) async fn link_progress(account: AccountId) -> Answer<LinkProgress> {
    let path = format!("/api/accounts/link?account={account}");
    decode(&call(Method::GET, &path, None::<&Empty>).await?)
}

/// Mails a new link.
pub(crate) async fn send_link(account: AccountId) -> Answer<LinkProgress> {
    let of = OfAccount { account };
    decode(&call(Method::POST, "/api/accounts/link/send", Some(&of)).await?)
}

/// Shows the link of an account; its life begins now at the latest.
pub(crate) async fn show_link(account: AccountId) -> Answer<ShownLink> {
    let of = OfAccount { account };
    decode(&call(Method::POST, "/api/accounts/link/show", Some(&of)).await?)
}

/// Asks for another address of somebody else's.
pub(crate) async fn change_email(change: &ChangeEmail) -> Answer<()> {
    call(Method::POST, "/api/accounts/email", Some(change))
        .await
        .map(drop)
}

/// Asks for another address of one's own.
pub(crate) async fn change_own_email(change: &ChangeOwnEmail) -> Answer<()> {
    call(Method::POST, "/api/me/email", Some(change))
        .await
        .map(drop)
}

/// Puts a new address in force by its link.
pub(crate) async fn confirm_email(token: &LinkToken) -> Answer<()> {
    call(Method::POST, "/api/links/email/confirm", Some(token))
        .await
        .map(drop)
}

/// Puts the old address back by its link.
pub(crate) async fn undo_email(token: &LinkToken) -> Answer<()> {
    call(Method::POST, "/api/links/email/undo", Some(token))
        .await
        .map(drop)
}

/// A page of the mails, counted from 0; `state` is the word of one, empty for all.
pub(crate) async fn mails(page: usize, state: &str) -> Answer<MailList> {
    let state = if state.is_empty() {
        String::new()
    } else {
        format!("&state={state}")
    };
    let path = format!("/api/mails?page={page}{state}");
    decode(&call(Method::GET, &path, None::<&Empty>).await?)
}

/// Sends a mail again.
pub(crate) async fn resend_mail(of: OfMail) -> Answer<()> {
    call(Method::POST, "/api/mails/resend", Some(&of))
        .await
        .map(drop)
}

/// A page of the history of an account, counted from 0.
pub(crate) async fn history(account: AccountId, page: usize) -> Answer<HistoryPage> {
    let path = format!("/api/accounts/history?account={account}&page={page}");
    decode(&call(Method::GET, &path, None::<&Empty>).await?)
}
