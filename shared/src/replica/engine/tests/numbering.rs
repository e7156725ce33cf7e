//! Sequence numbers, the limits of a push, and the fence.

use super::super::*;
use super::desk::{Desk, problem, push_of};
use super::samples::{create, moment};
use super::server::Server;
use crate::protocol::{Outcome, Rev, Verdict};
use crate::protocol::{PROTOCOL, ProblemKind, PullAnswer, PullRequest, PushAnswer};
use crate::replica::event::CallTrouble;
use crate::time::UnixMillis;

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
    for alone in [ProblemKind::TooLarge, ProblemKind::Malformed] {
        refused_alone(alone);
    }
}

fn refused_alone(alone: ProblemKind) {
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
    let answer = Err(problem(alone));
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

/// Three edits that were sent and got no verdict.
fn three_sent(server: &mut Server) -> Desk {
    let mut desk = Desk::new();
    let actions = desk.lead();
    desk.settle(actions, server);
    desk.step(Event::Unled);
    for unique in 1..=3 {
        desk.author(unique, &format!("user{unique}"), None);
    }
    let writes = push::numbering(&desk.disk, MAX_PUSH_INTENTS);
    desk.disk.apply(
        &Batch {
            writes,
            fence: None,
        },
        0,
    );
    desk
}

#[test]
fn behind_a_gap_a_new_push_begins_and_verdicts_are_acknowledged_up_to_it() {
    let mut desk = three_sent(&mut Server::new());
    let second = Verdict {
        op_id: create(2, "").0,
        seq: 2,
        outcome: Outcome::Applied,
        rev: Rev(1),
        at: UnixMillis(0),
        notes: Vec::new(),
    };
    let answer = PushAnswer {
        verdicts: vec![second],
        head: desk.disk.meta.head.clone().unwrap(),
    };
    let writes = push::verdicts(&desk.disk, answer, UnixMillis(0));
    desk.disk.apply(
        &Batch {
            writes,
            fence: None,
        },
        0,
    );
    let request = push::request(&desk.disk, MAX_PUSH_INTENTS).unwrap();
    assert_eq!(request.intents.len(), 1);
    assert_eq!(request.acked_through, 0);
}

#[test]
fn the_page_that_tells_of_another_history_or_a_lost_count_numbers_the_queue_anew() {
    let mut server = Server::new();
    let desk = three_sent(&mut server);
    let request = PullRequest {
        protocol: PROTOCOL,
        cursor: desk.disk.meta.cursor.clone(),
        after: None,
        head: None,
        acked_through: 0,
        confirm: Vec::new(),
    };
    let device = desk.disk.meta.device.unwrap();
    let same = server.pull(device, &request).unwrap();
    let mut restored = same.clone();
    restored.cursor.epoch = crate::id::EpochId(uuid::Uuid::from_u128(9));
    let mut answered = desk.disk.clone();
    answered.outbox.clear();
    let seqs = |disk: &Local, answer: &PullAnswer| {
        let mut disk = disk.clone();
        let moment = moment(0, 7);
        let writes = pull::page(&disk, answer.clone(), false, moment);
        disk.apply(
            &Batch {
                writes,
                fence: None,
            },
            0,
        );
        let seqs: Vec<u64> = disk
            .outbox
            .values()
            .map(|queued| queued.envelope.seq)
            .collect();
        (seqs, disk.meta.last_seq, disk.meta.device == Some(device))
    };
    assert_eq!(seqs(&desk.disk, &same), (vec![1, 2, 3], 3, true));
    assert_eq!(seqs(&desk.disk, &restored), (vec![0, 0, 0], 0, true));
    assert_eq!(
        seqs(&answered, &same),
        (vec![], 0, true),
        "its count was lost"
    );
    let further = PullAnswer {
        last_seq: 5,
        ..same
    };
    assert_eq!(
        seqs(&desk.disk, &further),
        (vec![0, 0, 0], 0, false),
        "it was cloned"
    );
}
