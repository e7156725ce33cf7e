//! A QR code (ISO/IEC 18004), drawn as one path.

use std::fmt::Write;

use qrcodegen::{QrCode as Code, QrCodeEcc};
use yew::prelude::*;

/// The light border that readers need, in modules.
const BORDER: i32 = 4;

/// Properties of [`QrCode`].
#[derive(PartialEq, Properties)]
pub(crate) struct QrCodeProps {
    /// What it says.
    pub(crate) text: AttrValue,
    /// What it is, for who does not see it.
    pub(crate) label: AttrValue,
}

/// Dark modules on light ones, also in a dark page: not every reader takes the opposite.
#[component]
pub(crate) fn QrCode(props: &QrCodeProps) -> Html {
    // Longer texts than those that are shown here would not fit; then there is the text beside it.
    let Ok(code) = Code::encode_text(&props.text, QrCodeEcc::Medium) else {
        return html! { <span /> };
    };
    let side = code.size() + 2 * BORDER;
    html! {
        <svg
            class="app-qr"
            role="img"
            aria-label={props.label.clone()}
            viewBox={format!("0 0 {side} {side}")}
            shape-rendering="crispEdges"
        >
            <rect class="app-qr__light" width="100%" height="100%" />
            <path class="app-qr__dark" d={dark(&code)} />
        </svg>
    }
}

fn dark(code: &Code) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing into a string cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    path
}
