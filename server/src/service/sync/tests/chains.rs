//! Chains of acts by somebody who manages accounts and no permissions, through every account whose
//! password or link they get to know: they never reach a guarded permission that they did not start
//! with (domain RIGHT-02, RIGHT-03).

use proptest::prelude::*;

mod actor;

use actor::{Chain, World};

/// How many accounts there are or will be, about.
const PEOPLE: u8 = 8;

/// One step. Numbers name people, roles and links; those past the last begin again.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// An account is made, with or without a password that its maker knows.
    Create {
        by: u8,
        role: u8,
        given: bool,
    },
    Role {
        by: u8,
        of: u8,
        role: u8,
    },
    Username {
        by: u8,
        of: u8,
    },
    Email {
        by: u8,
        of: u8,
    },
    Pin {
        by: u8,
        of: u8,
    },
    Deactivate {
        by: u8,
        of: u8,
    },
    /// With the address that it had, or another one.
    Reactivate {
        by: u8,
        of: u8,
        moved: bool,
    },
    Lock {
        by: u8,
        of: u8,
    },
    Unlock {
        by: u8,
        of: u8,
    },
    SendLink {
        by: u8,
        of: u8,
    },
    ShowLink {
        by: u8,
        of: u8,
    },
    Forgot {
        of: u8,
    },
    /// The actor opens a link that they know.
    Open {
        link: u8,
    },
    /// The owners open what was mailed to them.
    OwnersOpen,
    /// Somebody who manages permissions gives somebody a role.
    Raise {
        of: u8,
        role: u8,
    },
    /// The same, for everybody who has a role.
    GrowRole {
        permission: u8,
    },
    /// Somebody is made an administrator at the console.
    Console {
        of: u8,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let n = || 0..PEOPLE;
    let step = prop_oneof![
        1 => (n(), n(), any::<bool>()).prop_map(|(by, role, given)| Step::Create { by, role, given }),
        1 => (n(), n(), n()).prop_map(|(by, of, role)| Step::Role { by, of, role }),
        1 => (n(), n()).prop_map(|(by, of)| Step::Username { by, of }),
        1 => (n(), n()).prop_map(|(by, of)| Step::Email { by, of }),
        1 => (n(), n()).prop_map(|(by, of)| Step::Pin { by, of }),
        1 => (n(), n()).prop_map(|(by, of)| Step::Deactivate { by, of }),
        1 => (n(), n(), any::<bool>()).prop_map(|(by, of, moved)| Step::Reactivate { by, of, moved }),
        1 => (n(), n()).prop_map(|(by, of)| Step::Lock { by, of }),
        1 => (n(), n()).prop_map(|(by, of)| Step::Unlock { by, of }),
        1 => (n(), n()).prop_map(|(by, of)| Step::SendLink { by, of }),
        3 => (n(), n()).prop_map(|(by, of)| Step::ShowLink { by, of }),
        1 => n().prop_map(|of| Step::Forgot { of }),
        4 => n().prop_map(|link| Step::Open { link }),
        1 => Just(Step::OwnersOpen),
        2 => (n(), n()).prop_map(|(of, role)| Step::Raise { of, role }),
        1 => n().prop_map(|permission| Step::GrowRole { permission }),
        1 => n().prop_map(|of| Step::Console { of }),
    ];
    prop::collection::vec(step, 1..40)
}

fn holds(world: World, steps: &[Step]) -> std::result::Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut chain = Chain::new(world).await;
        for (place, step) in steps.iter().enumerate() {
            chain.step(*step).await;
            let reached = chain.reached().await;
            prop_assert!(reached.is_empty(), "step {place}: {reached:?}");
        }
        Ok(())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    // covers: RIGHT-02, RIGHT-03
    #[test]
    fn who_manages_accounts_alone_reaches_nothing_more(steps in steps()) {
        holds(World::Alone, &steps)?;
    }

    // covers: RIGHT-02, RIGHT-03, LINK-06
    #[test]
    fn what_somebody_knows_is_worth_nothing_where_others_give_rights(steps in steps()) {
        holds(World::WithRaises, &steps)?;
    }
}
