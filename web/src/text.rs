//! What people read: sentences of the language files, in the language of this visit.

use std::sync::LazyLock;

use lanyard_shared::message::Message;
use lanyard_shared::text::{Catalog, Language};
use yew::AttrValue;

use crate::browser;

/// Where a language chosen by the address is kept for the rest of the visit.
const KEPT: &str = "lanyard.lang";

static LANGUAGE: LazyLock<Language> = LazyLock::new(choose);
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(*LANGUAGE));

/// The sentence named `key`, without arguments.
pub(crate) fn t(key: &str) -> AttrValue {
    CATALOG.text(key).into()
}

/// The sentence of `message`.
pub(crate) fn say(message: &Message) -> AttrValue {
    CATALOG.say(message).into()
}

/// The sentence named by the first argument, with its arguments: `t!("hello", name = name)`.
macro_rules! sentence {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::say(
            &lanyard_shared::message::Message::new($key)$(.with(stringify!($name), $value))*
        )
    };
}
pub(crate) use sentence as t;

/// Tells the browser the language of the page, for screen readers and hyphenation.
pub(crate) fn set_page_language() {
    if let Some(root) = gloo_utils::document().document_element() {
        // The attribute is an aid; a page without it still works.
        let _ = root.set_attribute("lang", LANGUAGE.code());
    }
}

/// `?lang=` of the address, else what an earlier page of this visit was given. Unit tests run outside
/// of a browser.
fn choose() -> Language {
    if cfg!(test) {
        return Language::default();
    }
    let asked = browser::query_parameter("lang");
    if let Some(code) = &asked {
        browser::keep_for_visit(KEPT, code);
    }
    let code = asked.or_else(|| browser::kept_for_visit(KEPT));
    Language::from_code(code.as_deref().unwrap_or_default())
}
