//! `lanyard plan` (domain D-08).

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use lanyard_shared::record::Plan;

use super::admin::Console;
use crate::cli::{Failure, say};
use crate::service::console::{self, Seats};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print the plan and how many seats are taken
    Show(Console),
    /// Give the practice another plan; a smaller one shuts nobody out, it stops new accounts
    Set {
        /// The plan
        #[arg(value_name = "PLAN", value_parser = plans())]
        plan: Plan,
        #[command(flatten)]
        console: Console,
    },
}

/// `lanyard plan`
pub(super) async fn plan(command: Command) -> Result<(), Failure> {
    let seats = match command {
        Command::Show(console) => console::plan(&console.open().await?).await?,
        Command::Set { plan, console } => console::set_plan(&console.open().await?, plan).await?,
    };
    let seats = seats.ok_or_else(|| {
        let words = "the practice has not been set up yet: the plan is chosen there. \
                     `lanyard setup-link` prints the link";
        Failure::Words(words.to_owned())
    })?;
    Ok(say(&words(seats))?)
}

fn plans() -> impl TypedValueParser<Value = Plan> {
    let of = |word: &str| Plan::ALL.into_iter().find(|plan| plan.as_str() == word);
    PossibleValuesParser::new(Plan::ALL.map(Plan::as_str))
        .try_map(move |word| of(&word).ok_or("no such plan"))
}

fn words(seats: Seats) -> String {
    let (plan, taken) = (seats.plan.as_str(), seats.taken);
    match seats.plan.seats() {
        None => format!("The plan is {plan}: any number of staff accounts; {taken} are there."),
        Some(max) if taken > max => format!(
            "The plan is {plan}: {max} staff accounts. {taken} are there, and all of them go on; \
             there is room for a new one once fewer than {max} are left."
        ),
        Some(max) => {
            format!("The plan is {plan}: {max} staff accounts; {taken} of them are taken.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: D-08
    #[test]
    fn a_plan_is_told_with_its_seats() {
        let told = |plan, taken| words(Seats { plan, taken });
        insta::assert_snapshot!(told(Plan::Invoiced, 7), @"The plan is invoiced: any number of staff accounts; 7 are there.");
        insta::assert_snapshot!(told(Plan::NonInvoiced, 2), @"The plan is non-invoiced: 3 staff accounts; 2 of them are taken.");
        insta::assert_snapshot!(told(Plan::Asclepius, 5), @"The plan is asclepius: 3 staff accounts. 5 are there, and all of them go on; there is room for a new one once fewer than 3 are left.");
    }
}
