//! `lanyard backup`

use std::path::{Path, PathBuf};

use clap::Args;

use crate::backup::{self, Made, checksum_file, minute};
use crate::cli::{Failure, say};
use crate::effects::Effects;
use crate::serve::Place;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The file to write, or a folder: then a name with the date is made up
    #[arg(value_name = "TO")]
    to: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// `lanyard backup`
pub(super) async fn backup(options: &Options) -> Result<(), Failure> {
    let Options { to, place } = options;
    let made = backup::make(&place.data, &Effects::system(), to).await?;
    Ok(say(&words(&made, &place.key_file()))?)
}

fn words(made: &Made, key_file: &Path) -> String {
    let path = made.path.display();
    let beside = checksum_file(&made.path);
    let (beside, key) = (beside.display(), key_file.display());
    let rev = made.contents.rev.0;
    let newest = made.contents.at.map_or_else(String::new, |at| {
        format!(", the newest entry is of {}", minute(at))
    });
    let (size, checksum) = (size(made.size), made.checksum);
    format!(
        "The backup is written, and was read back and checked:\n\n    \
             {path}\n    \
             revision {rev}{newest}\n    \
             {size}, SHA-256 {checksum}\n    \
             (also in {beside})\n\n\
         Keep both files together, on another disk than the server's. They hold every record of the \
         practice:\nkeep them where nobody else can read them.\n\n\
         The key file is not in the backup, on purpose. It is {key}.\n\
         Keep a copy of it too, but in another place than the backups: who has both can read \
         everything.\nWith a backup and no key file the practice goes on, but links in mails that \
         were not opened yet, and\npasswords that wait on devices, are void."
    )
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use lanyard_shared::id::EpochId;
    use lanyard_shared::protocol::Rev;

    use super::*;
    use crate::backup::Checksum;
    use crate::effects::testing::MORNING;
    use crate::store::copy::Contents;

    #[test]
    fn a_backup_is_told_with_what_it_does_not_hold() {
        let (checksum, size) =
            Checksum::copying(&mut [7; 12_345].as_slice(), &mut Vec::new()).unwrap();
        let made = Made {
            path: "/media/backups/lanyard.db".into(),
            contents: Contents {
                epoch: EpochId(uuid::Uuid::nil()),
                rev: Rev(812),
                at: Some(MORNING),
            },
            size,
            checksum,
        };
        insta::assert_snapshot!(words(&made, Path::new("/srv/lanyard-data.key")), @"
        The backup is written, and was read back and checked:

            /media/backups/lanyard.db
            revision 812, the newest entry is of 2026-03-02 09:00 UTC
            13 kB, SHA-256 14ed27068b27a572ddab1dfbb3aecad9c824c6177687c1017e586c602e04ae6d
            (also in /media/backups/lanyard.db.sha256)

        Keep both files together, on another disk than the server's. They hold every record of the practice:
        keep them where nobody else can read them.

        The key file is not in the backup, on purpose. It is /srv/lanyard-data.key.
        Keep a copy of it too, but in another place than the backups: who has both can read everything.
        With a backup and no key file the practice goes on, but links in mails that were not opened yet, and
        passwords that wait on devices, are void.
        ");
    }

    #[test]
    fn sizes_are_rounded_up() {
        let told = [0, 1, 9_999_999, 10_000_000, 10_000_001].map(size);
        assert_eq!(told, ["0 kB", "1 kB", "10000 kB", "10 MB", "11 MB"]);
    }
}
