//! The device's clock, and how it tells the time.

use std::cell::RefCell;

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
use lanyard_shared::time::UnixMillis;
use wasm_bindgen::{JsCast, JsValue};

/// The IANA time zone that the device is set to.
pub(crate) fn time_zone() -> Option<String> {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// Every IANA time zone that the browser knows; empty in browsers that do not say.
pub(crate) fn time_zones() -> Vec<String> {
    let list = || -> Option<Array> {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
        let function: Function = function.dyn_into().ok()?;
        function
            .call1(&intl, &"timeZone".into())
            .ok()?
            .dyn_into()
            .ok()
    };
    let zones = list().unwrap_or_default();
    zones.iter().filter_map(|zone| zone.as_string()).collect()
}

/// The device's clock.
pub(crate) fn device_now() -> UnixMillis {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole numbers far below 2^53"
    )]
    let millis = Date::now() as i64;
    UnixMillis(millis)
}

/// The day by the reader's own clock and calendar, as `2026-03-02`.
pub(crate) fn today() -> String {
    let now = Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    format!("{year}-{month:02}-{day:02}")
}

/// A point in time as the reader's own clock and calendar tell it: the time of day, with the date
/// where it is another day than `now`.
pub(crate) fn local_time(point: UnixMillis, now: UnixMillis) -> String {
    let (point, now) = (date(point), date(now));
    let same_day = point.to_date_string() == now.to_date_string();
    let offset = now.get_timezone_offset();
    FORMATS.with_borrow_mut(|known| {
        if known.as_ref().is_none_or(|(of, _)| !same(*of, offset)) {
            *known = None;
        }
        let (_, formats) = known.get_or_insert_with(|| (offset, Formats::new()));
        let format = if same_day {
            &formats.time
        } else {
            &formats.day
        };
        let text = format.call1(&JsValue::UNDEFINED, &point).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    })
}

thread_local! {
    /// Making a format takes longer than using it, and every row of a list uses one. It tells the time of
    /// the zone in which it was made: that is kept beside it, in minutes from universal time.
    static FORMATS: RefCell<Option<(f64, Formats)>> = const { RefCell::new(None) };
}

/// How the browser writes times in the reader's language.
struct Formats {
    /// The time of day.
    time: Function,
    /// The date and the time of day.
    day: Function,
}

impl Formats {
    fn new() -> Self {
        Self {
            time: format(&[("timeStyle", "short")]),
            day: format(&[("timeStyle", "short"), ("dateStyle", "medium")]),
        }
    }
}

fn format(styles: &[(&str, &str)]) -> Function {
    let options = Object::new();
    for (name, value) in styles {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    DateTimeFormat::new(&Array::new(), &options).format()
}

fn date(millis: UnixMillis) -> Date {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    let date = Date::new(&(millis.0 as f64).into());
    date
}

/// Zones are whole minutes apart.
fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.5
}
