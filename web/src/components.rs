//! The parts that pages are made of. Each draws what its properties say and reports what happens.

mod breadcrumb;
mod busy_button;
mod conflict_table;
mod dialog;
mod field;
mod form_dialog;
mod form_frame;
mod heading;
mod link_card;
mod loading;
mod mail_table;
mod no_right;
mod notice;
mod pager;
mod permission_list;
mod person_tabs;
mod public_frame;
mod push_button;
mod qr_code;
mod require_session;
mod secret_fields;
mod shell;
mod staff_fields;
mod staff_table;
mod staff_tabs;
mod state_label;
mod table;
mod timeline;
mod toaster;
mod update_banner;
mod value;

pub(crate) use breadcrumb::Breadcrumb;
pub(crate) use busy_button::BusyButton;
pub(crate) use conflict_table::{ConflictRow, ConflictTable};
pub(crate) use dialog::Dialog;
pub(crate) use field::{
    Bind, CheckField, Choice, PasswordField, PhoneField, RadioField, SelectField, TICKED,
    TextField, TextKind,
};
pub(crate) use form_dialog::FormDialog;
pub(crate) use form_frame::{FormFrame, FormSection};
pub(crate) use heading::{Heading, focus_heading};
pub(crate) use link_card::{LINK_FIELD, LinkCard};
pub(crate) use loading::{Failed, Loading, Nothing};
pub(crate) use mail_table::MailTable;
pub(crate) use no_right::NoRight;
pub(crate) use notice::Notice;
pub(crate) use pager::Pager;
pub(crate) use permission_list::PermissionList;
pub(crate) use person_tabs::{PersonTab, PersonTabs};
pub(crate) use public_frame::{PublicFrame, Width};
pub(crate) use push_button::{Look, PushButton};
pub(crate) use qr_code::QrCode;
pub(crate) use require_session::RequireSession;
pub(crate) use secret_fields::{Part, SecretFields, SecretParts, password_words};
pub(crate) use shell::Shell;
pub(crate) use staff_fields::{AddressPart, StaffFieldset};
pub(crate) use staff_table::{RowAct, StaffRow, StaffTable};
pub(crate) use staff_tabs::{StaffTab, StaffTabs};
pub(crate) use state_label::{AccountStateLabel, RowLabel, time_left};
pub(crate) use table::{TableHead, cell};
pub(crate) use timeline::{Timeline, TimelineEntry};
pub(crate) use toaster::ToastProvider;
pub(crate) use update_banner::UpdateBanner;
pub(crate) use value::ShownValue;
