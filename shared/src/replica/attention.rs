//! The list of edits that wait for a person: refused ones with everything that was typed, and those
//! that a restored backup has undone. An edit that was held because it builds on a refused one is
//! shown as part of that one.

use std::collections::BTreeMap;

use super::local::{Answered, Local, Place};
use crate::fields;
use crate::id::OpId;
use crate::intent::Intent;
use crate::merge::Values;
use crate::message::FieldProblem;
use crate::protocol::Outcome;
use crate::time::UnixMillis;

/// One item of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attention {
    /// The edit that was refused.
    pub op_id: OpId,
    /// What was asked for, with the later edits that could be folded into it; `None` when this
    /// version of the program cannot read it.
    pub intent: Option<Intent>,
    /// Later edits that build on it and are acts of another sort, in their order.
    pub behind: Vec<Intent>,
    /// The edits that are in `intent`: the refused one and those that were folded into it.
    pub members: Vec<OpId>,
    /// How many later edits go with it, folded in or behind.
    pub later: usize,
    /// The fields of the record as the server holds them, without any edit that waits here; `None`
    /// where it holds no such record.
    pub held: Option<Values>,
    /// When it was made, by this device's clock.
    pub authored_at: UnixMillis,
    /// When it was decided, by the server's clock.
    pub decided_at: UnixMillis,
    /// Why a person is asked.
    pub why: Why,
}

/// What an edit takes the place of: an item of the list as it was when a form was opened with it.
/// Whatever has joined it since is not lost, but sent again behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mends {
    /// The item.
    pub item: OpId,
    /// The edits whose values the form began with.
    pub members: Vec<OpId>,
}

/// Why a person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It did not take effect.
    Refused(Outcome),
    /// It took effect, and then a backup from before was restored on the server.
    Undone,
}

impl Attention {
    /// What an edit takes the place of that is made from this item.
    pub fn mends(&self) -> Mends {
        Mends {
            item: self.op_id,
            members: self.members.clone(),
        }
    }

    /// What is wrong at which field; empty where the reason is not one of fields.
    pub fn problems(&self) -> &[FieldProblem] {
        match &self.why {
            Why::Refused(Outcome::Rejected { problems }) => problems,
            _ => &[],
        }
    }
}

/// The list, in the order in which the edits were made.
pub(super) fn of(local: &Local) -> Vec<Attention> {
    families(local).map(|family| family.item(local)).collect()
}

/// An edit on the list and the edits that are held because of it, by their places.
pub(super) struct Family<'a> {
    pub(super) root: &'a Answered,
    pub(super) places: Vec<Place>,
    pub(super) followers: Vec<&'a Answered>,
}

/// The families on the list, in the order of their roots.
pub(super) fn families(local: &Local) -> impl Iterator<Item = Family<'_>> {
    let listed = &local.attention;
    let places: BTreeMap<OpId, Place> = listed
        .iter()
        .map(|(place, edit)| (edit.envelope.op_id, *place))
        .collect();
    let mut families: BTreeMap<Place, Family<'_>> = BTreeMap::new();
    for (place, edit) in listed {
        let root = root(*place, listed, &places);
        match families.get_mut(&root) {
            Some(family) => {
                family.places.push(*place);
                family.followers.push(edit);
            }
            None => {
                let family = Family {
                    root: edit,
                    places: vec![*place],
                    followers: Vec::new(),
                };
                families.insert(root, family);
            }
        }
    }
    families.into_values()
}

/// The place of the edit because of which the one at `place` is on the list. Each step leads to an
/// earlier edit, so it comes to an end.
fn root(place: Place, listed: &BTreeMap<Place, Answered>, places: &BTreeMap<OpId, Place>) -> Place {
    let mut root = place;
    while let Some(Outcome::Held { on }) = listed.get(&root).map(|edit| &edit.verdict.outcome) {
        match places.get(on) {
            Some(earlier) if *earlier < root => root = *earlier,
            _ => break,
        }
    }
    root
}

impl Family<'_> {
    fn item(&self, local: &Local) -> Attention {
        let mut intent = Intent::decode(&self.root.envelope).ok();
        let mut behind = Vec::new();
        let mut members = vec![self.root.envelope.op_id];
        for follower in &self.followers {
            let Ok(later) = Intent::decode(&follower.envelope) else {
                continue;
            };
            let folded = intent.as_ref().and_then(|first| first.followed_by(&later));
            match folded {
                // An act in between keeps what comes after it from moving before it.
                Some(folded) if behind.is_empty() => {
                    intent = Some(folded);
                    members.push(follower.envelope.op_id);
                }
                _ => behind.push(later),
            }
        }
        let target = intent.as_ref().map(Intent::target);
        let row = target.and_then(|key| local.rows.get(&key));
        let outcome = &self.root.verdict.outcome;
        Attention {
            op_id: self.root.envelope.op_id,
            intent,
            behind,
            members,
            later: self.followers.len(),
            held: row.map(|row| fields::of(&row.record)),
            authored_at: self.root.envelope.authored_at,
            decided_at: self.root.verdict.at,
            why: if outcome.took_effect() {
                Why::Undone
            } else {
                Why::Refused(outcome.clone())
            },
        }
    }
}
