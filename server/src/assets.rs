//! The built client, as it lies in the program: its files, their compressed copies, and what is
//! computed from them once at the start.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::assets::name::{content_type, is_hashed};

mod loader;
mod name;
mod worker;

const PAGE: &str = "/index.html";
const WORKER: &str = "/sw.js";

/// What the server says at "/" where no client was built into it.
const NO_CLIENT: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Lanyard</title>
<h1>This server was built without its pages</h1>
<p>In the folder of the source code run <code>cargo xtask run</code>: it builds the pages and a
server that has them.</p>
</html>
";

/// A file of the built client, as the packing step writes it down.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its address, beginning with `/`.
    pub path: &'static str,
    /// SHA-256 of the body, in base64.
    pub digest: &'static str,
    /// The file.
    pub body: &'static [u8],
    /// A copy compressed with brotli, where that pays.
    pub brotli: Option<&'static [u8]>,
    /// A copy compressed with gzip, where that pays.
    pub gzip: Option<&'static [u8]>,
}

/// Everything that is served beside the interface.
pub struct Assets {
    files: BTreeMap<&'static str, Asset>,
    page: Asset,
    loader_hashes: Vec<String>,
}

/// One file as it is served.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its media type.
    pub content_type: &'static str,
    /// How long browsers may keep it.
    pub keep: Keep,
    plain: Copy,
    /// Smallest first.
    compressed: Vec<Copy>,
}

/// How long browsers may keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Its name changes with its content.
    Forever,
    /// They ask each time whether it has changed.
    AskAgain,
}

/// One encoding of a file.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The content coding; `None` for the file as it is.
    pub encoding: Option<&'static str>,
    /// The bytes.
    pub body: Bytes,
    /// The entity tag, quoted; each encoding has its own.
    pub tag: String,
}

impl Assets {
    /// The client made of `files`; without files, a page that says how to build one.
    pub fn new(files: &[File]) -> Self {
        let page = files.iter().find(|file| file.path == PAGE);
        let page = page.map_or_else(no_client, Asset::of);
        let others = files.iter().filter(|file| file.path != PAGE);
        let files: BTreeMap<_, _> = others
            .map(|file| {
                let asset = match file.path {
                    WORKER => Asset::text(file.path, worker::fill(file, files)),
                    _ => Asset::of(file),
                };
                (file.path, asset)
            })
            .collect();
        let html = String::from_utf8_lossy(&page.plain.body);
        Self {
            loader_hashes: loader::hashes(&html),
            files,
            page,
        }
    }

    /// The file at an address.
    pub fn find(&self, path: &str) -> Option<&Asset> {
        match path {
            "/" => Some(&self.page),
            _ => self.files.get(path),
        }
    }

    /// The page that every address of the client's own gives.
    pub fn page(&self) -> &Asset {
        &self.page
    }

    /// SHA-256, in base64, of each script that stands in the page itself.
    pub fn loader_hashes(&self) -> &[String] {
        &self.loader_hashes
    }
}

impl Asset {
    fn of(file: &File) -> Self {
        let copy = |encoding: Option<&'static str>, body| Copy {
            encoding,
            body: Bytes::from_static(body),
            tag: match encoding {
                Some(encoding) => format!("\"{}-{encoding}\"", file.digest),
                None => format!("\"{}\"", file.digest),
            },
        };
        let brotli = file.brotli.map(|body| copy(Some("br"), body));
        let gzip = file.gzip.map(|body| copy(Some("gzip"), body));
        Self {
            content_type: content_type(file.path),
            keep: if is_hashed(file.path) {
                Keep::Forever
            } else {
                Keep::AskAgain
            },
            plain: copy(None, file.body),
            compressed: brotli.into_iter().chain(gzip).collect(),
        }
    }

    /// A file that is made at the start.
    fn text(path: &str, text: String) -> Self {
        let digest = BASE64.encode(Sha256::digest(text.as_bytes()));
        Self {
            content_type: content_type(path),
            keep: Keep::AskAgain,
            plain: Copy {
                encoding: None,
                body: text.into(),
                tag: format!("\"{digest}\""),
            },
            compressed: Vec::new(),
        }
    }

    /// The smallest copy among those that the value of Accept-Encoding allows.
    pub fn copy(&self, accept_encoding: &str) -> &Copy {
        let fits = |copy: &&Copy| {
            let coding = copy.encoding.unwrap_or_default();
            accepts(accept_encoding, coding)
        };
        self.compressed.iter().find(fits).unwrap_or(&self.plain)
    }
}

/// Whether a coding is named and not switched off by a weight of zero (RFC 9110, section 12.5.3).
fn accepts(accept_encoding: &str, coding: &str) -> bool {
    accept_encoding.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        let named = part
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let weight = part.find_map(|weight| weight.strip_prefix("q="));
        named && weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f32| weight > 0.0))
    })
}

fn no_client() -> Asset {
    Asset::text(PAGE, NO_CLIENT.to_owned())
}

#[cfg(test)]
pub(crate) mod tests;
