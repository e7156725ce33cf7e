//! The passing of time, for what tells time left.

use gloo_timers::callback::Interval;
use lanyard_shared::time::UnixMillis;
use yew::prelude::*;

use crate::browser;
use crate::sync::Desk;

/// Time left is told in minutes.
const TICK_MILLIS: u32 = 30_000;

/// Draws the component anew often enough for minutes. Gives the device's clock of that moment.
#[hook]
pub(crate) fn use_tick() -> UnixMillis {
    let ticked = use_state_eq(browser::device_now);
    {
        let ticked = ticked.setter();
        use_effect_with((), move |()| {
            let ticks = Interval::new(TICK_MILLIS, move || ticked.set(browser::device_now()));
            move || drop(ticks)
        });
    }
    *ticked
}

/// The server's clock when time last passed or the copy last changed. Between two such moments
/// nothing has to be drawn anew for the time's sake.
#[hook]
pub(crate) fn use_moment(desk: &Desk) -> UnixMillis {
    let ticked = use_tick();
    *use_memo((ticked, desk.view()), |_| desk.server_now())
}
