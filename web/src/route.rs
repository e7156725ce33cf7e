//! The addresses of the pages. None holds personal data.

use yew_router::Routable;

/// A page by its address.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// Leads to the page where work begins.
    #[at("/")]
    Home,
    /// Makes the practice and its first administrator.
    #[at("/setup")]
    SetUp,
    /// Signing in.
    #[at("/sign-in")]
    SignIn,
    /// The staff of the practice.
    #[at("/account/staff")]
    Staff,
    /// The providers of the practice.
    #[at("/account/staff/providers")]
    Providers,
    /// A new staff account.
    #[at("/account/staff/new")]
    NewStaff,
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
    /// A refused edit of a staff account, to be mended.
    #[at("/account/staff/mend/:op_id")]
    MendStaff {
        /// The refused edit.
        op_id: String,
    },
    /// The reader's own account.
    #[at("/me")]
    Me,
    /// A password of one's own.
    #[at("/me/password")]
    MyPassword,
    /// One's own second factor.
    #[at("/me/two-factor")]
    TwoFactor,
    /// Activates an account by a link.
    #[at("/activate")]
    Activate,
    /// Sets a new password by a link.
    #[at("/reset")]
    Reset,
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
                | Self::MyPassword
                | Self::TwoFactor
                | Self::Activate
                | Self::Reset
                | Self::NotFound
        )
    }
}
