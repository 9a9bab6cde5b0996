//! RELAX NG: schemas read in either syntax, compiled once, run over any number of documents.

pub mod datatypes;
pub mod syntax;
