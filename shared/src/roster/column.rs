//! The columns of the file, and by which words a header names them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::{Catalog, Language};
use crate::validate;

/// A column, in the order of a file that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// First name (NEW-01).
    FirstName,
    /// Last name (NEW-01).
    LastName,
    /// Username (NEW-07).
    Username,
    /// E-mail address (NEW-06).
    Email,
    /// Role, by name or id (NEW-03).
    Role,
    /// Primary provider, by first and last name or id (NEW-02).
    PrimaryProvider,
    /// The offices to which somebody is restricted, by name or id; empty for all (NEW-13).
    Offices,
    /// The groups in use, by name or id (D-07).
    Groups,
    /// Care team role: a name of the list, or code and term (NEW-04).
    CareTeamRole,
    /// Care team identifier that is an NPI (NEW-05).
    Npi,
    /// Care team identifier that is an NCSBN ID (NEW-05).
    NcsbnId,
    /// Home telephone (NEW-09).
    HomePhone,
    /// Mobile telephone (NEW-09).
    CellPhone,
    /// Daily billing report (NEW-10).
    DailyReport,
    /// New dashboard (NEW-14).
    NewDashboard,
    /// E-mail changes by the member (NEW-15).
    EmailUpdate,
    /// First day (NEW-16).
    StartsOn,
    /// Last day (NEW-16).
    EndsOn,
    /// Where the account stands (D-10). It goes out and is not read.
    State,
    /// Why a line was refused. It goes out and is not read.
    Reason,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 20] = [
        Self::FirstName,
        Self::LastName,
        Self::Username,
        Self::Email,
        Self::Role,
        Self::PrimaryProvider,
        Self::Offices,
        Self::Groups,
        Self::CareTeamRole,
        Self::Npi,
        Self::NcsbnId,
        Self::HomePhone,
        Self::CellPhone,
        Self::DailyReport,
        Self::NewDashboard,
        Self::EmailUpdate,
        Self::StartsOn,
        Self::EndsOn,
        Self::State,
        Self::Reason,
    ];

    /// Its name in a header.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Username => "username",
            Self::Email => "email",
            Self::Role => "role",
            Self::PrimaryProvider => "primary_provider",
            Self::Offices => "offices",
            Self::Groups => "groups",
            Self::CareTeamRole => "care_team_role",
            Self::Npi => "npi",
            Self::NcsbnId => "ncsbn_id",
            Self::HomePhone => "home_phone",
            Self::CellPhone => "cell_phone",
            Self::DailyReport => "daily_report",
            Self::NewDashboard => "new_dashboard",
            Self::EmailUpdate => "email_update",
            Self::StartsOn => "starts_on",
            Self::EndsOn => "ends_on",
            Self::State => "state",
            Self::Reason => "reason",
        }
    }

    /// The keys of its labels in forms and lists; the first one is what pages call it.
    const fn labels(self) -> &'static [&'static str] {
        match self {
            Self::FirstName => &["first-name"],
            Self::LastName => &["last-name"],
            Self::Username => &["username", "staff-login"],
            Self::Email => &["email-address", "staff-email"],
            Self::Role => &["role"],
            Self::PrimaryProvider => &["primary-provider"],
            Self::Offices => &["provider-offices", "restrict-offices"],
            Self::Groups => &["tab-groups"],
            Self::CareTeamRole => &["care-team-role"],
            Self::Npi => &["provider-npi"],
            Self::NcsbnId => &["ncsbn-id"],
            Self::HomePhone => &["home-phone", "staff-home"],
            Self::CellPhone => &["cell-phone", "staff-cell"],
            Self::DailyReport => &["daily-report"],
            Self::NewDashboard => &["new-dashboard"],
            Self::EmailUpdate => &["email-update"],
            Self::StartsOn => &["starts-on"],
            Self::EndsOn => &["ends-on"],
            Self::State => &["staff-state"],
            Self::Reason => &["import-reasons"],
        }
    }

    /// Whether no account can be made without it.
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::FirstName
                | Self::LastName
                | Self::Username
                | Self::Email
                | Self::Role
                | Self::PrimaryProvider
        )
    }

    /// Whether it is read when a file comes in.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::State | Self::Reason)
    }
}

/// The key of the words that pages have for a field of a line.
pub fn label(field: &str) -> Option<&'static str> {
    if field == "care_team_identifier" {
        return Some("care-team-identifier");
    }
    let mut columns = Column::ALL.into_iter();
    let column = columns.find(|column| column.key() == field)?;
    column.labels().first().copied()
}

/// The columns by every word that names them.
static HEADINGS: LazyLock<BTreeMap<String, Column>> = LazyLock::new(headings);

/// The column that a header names.
pub(super) fn find(header: &str) -> Option<Column> {
    HEADINGS.get(&plain(header)).copied()
}

fn headings() -> BTreeMap<String, Column> {
    let catalogs = Language::ALL.map(Catalog::new);
    let mut words = BTreeMap::new();
    for column in Column::ALL {
        let labels = catalogs.iter().flat_map(|catalog| {
            let labels = column.labels().iter();
            labels.map(|key| plain(&catalog.text(key)))
        });
        for word in labels {
            words.entry(word).or_insert(column);
        }
    }
    // What a column is called in every language wins over what it is called in some.
    words.extend(Column::ALL.map(|column| (plain(column.key()), column)));
    words
}

/// A header without what people write in different ways: case, spaces, hyphens, question marks.
fn plain(header: &str) -> String {
    let mut folded = validate::fold(header);
    folded.retain(char::is_alphanumeric);
    folded
}
