//! The passing of time, for what tells time left.

use gloo_timers::callback::Interval;
use yew::prelude::*;

/// Time left is told in minutes.
const TICK_MILLIS: u32 = 30_000;

/// Draws the component anew often enough for minutes.
#[hook]
pub(crate) fn use_tick() {
    let redraw = use_force_update();
    use_effect_with((), move |()| {
        let ticks = Interval::new(TICK_MILLIS, move || redraw.force_update());
        move || drop(ticks)
    });
}
