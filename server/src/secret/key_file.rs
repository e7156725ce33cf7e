//! The file that holds the root secret: 32 bytes, for its owner only.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::effects::Rng;
use crate::secret::RootSecret;

/// Why the root secret could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The file is there and cannot be read.
    #[error("the key file {path} cannot be read: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be made.
    #[error(
        "the key file {path} cannot be written: {source}. Choose another place with --key-file"
    )]
    Write {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not a key.
    #[error(
        "the key file {path} holds {found} bytes instead of 32. Put the right file there; without it sealed passwords and open links are void"
    )]
    Length {
        /// The file.
        path: String,
        /// How many bytes it holds.
        found: usize,
    },
}

/// Where the key file of a data folder is by default: beside it, so that a copy of the folder holds
/// no key. `lanyard-data` has `lanyard-data.key`.
pub fn key_file_beside(data_folder: &Path) -> PathBuf {
    // A folder such as `.` or `data/` has its name only in full.
    let full = std::path::absolute(data_folder).unwrap_or_else(|_| data_folder.to_owned());
    let full: PathBuf = full.components().collect();
    let mut name = full.file_name().unwrap_or_default().to_owned();
    name.push(".key");
    full.with_file_name(name)
}

impl RootSecret {
    /// Reads the secret from the file at `path`, making both where there is none.
    ///
    /// # Errors
    /// [`KeyFileError`], in words for the person who starts the server.
    pub fn load_or_create(path: &Path, rng: &dyn Rng) -> Result<Self, KeyFileError> {
        if let Some(found) = read(path)? {
            return Ok(found);
        }
        let mut bytes = [0; 32];
        rng.fill(&mut bytes);
        create(path, &bytes).map_err(|source| KeyFileError::Write {
            path: path.display().to_string(),
            source,
        })?;
        // Another process may have been faster; then its key counts.
        Ok(read(path)?.unwrap_or(Self::new(bytes)))
    }
}

fn read(path: &Path) -> Result<Option<RootSecret>, KeyFileError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(KeyFileError::Read {
                path: path.display().to_string(),
                source,
            });
        }
    };
    let found = bytes.len();
    let bytes = bytes.try_into().map_err(|_| KeyFileError::Length {
        path: path.display().to_string(),
        found,
    })?;
    Ok(Some(RootSecret::new(bytes)))
}

/// Writes a whole file or none: a crash in between must not leave a short key.
fn create(path: &Path, bytes: &[u8; 32]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&new, path);
    fs::remove_file(&new)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u8);

    impl Rng for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = format!("lanyard-key-{}-{name}", std::process::id());
            Self(std::env::temp_dir().join(folder))
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_key_is_made_once_and_read_ever_after() {
        let scratch = Scratch::new("once");
        let path = scratch.0.join("data.key");
        let made = RootSecret::load_or_create(&path, &Fixed(1)).unwrap();
        let read = RootSecret::load_or_create(&path, &Fixed(2)).unwrap();
        assert_eq!(made.0, [1; 32]);
        assert_eq!(read.0, [1; 32]);
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_is_no_key_is_told_and_kept() {
        let scratch = Scratch::new("short");
        fs::create_dir_all(&scratch.0).unwrap();
        let path = scratch.0.join("data.key");
        fs::write(&path, "short").unwrap();
        let error = RootSecret::load_or_create(&path, &Fixed(1)).err().unwrap();
        assert!(matches!(error, KeyFileError::Length { found: 5, .. }));
        assert_eq!(fs::read(&path).unwrap(), b"short");
    }

    #[test]
    fn the_key_lies_beside_the_data_folder() {
        let beside = |folder: &str| key_file_beside(Path::new(folder));
        assert_eq!(
            beside("/srv/lanyard-data"),
            Path::new("/srv/lanyard-data.key")
        );
        assert_eq!(
            beside("/srv/lanyard-data/"),
            Path::new("/srv/lanyard-data.key")
        );
        assert!(beside("data").is_absolute());
    }
}
