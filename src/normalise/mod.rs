//! From a source to the text that is edited: each change recorded with its reason.

mod map;
pub use map::{Change, OffsetMap, Piece, Text};
