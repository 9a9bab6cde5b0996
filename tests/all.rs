//! The integration tests: one binary, one module a subject.

mod rules;
mod compact;
mod datatypes;
mod relaxng;
mod golden;
mod golden_laws;
mod report;
mod shared;
