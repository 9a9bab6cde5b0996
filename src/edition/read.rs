//! From the checked values to an edition.

use super::check::{Faults, Section, Value, Values, check};
use super::{
    DateKind, Dates, Edition, Editor, FILE, Faulty, Folders, Languages, Letters, Licence, Names,
    NumericOrder, Roles, Site,
};
use crate::authority::PartialDate;
use crate::diagnostic::{Code, Diagnostic};
use crate::languages::{Language, PartWords};
use crate::layer::Certainty;
use crate::normalise::Change;
use crate::source::{Encoding, ReadError, Source};
use crate::{files, xml};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that is wrong with an edition.toml, in the order of its lines; at least one fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionError {
    faults: Vec<Diagnostic>,
}

impl EditionError {
    /// The faults, each with its code, line and column.
    #[must_use]
    pub fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }
}

/// The faults, one a line.
impl fmt::Display for EditionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.faults.iter().enumerate() {
            let end = if number == 0 { "" } else { "\n" };
            write!(f, "{end}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for EditionError {}

impl Edition {
    /// Reads the edition.toml of a folder, and sees which of the usual folders are there: without
    /// an `input` the documents are in the folder itself, without an `authority` there are no
    /// lists.
    ///
    /// # Errors
    /// A file that cannot be read, and all that [`Edition::parse`] finds.
    pub fn read(folder: &Path) -> Result<Self, EditionError> {
        let path = folder.join(FILE);
        let shown = files::printed(&path);
        let text = match Source::read(&path, &shown, Some(Encoding::UTF_8)) {
            Ok(source) => source.text().to_owned(),
            Err(ReadError::Empty) => String::new(),
            Err(error) => {
                let path = Arc::from(shown);
                let mut fault = error.into_diagnostic(&path);
                fault.code = Code::UnreadableEdition;
                fault.help = Some("`rubricate init` writes an edition.toml".to_owned());
                return Err(EditionError { faults: vec![fault] });
            }
        };
        let (mut edition, named) = parse(&text, &shown)?;
        let there = |name: &str, path: &Path| named.has(name) || folder.join(path).is_dir();
        let folders = &mut edition.folders;
        if !there("input", &folders.input) {
            folders.input = PathBuf::from(".");
        }
        folders.authority = folders.authority.take().filter(|path| there("authority", path));
        folders.decisions = folders.decisions.take().filter(|path| there("decisions", path));
        Ok(edition)
    }

    /// An edition from the text of its edition.toml; `path` is what faults name.
    ///
    /// # Errors
    /// All that is wrong: text that is no TOML, unknown keys, values of the wrong kind, needed
    /// keys that are missing.
    pub fn parse(text: &str, path: &str) -> Result<Self, EditionError> {
        parse(text, path).map(|(edition, _)| edition)
    }
}

/// The folders that the file names.
struct Named(Vec<String>);

impl Named {
    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|named| named == name)
    }
}

fn parse(text: &str, path: &str) -> Result<(Edition, Named), EditionError> {
    let source = Source::from_text(path, text);
    let mut faults = Faults { source: &source, found: Vec::new() };
    let values = check(&mut faults);
    let mut reader = Reader { values, faults };
    let edition = reader.edition();
    let named = reader.values.sections.get("folders").and_then(|sections| sections.first());
    let named = Named(named.map(|section| section.keys().cloned().collect()).unwrap_or_default());
    let mut faults = reader.faults.found;
    if faults.is_empty() {
        return Ok((edition, named));
    }
    faults.sort();
    Err(EditionError { faults })
}

struct Reader<'a> {
    values: Values,
    faults: Faults<'a>,
}

/// A text and where it stands.
struct At {
    text: String,
    at: usize,
}

impl Reader<'_> {
    fn edition(&mut self) -> Edition {
        let top = self.section("");
        let languages = self.languages();
        Edition {
            title: text(&top, "title").unwrap_or_default(),
            subtitle: text(&top, "subtitle"),
            source: text(&top, "source"),
            publisher: text(&top, "publisher"),
            published: self.published(&top),
            schema: text(&top, "schema").map(PathBuf::from),
            editors: self.editors(),
            licence: self.licence(),
            dates: self.dates(&languages),
            languages,
            encoding: self.encoding(),
            folders: self.folders(),
            forbidden: self.forbidden(),
            names: self.names(),
            letters: self.letters(),
            site: self.site(),
            repositories: self.repositories(),
        }
    }

    /// A section that stands once, or an empty one.
    fn section(&self, name: &str) -> Section {
        let found = self.values.sections.get(name).and_then(|sections| sections.first());
        found.cloned().unwrap_or_default()
    }

    fn wrong(&mut self, at: usize, message: String) {
        self.faults.add(Code::EditionValue, at, message);
    }

    fn published(&mut self, top: &Section) -> Option<String> {
        let found = located(top, "published")?;
        if let Err(message) = PartialDate::gregorian(&found.text) {
            self.wrong(found.at, message);
        }
        Some(found.text)
    }

    fn editors(&mut self) -> Vec<Editor> {
        let sections = self.values.sections.get("editors").cloned().unwrap_or_default();
        let mut ids = Vec::new();
        for section in &sections {
            let Some(id) = located(section, "id") else { continue };
            if !xml::is_ncname(&id.text) {
                let message = format!(
                    "`{}` is no XML name: wanted letters, digits, `-`, `_` and `.`, the first a \
                     letter or `_`",
                    id.text
                );
                self.wrong(id.at, message);
            } else if ids.contains(&id.text) {
                self.wrong(id.at, format!("`{}` is the id of another editor", id.text));
            }
            ids.push(id.text);
        }
        let editor = |section: &Section| Editor {
            name: text(section, "name").unwrap_or_default(),
            role: text(section, "role"),
            id: text(section, "id"),
        };
        sections.iter().map(editor).collect()
    }

    fn licence(&mut self) -> Option<Licence> {
        let section = self.values.sections.get("licence")?.first()?.clone();
        let target = located(&section, "target");
        if let Some(target) = &target
            && (!target.text.contains(':') || target.text.contains(char::is_whitespace))
        {
            let message = format!("`{}` is no address: wanted one as `https://…`", target.text);
            self.wrong(target.at, message);
        }
        Some(Licence {
            name: text(&section, "name").unwrap_or_default(),
            target: target.map(|target| target.text),
        })
    }

    fn languages(&mut self) -> Languages {
        let section = self.section("languages");
        let default = Languages::default();
        let main = located(&section, "main");
        let others = texts(&section, "others");
        for tag in main.iter().chain(&others).filter(|tag| !is_language_tag(&tag.text)) {
            let message =
                format!("`{}` is no language tag: wanted one as `en` or `de-AT`", tag.text);
            self.wrong(tag.at, message);
        }
        Languages {
            main: main.map_or(default.main, |tag| tag.text),
            others: others.into_iter().map(|tag| tag.text).collect(),
        }
    }

    fn dates(&mut self, languages: &Languages) -> Dates {
        let section = self.section("dates");
        let default = Dates::default();
        let order = match text(&section, "numeric-order").as_deref() {
            Some("day-month") => NumericOrder::DayMonth,
            Some("month-day") => NumericOrder::MonthDay,
            Some(_) | None => NumericOrder::Language,
        };
        let years = match section.get("years") {
            Some((Value::Range(first, last), _)) => Some((*first, *last)),
            _ => None,
        };
        let kinds = [
            ("relative", DateKind::Relative),
            ("weekdays", DateKind::Weekdays),
            ("durations", DateKind::Durations),
            ("events", DateKind::Events),
        ];
        let is_marked = |name: &str, kind: &DateKind| {
            flag(&section, name).unwrap_or_else(|| default.marked.contains(kind))
        };
        let marked = kinds.into_iter().filter(|(name, kind)| is_marked(name, kind));
        Dates {
            parts: self.date_parts(languages),
            corrections: flag(&section, "corrections").unwrap_or(default.corrections),
            calendar: text(&section, "calendar").unwrap_or(default.calendar),
            abroad: texts(&section, "abroad").into_iter().map(|place| place.text).collect(),
            order,
            years,
            marked: marked.map(|(_, kind)| kind).collect(),
        }
    }

    fn date_parts(&mut self, languages: &Languages) -> Vec<PartWords> {
        let section = self.section("date-parts");
        let tags = || std::iter::once(&languages.main).chain(&languages.others);
        let known = |word: &String| {
            tags()
                .filter_map(|tag| Language::find(tag))
                .any(|language| language.dates.parts.iter().any(|part| part.words.contains(word)))
        };
        let mut parts = Vec::new();
        for (word, (_, at)) in &section {
            let Some(stretches) = text(&section, word) else { continue };
            match PartWords::parse(word, &stretches) {
                Ok(_) if !known(word) => {
                    let message = format!(
                        "`{word}` is no part of a time in the languages of the edition, such as \
                         `early` in English"
                    );
                    self.wrong(*at, message);
                }
                Ok(part) => parts.push(part),
                Err(message) => self.wrong(*at, message),
            }
        }
        parts
    }

    fn encoding(&mut self) -> Option<Encoding> {
        let name = located(&self.section("input"), "encoding")?;
        let encoding = Encoding::named(&name.text);
        if encoding.is_none() {
            let message = format!(
                "`{}` is no encoding: wanted a name of the Encoding Standard, such as `utf-8`, \
                 `windows-1251` or `koi8-r`",
                name.text
            );
            self.wrong(name.at, message);
        }
        encoding
    }

    fn folders(&mut self) -> Folders {
        let section = self.section("folders");
        let path = |name: &str| text(&section, name).map(PathBuf::from);
        let default = Folders::default();
        let folders = Folders {
            input: path("input").unwrap_or(default.input),
            authority: path("authority").or(default.authority),
            decisions: path("decisions").or(default.decisions),
            output: path("output").unwrap_or(default.output),
            golden: path("golden").unwrap_or(default.golden),
            registers: path("registers").unwrap_or(default.registers),
            site: path("site").unwrap_or(default.site),
        };
        let at = section.get("output").or(section.get("golden")).map(|(_, at)| *at);
        for (name, other) in [("input", &folders.input), ("golden", &folders.golden)] {
            if *other == folders.output {
                let message = format!("the output folder and `{name}` are the same");
                self.wrong(at.unwrap_or_default(), message);
            }
        }
        if let Some((_, at)) = section.get("registers")
            && (folders.registers.is_absolute() || folders.registers.starts_with(".."))
        {
            let message = "`registers` is a folder below the output folder".to_owned();
            self.wrong(*at, message);
        }
        folders
    }

    fn forbidden(&self) -> Vec<Change> {
        let section = self.section("normalisation");
        let is_off = |change: &&Change| flag(&section, change.name()) == Some(false);
        Change::CHOICES.iter().filter(is_off).copied().collect()
    }

    fn names(&self) -> Names {
        let section = self.section("names");
        let default = Names::default();
        let roles = match text(&section, "roles").as_deref() {
            Some("inside") => Roles::Inside,
            Some(_) | None => Roles::Beside,
        };
        let min_certainty = match text(&section, "min-certainty").as_deref() {
            Some("low") => Certainty::Low,
            Some("high") => Certainty::High,
            Some(_) => Certainty::Medium,
            None => default.min_certainty,
        };
        let unlisted = flag(&section, "unlisted").unwrap_or(default.unlisted);
        Names { roles, unlisted, min_certainty }
    }

    fn letters(&self) -> Letters {
        match text(&self.section("letters"), "output").as_deref() {
            Some("divisions") => Letters::Divisions,
            Some(_) | None => Letters::Files,
        }
    }

    fn site(&mut self) -> Site {
        let section = self.section("site");
        let url = located(&section, "url").map(|url| {
            if !crate::publish::tei::is_web_address(&url.text) {
                let message = format!("`{}` is no address: wanted one as `https://…`", url.text);
                self.wrong(url.at, message);
            }
            if url.text.ends_with('/') { url.text } else { url.text + "/" }
        });
        let errors = match text(&section, "errors").as_deref() {
            Some("refuse") => Faulty::Refuse,
            Some(_) | None => Faulty::Banner,
        };
        Site { url, errors }
    }

    fn repositories(&self) -> Vec<(String, String)> {
        let section = self.section("repositories");
        let names = section.keys().filter_map(|key| Some((key.clone(), text(&section, key)?)));
        names.collect()
    }
}

fn located(section: &Section, name: &str) -> Option<At> {
    match section.get(name) {
        // An empty text stands for a value that is wrong and reported already.
        Some((Value::Text(text), at)) if !text.is_empty() => {
            Some(At { text: text.clone(), at: *at })
        }
        _ => None,
    }
}

fn text(section: &Section, name: &str) -> Option<String> {
    located(section, name).map(|found| found.text)
}

fn texts(section: &Section, name: &str) -> Vec<At> {
    match section.get(name) {
        Some((Value::Texts(texts), _)) => {
            texts.iter().map(|(text, at)| At { text: text.clone(), at: *at }).collect()
        }
        _ => Vec::new(),
    }
}

fn flag(section: &Section, name: &str) -> Option<bool> {
    match section.get(name) {
        Some((Value::Flag(flag), _)) => Some(*flag),
        _ => None,
    }
}

/// Whether a text has the shape of a BCP 47 tag; what its parts mean is not looked up.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    parts.next().is_some_and(|first| (2..=8).contains(&first.len()) && letters(first))
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
