//! Tells the program where the table of the client's files is.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let workspace = package.parent().unwrap_or(&package);
    // The packing step puts it there whatever the target folder of this build is.
    let pack = workspace.join("target/client").join(env::var("PROFILE")?);
    // A folder that is there can be watched; cargo would take one that is not for a change each time.
    fs::create_dir_all(&pack)?;
    let packed = pack.join("table.rs");
    let table = if packed.is_file() {
        packed
    } else {
        let empty = Path::new(&env::var("OUT_DIR")?).join("table.rs");
        fs::write(&empty, "&[]")?;
        empty
    };
    for watched in ["build.rs".as_ref(), pack.as_path()] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    println!("cargo::rustc-env=LANYARD_CLIENT={}", table.display());
    Ok(())
}
