//! SHA-256 of a file, and the file beside it that says what it should be, as `sha256sum` writes it.

use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The SHA-256 of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Checksum([u8; 32]);

/// Where the checksum of a file is written: `FILE.sha256`.
pub fn checksum_file(of: &Path) -> PathBuf {
    let mut name = of.as_os_str().to_owned();
    name.push(".sha256");
    name.into()
}

impl Checksum {
    /// The checksum of everything that `from` gives, which is also written to `to`; and how many
    /// bytes that was.
    pub(crate) fn copying(from: &mut impl Read, to: &mut impl Write) -> io::Result<(Self, u64)> {
        let mut hash = Sha256::new();
        let mut size = 0;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let bytes = buffer.get(..read).unwrap_or_default();
            hash.update(bytes);
            to.write_all(bytes)?;
            size += read as u64;
        }
        Ok((Self(hash.finalize().into()), size))
    }

    /// The line that `sha256sum --check` reads.
    pub(super) fn line(self, name: &str) -> String {
        format!("{self}  {name}\n")
    }

    /// Whether a file of checksums says this one. Its first line counts, whatever name it gives:
    /// people rename backups. `None` where it says no checksum.
    pub(super) fn agrees(self, text: &str) -> Option<bool> {
        let first = text.split_whitespace().next()?;
        let whole = first.len() == 64 && first.bytes().all(|byte| byte.is_ascii_hexdigit());
        whole.then(|| first.eq_ignore_ascii_case(&self.to_string()))
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Checksum {
        Checksum::copying(&mut text.as_bytes(), &mut io::sink())
            .unwrap()
            .0
    }

    #[test]
    fn a_checksum_reads_as_sha256sum_writes_it() {
        // `printf abc | sha256sum` (FIPS 180-4, example B.1).
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of("abc").line("a b.db"), format!("{abc}  a b.db\n"));
        for right in [
            format!("{abc}  other.db\n"),
            format!("{abc} *a.db\n{abc}  b.db"),
            abc.to_uppercase(),
        ] {
            assert_eq!(of("abc").agrees(&right), Some(true), "{right}");
        }
        assert_eq!(of("abd").agrees(abc), Some(false));
        for none in ["", "\n", "abc", &abc[1..], &abc.replace('b', "x")] {
            assert_eq!(of("abc").agrees(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_read_is_copied() {
        let text = "x".repeat(200_000);
        let mut copy = Vec::new();
        let (sum, size) = Checksum::copying(&mut text.as_bytes(), &mut copy).unwrap();
        assert_eq!((copy.len(), size), (200_000, 200_000));
        assert!(sum == of(&text));
    }
}
