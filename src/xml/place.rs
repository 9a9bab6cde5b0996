//! Lines and columns of a decoded text.

use crate::source::{LineColumn, line_starts, place_in};
use std::sync::OnceLock;

/// Where the lines of a text begin, so that many places are found quickly. They are looked for
/// when the first place is asked for.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: OnceLock<Vec<usize>>,
}

impl<'t> Lines<'t> {
    /// The lines of a text; they end with LF, CR LF, or CR alone.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, starts: OnceLock::new() }
    }

    /// The line and the column, in characters, of a byte offset; past the end means the end.
    #[must_use]
    pub fn place(&self, offset: usize) -> LineColumn {
        let starts = self.starts.get_or_init(|| line_starts(self.text));
        place_in(self.text, starts, offset)
    }
}
