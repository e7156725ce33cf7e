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

/// Dark modules on light ones, also in a dark page: not every reader takes the opposite. Nothing is
/// drawn for a text that no code can hold.
#[component]
pub(crate) fn QrCode(props: &QrCodeProps) -> Html {
    let Some((side, path)) = draw(&props.text) else {
        return html! { <span /> };
    };
    html! {
        <svg
            class="app-qr"
            role="img"
            aria-label={props.label.clone()}
            viewBox={format!("0 0 {side} {side}")}
            shape-rendering="crispEdges"
        >
            <rect class="app-qr__light" width="100%" height="100%" />
            <path class="app-qr__dark" d={path} />
        </svg>
    }
}

/// How many modules the picture is wide, and the dark ones as the path of an SVG.
fn draw(text: &str) -> Option<(i32, String)> {
    let code = Code::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing into a string cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    Some((code.size() + 2 * BORDER, path))
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn the_corners_have_their_squares() {
        let (side, path) = draw("https://desk.example.org/activate#abc").unwrap();
        assert!(side >= 29);
        // The first row of the two squares at the top: seven dark modules each.
        for first in [4, side - 11] {
            for x in first..first + 7 {
                assert!(path.contains(&format!("M{x},4h1v1h-1z")), "{x} in {path}");
            }
        }
    }

    #[test]
    fn what_no_code_can_hold_draws_nothing() {
        assert!(draw(&"x".repeat(5_000)).is_none());
    }
}
