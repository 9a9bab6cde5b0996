//! The integration tests: one binary, one module a subject.

mod datatypes;
mod shared;
