//! One page for each route.

mod activate;
mod attention;
mod edit_staff;
mod home;
mod link_gate;
mod me;
mod mend_staff;
mod my_password;
mod new_staff;
mod not_found;
mod providers;
mod reset;
mod setup;
mod setup_fields;
mod setup_form;
mod sign_in;
mod staff;
mod staff_editor;
mod staff_list;
mod staff_standing;
mod sync;

pub(crate) use activate::ActivatePage;
pub(crate) use attention::AttentionPage;
pub(crate) use edit_staff::EditStaffPage;
pub(crate) use home::HomePage;
pub(crate) use me::MePage;
pub(crate) use mend_staff::MendStaffPage;
pub(crate) use my_password::MyPasswordPage;
pub(crate) use new_staff::NewStaffPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use providers::ProvidersPage;
pub(crate) use reset::ResetPage;
pub(crate) use setup::SetUpPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use staff::StaffPage;
pub(crate) use sync::SyncPage;
