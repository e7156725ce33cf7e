//! A file to choose. One can also be dropped onto it.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`FileField`].
#[derive(PartialEq, Properties)]
pub(crate) struct FileFieldProps {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its label.
    pub(crate) label: AttrValue,
    /// Which files the browser offers.
    pub(crate) accept: AttrValue,
    /// A file was chosen.
    pub(crate) on_file: Callback<File>,
}

/// The browser's own control. It forgets the file at once: chosen again after it was mended, it is read
/// again.
#[component]
pub(crate) fn FileField(props: &FileFieldProps) -> Html {
    let onchange = props.on_file.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            onchange.emit(file);
            input.set_value("");
        }
    });
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={props.id}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                <input id={props.id} type="file" accept={props.accept.clone()} {onchange} />
            </div>
        </div>
    }
}
