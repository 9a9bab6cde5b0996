//! edition.toml: what an edition says of itself, and how its texts are read and encoded.
//!
//! [`keys::KEYS`] is the table of all keys; `rubricate init` prints it as a commented file. An
//! unknown key is an error, as is a value of the wrong kind: a setting that has no effect would
//! be believed to have one.

mod check;
pub mod keys;
mod read;
pub mod template;

pub use read::EditionError;

use crate::languages::PartWords;
use crate::layer::Certainty;
use crate::normalise::{Change, Rules};
use crate::source::Encoding;
use std::path::{Path, PathBuf};

/// The name of the file.
pub const FILE: &str = "edition.toml";

/// An edition: what the header prints of it, and how its texts are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edition {
    /// `title`: text; needed.
    pub title: String,
    /// `subtitle`: text; none.
    pub subtitle: Option<String>,
    /// `source`: where the texts come from, a sentence; none, and the header gives the title.
    pub source: Option<String>,
    /// `publisher`: text; none.
    pub publisher: Option<String>,
    /// `published`: a year, month or day (ISO 8601); none.
    pub published: Option<String>,
    /// `schema`: the path of a RELAX NG schema, seen from edition.toml; none.
    pub schema: Option<PathBuf>,
    /// `[[editors]]`: who made it, in the order of the file; nobody.
    pub editors: Vec<Editor>,
    /// `[licence]`: under which licence; none.
    pub licence: Option<Licence>,
    /// `[languages]`: in which languages the texts are.
    pub languages: Languages,
    /// `[dates]`: how dates are read.
    pub dates: Dates,
    /// `encoding` under `[input]`: the encoding of files without a byte order mark, a name of the
    /// Encoding Standard; none, and it is recognised.
    pub encoding: Option<Encoding>,
    /// `[folders]`: where everything is.
    pub folders: Folders,
    /// `[normalisation]`: the changes that are switched off, of [`Change::CHOICES`]; none.
    pub forbidden: Vec<Change>,
    /// `[names]`: how names are marked.
    pub names: Names,
    /// `output` under `[letters]`: `files` or `divisions`; files.
    pub letters: Letters,
    /// `[site]`: how it is published.
    pub site: Site,
    /// `[repositories]`: archives, abbreviation and full name, by abbreviation; none.
    pub repositories: Vec<(String, String)>,
}

/// How an edition is published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// `url`: where the site will stand, with `/` at the end; none.
    pub url: Option<String>,
    /// `errors`: `banner` or `refuse`; banner.
    pub errors: Faulty,
}

/// What becomes of a document in which errors are found when it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Faulty {
    /// It is published, and its page says so.
    #[default]
    Banner,
    /// It is left out.
    Refuse,
}

/// One of those who made the edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Editor {
    /// `name`: text; needed.
    pub name: String,
    /// `role`: text, TEI's `@role`; none.
    pub role: Option<String>,
    /// `id`: an `xml:id` for `@resp`; none.
    pub id: Option<String>,
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Licence {
    /// `name`: text; needed.
    pub name: String,
    /// `target`: its address; none.
    pub target: Option<String>,
}

/// Languages as BCP 47 tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages {
    /// `main`: the language of the texts; `en`.
    pub main: String,
    /// `others`: languages that occur besides; none.
    pub others: Vec<String>,
}

/// How dates are read where they do not say it themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// `calendar`: the name of a calendar policy; `gregorian`.
    pub calendar: String,
    /// `abroad`: places of New Style; none.
    pub abroad: Vec<String>,
    /// `numeric-order`: `language`, `day-month` or `month-day`; as the language has it.
    pub order: NumericOrder,
    /// `years`: the first and the last year of the texts; none.
    pub years: Option<(i32, i32)>,
    /// `[date-parts]`: what words such as `early` stand for; as the language has it.
    pub parts: Vec<PartWords>,
    /// `corrections`: whether slips are encoded with `sic` and `corr`; false.
    pub corrections: bool,
    /// What is marked besides dates that stand for themselves: `relative`, `weekdays`,
    /// `durations` and `events`, each true or false; only the first.
    pub marked: Vec<DateKind>,
}

/// Kinds of dates that an edition may mark or leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// `the same day`.
    Relative,
    /// `Friday`, alone.
    Weekdays,
    /// `for three weeks`.
    Durations,
    /// `during the fair`.
    Events,
}

/// What the first number of `4.9.1920` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumericOrder {
    /// What it is in the main language.
    #[default]
    Language,
    /// The day.
    DayMonth,
    /// The month.
    MonthDay,
}

/// Where everything is, seen from the folder of edition.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// `input`: the documents; `input`, or where that is not there the folder itself.
    pub input: PathBuf,
    /// `authority`: the lists; `authority`, or none where that is not there.
    pub authority: Option<PathBuf>,
    /// `decisions`: what the editors decided; `decisions`, or none where that is not there.
    pub decisions: Option<PathBuf>,
    /// `output`: what is built; `output`.
    pub output: PathBuf,
    /// `golden`: approved TEI; `tests/golden`.
    pub golden: PathBuf,
    /// `registers`: the registers, seen from the output folder; `registers`.
    pub registers: PathBuf,
    /// `site`: templates and styles in the place of those of the tool; `site`.
    pub site: PathBuf,
}

/// How names are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    /// `roles`: `beside` or `inside`; beside.
    pub roles: Roles,
    /// `unlisted`: whether names are marked that are in no list; true.
    pub unlisted: bool,
    /// `min-certainty`: `low`, `medium` or `high`: how sure a name in no list must be to be
    /// marked; medium.
    pub min_certainty: Certainty,
}

/// Where a role such as `Captain` stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Roles {
    /// A `roleName` before or after the `persName`.
    #[default]
    Beside,
    /// A `roleName` in the `persName`.
    Inside,
}

/// What becomes of the letters of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Letters {
    /// A TEI file each, and one that keeps them together.
    #[default]
    Files,
    /// Divisions of one TEI file.
    Divisions,
}

impl Folders {
    /// Where decisions are written to, whether or not the folder is there.
    #[must_use]
    pub fn for_decisions(&self) -> &Path {
        self.decisions.as_deref().unwrap_or(Path::new("decisions"))
    }

    /// Where authority lists are written to, whether or not the folder is there.
    #[must_use]
    pub fn for_authority(&self) -> &Path {
        self.authority.as_deref().unwrap_or(Path::new("authority"))
    }
}

impl Default for Languages {
    fn default() -> Self {
        Self { main: "en".to_owned(), others: Vec::new() }
    }
}

impl Default for Dates {
    fn default() -> Self {
        Self {
            calendar: "gregorian".to_owned(),
            abroad: Vec::new(),
            order: NumericOrder::default(),
            years: None,
            parts: Vec::new(),
            corrections: false,
            marked: vec![DateKind::Relative],
        }
    }
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            input: "input".into(),
            authority: Some("authority".into()),
            decisions: Some("decisions".into()),
            output: "output".into(),
            golden: "tests/golden".into(),
            registers: "registers".into(),
            site: "site".into(),
        }
    }
}

impl Default for Names {
    fn default() -> Self {
        Self { roles: Roles::default(), unlisted: true, min_certainty: Certainty::Medium }
    }
}

impl Edition {
    /// Which changes normalising makes.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let tags = std::iter::once(&self.languages.main).chain(&self.languages.others);
        let rules = Rules::for_languages(tags.map(String::as_str));
        self.forbidden.iter().fold(rules, |rules, &change| rules.without(change))
    }

    /// Whether a kind of date is marked.
    #[must_use]
    pub fn marks(&self, kind: DateKind) -> bool {
        self.dates.marked.contains(&kind)
    }
}
