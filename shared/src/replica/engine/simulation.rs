//! Devices, a network and a server on one thread: whatever happens in between, no edit is lost, none
//! takes effect twice, and once the network is up every queue empties and every copy is the same.

use proptest::prelude::*;

use self::world::World;
use crate::protocol::ProblemKind;

mod checks;
mod samples;
mod server;
mod world;

pub(super) use samples::{authored, create, moment};
pub(super) use server::Server;

/// One thing that happens. Numbers pick among what is there, so that every number is valid.
#[derive(Clone, Debug)]
enum Happening {
    /// A person makes an account, in the tab that syncs or in another one.
    Author {
        device: usize,
        name: u8,
        elsewhere: bool,
    },
    /// A person mends the oldest refused edit.
    Mend {
        device: usize,
        name: u8,
    },
    /// Something that is on its way arrives: a call, an answer, a write.
    Arrives(usize),
    /// It gets lost; the caller notices.
    Lost(usize),
    /// It arrives, and a copy of it stays on its way.
    Doubled(usize),
    /// The answer of a captive portal comes in its place.
    Caught(usize),
    /// A timer or a hint.
    Timer(usize),
    Poke(usize),
    /// The browser is killed and opened again.
    Killed(usize),
    /// Another tab takes the lead; the one before has not noticed.
    TakenOver(usize),
    /// The browser's data is copied to another computer.
    Cloned(usize),
    /// The person signs out and in again.
    Forgotten(usize),
    /// The server refuses every call for this reason, until it is `None`.
    Refusing(Option<ProblemKind>),
    /// A backup is made; the newest is restored; the database is put back behind the server's back.
    BackedUp,
    Restored,
    PutBack,
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    let device = 0_usize..4;
    let kinds = prop::sample::select(vec![
        None,
        None,
        Some(ProblemKind::SignedOut),
        Some(ProblemKind::WrongAccount),
        Some(ProblemKind::Unavailable),
        Some(ProblemKind::TooMany),
        Some(ProblemKind::Internal),
        Some(ProblemKind::Reload),
    ]);
    prop_oneof![
        4 => (device.clone(), 0_u8..6, any::<bool>())
            .prop_map(|(device, name, elsewhere)| Author { device, name, elsewhere }),
        2 => (device.clone(), 0_u8..6).prop_map(|(device, name)| Mend { device, name }),
        30 => any::<usize>().prop_map(Arrives),
        5 => any::<usize>().prop_map(Lost),
        4 => any::<usize>().prop_map(Doubled),
        1 => any::<usize>().prop_map(Caught),
        6 => device.clone().prop_map(Timer),
        3 => device.clone().prop_map(Poke),
        2 => device.clone().prop_map(Killed),
        2 => device.clone().prop_map(TakenOver),
        1 => device.clone().prop_map(Cloned),
        1 => device.prop_map(Forgotten),
        2 => kinds.prop_map(Refusing),
        1 => Just(BackedUp),
        1 => Just(Restored),
        1 => Just(PutBack),
    ]
}

fn happen(world: &mut World, happening: &Happening) {
    match happening {
        Happening::Author {
            device,
            name,
            elsewhere: false,
        } => world.author(*device, *name),
        Happening::Author {
            device,
            name,
            elsewhere: true,
        } => {
            world.author_elsewhere(*device, *name);
        }
        Happening::Mend { device, name } => world.mend(*device, *name),
        Happening::Arrives(which) => world.arrives(*which),
        Happening::Lost(which) => world.lost(*which),
        Happening::Doubled(which) => world.doubled(*which),
        Happening::Caught(which) => world.caught(*which),
        Happening::Timer(device) => world.timer(*device),
        Happening::Poke(device) => world.poke(*device),
        Happening::Killed(device) => world.killed(*device),
        Happening::TakenOver(device) => world.taken_over(*device),
        Happening::Cloned(device) => world.cloned(*device),
        Happening::Forgotten(device) => world.forgotten(*device),
        Happening::Refusing(kind) => world.server.refusing = *kind,
        Happening::BackedUp => world.server.back_up(),
        Happening::Restored => world.server.restore(),
        Happening::PutBack => world.server.put_back(),
    }
}

proptest! {
    #[test]
    fn no_edit_is_lost_or_done_twice_and_every_queue_empties(
        happenings in prop::collection::vec(happening(), 1..160),
    ) {
        let mut world = World::new(2);
        for happening in &happenings {
            happen(&mut world, happening);
            world.check();
        }
        world.heal();
        world.check();
        world.check_healed();
    }
}
