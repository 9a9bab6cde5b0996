//! The integration tests: one binary, one module a subject.

mod golden;
mod golden_laws;
mod golden_table;
mod report;
mod shared;
