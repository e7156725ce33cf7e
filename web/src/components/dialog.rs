//! A question that must be answered before the work goes on.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{Look, PushButton};
use crate::text::t;

/// Properties of [`Dialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct DialogProps {
    /// The question.
    pub(crate) title: AttrValue,
    /// What the answer means.
    pub(crate) children: Html,
    /// The button that says yes; none where there is no yes now.
    pub(crate) confirm: Option<AttrValue>,
    /// Yes cannot be undone.
    #[prop_or_default]
    pub(crate) danger: bool,
    /// Yes.
    pub(crate) on_confirm: Callback<()>,
    /// No, by button or by Escape.
    pub(crate) on_cancel: Callback<()>,
}

/// Opens a dialog over the page as long as it is drawn; gives its place and what Escape does.
#[hook]
fn use_modal(on_cancel: &Callback<()>) -> (NodeRef, Callback<Event>) {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let element = dialog.cast::<HtmlDialogElement>();
            if let Some(element) = &element {
                // It fails only for a dialog that is open already.
                let _ = element.show_modal();
            }
            move || {
                if let Some(element) = element {
                    element.close();
                }
            }
        });
    }
    let on_cancel = on_cancel.clone();
    let on_escape = Callback::from(move |event: Event| {
        event.prevent_default();
        on_cancel.emit(());
    });
    (dialog, on_escape)
}

/// Properties of [`Modal`].
#[derive(PartialEq, Properties)]
pub(super) struct ModalProps {
    /// What it is about.
    pub(super) title: AttrValue,
    /// The id of the words that are read out beside the title.
    #[prop_or_default]
    pub(super) described_by: Option<AttrValue>,
    /// Escape was pressed.
    pub(super) on_cancel: Callback<()>,
    /// What is below the title.
    pub(super) children: Html,
}

/// The frame over the page. The browser keeps the focus inside while it is open.
#[component]
pub(super) fn Modal(props: &ModalProps) -> Html {
    let (dialog, on_escape) = use_modal(&props.on_cancel);
    html! {
        <dialog
            ref={dialog}
            tabindex="-1"
            class="pf-v6-c-modal-box pf-m-sm app-dialog"
            aria-labelledby="dialog-title"
            aria-describedby={props.described_by.clone()}
            oncancel={on_escape}
        >
            <header class="pf-v6-c-modal-box__header">
                <h2 class="pf-v6-c-modal-box__title" id="dialog-title">
                    <span class="pf-v6-c-modal-box__title-text">{ &props.title }</span>
                </h2>
            </header>
            { props.children.clone() }
        </dialog>
    }
}

/// A question over the page.
#[component]
pub(crate) fn Dialog(props: &DialogProps) -> Html {
    let look = if props.danger {
        Look::Danger
    } else {
        Look::Primary
    };
    html! {
        <Modal
            title={props.title.clone()}
            described_by="dialog-words"
            on_cancel={props.on_cancel.clone()}
        >
            <div class="pf-v6-c-modal-box__body" id="dialog-words">{ props.children.clone() }</div>
            <footer class="pf-v6-c-modal-box__footer">
                if let Some(confirm) = props.confirm.clone() {
                    <PushButton label={confirm} {look} on_click={props.on_confirm.clone()} />
                }
                <PushButton
                    label={t("cancel")}
                    look={Look::Link}
                    on_click={props.on_cancel.clone()}
                />
            </footer>
        </Modal>
    }
}
