//! Where and from when to when somebody works, and what they get, as it stands in the form of a staff
//! account (domain NEW-10, NEW-13 to NEW-16).

use lanyard_shared::id::OfficeId;
use lanyard_shared::message::Message;
use lanyard_shared::record::Particulars;
use lanyard_shared::time::Day;

use super::Values;
use crate::components::{TICKED, chosen};

/// What a form holds for a day of which only a part is typed.
pub(crate) const UNFINISHED: &str = "unfinished";

/// The fields with what an account says.
pub(super) fn as_typed(particulars: &Particulars) -> Values {
    let ticked = |on: bool| if on { TICKED } else { "" }.into();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default().into();
    let offices = particulars.offices.iter().flatten();
    let offices: Vec<String> = offices.map(ToString::to_string).collect();
    Values::from([
        ("restrict_offices", ticked(particulars.offices.is_some())),
        ("offices", offices.join(" ").into()),
        ("starts_on", day(particulars.starts_on)),
        ("ends_on", day(particulars.ends_on)),
        ("daily_report", ticked(particulars.daily_report)),
        ("new_dashboard", ticked(particulars.new_dashboard)),
        ("email_update", ticked(particulars.email_update)),
    ])
}

/// The particulars with what is typed. A field that the form does not hold stays as it was.
pub(super) fn typed(values: &Values, before: Particulars) -> Particulars {
    let ticked = |name: &str, before: bool| values.get(name).map_or(before, |held| held == TICKED);
    let day = |name: &str, before: Option<Day>| match values.get(name) {
        Some(typed) => typed.parse().ok(),
        None => before,
    };
    let restricted = ticked("restrict_offices", before.offices.is_some());
    let offices = match values.get("offices") {
        Some(held) => chosen(held)
            .filter_map(|id| id.parse().ok().map(OfficeId))
            .collect(),
        None => before.offices.clone().unwrap_or_default(),
    };
    Particulars {
        offices: restricted.then_some(offices),
        starts_on: day("starts_on", before.starts_on),
        ends_on: day("ends_on", before.ends_on),
        daily_report: ticked("daily_report", before.daily_report),
        new_dashboard: ticked("new_dashboard", before.new_dashboard),
        email_update: ticked("email_update", before.email_update),
        ..before
    }
}

/// Whether what is typed for a day is one, or nothing.
///
/// # Errors
/// `day-unfinished`.
pub(super) fn day(typed: &str) -> Result<(), Message> {
    if typed.is_empty() || typed.parse::<Day>().is_ok() {
        return Ok(());
    }
    Err(Message::new("day-unfinished"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    // covers: NEW-10, NEW-13, NEW-14, NEW-15, NEW-16
    #[test]
    fn what_an_account_says_comes_back_from_the_form_as_it_was() {
        let offices = [1, 2].map(|n| OfficeId(Uuid::from_u128(n)));
        let said = Particulars {
            offices: Some(offices.into()),
            starts_on: "2027-01-15".parse().ok(),
            ends_on: "2027-12-31".parse().ok(),
            daily_report: false,
            new_dashboard: true,
            email_update: false,
            ..Particulars::default()
        };
        assert_eq!(typed(&as_typed(&said), Particulars::default()), said);
        let nothing = Particulars::default();
        assert_eq!(typed(&as_typed(&nothing), said.clone()), nothing);
        assert_eq!(
            typed(&Values::new(), said.clone()),
            said,
            "nothing is typed"
        );
    }

    // covers: NEW-13
    #[test]
    fn a_restriction_that_is_switched_off_forgets_its_offices_only_when_it_is_saved() {
        let office = OfficeId(Uuid::from_u128(1));
        let said = Particulars {
            offices: Some([office].into()),
            ..Particulars::default()
        };
        let mut values = as_typed(&said);
        values.insert("restrict_offices", "".into());
        assert_eq!(typed(&values, said.clone()).offices, None);
        values.insert("restrict_offices", TICKED.into());
        assert_eq!(typed(&values, said.clone()), said);
    }

    #[test]
    fn a_part_of_a_day_is_told() {
        assert_eq!(day(""), Ok(()));
        assert_eq!(day("2027-02-28"), Ok(()));
        for wrong in [UNFINISHED, "2027-02-30", "tomorrow"] {
            assert_eq!(day(wrong), Err(Message::new("day-unfinished")), "{wrong}");
        }
    }
}
