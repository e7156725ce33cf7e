//! What becomes of the edits that wait for a person.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::id::OpId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Tone, use_desk, use_toasts};
use crate::text::{say, t};

/// What a person decides about edits that wait for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Their own values count, upon what the practice holds now.
    UseMine(OpId),
    /// What the practice holds counts; theirs is dropped.
    UseTheirs(OpId),
    /// The same once more, as a new edit.
    TryAgain(OpId),
    /// What a restored backup has undone, once more.
    SendAgain(Vec<OpId>),
    /// It is not wanted any more.
    Discard(OpId),
}

impl Decision {
    fn items(&self) -> BTreeSet<OpId> {
        match self {
            Self::UseMine(item)
            | Self::UseTheirs(item)
            | Self::TryAgain(item)
            | Self::Discard(item) => [*item].into(),
            Self::SendAgain(items) => items.iter().copied().collect(),
        }
    }

    const fn done(&self) -> (Tone, &'static str) {
        match self {
            Self::UseMine(_) | Self::TryAgain(_) | Self::SendAgain(_) => {
                (Tone::Success, "decided-send")
            }
            Self::UseTheirs(_) => (Tone::Info, "decided-theirs"),
            Self::Discard(_) => (Tone::Info, "discarded"),
        }
    }
}

/// Carries decisions out, each once: a second click on the same item while the first is being stored
/// does nothing. The item is gone afterwards; the focus that it had is kept as everywhere
/// (`use_kept_focus.rs`), and stays where somebody has gone on meanwhile.
#[hook]
pub(crate) fn use_decisions() -> Callback<Decision> {
    let desk = use_desk();
    let toasts = use_toasts();
    let under_way = use_memo((), |()| RefCell::new(BTreeSet::new()));
    Callback::from(move |decision: Decision| {
        let items = decision.items();
        if !begin(&under_way, &items) {
            return;
        }
        let (desk, toasts, under_way) = (desk.clone(), toasts.clone(), under_way.clone());
        spawn_local(async move {
            let stored = match &decision {
                Decision::UseMine(item) => desk.keep_mine(*item).await,
                Decision::TryAgain(item) => desk.try_again(*item).await,
                Decision::SendAgain(items) => desk.resend(items).await,
                Decision::UseTheirs(item) | Decision::Discard(item) => desk.discard(*item).await,
            };
            under_way.borrow_mut().retain(|item| !items.contains(item));
            match stored {
                Ok(()) => {
                    let (tone, words) = decision.done();
                    toasts.raise(tone, t(words));
                }
                Err(trouble) => toasts.raise(Tone::Danger, say(&trouble.into())),
            }
        });
    })
}

/// Takes items up, unless one of them is being dealt with.
fn begin(under_way: &Rc<RefCell<BTreeSet<OpId>>>, items: &BTreeSet<OpId>) -> bool {
    let mut under_way = under_way.borrow_mut();
    let free = under_way.is_disjoint(items);
    if free {
        under_way.extend(items);
    }
    free
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_item_that_is_being_dealt_with_is_not_taken_up_again() {
        let ids = [1, 2].map(|id| OpId(Uuid::from_u128(id)));
        let under_way = Rc::new(RefCell::new(BTreeSet::new()));
        assert!(begin(&under_way, &Decision::UseMine(ids[0]).items()));
        assert!(!begin(
            &under_way,
            &Decision::SendAgain(ids.to_vec()).items()
        ));
        assert!(begin(&under_way, &Decision::Discard(ids[1]).items()));
    }
}
