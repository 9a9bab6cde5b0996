//! The integration tests: one binary, one module a subject.

mod authority;
mod laws;
mod normalise;
mod read;
mod golden;
mod golden_laws;
mod report;
mod sample;
mod shared;
