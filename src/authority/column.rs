//! The columns that the lists know.

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) needed: bool,
}

const fn needed(name: &'static str) -> Column {
    Column { name, needed: true }
}

const fn optional(name: &'static str) -> Column {
    Column { name, needed: false }
}

pub(super) const PERSONS: &[Column] = &[
    needed("id"),
    needed("preferred"),
    optional("surname"),
    optional("forename"),
    optional("patronymic"),
    optional("birth"),
    optional("death"),
    optional("aliases"),
    optional("role"),
];

pub(super) const PLACES: &[Column] = &[
    needed("id"),
    needed("preferred"),
    optional("type"),
    optional("aliases"),
    optional("lat"),
    optional("lon"),
];

pub(super) const ORGS: &[Column] =
    &[needed("id"), needed("preferred"), optional("type"), optional("aliases")];
