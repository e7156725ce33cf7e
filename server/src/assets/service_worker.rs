//! Fills the service worker's list of files in. Another build has another list, so browsers see that
//! the worker changed.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{File, INDEX, content_type};

/// Where the service worker lies: at the root, so that it serves every page.
pub(super) const PATH: &str = "/sw.js";

/// The worker with the version and files of this build. The application's page is listed under `/`.
pub(super) fn fill_in(worker: &[u8], files: &[File]) -> String {
    let mut version = Sha256::new_with_prefix(worker);
    let mut listed = Vec::new();
    for file in files.iter().filter(|file| file.path != PATH) {
        version.update(file.path);
        version.update(file.digest);
        let path = if file.path == INDEX { "/" } else { file.path };
        let kind = content_type(file.path).split(';').next().unwrap_or_default();
        listed.push(json!({
            "path": path, "type": kind, "integrity": format!("sha256-{}", file.digest),
        }));
    }
    let version: String = version
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    String::from_utf8_lossy(worker)
        .replace("@VERSION@", &version)
        .replace("[\"@FILES@\"]", &json!(listed).to_string())
}
