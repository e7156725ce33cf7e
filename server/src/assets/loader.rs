//! The scripts that stand in the page itself: the policy for scripts allows them by their hashes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// SHA-256, in base64, of the text of each script in `html` that is not loaded from an address.
pub(super) fn hashes(html: &str) -> Vec<String> {
    let scripts = html.split("<script").skip(1);
    scripts
        .filter_map(|script| {
            let (attributes, rest) = script.split_once('>')?;
            let (text, _) = rest.split_once("</script>")?;
            let is_loaded = attributes.contains(" src=");
            (!is_loaded).then(|| BASE64.encode(Sha256::digest(text.as_bytes())))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_in_the_page_are_hashed_and_to_the_byte() {
        let html = "<script src=\"/a.js\"></script><script type=\"module\">\nrun();\n</script>";
        let expected = BASE64.encode(Sha256::digest(b"\nrun();\n"));
        assert_eq!(hashes(html), [expected]);
        assert!(hashes("<p>no script</p><script>cut").is_empty());
    }
}
