//! Opens the local copy for the pages below, and closes it when they are gone.

use std::cell::RefCell;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::driver::Driver;
use super::{Desk, Load, Shown};

/// Properties of [`DeskProvider`].
#[derive(PartialEq, Properties)]
pub(crate) struct DeskProviderProps {
    /// Whose copy is opened. Another account needs another provider: give it the id as its key.
    pub(crate) account: AccountId,
    /// The pages.
    pub(crate) children: Html,
}

/// Opens the local copy of an account, and provides it as a [`Desk`].
#[component]
pub(crate) fn DeskProvider(props: &DeskProviderProps) -> Html {
    let account = props.account;
    let desk = use_state_eq(|| Desk {
        account,
        shown: Shown::opening(),
        driver: None,
    });
    {
        let set = desk.setter();
        use_effect_with(account, move |account| {
            let session = Rc::new(Session::default());
            spawn_local(open(*account, set, session.clone()));
            move || session.end()
        });
    }
    html! { <ContextProvider<Desk> context={(*desk).clone()}>{ props.children.clone() }</ContextProvider<Desk>> }
}

/// The driver while the provider is in the page.
#[derive(Default)]
struct Session(RefCell<State>);

#[derive(Default)]
enum State {
    #[default]
    Opening,
    Open(Rc<Driver>),
    Ended,
}

impl Session {
    fn end(&self) {
        if let State::Open(driver) = self.0.replace(State::Ended) {
            driver.stop();
        }
    }

    fn ended(&self) -> bool {
        matches!(*self.0.borrow(), State::Ended)
    }
}

async fn open(account: AccountId, set: UseStateSetter<Desk>, session: Rc<Session>) {
    let opened = Driver::open(account).await;
    match opened {
        Ok(driver) if session.ended() => driver.stop(),
        Ok(driver) => {
            session.0.replace(State::Open(driver.clone()));
            let shared = driver.clone();
            let show = Callback::from(move |shown| {
                set.set(Desk {
                    account,
                    shown,
                    driver: Some(shared.clone()),
                });
            });
            driver.start(show);
        }
        Err(_) if session.ended() => {}
        Err(trouble) => set.set(Desk {
            account,
            shown: Shown {
                load: Load::Failed(trouble),
                ..Shown::opening()
            },
            driver: None,
        }),
    }
}
