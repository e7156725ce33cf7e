//! What the form of an office, a provider, a group or the practice begins with, and what its fields
//! ask for when they are saved.

use lanyard_shared::fields::{self, Refusal};
use lanyard_shared::intent::{Create, Intent, SetFields};
use lanyard_shared::merge;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::record::{Record, RecordKey, RecordKind};
use lanyard_shared::replica::{Attention, Mends, View};
use lanyard_shared::validate::format_phone;
use serde_json::Value;
use yew::AttrValue;

use super::Values;
use crate::components::chosen;

/// What the form begins with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecordDraft {
    /// The record that it is about.
    pub(crate) record: RecordKey,
    /// The refused edit that it takes the place of.
    pub(crate) replaces: Option<Mends>,
    /// What is in the fields.
    pub(crate) values: Values,
    /// Why it was refused, at which field.
    pub(crate) problems: Vec<FieldProblem>,
    /// What the record says that no field of the form shows; it stays.
    beside: merge::Values,
    /// The record when the form was opened; `None` where it makes it.
    was: Option<Record>,
}

impl RecordDraft {
    /// A form for a new record.
    pub(crate) fn empty(record: RecordKey) -> Self {
        Self::with(record, merge::Values::new(), None)
    }

    /// A record as it is shown, to be changed.
    pub(crate) fn edit(record: &Record) -> Self {
        Self::with(record.key(), fields::of(record), Some(record.clone()))
    }

    /// An edit that waits for a person, with the values as typed and the reasons at their fields.
    /// `None` where this form is not its form.
    pub(crate) fn mend(item: &Attention, view: &View) -> Option<Self> {
        let draft = match item.intent.as_ref()? {
            Intent::Create(create) if has_form(create.record.kind) => {
                Self::with(create.record, create.fields.clone(), None)
            }
            Intent::SetFields(set) if has_form(set.record.kind) => {
                let was = view.record(set.record)?;
                let wanted = merge::lay_over(&fields::of(&was), &set.changes);
                Self::with(set.record, wanted, Some(was))
            }
            _ => return None,
        };
        Some(Self {
            replaces: Some(item.mends()),
            problems: item.problems().to_vec(),
            ..draft
        })
    }

    /// What is wrong with what is typed.
    pub(crate) fn check(&self, values: &Values) -> Vec<FieldProblem> {
        match self.made(values) {
            Err(Refusal::Invalid(problems)) => problems,
            // A form has all fields of its record; where it has not, saving says so.
            Ok(_) | Err(Refusal::Malformed) => Vec::new(),
        }
    }

    /// What saving the form asks for.
    ///
    /// # Errors
    /// Why there is nothing to ask for.
    pub(crate) fn asks(&self, values: &Values) -> Result<Intent, Message> {
        let record = self.record;
        let typed = self.made(values);
        let typed = fields::of(&typed.map_err(|_| Message::new("intent-malformed"))?);
        let Some(was) = &self.was else {
            return Ok(Intent::Create(Box::new(Create {
                record,
                fields: typed,
            })));
        };
        let changes = merge::between(&fields::of(was), &typed);
        if changes.is_empty() {
            return Err(Message::new("edit-nothing"));
        }
        Ok(Intent::from(SetFields { record, changes }))
    }

    /// The fields that have changed since the form was opened.
    pub(crate) fn changed_meanwhile(&self, view: &View) -> Vec<String> {
        let now = view.record(self.record).map(|record| fields::of(&record));
        match (&self.was, now) {
            (Some(was), Some(now)) => {
                let changes = merge::between(&fields::of(was), &now);
                changes.into_keys().collect()
            }
            _ => Vec::new(),
        }
    }

    fn with(record: RecordKey, beside: merge::Values, was: Option<Record>) -> Self {
        let names = names(record.kind).iter();
        let values = names.map(|name| (*name, to_form(name, part(&beside, name))));
        Self {
            record,
            replaces: None,
            values: values.collect(),
            problems: Vec::new(),
            beside,
            was,
        }
    }

    /// The record as it is typed.
    fn made(&self, values: &Values) -> Result<Record, Refusal> {
        let mut typed = self.beside.clone();
        for (name, value) in values {
            put_part(&mut typed, name, from_form(name, value));
        }
        match &self.was {
            Some(record) => fields::put(record, typed),
            None => fields::make(self.record, typed),
        }
    }
}

/// Whether records of this kind are made and changed in this form.
fn has_form(kind: RecordKind) -> bool {
    !names(kind).is_empty()
}

/// The fields that the form shows.
const fn names(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Office => &["name", "address", "phone"],
        RecordKind::Provider => &[
            "first_name",
            "last_name",
            "npi",
            "specialty",
            "email",
            "offices",
        ],
        RecordKind::Group => &["name", "members"],
        RecordKind::Practice => &[
            "name",
            "time_zone",
            "public_url",
            "policies.password.min_length",
            "policies.password.max_length",
            "policies.password.max_age_days",
            "policies.password.remembered",
            "policies.first_password",
            "policies.two_factor",
            "policies.idle_minutes",
            "policies.offline_days",
            "policies.email_domains",
        ],
        RecordKind::Role | RecordKind::Account => &[],
    }
}

/// A field, or a part of a structured one by its path.
fn part<'a>(fields: &'a merge::Values, path: &str) -> Option<&'a Value> {
    let mut steps = path.split('.');
    let first = fields.get(steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))
}

fn put_part(fields: &mut merge::Values, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(fields.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let inner = fields
                .entry(first)
                .or_insert_with(|| Value::Object(merge::Values::new()));
            if let Value::Object(inner) = inner {
                put_part(inner, rest, value);
            }
        }
    }
}

/// One in each line.
const DOMAINS: &str = "policies.email_domains";

/// The fields that hold a number.
const NUMBERS: [&str; 4] = [
    "policies.password.min_length",
    "policies.password.max_length",
    "policies.idle_minutes",
    "policies.offline_days",
];

/// The fields that hold a number, of which 0 stands for none.
const NUMBERS_OR_NONE: [&str; 2] = [
    "policies.password.max_age_days",
    "policies.password.remembered",
];

fn to_form(name: &str, value: Option<&Value>) -> AttrValue {
    match value {
        Some(Value::String(text)) if name == "phone" => format_phone(text).into(),
        Some(Value::String(text)) => text.clone().into(),
        Some(Value::Array(all)) => {
            let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            let between = if name == DOMAINS { "\n" } else { " " };
            all.join(between).into()
        }
        Some(Value::Number(number)) => number.to_string().into(),
        _ => AttrValue::default(),
    }
}

fn from_form(name: &str, value: &str) -> Value {
    match name {
        "offices" | "members" => chosen(value).collect(),
        DOMAINS => {
            let lines = value.split([',', '\n']).map(str::trim);
            lines.filter(|line| !line.is_empty()).collect()
        }
        // No number is out of all bounds, which is what is told then.
        _ if NUMBERS.contains(&name) => value.trim().parse().unwrap_or(0_u16).into(),
        // And here it is so many that they are out of all bounds.
        _ if NUMBERS_OR_NONE.contains(&name) => value.trim().parse().unwrap_or(u16::MAX).into(),
        _ => value.trim().into(),
    }
}

#[cfg(test)]
mod tests {
    use lanyard_shared::record::{Plan, Policies, Practice};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    const OFFICE: RecordKey = RecordKey {
        kind: RecordKind::Office,
        id: Uuid::from_u128(1),
    };

    fn office() -> Record {
        let values = json!({ "name": "North", "phone": "2125550147" });
        fields::make(OFFICE, serde_json::from_value(values).unwrap()).unwrap()
    }

    // covers: D-02
    #[test]
    fn a_new_record_is_asked_for_with_all_its_fields() {
        let draft = RecordDraft::empty(OFFICE);
        assert_eq!(draft.check(&draft.values).len(), 1);
        let values = Values::from([
            ("name", " North ".into()),
            ("phone", "(212) 555-0147".into()),
        ]);
        let expected = Intent::Create(Box::new(Create {
            record: OFFICE,
            fields: fields::of(&office()),
        }));
        assert_eq!(draft.asks(&values), Ok(expected));
    }

    // covers: D-02
    #[test]
    fn only_what_is_typed_anew_is_changed() {
        let draft = RecordDraft::edit(&office());
        let nothing = draft.asks(&draft.values);
        assert_eq!(nothing, Err(Message::new("edit-nothing")));
        let mut values = draft.values.clone();
        values.insert("name", "South".into());
        let Ok(Intent::SetFields(set)) = draft.asks(&values) else {
            panic!("a change is asked for");
        };
        let names: Vec<&String> = set.changes.keys().collect();
        assert_eq!(names, ["name"]);
    }

    // covers: D-03, NEW-05
    #[test]
    fn an_npi_is_checked_on_the_device() {
        let record = RecordKey {
            kind: RecordKind::Provider,
            id: Uuid::from_u128(2),
        };
        let draft = RecordDraft::empty(record);
        let mut values = draft.values.clone();
        values.insert("first_name", "Ruth".into());
        values.insert("last_name", "Okafor".into());
        values.insert("npi", "1234567894".into());
        let expected = [FieldProblem::at("npi", Message::new("npi-invalid"))];
        assert_eq!(draft.check(&values), expected);
    }

    fn practice() -> Record {
        Record::Practice(Practice {
            name: "Clinic".to_owned(),
            time_zone: "America/New_York".to_owned(),
            plan: Plan::Invoiced,
            public_url: "https://desk.example.org".to_owned(),
            policies: Policies::default(),
        })
    }

    // covers: D-01, CRED-01, CRED-04
    #[test]
    fn a_policy_is_a_part_of_the_practice_and_changes_alone() {
        let draft = RecordDraft::edit(&practice());
        assert_eq!(draft.values["policies.idle_minutes"], "15");
        let mut values = draft.values.clone();
        values.insert("policies.idle_minutes", "5".into());
        values.insert("policies.email_domains", "@Clinic.example\n\n".into());
        let Ok(Intent::SetFields(set)) = draft.asks(&values) else {
            panic!("a change is asked for");
        };
        let policies = &set.changes["policies"].set;
        assert_eq!(policies["idle_minutes"], 5);
        assert_eq!(policies["email_domains"], json!(["clinic.example"]));
        assert_eq!(
            policies["password"],
            set.changes["policies"].was["password"]
        );
    }

    // covers: CRED-04, CRED-06
    #[test]
    fn what_is_no_number_is_told_at_its_field() {
        let draft = RecordDraft::edit(&practice());
        let mut values = draft.values.clone();
        values.insert("policies.offline_days", "soon".into());
        let found = draft.check(&values);
        assert_eq!(found[0].field.as_deref(), Some("policies.offline_days"));
    }

    // covers: CRED-01
    #[test]
    fn none_is_a_number_of_its_own_and_nothing_typed_is_not_taken_for_it() {
        let draft = RecordDraft::edit(&practice());
        let remembered = "policies.password.remembered";
        assert_eq!(draft.values[remembered], "0");
        for typed in ["", "x", "25"] {
            let mut values = draft.values.clone();
            values.insert(remembered, typed.into());
            let found = draft.check(&values);
            assert_eq!(found[0].field.as_deref(), Some(remembered), "{typed}");
        }
    }
}
