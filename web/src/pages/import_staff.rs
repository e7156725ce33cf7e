//! *Import staff*: accounts from a CSV file (domain NEW-19).

use std::rc::Rc;

use lanyard_shared::message::Message;
use lanyard_shared::permission::Permission;
use lanyard_shared::roster::{Column, MAX_BYTES, Sheet, template};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::staff::seats_words;
use crate::browser;
use crate::components::{Breadcrumb, FileField, Heading, Look, NoRight, Notice, PushButton};
use crate::hooks::{Tone, use_desk};
use crate::route::Route;
use crate::text::{say, t};

mod dry_run;
mod dry_run_table;

use dry_run::DryRunOf;

/// The name of the template's file.
const TEMPLATE: &str = "staff-template.csv";

/// A file, and what would become of it.
#[component]
pub(crate) fn ImportStaffPage() -> Html {
    let view = use_desk().view();
    let steps = vec![
        (t("nav-account"), None),
        (t("staff-members"), Some(Route::Staff)),
        (t("import-staff"), None),
    ];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("import-staff")} /></div>
            if view.may(Permission::ManageAccounts) {
                if let Some(words) = seats_words(&view) {
                    <p class="app-quiet">{ words }</p>
                }
                <Import />
            } else {
                <NoRight needed={Permission::ManageAccounts} />
            }
        </div>
    }
}

/// What was chosen.
#[derive(Clone, PartialEq)]
enum Chosen {
    /// Nothing yet.
    Nothing,
    /// A file that cannot be used, and why.
    Unreadable(Message),
    /// A file by its name.
    Sheet(AttrValue, Rc<Sheet>),
}

impl Chosen {
    async fn read(file: &File) -> Self {
        // One byte more says that it is too big.
        let Some(bytes) = browser::read_file(file, MAX_BYTES + 1).await else {
            return Self::Unreadable(Message::new("import-reading-failed"));
        };
        match Sheet::read(&bytes) {
            Ok(sheet) => Self::Sheet(file.name().into(), Rc::new(sheet)),
            Err(why) => Self::Unreadable(why.message()),
        }
    }
}

/// What to know, the file, and what would become of it.
#[component]
fn Import() -> Html {
    let chosen = use_state(|| Chosen::Nothing);
    let on_file = {
        let chosen = chosen.setter();
        Callback::from(move |file: File| {
            let chosen = chosen.clone();
            spawn_local(async move { chosen.set(Chosen::read(&file).await) });
        })
    };
    let on_template = Callback::from(|()| browser::save_csv(TEMPLATE, &template()));
    html! {
        <div class="app-sections">
            <div class="app-stack">
                <p>{ t("import-lead") }</p>
                <p>{ t("import-needed") }{ " " }<code>{ keys(true) }</code></p>
                <p>{ t("import-optional") }{ " " }<code>{ keys(false) }</code></p>
                <p>{ t("import-cells-how") }</p>
                <p>{ t("import-passwords") }</p>
                <div>
                    <PushButton
                        label={t("import-template")}
                        look={Look::Inline}
                        on_click={on_template}
                    />
                </div>
            </div>
            <FileField id="import-file" label={t("import-file")} accept=".csv,text/csv" {on_file} />
            <div role="status">
                if let Chosen::Unreadable(why) = &*chosen {
                    <Notice tone={Tone::Danger} title={say(why)} />
                }
            </div>
            if let Chosen::Sheet(name, sheet) = &*chosen {
                <DryRunOf name={name.clone()} sheet={sheet.clone()} />
            }
        </div>
    }
}

/// The keys of the columns that are needed, or of the others: they are the same in every language.
fn keys(needed: bool) -> String {
    let columns = Column::ALL.into_iter().filter(|it| it.is_read());
    let columns = columns.filter(|it| it.is_required() == needed);
    columns.map(Column::key).collect::<Vec<_>>().join(", ")
}
