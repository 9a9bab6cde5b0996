//! The integration tests: one binary, one module a subject.

mod authority;
mod normalise;
mod read;
mod shared;
