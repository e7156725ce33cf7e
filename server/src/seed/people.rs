//! The made-up people and the states that they are in.

use lanyard_shared::id::{AccountId, LinkId, MailId, ProviderId, RoleId};
use lanyard_shared::permission::{
    ROLE_BILLING_STAFF, ROLE_BTG_ADMIN, ROLE_NURSE, ROLE_OFFICE_MANAGER, ROLE_STAFF,
};
use lanyard_shared::protocol::{LinkPurpose, MailKind, MailState};
use lanyard_shared::record::{Account, ActivationLink, Particulars, Standing, TwoFactor, Work};
use lanyard_shared::time::{LINK_LIFE, MAIL_LIFE, Millis, UnixMillis};

use crate::app::App;
use crate::seed::USERNAME;
use crate::seed::names::{self, Name};
use crate::seed::place::Place;
use crate::store::links::NewLink;
use crate::store::mails::NewMail;

/// One made-up person.
pub(super) struct Person {
    pub(super) account: Account,
    /// Of those who were invited and have not come yet.
    pub(super) invitation: Option<Invitation>,
}

/// An activation link and the mail that carries it.
pub(super) struct Invitation {
    pub(super) link: NewLink,
    pub(super) mail: NewMail,
    pub(super) state: MailState,
    pub(super) next_attempt_at: UnixMillis,
}

/// What a made-up person's account is like (domain D-10).
#[derive(Clone, Copy)]
enum Life {
    Active,
    /// Active and enrolled in the second factor.
    Enrolled,
    /// Active and holding emergency access.
    Emergency,
    /// Invited so many hours ago.
    Invited(i64),
    MailWaiting,
    MailGivenUp,
    Locked,
    NotYetStarted,
    Deactivated,
    Removed,
}

/// Twenty-four lives: with the administrator, the 25 people of the smallest whole demonstration.
const LIVES: [Life; 24] = [
    Life::Active,
    Life::Enrolled,
    Life::Invited(30),
    Life::Active,
    Life::MailWaiting,
    Life::Emergency,
    Life::Active,
    Life::Invited(100),
    Life::Active,
    Life::Locked,
    Life::Active,
    Life::NotYetStarted,
    Life::Enrolled,
    Life::Deactivated,
    Life::Active,
    Life::Invited(70),
    Life::Active,
    Life::Removed,
    Life::Active,
    Life::MailGivenUp,
    Life::Active,
    Life::Deactivated,
    Life::Active,
    Life::Invited(2),
];

const ROLES: [RoleId; 7] = [
    ROLE_STAFF,
    ROLE_NURSE,
    ROLE_STAFF,
    ROLE_BILLING_STAFF,
    ROLE_NURSE,
    ROLE_STAFF,
    ROLE_BTG_ADMIN,
];

/// Area codes of the neighbourhood.
const AREAS: [u16; 5] = [269, 616, 574, 312, 773];

/// So many people, the administrator first, who work for the providers of `place`.
pub(super) fn make(app: &App, count: usize, place: &Place) -> Vec<Person> {
    let people = (0..count).zip(place.providers.iter().cycle());
    let mut people: Vec<Person> = people
        .map(|(number, provider)| match number {
            0 => administrator(app, provider.id),
            _ => staff(app, number, provider.id),
        })
        .collect();
    // Every sixth works in one office only (domain NEW-13), the offices in turn.
    let sixth = people.iter_mut().skip(4).step_by(6);
    for (person, office) in sixth.zip(place.offices.iter().cycle()) {
        person.account.particulars.offices = Some([office.id].into());
    }
    people
}

fn administrator(app: &App, provider: ProviderId) -> Person {
    let name = Name {
        first: "Dana".to_owned(),
        last: "Whitfield".to_owned(),
        username: USERNAME.to_owned(),
    };
    let made = app.effects.now().plus(Millis::hours(-400 * 24));
    let mut account = account(app, name, 0, provider, made);
    account.role = ROLE_OFFICE_MANAGER;
    account.two_factor = TwoFactor::Inactive;
    Person {
        account,
        invitation: None,
    }
}

fn staff(app: &App, number: usize, provider: ProviderId) -> Person {
    let now = app.effects.now();
    let life = pick(&LIVES, number - 1);
    let hours = i64::try_from(number % 8_000).unwrap_or(0);
    let made = match life {
        Life::Invited(ago) => now.plus(Millis::hours(-ago)),
        Life::MailWaiting => now.plus(Millis::hours(-1)),
        Life::MailGivenUp => now.plus(Millis(-MAIL_LIFE.0)),
        _ => now.plus(Millis::hours(-24 - hours)),
    };
    let mut account = account(app, names::name(number), number, provider, made);
    let invitation = match life {
        Life::Invited(_) => Some((MailState::Sent, Some(made.plus(LINK_LIFE)))),
        Life::MailWaiting => Some((MailState::Waiting, None)),
        Life::MailGivenUp => Some((MailState::GivenUp, None)),
        _ => None,
    };
    match life {
        Life::Active => {}
        Life::Enrolled => account.two_factor = TwoFactor::Enrolled,
        Life::Emergency => {
            account.role = ROLE_NURSE;
            account.emergency_until = Some(now.plus(Millis::hours(4)));
        }
        Life::Locked => account.standing = Standing::Locked,
        Life::NotYetStarted => account.starts_at = Some(now.plus(Millis::hours(14 * 24))),
        Life::Deactivated => account.standing = Standing::Deactivated,
        // Twelve days ago, so that it can be undone still.
        Life::Removed => account = account.removed(now.plus(Millis::hours(-12 * 24))),
        Life::Invited(_) | Life::MailWaiting | Life::MailGivenUp => {
            account.standing = Standing::Pending;
            account.email_verified = false;
            account.password_set_by_another = true;
            account.activation = Some(ActivationLink::MailWaiting);
        }
    }
    let invitation = invitation.map(|(state, expires_at)| invite(app, &account, state, expires_at));
    Person {
        account,
        invitation,
    }
}

/// An active member with a password of their own.
fn account(
    app: &App,
    name: Name,
    number: usize,
    provider: ProviderId,
    created_at: UnixMillis,
) -> Account {
    Account {
        id: AccountId::new(created_at, app.effects.random()),
        work: Work::Staff {
            primary_provider: provider,
        },
        first_name: name.first,
        last_name: name.last,
        email: format!("{}@example.org", name.username),
        email_verified: true,
        username: name.username,
        role: pick(&ROLES, number),
        home_phone: number.is_multiple_of(3).then(|| phone(number + 50)),
        cell_phone: Some(phone(number)),
        standing: Standing::Active,
        activation: None,
        particulars: Particulars::default(),
        starts_at: None,
        ends_at: None,
        erase_at: None,
        two_factor: TwoFactor::Inactive,
        emergency_until: None,
        password_set_by_another: false,
        created_at,
    }
}

fn invite(
    app: &App,
    account: &Account,
    state: MailState,
    expires_at: Option<UnixMillis>,
) -> Invitation {
    let created_at = account.created_at;
    let link = LinkId::new(created_at, app.effects.random());
    let purpose = LinkPurpose::Activation;
    Invitation {
        link: NewLink {
            id: link,
            purpose,
            account: Some(account.id),
            generation: 1,
            secret_hash: app.secret.link_secret_hash(purpose, link, 1),
            life: LINK_LIFE,
            expires_at,
            created_at,
            email: None,
            email_verified: false,
            asked_by: None,
        },
        mail: NewMail {
            id: MailId::new(created_at, app.effects.random()),
            kind: MailKind::Activation,
            account: account.id,
            about: None,
            link: Some(link),
            recipient: account.email.clone(),
            created_at,
        },
        state,
        // Nearly as long as a mail may wait, so that the demonstration keeps one that does.
        next_attempt_at: created_at.plus(Millis(MAIL_LIFE.0 - Millis::hours(2).0)),
    }
}

/// A number of the range kept for fiction, in E.164.
fn phone(number: usize) -> String {
    let area = pick(&AREAS, number / 100);
    format!("+1{area}55501{:02}", number % 100)
}

/// The item at a place, counting round and round.
fn pick<T: Copy, const N: usize>(items: &[T; N], place: usize) -> T {
    #[expect(clippy::indexing_slicing, reason = "the place is below the length")]
    items[place % N]
}
