//! The service worker, filled in with the files of this build.

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::assets::name::content_type;
use crate::assets::{File, PAGE, WORKER};

/// The text of the worker `file` with a version that changes when any file does, and with the list
/// of all files. The page stands in it by the address that people open.
pub(super) fn fill(file: &File, files: &[File]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.path);
        hash.update([0]);
        hash.update(file.digest);
        hash.update([0]);
    }
    let version: String = hash
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let others = files.iter().filter(|file| file.path != WORKER);
    let list: Vec<_> = others
        .map(|file| {
            let media = content_type(file.path).split(';').next();
            json!({
                "path": if file.path == PAGE { "/" } else { file.path },
                "type": media,
                "integrity": format!("sha256-{}", file.digest),
            })
        })
        .collect();
    String::from_utf8_lossy(file.body)
        .replace("@VERSION@", &version)
        .replace("[\"@FILES@\"]", &json!(list).to_string())
}
