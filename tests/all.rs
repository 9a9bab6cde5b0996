//! The integration tests: one binary, one module a subject.

mod laws;
mod normalise;
mod shared;
