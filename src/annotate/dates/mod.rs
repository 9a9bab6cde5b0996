//! Date expressions and their values.

mod value;

pub use value::DateValue;
