//! A form that must be answered before the work goes on.

use yew::prelude::*;

use super::dialog::Modal;
use super::{BusyButton, FormFrame, Look, PushButton};
use crate::hooks::FormHandle;
use crate::text::t;

/// Properties of [`FormDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct FormDialogProps {
    /// What it is for.
    pub(crate) title: AttrValue,
    /// The form.
    pub(crate) form: FormHandle,
    /// The button that sends it.
    pub(crate) submit: AttrValue,
    /// Somebody wants to send it.
    pub(crate) on_submit: Callback<()>,
    /// Somebody wants to leave it.
    pub(crate) on_cancel: Callback<()>,
    /// Words and fields.
    pub(crate) children: Html,
}

/// A form over the page.
#[component]
pub(crate) fn FormDialog(props: &FormDialogProps) -> Html {
    let actions = html! {
        <>
            <BusyButton label={props.submit.clone()} busy={props.form.is_busy()} />
            <PushButton
                label={t("cancel")}
                look={Look::Link}
                on_click={props.on_cancel.clone()}
            />
        </>
    };
    html! {
        <Modal title={props.title.clone()} on_cancel={props.on_cancel.clone()}>
            <div class="pf-v6-c-modal-box__body">
                <FormFrame
                    form={props.form.clone()}
                    label={props.title.clone()}
                    on_submit={props.on_submit.clone()}
                    {actions}
                >
                    { props.children.clone() }
                </FormFrame>
            </div>
        </Modal>
    }
}
