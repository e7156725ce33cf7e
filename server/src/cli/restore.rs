//! `lanyard restore`

use std::path::{Path, PathBuf};

use clap::Args;

use crate::backup::{self, Compared, Restored, checksum_file, minute};
use crate::cli::{Failure, say};
use crate::effects::Effects;
use crate::serve::Place;

#[derive(Args, Debug)]
pub(super) struct Options {
    /// The backup; where FROM.sha256 lies beside it, it must fit that
    #[arg(value_name = "FROM")]
    from: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// `lanyard restore`
pub(super) fn restore(options: &Options) -> Result<(), Failure> {
    let Options { from, place } = options;
    let restored = backup::restore(&place.data, &Effects::system(), from)?;
    let key_file = place.key_file();
    Ok(say(&words(&restored, from, &key_file, key_file.exists()))?)
}

fn words(restored: &Restored, from: &Path, key_file: &Path, has_key: bool) -> String {
    let contents = restored.contents;
    let at = contents
        .at
        .map_or_else(String::new, |at| format!(" of {}", minute(at)));
    let mut told = vec![format!(
        "The practice is again as it was at revision {}{at}.",
        contents.rev.0
    )];
    if let Some(kept) = &restored.kept {
        told.push(format!(
            "The database that was there before is kept: {}",
            kept.display()
        ));
    }
    if restored.compared == Compared::NoChecksum {
        told.push(format!(
            "There is no {} to compare the backup with. It reads well, but a change inside a record \
             would not show.",
            checksum_file(from).display()
        ));
    }
    told.push(
        "Whatever the server was told after that is undone: accounts that were deactivated since \
         then work again, and\npasswords and rights are the earlier ones. Look through the staff \
         list first. Everybody has to sign in again.\nMails that waited then are sent now, perhaps \
         for the second time."
            .to_owned(),
    );
    if !has_key {
        told.push(format!(
            "The key file {} is missing. Put it there, or name it with --key-file. If it is lost, \
             start once with\n`lanyard serve --new-key`: links in mails that were not opened yet, \
             and passwords that wait on devices, are void then.",
            key_file.display()
        ));
    }
    told.push("Now start the server: `lanyard serve`. Then make a new backup.".to_owned());
    told.join("\n\n")
}

#[cfg(test)]
mod tests {
    use lanyard_shared::id::EpochId;
    use lanyard_shared::protocol::Rev;

    use super::*;
    use crate::effects::testing::MORNING;
    use crate::store::copy::Contents;

    fn told(kept: Option<&str>, compared: Compared, has_key: bool) -> String {
        let restored = Restored {
            contents: Contents {
                epoch: EpochId(uuid::Uuid::nil()),
                rev: Rev(812),
                at: Some(MORNING),
            },
            kept: kept.map(PathBuf::from),
            compared,
        };
        let key_file = Path::new("/srv/lanyard-data.key");
        words(&restored, Path::new("/media/copy.db"), key_file, has_key)
    }

    #[test]
    fn a_restore_is_told_with_what_it_undid() {
        let kept = Some("/srv/lanyard-data/lanyard-before.db");
        insta::assert_snapshot!(told(kept, Compared::Fits, true), @"
        The practice is again as it was at revision 812 of 2026-03-02 09:00 UTC.

        The database that was there before is kept: /srv/lanyard-data/lanyard-before.db

        Whatever the server was told after that is undone: accounts that were deactivated since then work again, and
        passwords and rights are the earlier ones. Look through the staff list first. Everybody has to sign in again.
        Mails that waited then are sent now, perhaps for the second time.

        Now start the server: `lanyard serve`. Then make a new backup.
        ");
    }

    #[test]
    fn a_missing_checksum_and_a_missing_key_are_told() {
        insta::assert_snapshot!(told(None, Compared::NoChecksum, false), @"
        The practice is again as it was at revision 812 of 2026-03-02 09:00 UTC.

        There is no /media/copy.db.sha256 to compare the backup with. It reads well, but a change inside a record would not show.

        Whatever the server was told after that is undone: accounts that were deactivated since then work again, and
        passwords and rights are the earlier ones. Look through the staff list first. Everybody has to sign in again.
        Mails that waited then are sent now, perhaps for the second time.

        The key file /srv/lanyard-data.key is missing. Put it there, or name it with --key-file. If it is lost, start once with
        `lanyard serve --new-key`: links in mails that were not opened yet, and passwords that wait on devices, are void then.

        Now start the server: `lanyard serve`. Then make a new backup.
        ");
    }
}
