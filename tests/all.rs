//! The integration tests: one binary, one module a subject.

mod authority;
mod build;
mod compact;
mod datatypes;
mod dates;
mod dates_forms;
mod dates_laws;
mod edition;
mod golden;
mod golden_laws;
mod golden_table;
mod laws;
mod normalise;
mod policies;
mod read;
mod relaxng;
mod relaxng_hostile;
mod relaxng_jing;
mod relaxng_messages;
mod report;
mod rules;
mod sample;
mod shared;
