//! What the days of the practice's calendar stand for (domain NEW-16).

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::Account;
use lanyard_shared::time::{Day, UnixMillis};

use crate::error::{Error, Result};
use crate::store::{Tx, accounts, practice};

/// Sets the moments at which an account begins and ends from its days: from the first moment of the
/// first day to the last moment of the last, in the practice's time zone.
pub(super) fn settle(tx: &Tx<'_>, account: &mut Account) -> Result<()> {
    let days = (account.particulars.starts_on, account.particulars.ends_on);
    if days == (None, None) {
        (account.starts_at, account.ends_at) = (None, None);
        return Ok(());
    }
    let zone = zone(tx)?;
    let begins = |day: Option<Date>| day.map(|day| beginning(day, &zone)).transpose();
    let (first, last) = (days.0.map(date).transpose()?, days.1.map(date).transpose()?);
    account.starts_at = begins(first)?;
    let after = last.map(|day| day.tomorrow().map_err(|error| no_day(&error)));
    account.ends_at = begins(after.transpose()?)?;
    Ok(())
}

/// Settles every account that has a first or a last day anew, because the practice's clocks are
/// others now. Whoever changes gets the revision `rev`.
pub(super) fn settle_all(tx: &mut Tx<'_>, rev: Rev) -> Result<()> {
    for id in accounts::dated(tx)? {
        let Some(before) = accounts::find(tx, id)? else {
            continue;
        };
        let mut account = before.clone();
        settle(tx, &mut account)?;
        if account != before {
            accounts::update(tx, &account, rev)?;
        }
    }
    Ok(())
}

fn zone(tx: &Tx<'_>) -> Result<TimeZone> {
    let practice = practice::find(tx)?;
    let name = practice.map(|practice| practice.time_zone);
    TimeZoneDatabase::bundled()
        .get(&name.unwrap_or_default())
        .map_err(|error| no_day(&error))
}

fn date(day: Day) -> Result<Date> {
    let (year, month, day) = day.parts();
    let small = |part: u8| i8::try_from(part).unwrap_or(0);
    let year = i16::try_from(year).unwrap_or(0);
    Date::new(year, small(month), small(day)).map_err(|error| no_day(&error))
}

/// The first moment of a day; where clocks are put on at midnight, that is an hour later.
fn beginning(day: Date, zone: &TimeZone) -> Result<UnixMillis> {
    let begins = zone.to_zoned_datetime(day.at(0, 0, 0, 0));
    let begins = begins.and_then(|midnight| midnight.start_of_day());
    let begins = begins.map_err(|error| no_day(&error))?;
    Ok(UnixMillis(begins.timestamp().as_millisecond()))
}

fn no_day(error: &dyn std::error::Error) -> Error {
    Error::Internal(format!("a day has no moment: {error}"))
}
