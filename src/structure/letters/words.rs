//! The `[letters]` section of the language files.

use serde::Deserialize;

/// The words by which the parts of a letter are known, all in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterWords {
    /// What stands before the number of a letter that has its own line.
    pub number_words: Vec<String>,
}
