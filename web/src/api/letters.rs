//! Calls about links, mails, e-mail addresses and histories.

use gloo_net::http::Method;
use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{
    ChangeOwnEmail, EmailUndone, Empty, ForgotPassword, HistoryPage, LinkProgress, LinkToken,
    MailList, OfAccount, OfMail, ShownLink,
};

use super::{Answer, call, call_as, decode, post_as};

/// Asks for a link by mail, without being signed in.
pub(crate) async fn forgot(asked: &ForgotPassword) -> Answer<()> {
    call(Method::POST, "/api/links/forgot", Some(asked))
        .await
        .map(drop)
}

/// How far the link of an account has come. Here and below `me` is whoever asks.
pub(crate) async fn link_progress(me: AccountId, account: AccountId) -> Answer<LinkProgress> {
    let path = format!("/api/accounts/link?account={account}");
    decode(&get_as(me, &path).await?)
}

/// Shows the link of an account; its life begins now at the latest.
pub(crate) async fn show_link(me: AccountId, account: AccountId) -> Answer<ShownLink> {
    let of = OfAccount { account };
    decode(&post_as(me, "/api/accounts/link/show", &of).await?)
}

/// Asks for another address of one's own.
pub(crate) async fn change_own_email(me: AccountId, change: &ChangeOwnEmail) -> Answer<()> {
    post_as(me, "/api/me/email", change).await.map(drop)
}

/// Puts a new address in force by its link.
pub(crate) async fn confirm_email(token: &LinkToken) -> Answer<()> {
    call(Method::POST, "/api/links/email/confirm", Some(token))
        .await
        .map(drop)
}

/// Puts the old address back by its link.
pub(crate) async fn undo_email(token: &LinkToken) -> Answer<EmailUndone> {
    decode(&call(Method::POST, "/api/links/email/undo", Some(token)).await?)
}

/// A page of the mails, counted from 0; `state` is the word of one, empty for all.
pub(crate) async fn mails(me: AccountId, page: usize, state: &str) -> Answer<MailList> {
    let state = if state.is_empty() {
        String::new()
    } else {
        format!("&state={state}")
    };
    let path = format!("/api/mails?page={page}{state}");
    decode(&get_as(me, &path).await?)
}

/// Sends a mail again.
pub(crate) async fn resend_mail(me: AccountId, of: OfMail) -> Answer<()> {
    post_as(me, "/api/mails/resend", &of).await.map(drop)
}

/// A page of the history of an account, counted from 0.
pub(crate) async fn history(me: AccountId, account: AccountId, page: usize) -> Answer<HistoryPage> {
    let path = format!("/api/accounts/history?account={account}&page={page}");
    decode(&get_as(me, &path).await?)
}

async fn get_as(me: AccountId, path: &str) -> Answer<String> {
    call_as(Some(me), Method::GET, path, None::<&Empty>).await
}
