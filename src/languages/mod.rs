//! What the tool knows of each language: one TOML file a language, one section a subject.
//!
//! The files are part of the program and read once. A second language is a new file, no new branch.

mod dates;

pub use dates::{DatesWords, EventWords, FeastWords, NumericOrder, PartWords, Role, Seasons, TermWords};

use serde::Deserialize;
use std::sync::LazyLock;

/// One language file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Dates: months, seasons, feasts, bounds.
    pub dates: DatesWords,
}

/// The code and text of each file. `any` holds what every European text may show: Roman days,
/// Latin abbreviations, the months of the French Republic.
const FILES: &[(&str, &str)] = &[
    ("any", include_str!("any.toml")),
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("fr", include_str!("fr.toml")),
    ("ru", include_str!("ru.toml")),
];

static LANGUAGES: LazyLock<Vec<(&str, Language)>> = LazyLock::new(|| {
    let read = |text| toml::from_str(text).expect("language files are read by the tests");
    FILES.iter().map(|&(code, text)| (code, read(text))).collect()
});

impl Language {
    /// The language of a code such as `en` or `de-AT`; none where there is no file for it.
    #[must_use]
    pub fn get(code: &str) -> Option<&'static Self> {
        let code = code.split(['-', '_']).next().unwrap_or(code);
        LANGUAGES.iter().find(|(name, _)| *name == code).map(|(_, language)| language)
    }

    /// The codes there is a file for, in alphabetical order.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(code, _)| *code).filter(|code| *code != "any")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_read() {
        let codes: Vec<_> = Language::codes().collect();
        assert_eq!(codes, ["de", "en", "fr", "ru"]);
        for code in codes {
            let dates = &Language::get(code).unwrap().dates;
            assert!(dates.months.iter().all(|names| !names.is_empty()), "{code}");
        }
        assert!(Language::get("en-GB").is_some());
        assert!(Language::get("xx").is_none());
    }

    #[test]
    fn unknown_keys_are_refused() {
        assert!(toml::from_str::<Language>("[dates]\nmonhts = []").is_err());
    }
}
