//! What the journal keeps of a document and of a comparison.

use super::Digest;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::exchange::Letter;
use crate::report::{Comparison, Entry, Excerpt};
use crate::source::LineColumn;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What became of one source: all that a build gathers over its documents, for those that it does
/// not build again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// The files that were written, relative to the output folder, and the digest of each.
    pub outputs: Vec<(PathBuf, String)>,
    /// The numbers of the documents that it refers to.
    pub numbers: BTreeSet<u32>,
    /// Which of the decisions about the whole edition had a place in it.
    pub fitted: BTreeSet<usize>,
    /// Its letters, as the edition keeps them.
    pub letters: Vec<Letter>,
    findings: Vec<FindingRecord>,
}

/// What the comparison of a golden file and an output said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparisonRecord {
    /// The sentence on the whole.
    pub verdict: String,
    /// Whether nothing differs, and whether no word does.
    pub same: (bool, bool),
    entries: Vec<EntryRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FindingRecord {
    path: String,
    at: Option<(usize, usize)>,
    xml: Option<(usize, usize)>,
    code: String,
    message: String,
    help: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct EntryRecord {
    finding: FindingRecord,
    change: Option<ChangeRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ChangeRecord {
    id: String,
    group: String,
    kind: String,
    old: Option<SideRecord>,
    new: Option<SideRecord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SideRecord {
    at: (usize, usize),
    before: String,
    text: String,
    after: String,
    markup: Option<String>,
}

impl DocumentRecord {
    /// A record of what was written, referred to and found.
    #[must_use]
    pub fn new(
        outputs: Vec<(PathBuf, Digest)>,
        numbers: BTreeSet<u32>,
        findings: &[Diagnostic],
    ) -> Self {
        let outputs = outputs.into_iter().map(|(path, digest)| (path, digest.to_string()));
        let findings = findings.iter().map(FindingRecord::from).collect();
        let (fitted, letters) = (BTreeSet::new(), Vec::new());
        Self { outputs: outputs.collect(), numbers, fitted, letters, findings }
    }

    /// The same with which of the decisions about the whole edition had a place in it.
    #[must_use]
    pub fn with_fitted(self, fitted: BTreeSet<usize>) -> Self {
        Self { fitted, ..self }
    }

    /// The same with its letters.
    #[must_use]
    pub fn with_letters(self, letters: Vec<Letter>) -> Self {
        Self { letters, ..self }
    }

    /// What was found; none where a code of it is no longer known.
    #[must_use]
    pub fn findings(&self) -> Option<Vec<Diagnostic>> {
        self.findings.iter().map(FindingRecord::diagnostic).collect()
    }
}

impl ComparisonRecord {
    /// A record of a comparison.
    #[must_use]
    pub fn new(verdict: &str, same: (bool, bool), entries: &[Entry]) -> Self {
        let entries = entries.iter().map(EntryRecord::from).collect();
        Self { verdict: verdict.to_owned(), same, entries }
    }

    /// What was reported; none where a code of it is no longer known.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<Entry>> {
        self.entries.iter().map(EntryRecord::entry).collect()
    }
}

fn pair(at: LineColumn) -> (usize, usize) {
    (at.line, at.column)
}

fn place((line, column): (usize, usize)) -> LineColumn {
    LineColumn { line, column }
}

impl From<&Diagnostic> for FindingRecord {
    fn from(found: &Diagnostic) -> Self {
        Self {
            path: found.place.path.to_string(),
            at: found.place.at.map(pair),
            xml: found.place.xml.map(pair),
            code: found.code.as_str().to_owned(),
            message: found.message.clone(),
            help: found.help.clone(),
        }
    }
}

impl FindingRecord {
    fn diagnostic(&self) -> Option<Diagnostic> {
        Some(Diagnostic {
            place: Place {
                path: self.path.as_str().into(),
                at: self.at.map(place),
                xml: self.xml.map(place),
            },
            code: Code::parse(&self.code)?,
            message: self.message.clone(),
            help: self.help.clone(),
        })
    }
}

impl From<&Entry> for EntryRecord {
    fn from(entry: &Entry) -> Self {
        let change = entry.comparison.as_ref().map(|comparison| ChangeRecord {
            id: comparison.id.clone(),
            group: comparison.group.clone(),
            kind: comparison.kind.clone(),
            old: comparison.old.as_ref().map(SideRecord::from),
            new: comparison.new.as_ref().map(SideRecord::from),
        });
        Self { finding: FindingRecord::from(&entry.diagnostic), change }
    }
}

impl EntryRecord {
    fn entry(&self) -> Option<Entry> {
        let comparison = self.change.as_ref().map(|change| Comparison {
            id: change.id.clone(),
            group: change.group.clone(),
            kind: change.kind.clone(),
            old: change.old.as_ref().map(SideRecord::excerpt),
            new: change.new.as_ref().map(SideRecord::excerpt),
        });
        Some(Entry { diagnostic: self.finding.diagnostic()?, comparison })
    }
}

impl From<&Excerpt> for SideRecord {
    fn from(excerpt: &Excerpt) -> Self {
        Self {
            at: pair(excerpt.at),
            before: excerpt.before.clone(),
            text: excerpt.text.clone(),
            after: excerpt.after.clone(),
            markup: excerpt.markup.clone(),
        }
    }
}

impl SideRecord {
    fn excerpt(&self) -> Excerpt {
        Excerpt {
            at: place(self.at),
            before: self.before.clone(),
            text: self.text.clone(),
            after: self.after.clone(),
            markup: self.markup.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_and_changes_come_back_as_they_were() {
        let at = LineColumn { line: 2, column: 3 };
        let mut found = Diagnostic::new(Code::EmptyInput, &"a.txt".into(), Some(at), "`x`\n");
        found.place.xml = Some(LineColumn { line: 4, column: 5 });
        found.help = Some("look".to_owned());
        let record = DocumentRecord::new(
            vec![("a.xml".into(), Digest::of(b"a"))],
            [7].into(),
            std::slice::from_ref(&found),
        );
        let read: DocumentRecord =
            serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.findings(), Some(vec![found.clone()]));
        let side = Excerpt {
            at,
            before: "on ".to_owned(),
            text: "May".to_owned(),
            after: String::new(),
            markup: Some("<date>".to_owned()),
        };
        let entry = Entry {
            diagnostic: found,
            comparison: Some(Comparison {
                id: "abc".to_owned(),
                group: "text".to_owned(),
                kind: "characters".to_owned(),
                old: Some(side),
                new: None,
            }),
        };
        let record =
            ComparisonRecord::new("text differs", (false, false), std::slice::from_ref(&entry));
        let read: ComparisonRecord =
            serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
        assert_eq!(read.entries(), Some(vec![entry]));
    }
}
