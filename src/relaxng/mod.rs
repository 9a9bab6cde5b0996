//! RELAX NG: schemas read in either syntax, compiled once, run over any number of documents.
//!
//! The whole specification (Clark and Murata, 3 December 2001): the XML syntax in
//! `xml_syntax`, simplification (section 4) in `files`, `scopes` and `simplify`, the restrictions
//! of section 7 in `restrictions`, validation in `machine` and `validate`. [`Schema`] is the way
//! in; nothing else of this crate is needed to use it.

pub mod compact;
pub mod datatypes;
pub mod syntax;

mod check_attributes;
mod compiled;
mod derive;
mod files;
mod identities;
mod level;
mod machine;
mod names;
mod nearest;
mod pattern;
mod report;
mod report_values;
mod restrictions;
mod right_values;
mod schema;
mod scopes;
mod search;
mod simplify;
mod strings;
mod uris;
mod validate;
mod values;
mod xml_syntax;

pub use files::{Load, files_of, is_compact};
pub use schema::{Schema, SchemaError};
pub use validate::Options;
