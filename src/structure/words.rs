//! The `[page]` section of the language files.

use serde::Deserialize;

/// The words by which the parts of a page are known, all in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// A line that is one of these, with or without a colon, heads the notes.
    pub notes_heads: Vec<String>,
    /// The first word of a section head, before its number.
    pub section_words: Vec<String>,
    /// A line that is one of these heads a division without a number.
    pub head_words: Vec<String>,
    /// What stands before the names of those who made the book.
    pub byline_words: Vec<String>,
    /// Links of web pages.
    pub navigation_words: Vec<String>,
    /// What stands before the number of a page.
    pub page_words: Vec<String>,
    /// A number after one of these is its number, no footnote marker.
    pub before_numbers: Vec<String>,
    /// A number before one of these counts something, and is no footnote marker.
    pub after_numbers: Vec<String>,
    /// The words for 1, 2, 3, …: a translation may have written a marker out.
    pub digit_words: Vec<String>,
    /// What stands in brackets for words that cannot be read, with the reason for the gap.
    pub damage: Vec<(String, String)>,
    /// Glued to a number they make it an ordinal.
    pub ordinal_suffixes: Vec<String>,
}
