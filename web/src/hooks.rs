//! What pages share: contexts, loading, forms, time.

mod form;
mod record_draft;
mod staff_check;
mod staff_draft;
mod staff_query;
mod use_act;
mod use_alive;
mod use_attention;
mod use_contexts;
mod use_form;
mod use_load;
mod use_record_form;
mod use_remarks;
mod use_sign_out;
mod use_staff_form;
mod use_staff_list;
mod use_tick;
mod use_toasts;

pub(crate) use form::{Form, Values};
pub(crate) use record_draft::RecordDraft;
pub(crate) use staff_check::{Secrets, same};
pub(crate) use staff_draft::{Address, Draft, Kept, Purpose, changed_meanwhile};
pub(crate) use staff_query::{Column, Filters, STATES, Sort, StaffQuery, Way};
pub(crate) use use_act::{Act, use_act};
pub(crate) use use_alive::use_alive;
pub(crate) use use_attention::{Decision, use_decisions};
pub(crate) use use_contexts::{use_desk, use_go, use_session};
pub(crate) use use_form::{FormHandle, TROUBLE, use_form};
pub(crate) use use_load::{Load, use_load, use_load_of};
pub(crate) use use_record_form::use_record_form;
pub(crate) use use_remarks::use_remarks;
pub(crate) use use_sign_out::use_sign_out;
pub(crate) use use_staff_form::{StaffForm, use_staff_form};
pub(crate) use use_staff_list::use_staff_list;
pub(crate) use use_tick::use_tick;
pub(crate) use use_toasts::{Toast, ToastEvent, ToastList, Toasts, Tone, use_toasts};
