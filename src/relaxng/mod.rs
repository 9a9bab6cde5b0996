//! The RELAX NG engine.

pub mod datatypes;
