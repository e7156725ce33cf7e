//! Edits in the words of the people who made them: what an edit is, the names of fields, values as
//! they are shown in forms and lists, and why an edit waits.

mod change;
mod edit;
mod field;
mod place;
mod reason;
mod value;

pub(crate) use change::{Contested, FieldChange, contested, uncontested};
pub(crate) use edit::{full_name, name_of, named, person, stored, title};
pub(crate) use field::label;
pub(crate) use place::{office_names, provider_label, workplaces};
pub(crate) use reason::{reason, reasons};
pub(crate) use value::{Shown, shown};
