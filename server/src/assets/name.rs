//! What a file's name tells.

/// The media type of a file. Text is UTF-8.
pub(super) fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the name of the file itself, not of its folder, holds a hash of its content: Trunk
/// writes `name-0123456789abcdef.ext` and `name-0123456789abcdef_bg.wasm`.
pub(super) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_in_the_name_itself_counts() {
        for hashed in [
            "/app-0a1b2c3d4e5f6071.css",
            "/lanyard-web-0a1b2c3d4e5f6071_bg.wasm",
            "/x/lanyard-web-0a1b2c3d4e5f6071.js",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in [
            "/sw.js",
            "/manifest.webmanifest",
            "/fonts/red-hat-text.woff2",
            "/snippets/lanyard-web-0a1b2c3d4e5f6071/inline0.js",
            "/a-facade.js",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }
}
