//! What else came of edits, told when it arrives.

use std::collections::BTreeSet;

use lanyard_shared::id::OpId;
use yew::prelude::*;

use super::{Tone, use_desk, use_toasts};
use crate::sync::Load;
use crate::text::say;

/// Raises a toast for each remark that arrives while the page is open; they stand on the sync page too.
#[hook]
pub(crate) fn use_remarks() {
    let desk = use_desk();
    let toasts = use_toasts();
    let known = use_mut_ref(|| None::<BTreeSet<OpId>>);
    let view = desk.view();
    let ready = matches!(desk.load(), Load::Ready);
    let here: BTreeSet<OpId> = view.remarks.iter().map(|remark| remark.op_id).collect();
    use_effect_with((ready, here), move |(ready, here)| {
        if !ready {
            return;
        }
        // Those that were here when the page was opened are no news.
        if let Some(known) = known.replace(Some(here.clone())) {
            let mut fresh = view.remarks.iter();
            while let Some(remark) = fresh.find(|remark| !known.contains(&remark.op_id)) {
                for note in &remark.notes {
                    toasts.raise(Tone::Info, say(note));
                }
            }
        }
    });
}
