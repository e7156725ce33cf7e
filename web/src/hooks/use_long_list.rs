//! A long list in the page: only the rows in sight and some around them are drawn. Rows are as high
//! as what is in them, so each is measured when it has been drawn; until then it counts as high as
//! rows are on the average. The browser holds what is in sight in its place while heights above it
//! become known (CSS `overflow-anchor`).

use std::collections::HashMap;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::long_list::{Part, Rows};
use super::use_sight::{scroller_of, sight_of, use_sight};

/// Which row of the whole table a drawn one is, the headings being the first.
const PLACE: &str = "aria-rowindex";
/// A list of so few is drawn whole, and the browser's own search finds everybody in it.
const WHOLE: usize = 50;
/// The height of a row before any was drawn.
const FIRST_GUESS: f64 = 50.0;
/// Browsers give heights in fractions of pixels, which differ where nothing has changed.
const SAME: f64 = 0.5;

/// What is to be drawn of a long list, and what the drawing needs.
pub(crate) struct LongList {
    /// The element around the rows.
    pub(crate) body: NodeRef,
    /// What is inside it, in order.
    pub(crate) parts: Vec<Part>,
    /// The focus has come to something inside it.
    pub(crate) on_focus: Callback<FocusEvent>,
}

/// The heights that are known.
#[derive(Default)]
struct Heights {
    of: HashMap<AccountId, f64>,
    /// What rows are high on the average, as far as they were drawn first.
    guess: Option<f64>,
}

impl Heights {
    fn get(&self, id: &AccountId) -> f64 {
        let known = self.of.get(id).copied().or(self.guess);
        known.unwrap_or(FIRST_GUESS)
    }

    /// Notes what rows are high; tells whether any is other than was thought.
    fn note(&mut self, drawn: &[(AccountId, f64)]) -> bool {
        let mut rows = drawn.iter();
        let news = rows.any(|(id, height)| (self.get(id) - height).abs() > SAME);
        if self.guess.is_none() && !drawn.is_empty() {
            let sum: f64 = drawn.iter().map(|(_, height)| height).sum();
            #[expect(clippy::cast_precision_loss, reason = "a screen holds few rows")]
            let guess = sum / drawn.len() as f64;
            self.guess = Some(guess);
        }
        self.of.extend(drawn.iter().copied());
        news
    }
}

/// Draws `ids` as a long list. Where `asked` changes it begins at its top again.
#[hook]
pub(crate) fn use_long_list<Q>(ids: &Rc<[AccountId]>, asked: Q) -> LongList
where
    Q: Clone + PartialEq + 'static,
{
    let body = use_node_ref();
    let heights = use_mut_ref(Heights::default);
    let measured = use_state(|| 0_u32);
    let kept = use_state_eq(|| None::<AccountId>);
    let rows = use_memo((ids.clone(), *measured), |(ids, _)| {
        let heights = heights.borrow();
        Rows::new(ids.iter().map(|id| heights.get(id)))
    });
    let on_width = {
        let heights = heights.clone();
        // In another width rows are of other heights.
        Callback::from(move |()| heights.borrow_mut().of.clear())
    };
    let sight = use_sight(&body, &asked, on_width);
    {
        let (body, ids, heights) = (body.clone(), ids.clone(), heights.clone());
        use_effect(move || {
            let drawn = body.cast().map(|body| drawn(&body, &ids));
            if heights.borrow_mut().note(&drawn.unwrap_or_default()) {
                measured.set(*measured + 1);
            }
        });
    }
    {
        let body = body.clone();
        use_effect_with(asked, move |_| to_top(&body));
    }
    let on_focus = {
        let (ids, kept) = (ids.clone(), kept.setter());
        Callback::from(move |event: FocusEvent| {
            let target = event.target().and_then(|it| it.dyn_into().ok());
            if let Some(id) = target.and_then(|target: Element| row_around(&target, &ids)) {
                kept.set(Some(id));
            }
        })
    };
    let sight = (ids.len() > WHOLE).then_some(sight);
    let kept = kept.and_then(|kept| ids.iter().position(|id| *id == kept));
    LongList {
        body,
        parts: rows.parts(sight, kept),
        on_focus,
    }
}

/// The rows that are in the page, with their heights.
fn drawn(body: &Element, ids: &[AccountId]) -> Vec<(AccountId, f64)> {
    let children = body.children();
    let rows = (0..children.length()).filter_map(|place| children.item(place));
    let heights = rows.filter_map(|row| {
        let id = row_around(&row, ids)?;
        Some((id, row.get_bounding_client_rect().height()))
    });
    heights.collect()
}

/// Whose row an element is in.
fn row_around(element: &Element, ids: &[AccountId]) -> Option<AccountId> {
    let row = element.closest(&format!("[{PLACE}]")).ok()??;
    let place: usize = row.get_attribute(PLACE)?.parse().ok()?;
    ids.get(place.checked_sub(FIRST_PLACE)?).copied()
}

/// The `aria-rowindex` of the first row below the headings, which are the first row of the table.
pub(crate) const FIRST_PLACE: usize = 2;

/// Scrolls back to the first row, where that is above what is in sight.
fn to_top(body: &NodeRef) {
    let Some(body) = body.cast::<Element>() else {
        return;
    };
    let scroller = scroller_of(&body);
    let passed = scroller.is_some_and(|scroller| sight_of(&body, &scroller).top > 0.0);
    if passed && let Some(table) = body.parent_element() {
        table.scroll_into_view();
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ONE: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));

    #[test]
    fn rows_that_were_not_drawn_count_as_high_as_those_that_were_first() {
        let mut heights = Heights::default();
        assert_eq!(heights.get(&ONE), FIRST_GUESS);
        assert!(heights.note(&[(ONE, 40.0)]));
        assert_eq!((heights.get(&ONE), heights.get(&OTHER)), (40.0, 40.0));
        assert!(heights.note(&[(OTHER, 80.0)]));
        assert_eq!(heights.get(&AccountId(Uuid::from_u128(3))), 40.0);
    }

    #[test]
    fn the_same_height_again_is_no_news() {
        let mut heights = Heights::default();
        assert!(!heights.note(&[]));
        assert!(heights.note(&[(ONE, 40.0)]));
        assert!(!heights.note(&[(ONE, 40.2)]));
    }
}
