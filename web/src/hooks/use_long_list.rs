//! A long list in the page: only the rows in sight and some around them are drawn. Rows are as high
//! as what is in them, so each is measured when it has been drawn; until then it counts as high as
//! rows are on the average. The browser holds what is in sight in its place while heights above it
//! become known (CSS `overflow-anchor`).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gloo_events::EventListener;
use lanyard_shared::id::AccountId;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::long_list::{Part, Rows, Sight};

/// What scrolls on every page over the local copy.
const SCROLLER: &str = ".pf-v6-c-page__main";
/// Which row of the whole table a drawn one is, the headings being the first.
const PLACE: &str = "aria-rowindex";
/// A list of so few is drawn whole, and the browser's own search finds everybody in it.
const WHOLE: usize = 50;
/// Pixels to scroll until other rows are drawn.
const STEP: f64 = 120.0;
/// The height of a row before any was drawn, and of a window before it was measured.
const FIRST_GUESS: f64 = 50.0;
const FIRST_SIGHT: Sight = Sight {
    top: 0.0,
    height: 600.0,
};
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
    Q: PartialEq + 'static,
{
    let body = use_node_ref();
    let heights = use_mut_ref(Heights::default);
    let measured = use_state(|| 0_u32);
    let sight = use_state_eq(|| FIRST_SIGHT.widened(STEP));
    let kept = use_state_eq(|| None::<AccountId>);
    let rows = use_memo((ids.clone(), *measured), |(ids, _)| {
        let heights = heights.borrow();
        Rows::new(ids.iter().map(|id| heights.get(id)))
    });
    use_sight(&body, &sight, &heights);
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
    let sight = (ids.len() > WHOLE).then_some(*sight);
    let kept = kept.and_then(|kept| ids.iter().position(|id| *id == kept));
    LongList {
        body,
        parts: rows.parts(sight, kept),
        on_focus,
    }
}

/// Follows what is in sight of the list.
#[hook]
fn use_sight(body: &NodeRef, sight: &UseStateHandle<Sight>, heights: &Rc<RefCell<Heights>>) {
    let (body, sight, heights) = (body.clone(), sight.setter(), heights.clone());
    use_effect_with((), move |()| {
        let element = body.cast::<Element>();
        let scroller = element.and_then(|it| it.closest(SCROLLER).ok().flatten());
        let following = scroller.map(|scroller| {
            let look = {
                let (body, scroller) = (body.clone(), scroller.clone());
                move || {
                    if let Some(body) = body.cast::<Element>() {
                        sight.set(sight_of(&body, &scroller).widened(STEP));
                    }
                }
            };
            look();
            let again = look.clone();
            let scrolled = EventListener::new(&scroller, "scroll", move |_| again());
            let resized = Closure::<dyn FnMut()>::new({
                let (scroller, mut width) = (scroller.clone(), scroller.client_width());
                move || {
                    // In another width rows are of other heights.
                    if width != scroller.client_width() {
                        width = scroller.client_width();
                        heights.borrow_mut().of.clear();
                    }
                    look();
                }
            });
            let observer = ResizeObserver::new(resized.as_ref().unchecked_ref());
            if let Ok(observer) = &observer {
                observer.observe(&scroller);
            }
            (scrolled, observer, resized)
        });
        move || {
            if let Some((_, Ok(observer), _)) = &following {
                observer.disconnect();
            }
        }
    });
}

fn sight_of(body: &Element, scroller: &Element) -> Sight {
    let top = scroller.get_bounding_client_rect().top() - body.get_bounding_client_rect().top();
    Sight {
        top,
        height: scroller.client_height().into(),
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
    let scroller = body.closest(SCROLLER).ok().flatten();
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
