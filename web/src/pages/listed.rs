//! What the pages of offices and those of providers are called, and where they are.

use lanyard_shared::permission::Permission;
use lanyard_shared::record::RecordKind;
use uuid::Uuid;
use yew::prelude::*;

use crate::components::NoRight;
use crate::route::Route;
use crate::text::t;

/// The kinds of record that have a list and a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listed {
    /// Offices.
    Offices,
    /// Providers.
    Providers,
    /// Groups.
    Groups,
}

impl Listed {
    /// Those of a kind of record.
    pub(super) const fn of(kind: RecordKind) -> Option<Self> {
        match kind {
            RecordKind::Office => Some(Self::Offices),
            RecordKind::Provider => Some(Self::Providers),
            RecordKind::Group => Some(Self::Groups),
            RecordKind::Practice | RecordKind::Role | RecordKind::Account => None,
        }
    }

    /// The kind of record.
    pub(super) const fn kind(self) -> RecordKind {
        match self {
            Self::Offices => RecordKind::Office,
            Self::Providers => RecordKind::Provider,
            Self::Groups => RecordKind::Group,
        }
    }

    /// The list.
    pub(super) const fn list(self) -> Route {
        match self {
            Self::Offices => Route::Offices,
            Self::Providers => Route::Providers,
            Self::Groups => Route::Groups,
        }
    }

    /// The form for a new one.
    pub(super) const fn new_one(self) -> Route {
        match self {
            Self::Offices => Route::NewOffice,
            Self::Providers => Route::NewProvider,
            Self::Groups => Route::NewGroup,
        }
    }

    /// The form that changes one.
    pub(super) fn edit(self, id: Uuid) -> Route {
        let id = id.to_string();
        match self {
            Self::Offices => Route::EditOffice { office: id },
            Self::Providers => Route::EditProvider { provider: id },
            Self::Groups => Route::EditGroup { group: id },
        }
    }

    /// The heading of the list.
    pub(super) fn title(self) -> AttrValue {
        match self {
            Self::Offices => t("offices"),
            Self::Providers => t("providers"),
            Self::Groups => t("groups"),
        }
    }

    /// The button that leads to the form for a new one.
    pub(super) fn add(self) -> AttrValue {
        match self {
            Self::Offices => t("add-office"),
            Self::Providers => t("add-provider"),
            Self::Groups => t("add-group"),
        }
    }

    /// The heading of the form for a new one.
    pub(super) fn new_title(self) -> AttrValue {
        match self {
            Self::Offices => t("new-office"),
            Self::Providers => t("new-provider"),
            Self::Groups => t("new-group"),
        }
    }

    /// The heading of the form that changes one.
    pub(super) fn edit_title(self) -> AttrValue {
        match self {
            Self::Offices => t("edit-office"),
            Self::Providers => t("edit-provider"),
            Self::Groups => t("edit-group"),
        }
    }

    /// The button that makes one.
    pub(super) fn create(self) -> AttrValue {
        match self {
            Self::Offices => t("create-office"),
            Self::Providers => t("create-provider"),
            Self::Groups => t("create-group"),
        }
    }

    /// The button that saves a changed one.
    pub(super) fn save(self) -> AttrValue {
        match self {
            Self::Offices => t("save-office"),
            Self::Providers => t("save-provider"),
            Self::Groups => t("save-group"),
        }
    }

    /// What to tell a reader who may not change them.
    pub(super) fn no_right(self) -> Html {
        let title = match self {
            Self::Offices => t("offices-no-right"),
            Self::Providers => t("providers-no-right"),
            Self::Groups => t("groups-no-right"),
        };
        html! { <NoRight {title} needed={Permission::to_edit(self.kind())} /> }
    }
}
