//! What the tool knows of languages: one file a language, read into typed values once.
//!
//! A new language is a new file and a line in `FILES`; a new kind of knowledge is a new section
//! of every file and a field of [`Language`]. Unknown keys are errors, found by the tests.

mod dates;
mod parts;

pub use dates::{
    DatesWords, EventWords, FeastWords, NumericOrder, PartWords, Role, Seasons, TermWords,
};

use crate::annotate::citations::CitationWords;
use crate::annotate::names::RoleWords;
use crate::annotate::unlisted::NameWords;
use crate::normalise::Typography;
use crate::structure::{LetterWords, PageWords};
use serde::Deserialize;
use std::sync::LazyLock;

/// The language files, by the primary subtag of BCP 47.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("en.toml")),
    ("de", include_str!("de.toml")),
    ("fr", include_str!("fr.toml")),
    ("ru", include_str!("ru.toml")),
];

/// What is known of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// What normalising must know of its printers.
    pub typography: Typography,
    /// Navigation, furniture, notes and section words.
    pub page: PageWords,
    /// Titles, ranks and forms of address.
    pub roles: RoleWords,
    /// Names that are in no list: the words within them and around them.
    pub names: NameWords,
    /// Letters: numbers, headings, salutations, closings.
    pub letters: LetterWords,
    /// Citations, references to documents, titles.
    pub citations: CitationWords,
    /// Dates: months, seasons, feasts, bounds.
    pub dates: DatesWords,
}

static LANGUAGES: LazyLock<Vec<(&str, Language)>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(tag, text)| {
            let language = toml::from_str(text)
                .unwrap_or_else(|error| panic!("the language file {tag}.toml is unsound: {error}"));
            (*tag, language)
        })
        .collect()
});

/// What dates of any language may hold: Roman days, Latin abbreviations, republican months.
static ANY: LazyLock<DatesWords> = LazyLock::new(|| {
    let file: AnyLanguage = toml::from_str(include_str!("any.toml"))
        .unwrap_or_else(|error| panic!("the language file any.toml is unsound: {error}"));
    file.dates
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyLanguage {
    dates: DatesWords,
}

impl Language {
    /// The tags that there is a file for.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(tag, _)| *tag)
    }

    /// The words of dates that belong to no one language.
    #[must_use]
    pub fn any_dates() -> &'static DatesWords {
        &ANY
    }

    /// The language of a BCP 47 tag, such as `en` or `en-GB`; only its first subtag counts.
    /// A language without a file gets English.
    #[must_use]
    pub fn get(tag: &str) -> &'static Self {
        Self::find(tag).unwrap_or(&LANGUAGES[0].1)
    }

    /// The language of a BCP 47 tag; none where there is no file for it.
    #[must_use]
    pub fn find(tag: &str) -> Option<&'static Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        let known = LANGUAGES.iter().find(|(name, _)| name.eq_ignore_ascii_case(primary));
        known.map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_sound() {
        for (tag, _) in FILES {
            assert!(!Language::get(tag).page.notes_heads.is_empty(), "{tag}");
        }
        assert_eq!(Language::get("EN-gb").page, Language::get("en").page);
    }
}
