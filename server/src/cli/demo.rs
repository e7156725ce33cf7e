//! `lanyard seed`

use clap::Args;
use clap::builder::RangedU64ValueParser;

use crate::cli::{Failure, say};
use crate::effects::Effects;
use crate::seed::{self, MOST_STAFF, PASSWORD, Seeded, USERNAME};
use crate::serve::{self, Place};

#[derive(Args, Debug)]
pub(super) struct Options {
    /// Make up a whole practice with people in all states
    #[arg(long, required = true)]
    demo: bool,
    /// How many people
    #[arg(
        long,
        value_name = "N",
        default_value_t = 25,
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=MOST_STAFF as u64)
    )]
    staff: usize,
    #[command(flatten)]
    place: Place,
}

/// Where the demonstration's links lead until a server is started on it.
const URL: &str = "http://127.0.0.1:8080";

/// `lanyard seed --demo`
pub(super) async fn seed(options: Options) -> Result<(), Failure> {
    let app = serve::open_new(&options.place, Effects::system(), URL).await?;
    if seed::demo(&app, options.staff).await? == Seeded::NotEmpty {
        return Err(Failure::Words(format!(
            "the data folder {} holds a practice already, which is left as it is. Name an empty \
             one with --data",
            options.place.data.display()
        )));
    }
    let count = options.staff;
    say(&format!(
        "Lakeside Family Practice, a demonstration: 3 offices, 4 providers, {count} staff.\n\
         Sign in as its administrator:\n\n    Username  {USERNAME}\n    Password  {PASSWORD}\n\n\
         Everybody in it has this password. It is served on this computer only; put no real people \
         into it."
    ))?;
    Ok(())
}
