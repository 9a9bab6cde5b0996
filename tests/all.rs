//! The integration tests: one binary, one module a subject.

mod authority;
mod golden;
mod golden_laws;
mod laws;
mod normalise;
mod read;
mod report;
mod sample;
mod shared;
