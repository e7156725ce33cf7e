//! Where signing in leads (domain NEW-14).

use std::collections::BTreeSet;

use crate::permission::Permission;
use crate::record::Account;

/// The page on which somebody lands after signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// The Dashboard.
    Dashboard,
    /// The list of staff.
    Staff,
    /// *Staff Account Information*.
    OwnAccount,
}

/// Whether somebody who holds these permissions lands on the Dashboard whatever is chosen.
pub fn dashboard_is_forced(held: &BTreeSet<Permission>) -> bool {
    !held.contains(&Permission::AccessScheduling)
}

/// Where somebody who holds these permissions lands. Without the Dashboard, whoever manages accounts
/// lands where they do so *(ours)*.
pub fn landing(account: &Account, held: &BTreeSet<Permission>) -> Landing {
    let manages = held.contains(&Permission::ManageAccounts);
    match account.particulars.new_dashboard || dashboard_is_forced(held) {
        true => Landing::Dashboard,
        false if manages => Landing::Staff,
        false => Landing::OwnAccount,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AccountId;
    use crate::permission::Permission::{AccessScheduling, ManageAccounts};
    use crate::record::sample::person;
    use uuid::Uuid;

    fn lands(chosen: bool, held: &[Permission]) -> Landing {
        let mut account = person(AccountId(Uuid::nil()), "Ana");
        account.particulars.new_dashboard = chosen;
        landing(&account, &held.iter().copied().collect())
    }

    // covers: NEW-14
    #[test]
    fn the_switch_decides_between_the_dashboard_and_the_own_account() {
        assert_eq!(lands(true, &[AccessScheduling]), Landing::Dashboard);
        assert_eq!(lands(false, &[AccessScheduling]), Landing::OwnAccount);
        let manager = [AccessScheduling, ManageAccounts];
        assert_eq!(lands(false, &manager), Landing::Staff);
        assert_eq!(lands(true, &manager), Landing::Dashboard);
    }

    // covers: NEW-14
    #[test]
    fn without_access_scheduling_the_dashboard_is_forced() {
        assert_eq!(lands(false, &[]), Landing::Dashboard);
        assert_eq!(lands(false, &[ManageAccounts]), Landing::Dashboard);
    }
}
