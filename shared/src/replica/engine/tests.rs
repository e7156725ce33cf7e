use super::simulation::{Server, create, moment};
use super::*;
use crate::intent::Intent;
use crate::message::Message;
use crate::protocol::{Outcome, PushRequest};
use crate::replica::{RowState, View};

/// A replica with a disk, driven by hand; every call is answered by a server.
struct Desk {
    replica: Replica,
    disk: Local,
    unique: u64,
    now: i64,
}

impl Desk {
    fn new() -> Self {
        Self {
            replica: Replica::new(Local::default()),
            disk: Local::default(),
            unique: 0,
            now: 0,
        }
    }

    fn step(&mut self, event: Event) -> Vec<Action> {
        self.unique += 1;
        self.replica.step(event, moment(self.now, self.unique))
    }

    fn lead(&mut self) -> Vec<Action> {
        let local = Box::new(self.disk.clone());
        self.step(Event::Led { fence: 1, local })
    }

    fn author(
        &mut self,
        unique: u64,
        username: &str,
        replaces: Option<crate::id::OpId>,
    ) -> Vec<Action> {
        let (op_id, intent) = create(unique, username);
        let now = UnixMillis(self.now);
        let batch = self.disk.authoring(&intent, op_id, now, replaces);
        let place = self.disk.next_place();
        self.disk.apply(&batch, place);
        let batch = Box::new(batch);
        self.step(Event::Authored { batch, place })
    }

    /// Stores what is to be stored, until there is a call, or nothing but a timer.
    fn store(&mut self, mut actions: Vec<Action>) -> Action {
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
    fn settle(&mut self, actions: Vec<Action>, server: &mut Server) -> UnixMillis {
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

    fn fail(&mut self, action: &Action, trouble: CallTrouble) -> Action {
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

    fn connection(&self) -> Connection {
        self.replica.status().connection
    }
}

fn problem(kind: ProblemKind) -> CallTrouble {
    CallTrouble::Problem(Box::new(Problem::new(kind, Message::new("problem"))))
}

fn push_of(action: Action) -> (Call, PushRequest) {
    match action {
        Action::Push { call, request, .. } => (call, *request),
        other => panic!("a push was due: {other:?}"),
    }
}

#[test]
fn an_edit_is_numbered_on_the_disk_before_it_leaves() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let actions = desk.author(1, "ada", None);
    assert!(matches!(
        actions.as_slice(),
        [Action::Draw, Action::Store { .. }, ..]
    ));
    let (_, request) = push_of(desk.store(actions));
    assert_eq!(request.intents[0].seq, 1);
    assert_eq!(desk.disk.outbox.values().next().unwrap().envelope.seq, 1);
    assert_eq!(desk.disk.meta.last_seq, 1);
}

#[test]
fn the_same_username_from_two_devices_is_accepted_once_and_mended_with_the_same_password() {
    let mut server = Server::new();
    let (mut first, mut second) = (Desk::new(), Desk::new());
    for desk in [&mut first, &mut second] {
        let actions = desk.lead();
        desk.settle(actions, &mut server);
    }
    let actions = first.author(1, "ada", None);
    first.settle(actions, &mut server);
    let actions = second.author(2, "ada", None);
    second.settle(actions, &mut server);

    assert_eq!(first.disk.answered.len(), 1);
    let view = View::of(&second.disk);
    assert_eq!((view.unsent, view.attention), (0, 1));
    let shown = view
        .accounts
        .values()
        .find(|shown| shown.row != RowState::Accepted);
    let RowState::NeedsAttention(refused) = shown.unwrap().row.clone() else {
        panic!("the second one is refused");
    };
    assert_eq!(refused.problems[0].field.as_deref(), Some("username"));
    let Some(Intent::StaffCreate(typed)) = refused.intent else {
        panic!("what was typed is kept");
    };

    let actions = second.author(3, "ada.lane", Some(refused.op_id));
    second.settle(actions, &mut server);
    assert_eq!(
        (second.disk.attention.len(), second.disk.answered.len()),
        (0, 1)
    );
    assert_eq!(typed.password.sealed, "sealed 2");
}

#[test]
fn an_answer_counts_only_when_it_is_stored() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let actions = desk.author(1, "ada", None);
    let (call, request) = push_of(desk.store(actions));
    let device = desk.disk.meta.device.unwrap();
    let answer = server.push(device, &request).map_err(CallTrouble::Problem);
    let actions = desk.step(Event::Pushed { call, answer });
    let [Action::Store { call, .. }] = actions.as_slice() else {
        panic!("verdicts are stored first: {actions:?}");
    };
    let failed = Event::Stored {
        call: *call,
        result: Err(StoreFailure::Failed),
    };
    let actions = desk.step(failed);
    assert_eq!(desk.replica.local().outbox.len(), 1);
    assert!(matches!(actions.as_slice(), [Action::ArmTimer(_), ..]));

    let actions = desk.step(Event::Timer);
    desk.settle(actions, &mut server);
    assert_eq!((desk.disk.outbox.len(), desk.disk.answered.len()), (0, 1));
}

#[test]
fn a_server_that_cannot_be_reached_is_offline_since_its_last_answer() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    desk.now = 5_000;
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    assert_eq!(desk.connection(), Connection::Online);
    desk.now = 90_000;
    let actions = desk.step(Event::Timer);
    let pull = desk.store(actions);
    desk.fail(&pull, CallTrouble::Offline);
    let since = UnixMillis(5_000);
    assert_eq!(desk.connection(), Connection::Offline { since });
}

#[test]
fn the_first_question_after_opening_waits_four_seconds_even_with_a_full_queue() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    desk.author(1, "ada", None);
    let actions = desk.lead();
    let Action::Pull { patience, .. } = desk.store(actions) else {
        panic!("it asks before it sends");
    };
    assert_eq!(patience, Millis::seconds(4));
}

#[test]
fn retries_come_within_five_seconds_in_sight_and_within_a_minute_out_of_sight() {
    for (sight, bound) in [(Sight::InSight, 5_000), (Sight::OutOfSight, 60_000)] {
        let mut desk = Desk::new();
        desk.step(Event::Seen(sight));
        let actions = desk.lead();
        let mut action = desk.store(actions);
        let mut longest = 0;
        for _ in 0..12 {
            let Action::ArmTimer(at) = desk.fail(&action, CallTrouble::Offline) else {
                panic!("it waits");
            };
            let wait = at.0 - desk.now;
            assert!((500..=bound).contains(&wait), "{wait}");
            longest = longest.max(wait);
            desk.now = at.0;
            let actions = desk.step(Event::Timer);
            action = desk.store(actions);
        }
        assert!(longest >= bound / 2, "{longest}");
    }
}

#[test]
fn a_server_that_asks_for_patience_gets_it_whatever_pokes_come() {
    let mut desk = Desk::new();
    let actions = desk.lead();
    let pull = desk.store(actions);
    let mut problem = Problem::new(ProblemKind::TooMany, Message::new("problem-too-many"));
    problem.retry_after = Some(30);
    let wait = desk.fail(&pull, CallTrouble::Problem(Box::new(problem)));
    assert_eq!(wait, Action::ArmTimer(UnixMillis(30_000)));
    assert_eq!(desk.step(Event::Poked), []);
    desk.now = 30_000;
    assert!(!desk.step(Event::Timer).is_empty());
}

#[test]
fn whoever_is_signed_out_keeps_the_queue_and_goes_on_after_signing_in() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let actions = desk.author(1, "ada", None);
    let push = desk.store(actions);
    let before = desk.disk.clone();
    desk.fail(&push, problem(ProblemKind::SignedOut));
    assert_eq!(desk.connection(), Connection::SignedOut);
    assert_eq!(desk.disk, before);
    let actions = desk.step(Event::Poked);
    desk.settle(actions, &mut server);
    assert_eq!(desk.connection(), Connection::Online);
    assert_eq!(desk.disk.answered.len(), 1);
}

#[test]
fn another_account_an_old_page_and_a_due_password_change_nothing_that_is_stored() {
    let cases = [
        (ProblemKind::WrongAccount, Connection::WrongAccount),
        (ProblemKind::Reload, Connection::ReloadNeeded),
        (
            ProblemKind::PasswordChangeRequired,
            Connection::PasswordChangeRequired,
        ),
    ];
    for (kind, connection) in cases {
        let mut desk = Desk::new();
        let mut server = Server::new();
        let actions = desk.lead();
        desk.settle(actions, &mut server);
        let before = desk.disk.clone();
        let actions = desk.step(Event::Poked);
        let pull = desk.store(actions);
        desk.fail(&pull, problem(kind));
        assert_eq!(desk.connection(), connection);
        assert_eq!(desk.disk, before);
    }
}

#[test]
fn a_captive_portal_and_an_unreadable_answer_are_told_apart_from_being_offline() {
    let cases = [
        (CallTrouble::CaptivePortal, Connection::CaptivePortal),
        (CallTrouble::Unreadable, Connection::ReloadNeeded),
    ];
    for (trouble, connection) in cases {
        let mut desk = Desk::new();
        let actions = desk.lead();
        let pull = desk.store(actions);
        desk.fail(&pull, trouble);
        assert_eq!(desk.connection(), connection);
    }
}

#[test]
fn a_cloned_device_takes_a_new_name_and_loses_nothing() {
    let mut server = Server::new();
    let mut first = Desk::new();
    let actions = first.lead();
    first.settle(actions, &mut server);
    let mut second = Desk::new();
    second.disk = first.disk.clone();
    let name = first.disk.meta.device;

    let actions = first.author(1, "ada", None);
    first.settle(actions, &mut server);
    second.unique = 1_000;
    let actions = second.author(2, "bea", None);
    second.store(actions_or_nothing(actions));
    let actions = second.lead();
    second.settle(actions, &mut server);

    assert_ne!(second.disk.meta.device, name);
    assert_eq!(
        (second.disk.outbox.len(), second.disk.answered.len()),
        (0, 1)
    );
    assert_eq!(second.disk.rows.len(), 2);
}

/// An edit in a tab that does not lead asks for nothing.
fn actions_or_nothing(actions: Vec<Action>) -> Vec<Action> {
    assert_eq!(actions, [Action::Draw]);
    vec![Action::ArmTimer(UnixMillis(0))]
}

#[test]
fn a_push_that_is_too_large_is_halved_and_one_that_cannot_be_taken_alone_needs_attention() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    desk.disk.apply(&Batch::default(), 0);
    for unique in 1..=2 {
        desk.step(Event::Unled);
        desk.author(unique, &format!("user{unique}"), None);
    }
    let actions = desk.lead();
    let pull = desk.store(actions);
    let Action::Pull { call, request, .. } = pull else {
        panic!("it asks first");
    };
    let device = desk.disk.meta.device.unwrap();
    let answer = server
        .pull(device, &request)
        .map(Box::new)
        .map_err(CallTrouble::Problem);
    let actions = desk.step(Event::Pulled { call, answer });
    let push = desk.store(actions);
    assert_eq!(push_of(push.clone()).1.intents.len(), 2);
    desk.fail(&push, problem(ProblemKind::TooLarge));
    assert_eq!(desk.connection(), Connection::Online);
    let actions = desk.step(Event::Timer);
    let push = desk.store(actions);
    assert_eq!(push_of(push.clone()).1.intents.len(), 1);
    let Action::Push { call, .. } = push else {
        panic!("it sends");
    };
    let answer = Err(problem(ProblemKind::TooLarge));
    let actions = desk.step(Event::Pushed { call, answer });
    desk.settle(actions, &mut server);
    assert_eq!(
        (desk.disk.attention.len(), desk.disk.answered.len()),
        (1, 1)
    );
    let refused = desk.disk.attention.values().next().unwrap();
    assert!(matches!(refused.verdict.outcome, Outcome::Rejected { .. }));
}

#[test]
fn a_push_holds_at_most_twenty_sealed_passwords() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    desk.step(Event::Unled);
    for unique in 1..=45 {
        desk.author(unique, &format!("user{unique}"), None);
    }
    assert!(
        push::numbering(&desk.disk, MAX_PUSH_INTENTS).len() == 21,
        "twenty and the counters"
    );
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    assert_eq!((desk.disk.outbox.len(), desk.disk.answered.len()), (0, 45));
}

#[test]
fn a_tab_whose_batch_the_fence_refused_stands_down() {
    let mut desk = Desk::new();
    let actions = desk.lead();
    let Some(Action::Store { call, .. }) = actions.get(1) else {
        panic!("the device gets a name: {actions:?}");
    };
    let refused = Event::Stored {
        call: *call,
        result: Err(StoreFailure::Fenced),
    };
    let actions = desk.step(refused);
    assert!(actions.contains(&Action::StandDown));
    assert!(!desk.replica.leads());
}

#[test]
fn an_edit_that_was_read_again_before_it_was_told_is_not_put_back() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let (op_id, intent) = create(1, "ada");
    let batch = desk.disk.authoring(&intent, op_id, UnixMillis(0), None);
    let place = desk.disk.next_place();
    desk.disk.apply(&batch, place);
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let batch = Box::new(batch);
    desk.step(Event::Authored { batch, place });
    assert!(desk.replica.local().outbox.is_empty());
}
