//! The integration tests: one binary, one module a subject.

mod compact;
mod datatypes;
mod relaxng;
mod shared;
