//! The rules that a document must meet besides its grammar: Schematron, references, and the
//! soundness of its dates and notes. [`Checker`] puts them together with the grammar.

mod checker;
mod folder;
pub mod integrity;
mod model;
pub mod paths;
pub mod references;
pub mod schematron;
mod subject;

pub use checker::{Checked, Checker, Settings};
pub use folder::Folder;
pub use model::{Association, associations};
pub use subject::Subject;
