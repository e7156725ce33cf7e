//! The practice in which the actor acts: what they do, what others do, and what the actor has reached.

use std::collections::BTreeMap;

use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::permission::{
    ROLE_BTG_ADMIN, ROLE_OFFICE_MANAGER, ROLE_PROVIDER, ROLE_STAFF, effective, stronger_by,
};
use lanyard_shared::protocol::{
    Activate, ForgotPassword, LinkPurpose, LinkToken, OfAccount, ResetPassword,
};
use lanyard_shared::record::{Record, RecordKind, Role};
use serde_json::{Value, json};

use super::Step;
use crate::service::sync::tests::author::{
    Author, deactivate, edit_of, key, lock, make, reactivate, reactivate_at, send_link, unlock,
};
use crate::service::sync::tests::*;
use crate::service::{console, emails, links, mails};
use crate::store::accounts::{ChosenBy, password_hash, set_password};

/// A password that the actor knows: they choose it wherever they may.
const KNOWN: &str = PASSWORD;
/// One that only its owner knows.
const OWN: &str = "only its owner knows this one";
/// Ends the addresses of the actor's own mailboxes.
const MAILBOX: &str = "@actor.example";
/// A role of the practice's own.
const CUSTOM: Uuid = Uuid::from_u128(0x52);

/// Whether others give rights meanwhile. Whoever does sees the address of the person, so that the
/// actor's own mailboxes are for the other world only: who has somebody's mailbox is that person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum World {
    /// The actor is alone, and reads the mails to their own mailboxes.
    Alone,
    /// Others give rights.
    WithRaises,
}

pub(super) struct Chain {
    desk: Desk,
    world: World,
    hands: BTreeMap<AccountId, Author>,
    /// Links that the actor knows.
    links: Vec<(LinkPurpose, String)>,
    made: u8,
}

impl Chain {
    pub(super) async fn new(world: World) -> Self {
        let desk = Desk::new().await;
        desk.change(|tx, rev| {
            let set = |tx: &mut Tx<'_>, id, password: &str| {
                let hash = format!("plain:{password}");
                set_password(tx, id, &hash, ChosenBy::Owner, (rev, MORNING))
            };
            set(tx, CLERK, KNOWN)?;
            set(tx, ADMIN, OWN)?;
            set(tx, NURSE, OWN)?;
            let reviewer = Account {
                role: ROLE_BTG_ADMIN,
                ..account(AccountId(Uuid::from_u128(0x33)), "reviewer")
            };
            accounts::insert(tx, &reviewer, &format!("plain:{OWN}"), rev)
        })
        .await;
        let mut chain = Self {
            desk,
            world,
            hands: BTreeMap::new(),
            links: Vec::new(),
            made: 0,
        };
        let allows = json!(["settings", "manage-accounts"]);
        let role = make(
            key(RecordKind::Role, CUSTOM),
            json!({ "name": "Desk", "allows": allows }),
        );
        chain.asks(ADMIN, &role).await;
        chain
    }

    async fn people(&self) -> Vec<Account> {
        self.desk.look(accounts::all).await
    }

    async fn somebody(&self, n: u8) -> Account {
        let people = self.people().await;
        people[usize::from(n) % people.len()].clone()
    }

    /// The accounts that the actor can sign in to.
    async fn controlled(&self) -> Vec<Account> {
        let mut controlled = Vec::new();
        for account in self.people().await {
            let id = account.id;
            let hash = self.desk.look(move |tx| password_hash(tx, id)).await;
            let known = hash.as_deref() == Some(&format!("plain:{KNOWN}"));
            if known && account.standing == Standing::Active {
                controlled.push(account);
            }
        }
        controlled
    }

    async fn author(&self, n: u8) -> Option<AccountId> {
        let controlled = self.controlled().await;
        let place = usize::from(n).checked_rem(controlled.len())?;
        Some(controlled[place].id)
    }

    /// Somebody who has just looked at everything asks for something.
    async fn asks(&mut self, who: AccountId, intent: &Intent) {
        let device = 0x8000 + who.0.as_u128();
        let author = self.hands.entry(who);
        let author = author.or_insert_with(|| Author::new(who, device));
        author.looks(&self.desk).await;
        let envelope = author.envelope(intent);
        author.sends(&self.desk, vec![envelope]).await;
    }

    async fn sets(&mut self, by: AccountId, of: AccountId, field: &str, set: Value) {
        let record = key(RecordKind::Account, of.0);
        let account = self.desk.look(move |tx| accounts::find(tx, of)).await;
        let was = lanyard_shared::fields::of(&Record::from(account.unwrap()))[field].clone();
        self.asks(by, &edit_of(record, field, was, set)).await;
    }

    pub(super) async fn step(&mut self, step: Step) {
        self.desk.clock.advance(Millis::minutes(2));
        match step {
            Step::OwnersOpen => return self.owners_open().await,
            Step::Open { link } => return self.open(link).await,
            Step::Forgot { of } => return self.forgot(of).await,
            Step::Raise { of, role } => return self.raise(of, role).await,
            Step::GrowRole { permission } => return self.grow_role(permission).await,
            Step::Console { of } => return self.make_admin(of).await,
            _ => {}
        }
        let (Step::Create { by, .. }
        | Step::Role { by, .. }
        | Step::Username { by, .. }
        | Step::Email { by, .. }
        | Step::Pin { by, .. }
        | Step::Deactivate { by, .. }
        | Step::Reactivate { by, .. }
        | Step::Lock { by, .. }
        | Step::Unlock { by, .. }
        | Step::SendLink { by, .. }
        | Step::ShowLink { by, .. }) = step
        else {
            return;
        };
        if let Some(by) = self.author(by).await {
            self.acts(by, step).await;
        }
    }

    async fn acts(&mut self, by: AccountId, step: Step) {
        match step {
            Step::Create { role, given, .. } => self.create(by, role, given).await,
            Step::Role { of, role, .. } => {
                let of = self.somebody(of).await.id;
                self.sets(by, of, "role", json!(roles()[usize::from(role) % 6]))
                    .await;
            }
            Step::Username { of, .. } => {
                let of = self.somebody(of).await.id;
                let name = format!("name{}", self.next());
                self.sets(by, of, "username", json!(name)).await;
            }
            Step::Email { of, .. } => {
                let of = self.somebody(of).await.id;
                self.email(by, of).await;
            }
            Step::Pin { of, .. } => {
                let account = self.somebody(of).await.id;
                let place = Place {
                    account,
                    field: StaffSetPin::FIELD,
                };
                let key = self.desk.app.secret.opening_key();
                let pin = seal::seal("4711", place, key.public(), &mut Repeated).unwrap();
                let set = Intent::StaffSetPin(StaffSetPin { account, pin });
                self.asks(by, &set).await;
            }
            Step::Deactivate { of, .. } => {
                let of = self.somebody(of).await.id;
                self.asks(by, &deactivate(of)).await;
            }
            Step::Reactivate { of, moved, .. } => {
                let of = self.somebody(of).await.id;
                let back = match moved {
                    true => reactivate_at(of, &self.address("back")),
                    false => reactivate(of),
                };
                self.asks(by, &back).await;
                self.read_mail().await;
            }
            Step::Lock { of, .. } => {
                let of = self.somebody(of).await.id;
                self.asks(by, &lock(of)).await;
            }
            Step::Unlock { of, .. } => {
                let of = self.somebody(of).await.id;
                self.asks(by, &unlock(of)).await;
                self.read_mail().await;
            }
            Step::SendLink { of, .. } => {
                let account = self.somebody(of).await.id;
                self.asks(by, &send_link(account)).await;
                self.read_mail().await;
            }
            Step::ShowLink { of, .. } => {
                let account = self.somebody(of).await.id;
                let shown = links::show(&self.desk.app, &actor(by), OfAccount { account }).await;
                if let Ok(shown) = shown {
                    let (_, token) = shown.url.split_once('#').unwrap();
                    self.links.push((shown.purpose, token.to_owned()));
                }
            }
            _ => {}
        }
    }

    fn next(&mut self) -> u8 {
        self.made += 1;
        self.made
    }

    /// An address that nobody has: one of the actor's own mailboxes, in their own world.
    fn address(&mut self, name: &str) -> String {
        let n = self.next();
        match self.world {
            World::Alone => format!("{name}{n}{MAILBOX}"),
            World::WithRaises => format!("{name}{n}@example.org"),
        }
    }

    async fn create(&mut self, by: AccountId, role: u8, given: bool) {
        let email = self.address("made");
        let n = self.made;
        let envelope = self.desk.create_with(n, |create| {
            create.fields.role = roles()[usize::from(role) % 6];
            create.fields.email = email;
            if !given {
                create.password = None;
            }
        });
        self.asks(by, &Intent::decode(&envelope).unwrap()).await;
        self.read_mail().await;
    }

    async fn email(&mut self, by: AccountId, of: AccountId) {
        let email = self.address("moved");
        self.sets(by, of, "email", json!(email)).await;
        self.read_mail().await;
    }

    async fn forgot(&mut self, of: u8) {
        let who = self.somebody(of).await.username;
        links::forgot(&self.desk.app, ForgotPassword { who }, None);
        // The writer does one after the other: what follows comes behind it.
        tokio::task::yield_now().await;
        self.desk.change(|_, _| Ok(())).await;
        self.read_mail().await;
    }

    /// The actor opens the mails to their own mailboxes; the others stay.
    async fn read_mail(&mut self) {
        for mail in mails::due(&self.desk.app, 100).await.unwrap() {
            if let Some(link) = mail.link.filter(|_| mail.recipient.ends_with(MAILBOX)) {
                let token = link.token(&self.desk.app.secret);
                self.links.push((link.purpose, token));
            }
        }
    }

    async fn open(&mut self, n: u8) {
        let Some(place) = usize::from(n).checked_rem(self.links.len()) else {
            return;
        };
        // The newest first: older ones are mostly dead.
        let (purpose, token) = self.links[self.links.len() - 1 - place].clone();
        use_link(&self.desk, purpose, token, KNOWN).await;
        self.read_mail().await;
    }

    async fn owners_open(&mut self) {
        for mail in mails::due(&self.desk.app, 100).await.unwrap() {
            mails::record(&self.desk.app, mail.id, mails::Attempt::Accepted)
                .await
                .unwrap();
            if let Some(link) = mail.link.filter(|_| !mail.recipient.ends_with(MAILBOX)) {
                let token = link.token(&self.desk.app.secret);
                use_link(&self.desk, link.purpose, token, OWN).await;
            }
        }
    }

    async fn raise(&mut self, of: u8, role: u8) {
        let of = self.somebody(of).await.id;
        // Giving the actor's own account rights is what rights are for.
        if self.world == World::WithRaises && of != CLERK && of != ADMIN {
            let role = json!(roles()[usize::from(role) % 6]);
            self.sets(ADMIN, of, "role", role).await;
        }
    }

    async fn grow_role(&mut self, permission: u8) {
        let clerk = self.desk.look(|tx| accounts::find(tx, CLERK)).await;
        let own = clerk.unwrap().role == RoleId(CUSTOM);
        // As above: the actor's own account has the role, and others give it more.
        if self.world == World::WithRaises && !own {
            let found = self.desk.look(roles_of).await;
            let guarded = Permission::GUARDED;
            let mut more = found.allows.clone();
            more.insert(guarded[usize::from(permission) % guarded.len()]);
            let record = key(RecordKind::Role, CUSTOM);
            let grown = edit_of(record, "allows", json!(found.allows), json!(more));
            self.asks(ADMIN, &grown).await;
        }
    }

    async fn make_admin(&mut self, of: u8) {
        let account = self.somebody(of).await;
        if self.world == World::WithRaises && account.id != CLERK {
            let made = console::make_admin(&self.desk.app, &account.username).await;
            drop(made.unwrap());
        }
    }

    /// The guarded permissions that the actor has and did not start with.
    pub(super) async fn reached(&self) -> Vec<(AccountId, Permission)> {
        let mut reached = Vec::new();
        let start = [Permission::ManageAccounts].into();
        for account in self.controlled().await {
            let id = account.id;
            let held = self
                .desk
                .look(move |tx| {
                    let role = crate::store::roles::find(tx, account.role)?;
                    let own = accounts::own_permissions(tx, id)?;
                    Ok(effective(&role.unwrap().allows, &own))
                })
                .await;
            let more = stronger_by(&start, &held);
            reached.extend(more.into_iter().map(|permission| (id, permission)));
        }
        reached
    }
}

fn roles_of(tx: &Tx<'_>) -> Result<Role> {
    Ok(crate::store::roles::find(tx, RoleId(CUSTOM))?.unwrap())
}

const fn roles() -> [RoleId; 6] {
    [
        ROLE_NURSE,
        ROLE_STAFF,
        ROLE_OFFICE_MANAGER,
        ROLE_BTG_ADMIN,
        ROLE_PROVIDER,
        RoleId(CUSTOM),
    ]
}

/// Does what the page of a link is for; some links are dead.
async fn use_link(desk: &Desk, purpose: LinkPurpose, token: String, password: &str) {
    let password = password.to_owned();
    let done = match purpose {
        LinkPurpose::Activation => {
            let password = Some(password);
            links::activate(&desk.app, Activate { token, password }).await
        }
        LinkPurpose::Reset => links::reset(&desk.app, ResetPassword { token, password }).await,
        LinkPurpose::EmailChange => emails::confirm(&desk.app, LinkToken { token }).await,
        LinkPurpose::EmailUndo => emails::undo(&desk.app, LinkToken { token }).await.map(drop),
        LinkPurpose::Setup => Ok(()),
    };
    drop(done);
}
