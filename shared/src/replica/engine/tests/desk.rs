//! A replica driven by hand.

use super::super::*;
use super::samples::{authored, create, moment};
use super::server::Server;
use crate::id::OpId;
use crate::message::Message;
use crate::protocol::PushRequest;
use crate::protocol::{Problem, ProblemKind};
use crate::replica::event::CallTrouble;
use crate::time::UnixMillis;

/// A replica with a disk, driven by hand; every call is answered by a server.
pub(super) struct Desk {
    pub(super) replica: Replica,
    pub(super) disk: Local,
    pub(super) unique: u64,
    pub(super) now: i64,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            replica: Replica::new(Local::default()),
            disk: Local::default(),
            unique: 0,
            now: 0,
        }
    }

    pub(super) fn step(&mut self, event: Event) -> Vec<Action> {
        self.unique += 1;
        self.replica.step(event, moment(self.now, self.unique))
    }

    pub(super) fn lead(&mut self) -> Vec<Action> {
        let local = Box::new(self.disk.clone());
        self.step(Event::Led { fence: 1, local })
    }

    pub(super) fn author(
        &mut self,
        unique: u64,
        username: &str,
        replaces: Option<OpId>,
    ) -> Vec<Action> {
        let (op_id, intent) = create(unique, username);
        let batch = authored(&self.disk, &intent, op_id, replaces);
        let place = self.disk.next_place();
        self.disk.apply(&batch, place);
        let batch = Box::new(batch);
        self.step(Event::Authored { batch, place })
    }

    /// Stores what is to be stored, until there is a call, or nothing but a timer.
    pub(super) fn store(&mut self, mut actions: Vec<Action>) -> Action {
        loop {
            let next = actions.into_iter().find(|action| {
                matches!(
                    action,
                    Action::Store { .. }
                        | Action::Push { .. }
                        | Action::Pull { .. }
                        | Action::ArmTimer(_)
                )
            });
            match next.expect("there is always something to wait for") {
                Action::Store { call, batch } => {
                    self.disk.apply(&batch, 0);
                    actions = self.step(Event::Stored {
                        call,
                        result: Ok(()),
                    });
                }
                other => return other,
            }
        }
    }

    /// Lets the server answer until the engine rests; gives the moment of the timer.
    pub(super) fn settle(&mut self, actions: Vec<Action>, server: &mut Server) -> UnixMillis {
        let mut action = self.store(actions);
        loop {
            let device = self
                .disk
                .meta
                .device
                .expect("the device has a name before it calls");
            let event = match action {
                Action::Pull { call, request, .. } => Event::Pulled {
                    call,
                    answer: server
                        .pull(device, &request)
                        .map(Box::new)
                        .map_err(CallTrouble::Problem),
                },
                Action::Push { call, request, .. } => Event::Pushed {
                    call,
                    answer: server.push(device, &request).map_err(CallTrouble::Problem),
                },
                Action::ArmTimer(at) => return at,
                other => panic!("{other:?}"),
            };
            let actions = self.step(event);
            action = self.store(actions);
        }
    }

    pub(super) fn fail(&mut self, action: &Action, trouble: CallTrouble) -> Action {
        let event = match action {
            Action::Pull { call, .. } => Event::Pulled {
                call: *call,
                answer: Err(trouble),
            },
            Action::Push { call, .. } => Event::Pushed {
                call: *call,
                answer: Err(trouble),
            },
            other => panic!("{other:?}"),
        };
        let actions = self.step(event);
        self.store(actions)
    }

    pub(super) fn connection(&self) -> Connection {
        self.replica.status().connection
    }
}

pub(super) fn problem(kind: ProblemKind) -> CallTrouble {
    CallTrouble::Problem(Box::new(Problem::new(kind, Message::new("problem"))))
}

pub(super) fn push_of(action: Action) -> (Call, PushRequest) {
    match action {
        Action::Push { call, request, .. } => (call, *request),
        other => panic!("a push was due: {other:?}"),
    }
}
