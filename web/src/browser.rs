//! The few things that pages ask of the browser itself.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, HtmlInputElement, Storage, UrlSearchParams};

mod clock;
mod files;

pub(crate) use clock::{device_now, local_time, time_zone, time_zones, today};
pub(crate) use files::{read_file, save_csv};

/// Whether the page came in a way that browsers let keep data: over https, or from this computer.
pub(crate) fn keeps_data() -> bool {
    gloo_utils::window().is_secure_context()
}

/// A parameter of the page's address.
pub(crate) fn query_parameter(name: &str) -> Option<String> {
    let query = gloo_utils::window().location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// What stands behind `#` in the page's address: the token of a link, which no server log sees.
pub(crate) fn fragment() -> String {
    let hash = gloo_utils::window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Scheme, host and port of the page.
pub(crate) fn origin() -> String {
    gloo_utils::window().location().origin().unwrap_or_default()
}

/// Keeps a value until the tab is closed.
pub(crate) fn keep_for_visit(key: &str, value: &str) {
    if let Ok(Some(storage)) = gloo_utils::window().session_storage() {
        // Private modes may refuse; then the value lasts until the next page load.
        let _ = storage.set_item(key, value);
    }
}

/// What [`keep_for_visit`] kept.
pub(crate) fn kept_for_visit(key: &str) -> Option<String> {
    let storage = gloo_utils::window().session_storage().ok()??;
    storage.get_item(key).ok()?
}

/// Storage that outlives the visit.
pub(crate) fn lasting() -> Option<Storage> {
    gloo_utils::window().local_storage().ok()?
}

/// Whether the window is wide enough for navigation beside the page (PatternFly's `xl`).
pub(crate) fn is_wide() -> bool {
    let query = gloo_utils::window().match_media("(min-width: 75rem)");
    query.ok().flatten().is_some_and(|found| found.matches())
}

/// Takes away what stood in the page before the application did.
pub(crate) fn remove_start_screen() {
    if let Some(start) = gloo_utils::document().get_element_by_id("start") {
        start.remove();
    }
}

/// Moves the keyboard focus to the element with this id.
pub(crate) fn focus(id: &str) {
    focus_with(id, &FocusOptions::new());
}

/// The same, without bringing the element into sight.
pub(crate) fn focus_in_place(id: &str) {
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    focus_with(id, &still);
}

fn focus_with(id: &str, how: &FocusOptions) {
    let element = gloo_utils::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus_with_options(how);
    }
}

/// Selects what is in the field with this id, so that it can be copied by hand.
pub(crate) fn select(id: &str) {
    let element = gloo_utils::document().get_element_by_id(id);
    if let Some(field) = element.and_then(|found| found.dyn_into::<HtmlInputElement>().ok()) {
        field.select();
    }
}

/// Puts a text where it can be pasted from, and tells whether the browser let it.
pub(crate) fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Outside of secure contexts there is no clipboard, which the bindings do not know.
    if !keeps_data() {
        return done(false);
    }
    let written = gloo_utils::window()
        .navigator()
        .clipboard()
        .write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(written).await.is_ok());
    });
}

/// Opens the browser's dialog for printing.
pub(crate) fn print() {
    // A browser that cannot print leaves the card on the screen.
    let _ = gloo_utils::window().print();
}

/// Whether the keyboard focus is in a field of a form.
pub(crate) fn is_in_a_field() -> bool {
    let active = gloo_utils::document().active_element();
    active.is_some_and(|active| matches!(active.tag_name().as_str(), "INPUT" | "SELECT"))
}

/// Goes on once no button of the mouse is held down, or no finger: at once where none is. What is
/// being clicked stays below the pointer until the click is complete.
pub(crate) fn once_released(go_on: impl FnOnce() + 'static) {
    let document = gloo_utils::document();
    if !matches!(document.query_selector(":active"), Ok(Some(_))) {
        return go_on();
    }
    let early = EventListenerOptions::run_in_capture_phase();
    EventListener::once_with_options(&document, "mouseup", early, move |_| go_on()).forget();
}

/// Loads the page anew.
pub(crate) fn reload() {
    // A browser that refuses to reload is being closed.
    let _ = gloo_utils::window().location().reload();
}
