//! The annotators: each reads the text and returns a layer of marks.

pub mod dates;
mod mark;

pub use mark::{Mark, NameKind};
