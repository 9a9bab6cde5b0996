//! The integration tests: one binary, one module a subject.

mod golden;
mod golden_laws;
mod report;
mod shared;
