//! What answers, and calls without one, lead to.

use super::super::*;
use super::desk::{Desk, problem, push_of};
use super::samples::{authored, create};
use super::server::Server;
use crate::intent::Intent;
use crate::message::Message;
use crate::protocol::{Problem, ProblemKind};
use crate::replica::event::CallTrouble;
use crate::replica::{RowState, View};
use crate::time::{Millis, UnixMillis};

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
    assert_eq!((view.unsent.len(), view.attention.len()), (0, 1));
    let mut rows = view.accounts.values().map(|shown| shown.row);
    let refused = view.attention[0].clone();
    assert!(rows.any(|row| row == RowState::NeedsAttention(refused.op_id)));
    assert_eq!(refused.problems()[0].field.as_deref(), Some("username"));
    let Some(Intent::StaffCreate(typed)) = refused.intent else {
        panic!("what was typed is kept");
    };

    let actions = second.author(3, "ada.lane", Some(refused.op_id));
    second.settle(actions, &mut server);
    assert_eq!(
        (second.disk.attention.len(), second.disk.answered.len()),
        (0, 1)
    );
    assert_eq!(typed.password.unwrap().sealed, "sealed 2");
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
fn an_edit_that_was_read_again_before_it_was_told_is_not_put_back() {
    let mut desk = Desk::new();
    let mut server = Server::new();
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let (op_id, intent) = create(1, "ada");
    let batch = authored(&desk.disk, &intent, op_id, None);
    let place = desk.disk.next_place();
    desk.disk.apply(&batch, place);
    let actions = desk.lead();
    desk.settle(actions, &mut server);
    let batch = Box::new(batch);
    desk.step(Event::Authored { batch, place });
    assert!(desk.replica.local().outbox.is_empty());
}

#[test]
fn an_answer_that_comes_too_late_is_not_listened_to() {
    let mut desk = Desk::new();
    let actions = desk.lead();
    let Action::Pull { call, .. } = desk.store(actions) else {
        panic!("it asks");
    };
    let actions = desk.lead();
    desk.store(actions);
    let late = Event::Pulled {
        call,
        answer: Err(CallTrouble::Offline),
    };
    assert_eq!(desk.step(late), []);
    assert_eq!(desk.connection(), Connection::Connecting);
}
