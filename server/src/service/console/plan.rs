//! The plan of the practice, which only the console changes (domain D-08).

use lanyard_shared::record::Plan;
use serde_json::json;

use crate::app::App;
use crate::error::Result;
use crate::store::audit::AuditEntry;
use crate::store::{accounts, practice};

/// The plan of a practice, and how full it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The plan.
    pub plan: Plan,
    /// How many seats are taken; more than the plan has, where a larger one went before.
    pub taken: usize,
}

/// The plan as it is; `None` before set-up.
///
/// # Errors
/// What the store gives.
pub async fn plan(app: &App) -> Result<Option<Seats>> {
    let read = app.store.read(|tx| {
        let Some(practice) = practice::find(tx)? else {
            return Ok(None);
        };
        Ok(Some(Seats {
            plan: practice.plan,
            taken: accounts::seats_taken(tx)?,
        }))
    });
    read.await
}

/// Gives the practice another plan, audited as done at the console. Nobody is shut out by a smaller
/// one: it stops new accounts. `None` before set-up.
///
/// # Errors
/// What the store gives.
pub async fn set_plan(app: &App, plan: Plan) -> Result<Option<Seats>> {
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let Some(mut practice) = practice::find(tx)? else {
            return Ok(None);
        };
        let taken = accounts::seats_taken(tx)?;
        if practice.plan != plan {
            let detail = json!({ "was": practice.plan, "set": plan });
            let entry = AuditEntry::general("console.plan").with(detail);
            let rev = tx.bump(now, &entry)?;
            practice.plan = plan;
            practice::put(tx, &practice, rev)?;
        }
        Ok(Some(Seats { plan, taken }))
    });
    written.await
}
