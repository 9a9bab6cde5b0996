//! What an edition says of itself.

use crate::normalise::Rules;

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
    /// Which changes normalising makes.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let tags = std::iter::once(&self.languages.main).chain(&self.languages.others);
        Rules::for_languages(tags.map(String::as_str))
    }
}
