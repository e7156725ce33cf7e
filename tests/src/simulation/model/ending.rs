//! How an intent must end. A new kind of intent is one arm in [`Model::ending`].

use lanyard_server::store::audit::Recorded;
use lanyard_shared::fields::{self as shared, Fields, Refusal};
use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{
    Create, DecodeError, Intent, StaffCreate, StaffReactivate, StaffSendLink,
};
use lanyard_shared::permission::{Permission, ROLE_PROVIDER, out_of_reach};
use lanyard_shared::protocol::{LinkPurpose, Outcome, Rev};
use lanyard_shared::record::{Account, ActivationLink, Record, RecordKind, Standing};
use lanyard_shared::visibility::Viewer;

use super::fields::reaches;
use super::{Asked, Model, Told, role_key};

/// How an intent must end.
pub(super) enum Ending {
    TakesEffect {
        /// The practice with the effect.
        model: Box<Model>,
        /// Others have changed something meanwhile.
        beside: bool,
    },
    Conflict,
    Rejected,
    Held,
    Unsupported,
}

impl Ending {
    pub(super) const fn words(&self) -> &'static str {
        match self {
            Self::TakesEffect { beside: false, .. } => "applied",
            Self::TakesEffect { beside: true, .. } => "merged",
            Self::Conflict => "conflict",
            Self::Rejected => "rejected",
            Self::Held => "held",
            Self::Unsupported => "unsupported",
        }
    }

    /// Whether what was told is this end.
    pub(super) fn fits(&self, entry: &Recorded, told: &Told) -> bool {
        let Told::Whole(outcome) = told else {
            return matches!(self, Self::Conflict);
        };
        match (self, outcome) {
            // The fault is the server's own, whatever should have come of it.
            (_, Outcome::Failed { .. }) => true,
            (Self::TakesEffect { beside, .. }, Outcome::Applied) => !beside,
            (Self::TakesEffect { beside, .. }, Outcome::Merged) => *beside,
            (Self::Rejected, Outcome::Rejected { .. })
            | (Self::Held, Outcome::Held { .. })
            | (Self::Unsupported, Outcome::Unsupported { .. }) => true,
            // Passwords are judged and hashed before, and not at all without the right to make
            // accounts; policy or right may be others a moment later.
            (_, Outcome::Rejected { .. }) => {
                let words = format!("{outcome:?}");
                entry.action == "intent.refused" && words.contains("problem-forbidden")
                    || entry.action == "staff.create" && words.contains("password-")
            }
            _ => false,
        }
    }
}

impl Model {
    /// How an intent must end here and now.
    pub(super) fn ending(&self, entry: &Recorded, asked: &Asked<'_>) -> Ending {
        if asked.held_by.is_some() {
            return Ending::Held;
        }
        let Some(author) = self.viewer(asked.author) else {
            return Ending::Rejected;
        };
        let case = Case {
            entry,
            asked,
            author,
        };
        match Intent::decode(asked.envelope) {
            Err(DecodeError::Unknown) => Ending::Unsupported,
            Err(DecodeError::Malformed) => Ending::Rejected,
            Ok(Intent::StaffCreate(create)) => self.staff_create(&case, &create),
            Ok(Intent::StaffSetPin(set)) => self.set_pin(&case, set.account),
            Ok(Intent::StaffSendLink(act)) => self.send_link(&case, act),
            Ok(Intent::SetFields(set)) => self.set_fields(&case, &set),
            Ok(Intent::Create(create)) => self.create(&case, &create),
            Ok(Intent::StaffDeactivate(act)) => self.deactivate(&case, act.account),
            Ok(Intent::StaffReactivate(act)) => self.reactivate(&case, &act),
            Ok(Intent::StaffLock(act)) => self.lock(&case, act.account),
            Ok(Intent::StaffUnlock(act)) => self.unlock(&case, act.account),
            Ok(Intent::RoleDelete(act)) => self.delete_role(&case, act.role),
        }
    }

    fn staff_create(&self, case: &Case<'_>, create: &StaffCreate) -> Ending {
        let fields = &create.fields;
        let account = create.account(case.entry.at);
        let has_secret = create.password.is_some() || create.app_unlock_pin.is_some();
        let refused = !case.may(Permission::ManageAccounts)
            || self.account(create.account).is_some()
            || fields.checked().is_err()
            || self.is_at_fault(case, &Record::from(account.clone()), |_| true)
            || create.own_login && fields.role != ROLE_PROVIDER
            || !create.own_login && self.seats_left() == 0
            || (has_secret && self.is_stronger(case, &account));
        if refused {
            return Ending::Rejected;
        }
        if self.rights_moved(case, &[role_key(fields.role)]) {
            return Ending::Conflict;
        }
        let mut model = self.clone();
        let waiting = Some(ActivationLink::MailWaiting);
        model.links.insert(account.id, waiting);
        model.await_activation.insert(account.id);
        if create.password.is_none() {
            model.no_password.insert(account.id);
        }
        model.put(case.entry.rev, Record::from(account));
        takes_effect(model)
    }

    /// No record says anything of a PIN. Only good ones are asked for here.
    fn set_pin(&self, case: &Case<'_>, id: AccountId) -> Ending {
        let own = self.account(id).filter(|_| id == case.author.account);
        let account = own.or_else(|| self.acted_upon(case, id));
        let Some(account) = account.filter(|account| !account.is_removed()) else {
            return Ending::Rejected;
        };
        let looked_at = [super::account_key(id), role_key(account.role)];
        if id != case.author.account && self.rights_moved(case, &looked_at) {
            return Ending::Conflict;
        }
        takes_effect(self.clone())
    }

    /// A mail with a new link waits for whom one helps; nothing for whoever has come in since.
    fn send_link(&self, case: &Case<'_>, act: StaffSendLink) -> Ending {
        let Some(account) = self.acted_upon(case, act.account) else {
            return Ending::Rejected;
        };
        match (account.standing, act.purpose) {
            (Standing::Active, LinkPurpose::Activation) => self.already_so(),
            (Standing::Active | Standing::Pending, _) => {
                let mut model = self.clone();
                if account.standing == Standing::Pending {
                    let waiting = Some(ActivationLink::MailWaiting);
                    model.links.insert(account.id, waiting);
                }
                model.put(case.rev(), Record::from(account.clone()));
                takes_effect(model)
            }
            _ => Ending::Rejected,
        }
    }

    fn create(&self, case: &Case<'_>, create: &Create) -> Ending {
        let key = create.record;
        let known = self.rows.contains_key(&key) || self.gone.contains(&key);
        if !case.may(Permission::to_edit(key.kind)) || known {
            return Ending::Rejected;
        }
        match shared::make(key, create.fields.clone()) {
            Ok(record) if !self.is_at_fault(case, &record, |_| true) => {
                let mut model = self.clone();
                model.put(case.entry.rev, record);
                takes_effect(model)
            }
            Ok(_) | Err(Refusal::Malformed | Refusal::Invalid(_)) => Ending::Rejected,
        }
    }

    /// The account that the author may act upon.
    fn acted_upon(&self, case: &Case<'_>, id: AccountId) -> Option<&Account> {
        let account = self.account(id)?;
        let record = Record::from(account.clone());
        let allowed = case.may(Permission::ManageAccounts)
            && case.author.sees(&record)
            && reaches(case, &record)
            && !self.is_stronger(case, account);
        allowed.then_some(account)
    }

    fn deactivate(&self, case: &Case<'_>, id: AccountId) -> Ending {
        let Some(account) = self.acted_upon(case, id) else {
            return Ending::Rejected;
        };
        if matches!(account.standing, Standing::Deactivated | Standing::Removed) {
            return self.already_so();
        }
        self.stands(case, account, Standing::Deactivated)
    }

    fn lock(&self, case: &Case<'_>, id: AccountId) -> Ending {
        let others = self.acted_upon(case, id);
        let Some(account) = others.filter(|_| id != case.author.account) else {
            return Ending::Rejected;
        };
        match account.standing {
            Standing::Active => self.stands(case, account, Standing::Locked),
            Standing::Pending => Ending::Rejected,
            Standing::Locked | Standing::Deactivated | Standing::Removed => self.already_so(),
        }
    }

    fn unlock(&self, case: &Case<'_>, id: AccountId) -> Ending {
        let Some(account) = self.acted_upon(case, id) else {
            return Ending::Rejected;
        };
        match account.standing {
            Standing::Locked => {}
            Standing::Pending | Standing::Active => return self.already_so(),
            Standing::Deactivated | Standing::Removed => return Ending::Rejected,
        }
        if !out_of_reach(&case.author.permissions, &self.potential(account)).is_empty() {
            return Ending::Rejected;
        }
        if self.rights_moved(case, &[super::account_key(id), role_key(account.role)]) {
            return Ending::Conflict;
        }
        self.stands(case, account, Standing::Active)
    }

    fn reactivate(&self, case: &Case<'_>, act: &StaffReactivate) -> Ending {
        let id = act.account;
        let Some(account) = self.acted_upon(case, id) else {
            return Ending::Rejected;
        };
        match account.standing {
            Standing::Deactivated => {}
            Standing::Removed => return Ending::Rejected,
            _ if act.email.as_ref().is_some_and(|it| *it != account.email) => {
                return Ending::Rejected;
            }
            _ => return self.already_so(),
        }
        let email = match &act.email {
            Some(email) if *email == account.email => return Ending::Rejected,
            Some(email) => email.clone(),
            None => account.email.clone(),
        };
        let account = &Account {
            email,
            ..account.clone()
        };
        let held = self.potential(account);
        let seats = account.is_staff() && self.seats_left() == 0;
        let record = Record::from(account.clone());
        let at_fault = self.is_at_fault(case, &record, |_| true);
        if !out_of_reach(&case.author.permissions, &held).is_empty() || seats || at_fault {
            return Ending::Rejected;
        }
        if self.rights_moved(case, &[super::account_key(id), role_key(account.role)]) {
            return Ending::Conflict;
        }
        if act.email.is_some() {
            return self.begins_anew(case, account);
        }
        let standing = if self.await_activation.contains(&id) {
            Standing::Pending
        } else {
            Standing::Active
        };
        self.stands(case, account, standing)
    }

    /// Somebody comes back with another address: they confirm it by a new activation link, and choose a
    /// password there (domain EDIT-03).
    fn begins_anew(&self, case: &Case<'_>, account: &Account) -> Ending {
        let mut model = self.clone();
        let pending = Account {
            standing: Standing::Pending,
            email_verified: false,
            ..account.clone()
        };
        let key = super::account_key(account.id);
        let changed = ["standing".to_owned(), "email".to_owned()];
        model.note(case.rev(), case.asked, key, &changed);
        model.links.insert(account.id, None);
        model.await_activation.insert(account.id);
        model.forget_password(case.rev(), pending);
        self.balanced(case, model, false)
    }

    fn already_so(&self) -> Ending {
        Ending::TakesEffect {
            model: Box::new(self.clone()),
            beside: true,
        }
    }

    fn stands(&self, case: &Case<'_>, account: &Account, standing: Standing) -> Ending {
        let mut model = self.clone();
        let account = Account {
            standing,
            ..account.clone()
        };
        let record = Record::from(account);
        model.note(
            case.rev(),
            case.asked,
            record.key(),
            &["standing".to_owned()],
        );
        model.put(case.rev(), record);
        self.balanced(case, model, false)
    }

    fn delete_role(&self, case: &Case<'_>, id: lanyard_shared::id::RoleId) -> Ending {
        let held = self.accounts().any(|account| account.role == id);
        let role = self.role(id).filter(|role| {
            let record = Record::Role((*role).clone());
            !role.system && case.author.sees(&record)
        });
        let free = role.is_some() && !held;
        if !case.may(Permission::to_edit(RecordKind::Role)) || !free {
            return Ending::Rejected;
        }
        let mut model = self.clone();
        model.rows.remove(&role_key(id));
        model.gone.insert(role_key(id));
        model.note(
            case.rev(),
            case.asked,
            role_key(id),
            &["deleted".to_owned()],
        );
        self.balanced(case, model, false)
    }

    /// It takes effect unless nobody could undo what would come of it (domain RIGHT-05), or the
    /// author would have given themselves a guarded permission (domain RIGHT-02).
    pub(super) fn balanced(&self, case: &Case<'_>, model: Self, beside: bool) -> Ending {
        let gained = model.viewer(case.author.account).is_some_and(|after| {
            let mut guarded = Permission::GUARDED.iter();
            guarded
                .any(|permission| after.permissions.contains(permission) && !case.may(*permission))
        });
        if gained || !model.has_managers() {
            return Ending::Rejected;
        }
        Ending::TakesEffect {
            model: Box::new(model),
            beside,
        }
    }
}

fn takes_effect(model: Model) -> Ending {
    Ending::TakesEffect {
        model: Box::new(model),
        beside: false,
    }
}

/// An intent and its author at the moment that it is decided.
pub(super) struct Case<'a> {
    pub(super) entry: &'a Recorded,
    pub(super) asked: &'a Asked<'a>,
    pub(super) author: Viewer,
}

impl Case<'_> {
    pub(super) fn may(&self, permission: Permission) -> bool {
        self.author.permissions.contains(&permission)
    }

    pub(super) fn rev(&self) -> Rev {
        self.entry.rev
    }
}
