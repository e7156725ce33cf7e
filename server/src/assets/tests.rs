//! Which copy of which file is served.

use super::*;

/// A small client.
pub(crate) const CLIENT: &[File] = &[
    File {
        path: "/index.html",
        digest: "aW5kZXg=",
        body: b"<!doctype html><script type=\"module\">load();</script>",
        brotli: Some(b"page in brotli"),
        gzip: Some(b"page in gzip"),
    },
    File {
        path: "/app-0a1b2c3d4e5f6071.js",
        digest: "YXBw",
        body: b"run();",
        brotli: None,
        gzip: Some(b"app in gzip"),
    },
    File {
        path: "/sw.js",
        digest: "c3c=",
        body: b"const VERSION = \"@VERSION@\";\nconst FILES = [\"@FILES@\"];\n",
        brotli: None,
        gzip: None,
    },
];

#[test]
fn the_best_copy_that_is_accepted_is_served() {
    let assets = Assets::new(CLIENT);
    let coding = |path: &str, accept: &str| assets.find(path).unwrap().copy(accept).encoding;
    assert_eq!(coding("/", "gzip, deflate, br, zstd"), Some("br"));
    assert_eq!(coding("/", "gzip;q=1.0, br;q=0"), Some("gzip"));
    assert_eq!(coding("/", "GZIP"), Some("gzip"));
    assert_eq!(coding("/", ""), None);
    assert_eq!(coding("/", "br;q=0.000, brotli, identity"), None);
    assert_eq!(coding("/app-0a1b2c3d4e5f6071.js", "br"), None);
}

#[test]
fn every_copy_has_a_tag_of_its_own() {
    let assets = Assets::new(CLIENT);
    let tag = |accept: &str| assets.page().copy(accept).tag.clone();
    assert_eq!(
        [tag(""), tag("br"), tag("gzip")],
        ["\"aW5kZXg=\"", "\"aW5kZXg=-br\"", "\"aW5kZXg=-gzip\""]
    );
}

#[test]
fn the_worker_lists_every_file_but_itself() {
    let assets = Assets::new(CLIENT);
    let worker = &assets.find("/sw.js").unwrap().copy("").body;
    insta::assert_snapshot!(String::from_utf8_lossy(worker), @r#"
    const VERSION = "b0e98b59ddb5e880";
    const FILES = [{"integrity":"sha256-aW5kZXg=","path":"/","type":"text/html"},{"integrity":"sha256-YXBw","path":"/app-0a1b2c3d4e5f6071.js","type":"text/javascript"}];
    "#);
}

#[test]
fn the_version_of_the_worker_changes_with_any_file() {
    let text = |files: &[File]| {
        Assets::new(files)
            .find("/sw.js")
            .unwrap()
            .copy("")
            .body
            .clone()
    };
    let mut changed = CLIENT.to_vec();
    changed[1].digest = "YXBwMg==";
    let version = |text: Bytes| text.split(|byte| *byte == b'\n').next().unwrap().to_vec();
    assert_ne!(version(text(CLIENT)), version(text(&changed)));
}

#[test]
fn without_a_client_the_page_says_how_to_build_one() {
    let assets = Assets::new(&[]);
    let page = String::from_utf8_lossy(&assets.find("/").unwrap().copy("br").body).into_owned();
    assert!(page.contains("cargo xtask run"), "{page}");
    assert!(assets.find("/sw.js").is_none());
    assert!(assets.loader_hashes().is_empty());
}
