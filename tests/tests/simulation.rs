//! The simulation in short: a few hundred worlds. `cargo xtask simulate` runs as many as one likes.

use lanyard_tests::simulation::{Until, run, run_many};

/// Enough to meet most faults, in seconds.
const SEEDS: u64 = 200;

/// Seeds that have found something: an edit of a tab that died right after it had stored it, an undone
/// edit that two tabs sent again, verdicts that arrived after a backup was put back. What a seed stands
/// for changes with the tables of what happens, so these are samples like any other by now.
const FOUND_SOMETHING: [u64; 20] = [
    71,
    243,
    252,
    483,
    813,
    2513,
    3433,
    4353,
    6926,
    7222,
    5_051_894,
    9_087_538,
    115_886_546,
    733_675_154,
    861_115_578,
    1_096_607_087,
    2_141_545_872,
    3_447_692_916,
    3_679_583_094,
    3_927_973_818,
];

#[test]
fn whatever_happens_no_edit_is_lost_and_every_copy_is_right_in_the_end() {
    let total = run_many(0, Until::Seeds(SEEDS), || {}, |_| true);
    let failures = total.failures.iter();
    let failures: Vec<String> = failures
        .filter_map(|ended| Some(format!("seed {}: {}", ended.seed, ended.broken.as_ref()?)))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(total.seeds, SEEDS);
}

#[test]
fn seeds_that_have_found_something_pass() {
    for seed in FOUND_SOMETHING {
        let ended = run(seed);
        assert_eq!(ended.broken, None, "seed {seed}");
    }
}

#[test]
fn the_same_seed_is_the_same_world() {
    let (once, again) = (run(7), run(7));
    assert!(once.trace.len() > 100, "something happens");
    assert_eq!((once.hash, once.trace), (again.hash, again.trace));
    assert_ne!(once.hash, run(8).hash);
}
