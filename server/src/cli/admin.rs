//! `lanyard setup-link` and `lanyard admin`: what the person at the server's console can do, also
//! while the server runs (domain LINK-10).

use clap::{Args, Subcommand};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::Account;

use crate::app::App;
use crate::cli::{Failure, say};
use crate::effects::Effects;
use crate::serve::{self, Place};
use crate::service::console::{self, Factor};
use crate::service::setup;

/// Which data a command is about.
#[derive(Args, Debug)]
pub(super) struct Console {
    #[command(flatten)]
    pub(super) place: Place,
    /// The address that set-up links begin with
    #[arg(
        long,
        value_name = "URL",
        env = "LANYARD_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List who can manage accounts or permissions
    List(Console),
    /// Print a link by which somebody sets a new password, for 30 minutes
    Link {
        /// The username
        #[arg(value_name = "USER")]
        username: String,
        /// Forget the second factor of the account as well
        #[arg(long)]
        clear_2fa: bool,
        /// Let the account manage accounts and permissions from now on
        #[arg(long)]
        make_admin: bool,
        #[command(flatten)]
        console: Console,
    },
}

impl Console {
    pub(super) async fn open(&self) -> Result<App, Failure> {
        Ok(serve::open_beside(&self.place, Effects::system(), &self.public_url).await?)
    }
}

/// `lanyard setup-link`
pub(super) async fn setup_link(console: &Console) -> Result<(), Failure> {
    let app = console.open().await?;
    let link = setup::new_link(&app).await?.ok_or_else(|| {
        Failure::Words(
            "the practice is set up already. `lanyard admin list` shows who can manage accounts, \
             and `lanyard admin link USER` helps one of them to a new password"
                .to_owned(),
        )
    })?;
    say(&format!(
        "Open this link to set up the practice; it works once, within 24 hours, and older ones no \
         longer:\n\n    {link}\n"
    ))?;
    Ok(())
}

/// `lanyard admin`
pub(super) async fn admin(command: Command) -> Result<(), Failure> {
    match command {
        Command::List(console) => list(&console.open().await?).await,
        Command::Link {
            username,
            clear_2fa,
            make_admin,
            console,
        } => {
            let app = console.open().await?;
            let factor = if clear_2fa {
                Factor::Forgotten
            } else {
                Factor::Stays
            };
            if make_admin {
                raise(&app, &username).await?;
            }
            link(&app, &username, factor).await
        }
    }
}

async fn list(app: &App) -> Result<(), Failure> {
    let admins = console::list_admins(app).await?;
    if admins.is_empty() {
        let words = "there is no administrator yet. `lanyard setup-link` prints a set-up link";
        return Err(Failure::Words(words.to_owned()));
    }
    Ok(say(&table(&admins))?)
}

fn table(admins: &[Account]) -> String {
    let width = |text: fn(&Account) -> String| {
        let lengths = admins.iter().map(|admin| text(admin).chars().count());
        lengths.max().unwrap_or(0)
    };
    let username = width(|admin| admin.username.clone());
    let name = width(Account::full_name);
    let lines: Vec<_> = admins
        .iter()
        .map(|admin| {
            format!(
                "{:username$}  {:name$}  {}",
                admin.username,
                admin.full_name(),
                admin.email
            )
        })
        .collect();
    lines.join("\n")
}

async fn raise(app: &App, username: &str) -> Result<(), Failure> {
    let raised = console::make_admin(app, username).await?;
    let raised = raised.ok_or_else(|| no_help(username))?;
    say(&format!(
        "{} can manage accounts and permissions from now on.",
        raised.account.full_name()
    ))?;
    if raised.password_forgotten {
        say(
            "Their password was chosen by somebody else and works no longer; the link asks for one \
             of their own.",
        )?;
    }
    Ok(())
}

fn no_help(username: &str) -> Failure {
    Failure::Words(format!(
        "no link can help `{username}`: there is no such account, or it is deactivated. \
         `lanyard admin list` shows who can manage accounts"
    ))
}

async fn link(app: &App, username: &str, factor: Factor) -> Result<(), Failure> {
    let link = console::link(app, username, factor).await?;
    let link = link.ok_or_else(|| no_help(username))?;
    if factor == Factor::Forgotten {
        say("The second factor is forgotten. Whoever has to set one up is asked at sign-in.")?;
    }
    let words = match link.purpose {
        LinkPurpose::Activation => {
            "The account is not activated yet. This link activates it, for 72 hours:"
        }
        // The console makes no links of other purposes.
        _ => "This link sets a new password; it works once, for 30 minutes:",
    };
    Ok(say(&format!("{words}\n\n    {}\n", link.url))?)
}
