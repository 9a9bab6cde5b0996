//! The rules that a document must meet besides its grammar: Schematron, references, and the
//! soundness of its dates, identifiers and notes.

pub mod paths;
pub mod schematron;
