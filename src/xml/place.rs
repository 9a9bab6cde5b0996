//! Lines and columns of a decoded text.

use crate::source::LineColumn;
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

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                    continue;
                }
                starts.push(at + 1);
            }
            starts
        })
    }

    /// The line and the column, in characters, of a byte offset; past the end means the end.
    #[must_use]
    pub fn place(&self, offset: usize) -> LineColumn {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        LineColumn { line, column: self.text[start..offset].chars().count() + 1 }
    }
}
