//! A QR code: an address that a telephone's camera reads (ISO/IEC 18004).

use qrcode::{Color, EcLevel, QrCode as Code};
use yew::prelude::*;

/// The margin that readers need, in modules.
const QUIET: usize = 4;

/// Properties of [`QrCode`].
#[derive(PartialEq, Properties)]
pub(crate) struct QrCodeProps {
    /// What the code says.
    pub(crate) text: AttrValue,
    /// What it is, for those who do not see it.
    pub(crate) label: AttrValue,
}

/// The code in black on white in every theme: readers want the contrast. Nothing is drawn for a text
/// that no code can hold.
#[component]
pub(crate) fn QrCode(props: &QrCodeProps) -> Html {
    let Some((width, path)) = draw(&props.text) else {
        return html! { <span /> };
    };
    let size = width + 2 * QUIET;
    html! {
        <svg
            class="app-qr"
            viewBox={format!("0 0 {size} {size}")}
            role="img"
            aria-label={props.label.clone()}
            shape-rendering="crispEdges"
        >
            <rect class="app-qr__paper" width="100%" height="100%" />
            <path class="app-qr__ink" d={path} />
        </svg>
    }
}

/// How many modules the code is wide, and the dark ones as the path of an SVG: one stroke for each
/// that stand side by side.
fn draw(text: &str) -> Option<(usize, String)> {
    let code = Code::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let (left, top) = (x + QUIET, y + QUIET);
                path.push_str(&format!("M{left} {top}h{0}v1h-{0}z", run.len()));
            }
            x += run.len();
        }
    }
    Some((width, path))
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn the_corners_have_their_squares() {
        let (width, path) = draw("https://desk.example.org/activate#abc").unwrap();
        assert!(width >= 21);
        // The first row of the two squares at the top: seven dark modules each.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        let right = format!("M{} 4h7v1h-7z", width - 3);
        assert!(path.contains(&right), "{right} is not in {path}");
    }

    #[test]
    fn what_no_code_can_hold_draws_nothing() {
        assert!(draw(&"x".repeat(5_000)).is_none());
    }
}
