//! The decisions of an edition: a file for each document, and one for all.

use super::decision::Signed;
use super::everywhere::Everywhere;
use super::people::People;
use super::read::read;
use crate::annotate::NameKind;
use crate::authority::{Authority, OrgKind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition::Edition;
use crate::files;
use crate::source::{Encoding, LineColumn, ReadError, Source};
use hashbrown::HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// The name of the file whose decisions are about every document.
pub const ALL: &str = "_all";
/// The ending of files of decisions.
pub const ENDING: &str = "jsonl";

/// What the editors decided.
#[derive(Debug, Default)]
pub struct Decisions {
    documents: BTreeMap<String, File>,
    everywhere: Everywhere,
    people: People,
    /// What stands before the name of a document in the paths of its sources.
    input: String,
    /// What is doubtful, though it can be used.
    pub findings: Vec<Diagnostic>,
}

/// The decisions of one document.
#[derive(Debug)]
struct File {
    path: Arc<str>,
    /// Those that hold: none that another one takes the place of.
    decisions: Vec<Signed>,
}

impl Decisions {
    /// Reads the decisions of an edition; `input` is its input folder, as the paths of its sources
    /// begin. A folder that is not there holds none.
    ///
    /// # Errors
    /// Everything that is wrong, by file and line: lines that are no decision, values that are
    /// none, entries that are in no list.
    pub fn read(
        folder: &Path,
        input: &Path,
        edition: &Edition,
        authority: &Authority,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::of(sources(folder)?, input, edition, authority)
    }

    /// The decisions of files that are read already, each with the name of its document.
    ///
    /// # Errors
    /// As [`Decisions::read`].
    pub fn of(
        sources: Vec<(String, Source)>,
        input: &Path,
        edition: &Edition,
        authority: &Authority,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut files: Vec<(String, Arc<str>, Vec<Signed>)> = Vec::new();
        for (name, source) in sources {
            let found = read(&source, &mut faults);
            files.push((name, source.path().clone(), found));
        }
        let entries = entries(authority);
        for signed in files.iter().flat_map(|(_, _, found)| found) {
            faults.extend(unknown_entries(signed, &entries));
        }
        let replaced = replaced(&files, &mut faults);
        let mut decisions = Self {
            people: People::new(files.iter().flat_map(|(_, _, found)| found), edition, authority),
            input: prefix(input),
            ..Self::default()
        };
        let mut everywhere = Vec::new();
        for (name, path, found) in files {
            let mut seen = BTreeSet::new();
            let holds = found
                .into_iter()
                .filter(|signed| !replaced.contains(&signed.id) && seen.insert(signed.id.clone()));
            if name == ALL {
                everywhere.extend(holds);
            } else {
                decisions.documents.insert(name, File { path, decisions: holds.collect() });
            }
        }
        decisions.everywhere = Everywhere::new(everywhere, &mut faults);
        faults.sort();
        if faults.iter().any(|fault| fault.severity() == Severity::Error) {
            return Err(faults);
        }
        decisions.findings = faults;
        Ok(decisions)
    }

    /// The name of the document that a source is, as files of decisions are named: its path below
    /// the input folder, without the ending.
    #[must_use]
    pub fn name_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let below = path.strip_prefix(self.input.as_str())?;
        Some(below.rsplit_once('.').map_or(below, |(stem, _)| stem))
    }

    /// The decisions about a document that hold, in the order of its file.
    #[must_use]
    pub fn of_document(&self, name: &str) -> &[Signed] {
        self.documents.get(name).map_or(&[], |file| &file.decisions)
    }

    /// Those that are about every document.
    #[must_use]
    pub fn everywhere(&self) -> &Everywhere {
        &self.everywhere
    }

    /// Who decided, and how documents point to them.
    #[must_use]
    pub fn people(&self) -> &People {
        &self.people
    }

    /// The files of documents that are not among these, with their first decision.
    pub fn without_document<'d>(
        &'d self,
        documents: &'d BTreeSet<String>,
    ) -> impl Iterator<Item = (&'d str, &'d Arc<str>, &'d [Signed])> {
        let gone = self
            .documents
            .iter()
            .filter(|(name, file)| !documents.contains(*name) && !file.decisions.is_empty());
        gone.map(|(name, file)| (name.as_str(), &file.path, file.decisions.as_slice()))
    }
}

/// The files of a folder of decisions, each with the name of its document; none where the folder
/// is not there.
///
/// # Errors
/// A folder or files that cannot be read.
pub(super) fn sources(folder: &Path) -> Result<Vec<(String, Source)>, Vec<Diagnostic>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    let names = files::with_ending(folder, ENDING).map_err(|error| {
        let path = files::printed(folder).into();
        let message = format!("the folder cannot be read: {error}");
        vec![Diagnostic::new(Code::UnreadableDecisions, &path, None, message)]
    })?;
    for name in names {
        let path = folder.join(&name);
        let shown = files::printed(&path);
        let document = files::printed(&name.with_extension(""));
        match Source::read(&path, &shown, Some(Encoding::UTF_8)) {
            Ok(source) => sources.push((document, source)),
            Err(ReadError::Empty) => {}
            Err(error) => {
                let message = format!("{error}; decisions are UTF-8");
                let path = shown.into();
                let at = error.into_diagnostic(&path).place.at;
                let code = Code::UnreadableDecisions;
                faults.push(Diagnostic::new(code, &path, at, message));
            }
        }
    }
    if faults.is_empty() { Ok(sources) } else { Err(faults) }
}

/// What stands before the name of a document in the path of its source.
fn prefix(input: &Path) -> String {
    let mut path = files::printed(&input.join("x"));
    path.pop();
    path
}

/// The kinds of names that each identifier of the lists is an entry for.
fn entries(authority: &Authority) -> HashMap<&str, NameKind> {
    let persons = authority.persons.iter().map(|row| (row.entry.id.as_str(), NameKind::Person));
    let places = authority.places.iter().map(|row| (row.entry.id.as_str(), NameKind::Place));
    let orgs = authority.orgs.iter().map(|row| {
        let kind = match row.kind {
            OrgKind::Org => NameKind::Organisation,
            OrgKind::PersonGroup => NameKind::PersonGroup,
            OrgKind::Event => NameKind::Event,
        };
        (row.entry.id.as_str(), kind)
    });
    persons.chain(places).chain(orgs).collect()
}

/// How far a misspelt identifier may be from the one that is meant.
const MISSPELT: usize = 2;

/// The entries that a decision names and no list has, or a list of another kind.
fn unknown_entries(signed: &Signed, entries: &HashMap<&str, NameKind>) -> Vec<Diagnostic> {
    use super::decision::Verdict;
    let verdict = &signed.decision.verdict;
    let mut wanted: Vec<(&str, Option<NameKind>)> = Vec::new();
    for tag in verdict.tags() {
        wanted.extend(tag.refs.iter().map(|id| (id.as_str(), tag.name_kind())));
    }
    if let Verdict::Link(phrase, to) = verdict {
        let kind = super::decision::Tag::new(phrase).name_kind();
        wanted.extend(to.iter().map(|id| (id.as_str(), kind)));
    }
    let list = |kind: NameKind| match kind {
        NameKind::Person => "persons",
        NameKind::Place => "places",
        NameKind::PersonGroup | NameKind::Organisation | NameKind::Event => "organisations",
    };
    let faults = wanted.into_iter().filter_map(|(id, kind)| {
        let message = match entries.get(id) {
            None => format!("`{id}` is in no authority list"),
            Some(is) if kind.is_some_and(|kind| list(kind) != list(*is)) => {
                format!("`{id}` is in the list of {}", list(*is))
            }
            Some(_) => return None,
        };
        let at = Some(LineColumn { line: signed.line, column: 1 });
        let mut fault = Diagnostic::new(Code::DecisionValue, &signed.path, at, message);
        if !entries.contains_key(id) {
            let near = entries.keys().map(|known| (strsim::osa_distance(id, known), *known)).min();
            let near = near.filter(|(far, _)| *far <= MISSPELT);
            fault.help = near.map(|(_, near)| format!("is `{near}` meant?"));
        }
        Some(fault)
    });
    faults.collect()
}

/// The decisions that others take the place of.
fn replaced(
    files: &[(String, Arc<str>, Vec<Signed>)],
    faults: &mut Vec<Diagnostic>,
) -> BTreeSet<String> {
    let mut replaced = BTreeSet::new();
    for (_, _, found) in files {
        let ids: BTreeSet<&str> = found.iter().map(|signed| signed.id.as_str()).collect();
        for signed in found {
            for id in &signed.decision.replaces {
                if !ids.contains(id.as_str()) {
                    let at = Some(LineColumn { line: signed.line, column: 1 });
                    let message = format!("no decision of this file is named `{id}`");
                    let code = Code::DecisionValue;
                    let mut fault = Diagnostic::new(code, &signed.path, at, message);
                    fault.help = Some("the line that it replaces was changed or taken out".into());
                    faults.push(fault);
                }
                replaced.insert(id.clone());
            }
        }
    }
    replaced
}
