//! The rules that a document must meet besides its grammar: Schematron, references, and the
//! soundness of its dates, identifiers and notes.

pub mod integrity;
pub mod paths;
pub mod references;
pub mod schematron;
