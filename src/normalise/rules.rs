//! Which changes are made, and what the languages of an edition ask for.

use super::Change;
use crate::languages::Language;
use serde::Deserialize;

/// The choices of an edition: every change is made unless it is forbidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    forbidden: Vec<Change>,
    typography: Typography,
}

/// What a language's printers do, the section `[typography]` of its language file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typography {
    /// Marks that keep the space before them.
    keeps_space_before: String,
    /// First parts that a hyphen ties to what follows, also at a line's end.
    compound_prefixes: Vec<String>,
    /// Words that do not continue a broken word: what hangs before them is a hyphen of its own.
    never_continues: Vec<String>,
}

impl Default for Rules {
    /// The rules for English.
    fn default() -> Self {
        Self::for_languages(["en"])
    }
}

impl Rules {
    /// All changes, with the typography of these languages (BCP 47 tags) taken together: where
    /// one of them keeps a space, it is kept. A language without a file adds nothing.
    pub fn for_languages<'a>(languages: impl IntoIterator<Item = &'a str>) -> Self {
        let mut typography = Typography::default();
        for tag in languages {
            if let Some(known) = Language::find(tag).map(|language| &language.typography) {
                typography.keeps_space_before.push_str(&known.keeps_space_before);
                typography.compound_prefixes.extend_from_slice(&known.compound_prefixes);
                typography.never_continues.extend_from_slice(&known.never_continues);
            }
        }
        Self { forbidden: Vec::new(), typography }
    }

    /// The same without one change. Only [`Change::CHOICES`] can be forbidden; for the others
    /// the rules stay as they are.
    #[must_use]
    pub fn without(mut self, change: Change) -> Self {
        if Change::CHOICES.contains(&change) && !self.forbidden.contains(&change) {
            self.forbidden.push(change);
        }
        self
    }

    /// Whether a change is made.
    #[must_use]
    pub fn makes(&self, change: Change) -> bool {
        !self.forbidden.contains(&change)
    }

    /// Whether a mark keeps the space before it.
    pub(super) fn keeps_space_before(&self, mark: char) -> bool {
        self.typography.keeps_space_before.contains(mark)
    }

    /// Whether `word` and a hyphen begin a compound, such as `self-made`.
    pub(super) fn begins_compound(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.typography.compound_prefixes.contains(&word)
    }

    /// Whether `word` never is the second half of a broken word.
    pub(super) fn never_continues(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.typography.never_continues.contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_choices_can_be_forbidden() {
        let rules = Rules::default().without(Change::LineEnd).without(Change::SoftHyphen);
        assert!(rules.makes(Change::LineEnd));
        assert!(!rules.makes(Change::SoftHyphen));
    }
}
