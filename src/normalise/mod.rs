//! From a source to the text that is edited: each change recorded with its reason.
//!
//! What structure may rely on: the text has LF as its only line end, and as many lines as the
//! source but for words that were joined over a line's end; blank lines are empty lines and stay,
//! as many as there were; no line begins or ends with a space. What stood before a line (its
//! indentation) is the source of the empty span at its start, [`Text::source_of`]; where a page
//! ended, the map holds a piece with [`Change::PageBreak`]. Joining the lines of hard-wrapped
//! paragraphs is structure's work.
//!
//! Joiners, direction marks and variation selectors stay as they are: they belong to the spelling
//! of the scripts that use them.

mod change;
mod classes;
mod gap;
mod map;
mod punctuation;
mod rules;
mod scan;
mod tally;
mod words;

pub use change::Change;
pub use map::{OffsetMap, Piece, Text};
pub use rules::{Rules, Typography};

use crate::diagnostic::Finding;
use crate::source::Source;

/// The text of a source, in NFC and without a character that XML forbids, and what was odd in it.
///
/// Normalising a normalised text changes nothing. Linear in the length of the source.
#[must_use]
pub fn normalise(source: &Source, rules: &Rules) -> (Text, Vec<Finding>) {
    scan::Scan::new(source.text(), rules).run()
}
