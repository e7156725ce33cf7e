//! What happens, good and bad, and how often: a table with one line for each.

use super::broken::Held;
use super::world::World;

mod browsers;
mod databases;
mod strangers;
mod traffic;

type Happening = fn(&mut World) -> Held;

/// What happens, and how often.
const HAPPENINGS: &[(usize, Happening)] = &[
    (640, World::something_arrives),
    (160, World::server_commits),
    (130, World::somebody_edits),
    (60, World::mend),
    (60, World::timer_runs_out),
    (20, World::poke),
    (10, World::look_or_look_away),
    (24, World::tab_opens),
    (40, World::lock_is_given),
    (14, World::somebody_takes_over),
    (20, World::something_is_lost),
    (20, World::answer_is_cut),
    (16, World::something_is_doubled),
    (6, World::portal_answers),
    (4, World::answer_is_garbled),
    (6, World::server_refuses),
    (8, World::network_goes),
    (8, World::browser_is_killed),
    (10, World::tab_freezes),
    (10, World::clock_jumps),
    (2, World::night_passes),
    (40, World::somebody_signs_in),
    (4, World::somebody_signs_out),
    (10, World::change_right),
    (5, World::change_standing),
    (30, World::decide_about_removal),
    (14, World::deliver_mail),
    (14, World::server_is_killed),
    (14, World::server_is_backed_up),
    (8, World::backup_is_restored),
    (6, World::file_is_put_back),
    (5, World::server_disk_is_full),
    (5, World::server_cannot_commit),
    (16, World::dice_are_stuck),
    (4, World::profile_is_cloned),
    (10, World::older_profile_is_kept),
    (8, World::older_profile_is_put_back),
    (14, World::intent_is_stolen),
    (6, World::number_is_skipped),
];

/// One thing happens.
pub(super) fn happen(world: &mut World) -> Held {
    let sum = HAPPENINGS.iter().map(|(weight, _)| weight).sum();
    let mut left = world.chance.below(sum);
    for (weight, happening) in HAPPENINGS {
        if left < *weight {
            return happening(world);
        }
        left -= weight;
    }
    Ok(())
}
