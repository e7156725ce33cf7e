//! The catalogue of permissions and the six system roles (domain section 7).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::RoleId;
use crate::record::{RecordKind, Role};

mod nature;

pub use nature::Polarity;

macro_rules! catalogue {
    ($($category:ident { $($variant:ident = $name:literal),* $(,)? })*) => {
        /// One capability (domain D-06). The label is the name that other programs show too.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Permission {
            $($(#[doc = $name] $variant,)*)*
        }

        /// The groups under which permissions are listed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Category {
            $(#[doc = stringify!($category)] $category,)*
        }

        impl Permission {
            /// Every permission, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)*)*];

            /// The name of the permission, the same in every language.
            pub const fn label(self) -> &'static str {
                match self { $($(Self::$variant => $name,)*)* }
            }

            /// The group under which it is listed.
            pub const fn category(self) -> Category {
                match self { $($(Self::$variant => Category::$category,)*)* }
            }
        }
    };
}

catalogue! {
    Patients {
        CreateAndUpdatePatients = "Create and Update Patients",
        SharePatients = "Share Patients",
        ExportPatients = "Export Patients",
        CreateAndUpdateContacts = "Create and Update Contacts",
        ViewPracticeGroup = "View Practice Group",
        DisableSendToAllPatientsOption = "Disable Send to All Patients Option",
    }
    Scheduling {
        AccessScheduling = "Access Scheduling",
        AppointmentProviderSelection = "Appointment Provider Selection",
        ProviderDropdown = "Provider Dropdown",
    }
    Clinical {
        AccessClinicalNotes = "Access Clinical Notes",
        SignLockClinicalNotes = "Sign/Lock Clinical Notes",
        ArchivedSignedConsentForms = "Archived Signed Consent Forms",
        ManageTemplates = "Manage Templates",
        ManageFormTags = "Manage Form Tags",
        UseIpadEhr = "Use iPad EHR",
    }
    Prescribing {
        DrugInteractionsCheck = "Drug Interactions Check",
        AccessToErx = "Access to eRx",
        EpsEnrollmentEdit = "ePS Enrollment (Edit)",
        EpsEnrollmentReadOnly = "ePS Enrollment (Read Only)",
    }
    Messages {
        AccessToMessageCenter = "Access to Message Center",
        AccessAllMessagesForPracticeGroup = "Access All Messages for Practice Group",
    }
    Billing {
        AccessBilling = "Access Billing",
        BillingAdministrator = "Billing Administrator",
        AccessBalanceLedger = "Access Balance/Ledger",
        AccessPatientPayments = "Access Patient Payments",
        AccessPatientStatements = "Access Patient Statements",
        AccessInstitutionalBilling = "Access Institutional Billing",
        ShowPatientBalance = "Show Patient Balance",
        ShowBillingTab = "Show Billing Tab",
        ShowBillingSummary = "Show Billing Summary",
        AddNewReferringSources = "Add new referring sources",
    }
    Reports {
        AccessReports = "Access Reports",
        AccessPatientAnalytics = "Access Patient Analytics",
        EhiExport = "EHI Export",
    }
    Administration {
        Settings = "Settings",
        ManageAccounts = "Manage Accounts",
        ManagePermissions = "Manage Permissions",
        SamlSsoAdminDashboard = "SAML SSO Admin Dashboard",
    }
    Emergency {
        EmergencyAccess = "Emergency Access",
        BreakTheGlassReview = "Break the Glass Review",
    }
}

impl Permission {
    /// The guarded permissions: nobody gives one that they lack (domain RIGHT-02).
    pub const GUARDED: [Self; 5] = [
        Self::ManageAccounts,
        Self::ManagePermissions,
        Self::SamlSsoAdminDashboard,
        Self::BreakTheGlassReview,
        Self::EhiExport,
    ];

    /// What it takes to make and edit records of a kind (domain RIGHT-01).
    pub const fn to_edit(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Role => Self::ManagePermissions,
            RecordKind::Practice
            | RecordKind::Office
            | RecordKind::Provider
            | RecordKind::Account
            | RecordKind::Group => Self::ManageAccounts,
        }
    }
}

/// The guarded permissions that `theirs` has and `mine` lacks: nobody acts on the credentials of
/// somebody stronger (domain RIGHT-03).
pub fn stronger_by(
    mine: &BTreeSet<Permission>,
    theirs: &BTreeSet<Permission>,
) -> BTreeSet<Permission> {
    let guarded = Permission::GUARDED.into_iter();
    guarded
        .filter(|permission| theirs.contains(permission) && !mine.contains(permission))
        .collect()
}

/// The guarded permissions in `wanted` that somebody who holds `held` may not hand out: none for a
/// holder of Manage Permissions (domain RIGHT-02).
pub fn out_of_reach(
    held: &BTreeSet<Permission>,
    wanted: &BTreeSet<Permission>,
) -> BTreeSet<Permission> {
    if held.contains(&Permission::ManagePermissions) {
        return BTreeSet::new();
    }
    stronger_by(held, wanted)
}

/// What is set for one permission at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// It is held, whatever the levels below say.
    Allow,
    /// It is not held, whatever the levels below say.
    Deny,
}

/// What a person may do: the user's own setting, else the role's, else the product's default, which
/// is off (domain PERM-02).
pub fn effective(
    role: &BTreeSet<Permission>,
    own: &BTreeMap<Permission, Setting>,
) -> BTreeSet<Permission> {
    let held = |permission: &Permission| match own.get(permission) {
        Some(Setting::Allow) => true,
        Some(Setting::Deny) => false,
        None => role.contains(permission),
    };
    Permission::ALL.iter().copied().filter(held).collect()
}

/// The six system roles, from `data/roles.json` (domain ROLE-01 to ROLE-06).
pub fn system_roles() -> Vec<Role> {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program and a test reads it"
    )]
    serde_json::from_str(include_str!("../data/roles.json")).expect("data/roles.json is valid")
}

/// The fixed id of the n-th system role, counted from 1 in the order of domain ROLE-01 to ROLE-06.
const fn system_role(n: u128) -> RoleId {
    RoleId(Uuid::from_u128(
        0x0000_0000_0000_7000_8000_0000_0000_0000 + n,
    ))
}

/// The system role *Provider*.
pub const ROLE_PROVIDER: RoleId = system_role(1);
/// The system role *Office Manager*.
pub const ROLE_OFFICE_MANAGER: RoleId = system_role(2);
/// The system role *Staff*.
pub const ROLE_STAFF: RoleId = system_role(3);
/// The system role *Nurse*.
pub const ROLE_NURSE: RoleId = system_role(4);
/// The system role *Billing Staff*.
pub const ROLE_BILLING_STAFF: RoleId = system_role(5);
/// The system role *BTG Admin*.
pub const ROLE_BTG_ADMIN: RoleId = system_role(6);

#[cfg(test)]
mod tests {
    use super::*;

    // covers: PERM-09
    #[test]
    fn the_catalogue_has_forty_permissions() {
        assert_eq!(Permission::ALL.len(), 40);
    }

    #[test]
    fn the_system_roles_have_their_fixed_ids_and_sizes() {
        let roles = system_roles();
        let found: Vec<_> = roles
            .iter()
            .map(|r| (r.name.as_str(), r.id, r.allows.len()))
            .collect();
        assert_eq!(
            found,
            [
                ("Provider", ROLE_PROVIDER, 35),
                ("Office Manager", ROLE_OFFICE_MANAGER, 34),
                ("Staff", ROLE_STAFF, 26),
                ("Nurse", ROLE_NURSE, 17),
                ("Billing Staff", ROLE_BILLING_STAFF, 16),
                ("BTG Admin", ROLE_BTG_ADMIN, 3),
            ]
        );
    }

    // covers: PERM-02
    #[test]
    fn a_users_own_setting_wins_over_the_role() {
        let role = BTreeSet::from([Permission::Settings, Permission::AccessReports]);
        let own = BTreeMap::from([
            (Permission::Settings, Setting::Deny),
            (Permission::ManageAccounts, Setting::Allow),
        ]);
        let held = BTreeSet::from([Permission::AccessReports, Permission::ManageAccounts]);
        assert_eq!(effective(&role, &own), held);
        assert_eq!(effective(&role, &BTreeMap::new()), role);
    }

    // covers: RIGHT-02
    #[test]
    fn nobody_hands_out_a_guarded_permission_they_lack() {
        let manager = BTreeSet::from([Permission::ManageAccounts]);
        let wanted = BTreeSet::from([Permission::EhiExport, Permission::Settings]);
        assert_eq!(
            out_of_reach(&manager, &wanted),
            BTreeSet::from([Permission::EhiExport])
        );
        let with_rights =
            BTreeSet::from([Permission::ManageAccounts, Permission::ManagePermissions]);
        assert!(out_of_reach(&with_rights, &wanted).is_empty());
    }
}
