//! Titles, ranks and forms of address: the `[roles]` section of the language files.

use crate::layer::Span;
use serde::Deserialize;

/// The words that stand before a person's name and say what the person is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleWords {
    /// Titles, ranks and offices, in lower case, singular and plural.
    pub titles: Vec<String>,
    /// Forms of address and their abbreviations, as printed.
    pub addresses: Vec<String>,
}

impl RoleWords {
    /// Whether a word is a form of address, as `T.` for *comrade*.
    #[must_use]
    pub fn is_address(&self, word: &str) -> bool {
        self.addresses.iter().any(|address| address == word)
    }

    /// The title or address that ends right before a place, the longest one.
    #[must_use]
    pub fn before(&self, text: &str, leaf: Span, to: usize) -> Option<Span> {
        const LONGEST: usize = 60;
        let before = text[leaf.start..to].strip_suffix([' ', '\n'])?;
        let from = before.len().saturating_sub(LONGEST);
        let from = (from..=before.len()).find(|at| before.is_char_boundary(*at))?;
        let lower = before[from..].to_lowercase();
        // Lower case changes the length of a few letters only; there no title is found.
        let same = lower.len() == before.len() - from;
        let ends = |window: &str, word: &str| {
            window.strip_suffix(word).is_some_and(|rest| {
                !rest.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '-')
            })
        };
        let titles = self.titles.iter().filter(|word| same && ends(&lower, word));
        let addresses = self.addresses.iter().filter(|word| ends(&before[from..], word));
        let longest = titles.chain(addresses).map(String::len).max()?;
        let end = leaf.start + before.len();
        Some(Span::new(end - longest, end))
    }
}
