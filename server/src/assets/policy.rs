//! The content security policy: nothing but our own files, and the one inline loader by its hash.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use warp::http::HeaderValue;

/// The policy for a page with the inline scripts of `index`.
pub(super) fn content_security_policy(index: &[u8]) -> HeaderValue {
    let index = String::from_utf8_lossy(index);
    let loaders: String = inline_scripts(&index)
        .map(|script| format!(" 'sha256-{}'", BASE64.encode(Sha256::digest(script))))
        .collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{loaders}; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; \
         base-uri 'none'; form-action 'self'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The texts between `<script …>` and `</script>` of scripts without a `src`.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (text, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_named_by_their_hash_and_others_are_not() {
        let page = "<script src=\"/a.js\"></script><script type=\"module\">x()</script>";
        assert_eq!(inline_scripts(page).collect::<Vec<_>>(), ["x()"]);
        let policy = content_security_policy(page.as_bytes());
        let hash = BASE64.encode(Sha256::digest("x()"));
        let expected = format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}'; style-src");
        assert!(policy.to_str().unwrap().contains(&expected));
    }
}
