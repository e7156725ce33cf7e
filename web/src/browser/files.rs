//! Files that people choose, and files that they get.

use gloo_timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// How long the address of a file works. The browser takes the file a moment after the click.
const ADDRESS_LIFE_MS: u32 = 60_000;

/// The first bytes of a file, at most `most`. `None` where it cannot be read: it was moved or changed
/// since it was chosen.
pub(crate) async fn read_file(file: &File, most: usize) -> Option<Vec<u8>> {
    let most = i32::try_from(most).unwrap_or(i32::MAX);
    let part = file.slice_with_i32_and_i32(0, most).ok()?;
    let read = JsFuture::from(part.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&read).to_vec())
}

/// Hands a text over as a CSV file of this name (RFC 7111).
pub(crate) fn save_csv(name: &str, text: &str) {
    // A browser without memory for it tells the person itself.
    let _ = offer(name, text);
}

fn offer(name: &str, text: &str) -> Option<()> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/csv;charset=utf-8");
    let parts = Array::of1(&text.into());
    let file = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&file).ok()?;
    let link = gloo_utils::document().create_element("a").ok()?;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    let forget = move || {
        // What is not there any more needs no forgetting.
        let _ = Url::revoke_object_url(&address);
    };
    Timeout::new(ADDRESS_LIFE_MS, forget).forget();
    Some(())
}
