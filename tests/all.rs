//! The integration tests: one binary, one module a subject.

mod compact;
mod datatypes;
mod golden;
mod golden_laws;
mod relaxng;
mod report;
mod rules;
mod shared;
