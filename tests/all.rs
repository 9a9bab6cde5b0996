//! The integration tests: one binary, one module a subject.

mod compact;
mod datatypes;
mod relaxng;
mod relaxng_hostile;
mod relaxng_jing;
mod relaxng_messages;
mod shared;
