//! What of a list is in sight of its page while that scrolls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::long_list::Sight;

/// What scrolls on every page over the local copy.
const SCROLLER: &str = ".pf-v6-c-page__main";
/// Pixels to scroll until other rows are drawn.
const STEP: f64 = 120.0;
/// How long after what is in sight what is around it is drawn: the former is on the screen by then.
const AROUND_MILLIS: u32 = 250;
/// Of a window before it was measured.
const FIRST_SIGHT: Sight = Sight {
    top: 0.0,
    height: 600.0,
};

/// Which part of the list is to be drawn: what is in sight of it and half as much on both sides.
///
/// Where nothing of it was in sight before, such as after a jump or where another list is `asked` for,
/// what is in sight is drawn alone at first: whoever looks at it waits half as long. `on_width` hears
/// when the page becomes wider or narrower.
#[hook]
pub(super) fn use_sight<Q>(body: &NodeRef, asked: &Q, on_width: Callback<()>) -> Sight
where
    Q: Clone + PartialEq + 'static,
{
    let drawn = use_state_eq(|| FIRST_SIGHT.in_steps(STEP));
    let following = use_mut_ref(|| None::<Rc<Following>>);
    {
        let (body, drawn, following) = (body.clone(), drawn.setter(), following.clone());
        use_effect_with((), move |()| {
            let scroller = body.cast().and_then(|body| scroller_of(&body));
            let watch = scroller.map(|scroller| {
                let new = Rc::new(Following {
                    body,
                    scroller,
                    drawn,
                    seen: Cell::default(),
                    later: RefCell::default(),
                });
                following.replace(Some(new.clone()));
                new.watch(on_width)
            });
            move || drop(watch)
        });
    }
    let before = use_mut_ref(|| asked.clone());
    let is_another = before.replace(asked.clone()) != *asked;
    let first = following.borrow().as_ref().and_then(|it| it.first());
    use_effect_with(asked.clone(), move |_| {
        if let Some(following) = &*following.borrow() {
            following.begin_anew();
        }
    });
    first.filter(|_| is_another).unwrap_or(*drawn)
}

/// What scrolls around an element.
pub(super) fn scroller_of(element: &Element) -> Option<Element> {
    element.closest(SCROLLER).ok().flatten()
}

/// What of a list is in sight.
pub(super) fn sight_of(body: &Element, scroller: &Element) -> Sight {
    let top = scroller.get_bounding_client_rect().top() - body.get_bounding_client_rect().top();
    Sight {
        top,
        height: scroller.client_height().into(),
    }
}

/// A list whose page scrolls.
struct Following {
    body: NodeRef,
    scroller: Element,
    drawn: UseStateSetter<Sight>,
    /// What was in sight last, in steps; nothing before the first look.
    seen: Cell<Option<Sight>>,
    later: RefCell<Option<Timeout>>,
}

impl Following {
    /// Looks when anything scrolls or gets another size.
    fn watch(self: Rc<Self>, on_width: Callback<()>) -> Watch {
        self.look();
        let again = self.clone();
        let scrolled = EventListener::new(&self.scroller, "scroll", move |_| again.look());
        let resized = Closure::<dyn FnMut()>::new({
            let (following, mut width) = (self.clone(), self.scroller.client_width());
            move || {
                if width != following.scroller.client_width() {
                    width = following.scroller.client_width();
                    on_width.emit(());
                }
                following.look();
            }
        });
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&self.scroller);
        }
        Watch {
            following: self,
            observer,
            _scrolled: scrolled,
            _resized: resized,
        }
    }

    fn look(self: &Rc<Self>) {
        let Some(seen) = self.sight() else {
            return;
        };
        let before = self.seen.replace(Some(seen));
        if before == Some(seen) {
            return;
        }
        if before.is_some_and(|before| before.meets(seen)) {
            self.draw_around();
        } else {
            self.drawn.set(seen);
            self.draw_around_later();
        }
    }

    /// Another list begins with its first row; its page scrolls there.
    fn begin_anew(self: &Rc<Self>) {
        if let Some(first) = self.first() {
            self.seen.set(Some(first));
            self.drawn.set(first);
            self.draw_around_later();
        }
    }

    /// What is in sight where the first row is.
    fn first(&self) -> Option<Sight> {
        self.seen.get().map(|seen| Sight {
            top: seen.top.min(0.0),
            ..seen
        })
    }

    fn draw_around_later(self: &Rc<Self>) {
        let following = Rc::downgrade(self);
        let later = Timeout::new(AROUND_MILLIS, move || {
            if let Some(following) = following.upgrade() {
                following.draw_around();
            }
        });
        self.later.replace(Some(later));
    }

    fn draw_around(&self) {
        self.later.take();
        if let Some(seen) = self.sight() {
            self.drawn.set(seen.widened().in_steps(STEP));
        }
    }

    fn sight(&self) -> Option<Sight> {
        let body = self.body.cast::<Element>()?;
        Some(sight_of(&body, &self.scroller).in_steps(STEP))
    }
}

/// Ends with the list.
struct Watch {
    following: Rc<Following>,
    observer: Option<ResizeObserver>,
    _scrolled: EventListener,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.following.later.take();
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
