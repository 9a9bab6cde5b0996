//! The integration tests: one binary, one module a subject.

mod authority;
mod laws;
mod normalise;
mod sample;
mod report;
mod shared;
