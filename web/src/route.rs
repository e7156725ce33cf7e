//! The addresses of the pages. None holds personal data.

use yew_router::Routable;

/// A page by its address.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// Leads to the page where work begins.
    #[at("/")]
    Home,
    /// What waits for the reader.
    #[at("/dashboard")]
    Dashboard,
    /// Makes the practice and its first administrator.
    #[at("/setup")]
    SetUp,
    /// Signing in.
    #[at("/sign-in")]
    SignIn,
    /// Asks for a link in place of a forgotten password.
    #[at("/forgot")]
    Forgot,
    /// The staff of the practice.
    #[at("/account/staff")]
    Staff,
    /// The providers of the practice.
    #[at("/account/staff/providers")]
    Providers,
    /// A new provider.
    #[at("/account/staff/providers/new")]
    NewProvider,
    /// A provider, to be changed.
    #[at("/account/staff/providers/:provider/edit")]
    EditProvider {
        /// Who.
        provider: String,
    },
    /// A provider's own login, to be made.
    #[at("/account/staff/providers/:provider/login")]
    NewLogin {
        /// Whose.
        provider: String,
    },
    /// The groups of the practice.
    #[at("/account/staff/groups")]
    Groups,
    /// A new group.
    #[at("/account/staff/groups/new")]
    NewGroup,
    /// A group, to be changed.
    #[at("/account/staff/groups/:group/edit")]
    EditGroup {
        /// Which.
        group: String,
    },
    /// The offices of the practice.
    #[at("/offices")]
    Offices,
    /// A new office.
    #[at("/offices/new")]
    NewOffice,
    /// An office, to be changed.
    #[at("/offices/:office/edit")]
    EditOffice {
        /// Which.
        office: String,
    },
    /// The practice, its plan and its policies.
    #[at("/account/practice")]
    Practice,
    /// A new staff account.
    #[at("/account/staff/new")]
    NewStaff,
    /// Staff accounts from a file.
    #[at("/account/staff/import")]
    ImportStaff,
    /// A new staff account with what another one has.
    #[at("/account/staff/:account/copy")]
    CopyStaff {
        /// Whose account it begins with.
        account: String,
    },
    /// A staff account, to be changed.
    #[at("/account/staff/:account/edit")]
    EditStaff {
        /// Whose account.
        account: String,
    },
    /// How somebody signs in: PINs, second factor, sessions.
    #[at("/account/staff/:account/credentials")]
    Credentials {
        /// Whose account.
        account: String,
    },
    /// Whether somebody on the telephone is who they say.
    #[at("/account/support-pin")]
    SupportPin,
    /// A refused edit, to be mended in its form.
    #[at("/account/staff/mend/:op_id")]
    MendStaff {
        /// The refused edit.
        op_id: String,
    },
    /// One person's links and e-mail address.
    #[at("/account/staff/:account/access")]
    StaffAccess {
        /// The account.
        account: String,
    },
    /// What happened to one person's account.
    #[at("/account/staff/:account/history")]
    StaffHistory {
        /// The account.
        account: String,
    },
    /// What the program has mailed.
    #[at("/account/mail")]
    Mail,
    /// The reader's own account.
    #[at("/me")]
    Me,
    /// A password of one's own.
    #[at("/me/password")]
    MyPassword,
    /// Another e-mail address of one's own.
    #[at("/me/email")]
    MyEmail,
    /// One's own second factor.
    #[at("/me/two-factor")]
    TwoFactor,
    /// Activates an account by a link.
    #[at("/activate")]
    Activate,
    /// Sets a new password by a link.
    #[at("/reset")]
    Reset,
    /// Confirms a new e-mail address by a link.
    #[at("/confirm-email")]
    ConfirmEmail,
    /// Keeps the old e-mail address by a link.
    #[at("/undo-email")]
    UndoEmail,
    /// The edits that wait for a person.
    #[at("/attention")]
    Attention,
    /// The same, beginning with one of them.
    #[at("/attention/:op_id")]
    AttentionItem {
        /// The edit.
        op_id: String,
    },
    /// How far the edits on this device have come.
    #[at("/sync")]
    Sync,
    /// No such page.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// Whether the page works without the local copy of an account.
    pub(crate) const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::SetUp
                | Self::SignIn
                | Self::Forgot
                | Self::MyPassword
                | Self::TwoFactor
                | Self::Activate
                | Self::Reset
                | Self::ConfirmEmail
                | Self::UndoEmail
                | Self::NotFound
        )
    }
}
