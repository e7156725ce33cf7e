//! Edits of fields by the book: what merges, what is at odds, what a merged record must not break.

use lanyard_shared::fields::{self as shared, Refusal};
use lanyard_shared::intent::SetFields;
use lanyard_shared::merge::{Change, Values};
use lanyard_shared::permission::{Permission, stronger_by};
use lanyard_shared::record::{Account, Record, Standing, Work};
use lanyard_shared::visibility::lies_within;
use serde_json::Value;

use super::ending::{Case, Ending};
use super::merging::{meet, same};
use super::{Model, role_key};

impl Model {
    pub(super) fn set_fields(&self, case: &Case<'_>, set: &SetFields) -> Ending {
        let record = self.record(set.record);
        let record = record.filter(|record| case.author.sees(record));
        let kind = set.record.kind;
        let mut fields = set.changes.keys();
        let may = case.may(Permission::to_edit(kind))
            && fields.all(|field| case.may(shared::permission_for(kind, field)));
        let Some(record) = record.filter(|_| may) else {
            return Ending::Rejected;
        };
        let removed = matches!(record, Record::Account(account) if account.is_removed());
        if is_fixed(record, set) || !reaches(case, record) || removed {
            return Ending::Rejected;
        }
        let held = shared::of(record);
        if set.changes.keys().any(|field| !held.contains_key(field)) {
            return Ending::Unsupported;
        }
        let others = self.changed_by_others(case, set.record);
        let set = &self.with_unseen(case, record, set);
        let mut met = Meeting::of(&held, set);
        let ended = has_ended(record, &others);
        if ended || !met.clashes.is_empty() {
            let clashes = met.take_all(set);
            if ended || !self.removal_wins(record, met.values.clone(), &clashes) {
                return Ending::Conflict;
            }
        }
        let merged = match shared::put(record, met.values.clone()) {
            Ok(merged) => merged,
            Err(Refusal::Malformed) => return Ending::Rejected,
            Err(Refusal::Invalid(_)) => return broken_by_whom(record, set, met.values),
        };
        let changed = differing(&held, &shared::of(&merged));
        if self.is_at_fault(case, &merged, |field| {
            changed.iter().any(|name| name == field)
        }) {
            return Ending::Rejected;
        }
        if changed.iter().any(|field| field == "email") && !may_be_readdressed(case, record) {
            return Ending::Rejected;
        }
        if let Some(ending) = self.raises(case, record, &merged, &changed) {
            return ending;
        }
        let beside = met.beside || !others.is_empty();
        let mut model = self.clone();
        let (merged, changed) = model.wait_for_address(case, record, merged, changed);
        if changed.is_empty() {
            return Ending::TakesEffect {
                model: Box::new(model),
                beside,
            };
        }
        model.note(case.rev(), case.asked, set.record, &changed);
        if let (Record::Account(before), Record::Account(after)) = (record, &merged)
            && before.email != after.email
            && let Some(link) = model.links.get_mut(&after.id)
        {
            // What was sent to the old address does not work any more.
            *link = None;
        }
        if let (Record::Account(before), Record::Account(after)) = (record, &merged)
            && before.particulars.offices != after.particulars.offices
        {
            model.touch_groups_of(after.id, case.rev());
        }
        model.put(case.rev(), merged);
        model.forget_given_passwords(case, self);
        let of_rights = shared::of_rights(set.record.kind);
        if changed
            .iter()
            .any(|field| of_rights.contains(&field.as_str()))
        {
            return self.balanced(case, model, beside);
        }
        Ending::TakesEffect {
            model: Box::new(model),
            beside,
        }
    }

    /// Whom the author does not see stays in a group: they are before them and wanted.
    fn with_unseen(&self, case: &Case<'_>, record: &Record, set: &SetFields) -> SetFields {
        let mut set = set.clone();
        if let (Record::Group(group), Some(Change { was, set: wanted })) =
            (record, set.changes.get_mut("members"))
        {
            let unseen = group.members.iter();
            for member in unseen.filter(|member| !self.is_in_sight(&case.author, **member)) {
                for side in [&mut *was, &mut *wanted] {
                    if let Value::Array(side) = side {
                        side.push(member.to_string().into());
                    }
                }
            }
        }
        set
    }

    /// Another address of somebody active waits until it is confirmed; the other fields do not.
    fn wait_for_address(
        &mut self,
        case: &Case<'_>,
        before: &Record,
        after: Record,
        mut changed: Vec<String>,
    ) -> (Record, Vec<String>) {
        match (before, after) {
            (Record::Account(before), Record::Account(after))
                if before.standing != Standing::Pending && before.email != after.email =>
            {
                changed.retain(|field| field != "email");
                let wish = (after.email.clone(), case.author.account);
                self.wishes.insert(before.id, wish);
                let stays = Account {
                    email: before.email.clone(),
                    email_verified: before.email_verified,
                    ..(*after).clone()
                };
                (Record::from(stays), changed)
            }
            (_, after) => (after, changed),
        }
    }

    /// Who gets a guarded permission chooses their own password, where another person chose the one
    /// that they have (domain RIGHT-02).
    fn forget_given_passwords(&mut self, case: &Case<'_>, before: &Self) {
        let stronger = |account: &&Account| {
            let had = before.account(account.id);
            let had = had.map(|had| before.potential(had)).unwrap_or_default();
            account.id != case.author.account
                && account.password_set_by_another
                && !stronger_by(&had, &self.potential(account)).is_empty()
        };
        let forgotten: Vec<Account> = self.accounts().filter(stronger).cloned().collect();
        for account in forgotten {
            self.forget_password(case.rev(), account);
        }
    }

    /// Why it may not give what it gives; `None` where it may, or gives nothing.
    fn raises(
        &self,
        case: &Case<'_>,
        before: &Record,
        after: &Record,
        changed: &[String],
    ) -> Option<Ending> {
        let kind = before.key().kind;
        let one_of = |fields: &[&str]| changed.iter().any(|name| fields.contains(&name.as_str()));
        let credentials = one_of(shared::of_credentials(kind));
        let protected = credentials || one_of(shared::of_rights(kind));
        let mut looked_at = vec![before.key()];
        let raises = match (before, after) {
            (Record::Account(before), Record::Account(after)) => {
                if protected && self.is_stronger(case, before) {
                    return Some(Ending::Rejected);
                }
                looked_at.extend([role_key(before.role), role_key(after.role)]);
                let another = before.id != case.author.account;
                let (mine, theirs) = (&after.particulars.offices, &before.particulars.offices);
                let moved = before.provider() != after.provider()
                    || !lies_within(mine.as_ref(), theirs.as_ref());
                let (had, has) = (self.potential(before), self.potential(after));
                let gains = (moved && !has.is_empty()) || !has.is_subset(&had);
                gains || (credentials && another)
            }
            (Record::Role(before), Record::Role(after)) => !after.allows.is_subset(&before.allows),
            _ => false,
        };
        (raises && self.rights_moved(case, &looked_at)).then_some(Ending::Conflict)
    }

    /// A role or offices that only take rights away win over others that were given meanwhile.
    fn removal_wins(&self, record: &Record, wanted: Values, clashes: &[String]) -> bool {
        let only = ["role", "offices"];
        if !clashes.iter().all(|field| only.contains(&field.as_str())) {
            return false;
        }
        let (Record::Account(held), Some(Record::Account(wanted))) =
            (record, shared::show(record, wanted))
        else {
            return false;
        };
        let (had, has) = (self.potential(held), self.potential(&wanted));
        let (were, are) = (&held.particulars.offices, &wanted.particulars.offices);
        has.is_subset(&had)
            && lies_within(are.as_ref(), were.as_ref())
            && (has != had || are != were)
    }
}

/// Whether the author may edit this record at all (domain RIGHT-04).
pub(super) fn reaches(case: &Case<'_>, record: &Record) -> bool {
    match record {
        Record::Account(account) => {
            account.id == case.author.account || case.author.reaches(account)
        }
        _ => true,
    }
}

/// What nobody can change.
fn is_fixed(record: &Record, set: &SetFields) -> bool {
    match record {
        Record::Role(role) => role.system,
        Record::Account(account) => {
            let own = matches!(account.work, Work::Provider { .. });
            own && set.changes.contains_key("primary_provider")
        }
        _ => false,
    }
}

/// One's own address takes one's own password, and a closed account has nobody to confirm another.
fn may_be_readdressed(case: &Case<'_>, record: &Record) -> bool {
    match record {
        Record::Account(account) => {
            let open = [Standing::Active, Standing::Pending];
            account.id != case.author.account && open.contains(&account.standing)
        }
        _ => true,
    }
}

/// Whether others have put the record out of use since the author saw it.
fn has_ended(record: &Record, others: &[String]) -> bool {
    let (field, ended) = match record {
        Record::Account(account) => {
            let ended = matches!(account.standing, Standing::Deactivated | Standing::Removed);
            ("standing", ended)
        }
        Record::Office(office) => ("active", !office.active),
        Record::Provider(provider) => ("active", !provider.active),
        Record::Group(group) => ("archived", group.archived),
        Record::Role(_) | Record::Practice(_) => return false,
    };
    ended && others.iter().any(|name| name == field)
}

/// The merged record breaks a rule of its own: the author's fault, or that of both together?
fn broken_by_whom(record: &Record, set: &SetFields, mut values: Values) -> Ending {
    for (field, change) in &set.changes {
        values.insert(field.clone(), change.set.clone());
    }
    match shared::put(record, values) {
        Err(_) => Ending::Rejected,
        Ok(_) => Ending::Conflict,
    }
}

/// A record's fields with an edit of them.
struct Meeting {
    values: Values,
    beside: bool,
    clashes: Vec<String>,
}

impl Meeting {
    fn of(held: &Values, set: &SetFields) -> Self {
        let mut meeting = Self {
            values: held.clone(),
            beside: false,
            clashes: Vec::new(),
        };
        for (field, Change { was, set }) in &set.changes {
            let met = meet(was, set, held.get(field).unwrap_or(&Value::Null));
            meeting.values.insert(field.clone(), met.value);
            meeting.beside |= met.beside;
            if met.clash {
                meeting.clashes.push(field.clone());
            }
        }
        meeting
    }

    /// The author's values win where they clash. Gives the fields where they did.
    fn take_all(&mut self, set: &SetFields) -> Vec<String> {
        let clashes = std::mem::take(&mut self.clashes);
        for field in &clashes {
            if let Some(change) = set.changes.get(field) {
                self.values.insert(field.clone(), change.set.clone());
            }
        }
        self.beside = true;
        clashes
    }
}

/// The fields whose value is another one.
fn differing(was: &Values, now: &Values) -> Vec<String> {
    let differs =
        |field: &String, value: &Value| was.get(field).is_none_or(|was| !same(was, value));
    let now = now.iter().filter(|(field, value)| differs(field, value));
    now.map(|(field, _)| field.clone()).collect()
}
