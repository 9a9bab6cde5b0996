//! Comparisons as reports.

use super::change::{Change, Site};
use super::folder::{Pair, pair_folders};
use super::witness::{Unreadable, Witness};
use super::{Comparison, compare};
use crate::cache::ComparisonRecord;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::report::{self, Document, Entry, Excerpt, Report};
use crate::source::LineColumn;
use crate::xml::Lines;
use rayon::prelude::*;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What leads from new files back to the plain texts that they were made from.
pub trait Trace: Sync {
    /// The way back from a document whose decoded file is `new`; none where there is none.
    fn way(&self, document: &str, new: &str) -> Option<Box<dyn Way + '_>>;
}

/// What leads from one new file back to its source.
pub trait Way {
    /// The place in the source, and the rule and evidence that made the mark, for a byte of the
    /// decoded new file.
    fn trace(&self, offset: usize) -> Option<Origin>;
}

/// Where something in the new file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The source file.
    pub path: Arc<str>,
    /// The place in it.
    pub at: LineColumn,
    /// The rule and the evidence, a sentence.
    pub because: Option<String>,
}

/// Comparisons that an earlier run made.
pub trait Memory: Sync {
    /// What was said of a document when its golden file held these bytes, and the new file and all
    /// that it was made from were as they are.
    fn recall(&self, document: &str, golden: &[u8]) -> Option<ComparisonRecord>;

    /// Keeps what is said of it now.
    fn keep(&self, document: &str, golden: &[u8], said: &ComparisonRecord);
}

/// Nothing is remembered.
impl Memory for () {
    fn recall(&self, _document: &str, _golden: &[u8]) -> Option<ComparisonRecord> {
        None
    }

    fn keep(&self, _document: &str, _golden: &[u8], _said: &ComparisonRecord) {}
}

/// Files from elsewhere lead nowhere.
impl Trace for () {
    fn way(&self, _document: &str, _new: &str) -> Option<Box<dyn Way>> {
        None
    }
}

/// The outcome of comparing files or folders.
#[derive(Debug)]
pub struct Compared {
    /// All that was found.
    pub report: Report,
    /// Whether a file could not be compared; the command has failed then.
    pub failed: bool,
}

/// Compares two files, or all XML files of two folders by their relative paths.
///
/// # Errors
/// A folder that cannot be listed; a file compared with a folder; neither is there.
pub fn compare_paths(old: &Path, new: &Path, trace: &dyn Trace) -> io::Result<Compared> {
    if !old.exists() && !new.exists() {
        let message = format!("neither {} nor {} is there", old.display(), new.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let pairs = match (old.is_dir(), new.is_dir()) {
        (false, false) => vec![Pair {
            name: shown(new),
            old: Some(old.to_path_buf()),
            new: Some(new.to_path_buf()),
        }],
        (true, true) => pair_folders(old, new)?,
        (true, false) if !new.exists() => pair_folders(old, new)?,
        (false, true) if !old.exists() => pair_folders(old, new)?,
        (true, false) | (false, true) => {
            let message = format!(
                "{} and {}: one is a folder, the other a file",
                old.display(),
                new.display()
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
    };
    Ok(report_of(&pairs, trace, &()))
}

/// Compares pairs of files on all cores.
#[must_use]
pub fn report_of(pairs: &[Pair], trace: &dyn Trace, memory: &dyn Memory) -> Compared {
    let outcomes: Vec<_> = pairs.par_iter().map(|pair| compare_pair(pair, trace, memory)).collect();
    let (mut documents, mut entries, mut failed) = (Vec::new(), Vec::new(), false);
    let (mut same, mut same_text) = (0, 0);
    for outcome in outcomes {
        same += usize::from(outcome.same);
        same_text += usize::from(outcome.same_text);
        failed |= outcome.failed;
        documents.push(outcome.document);
        entries.extend(outcome.entries);
    }
    let total = documents.len();
    let report = Report::new("diff", documents, entries)
        .note(format!("{same} of {total} the same, the text identical in {same_text}."));
    Compared { report, failed }
}

struct Outcome {
    document: Document,
    entries: Vec<Entry>,
    same: bool,
    same_text: bool,
    failed: bool,
}

fn compare_pair(pair: &Pair, trace: &dyn Trace, memory: &dyn Memory) -> Outcome {
    let alone = |path: &Path, code: Code, message: &str| {
        let path: Arc<str> = shown(path).into();
        let diagnostic = Diagnostic::new(code, &path, None, message);
        Outcome {
            document: Document { path, verdict: None },
            entries: vec![diagnostic.into()],
            same: false,
            same_text: false,
            failed: false,
        }
    };
    let (old, new) = match (&pair.old, &pair.new) {
        (Some(old), Some(new)) => (old, new),
        (Some(old), None) => {
            return alone(old, Code::GoldenWithoutOutput, "the golden file has no counterpart");
        }
        (None, Some(new)) => {
            return alone(new, Code::OutputWithoutGolden, "there is no golden file for it");
        }
        (None, None) => unreachable!("a pair has a file"),
    };
    compare_files((old, new), &pair.name, trace, memory).unwrap_or_else(|unreadable| Outcome {
        document: Document { path: Arc::clone(&unreadable.path), verdict: None },
        entries: vec![unreadable.diagnostic().into()],
        same: false,
        same_text: false,
        failed: true,
    })
}

fn compare_files(
    (old, new): (&Path, &Path),
    name: &str,
    trace: &dyn Trace,
    memory: &dyn Memory,
) -> Result<Outcome, Unreadable> {
    let old_bytes = read(old)?;
    if let Some(said) = memory.recall(name, &old_bytes)
        && let Some(entries) = said.entries()
    {
        let (same, same_text) = said.same;
        let document = Document { path: shown(new).into(), verdict: Some(said.verdict) };
        return Ok(Outcome { document, entries, same, same_text, failed: false });
    }
    let new_bytes = read(new)?;
    let (old, new) =
        (Witness::new(&shown(old), &old_bytes)?, Witness::new(&shown(new), &new_bytes)?);
    let comparison = compare(&old, &new)?;
    let entries = entries(&comparison, (&old, &new), name, trace);
    let same = (comparison.changes().is_empty(), comparison.words() == super::Words::Same);
    let verdict = comparison.verdict();
    memory.keep(name, &old_bytes, &ComparisonRecord::new(&verdict, same, &entries));
    let document = Document { path: Arc::clone(new.path()), verdict: Some(verdict) };
    Ok(Outcome { document, entries, same: same.0, same_text: same.1, failed: false })
}

/// Reads a file; what goes wrong is told like any other reason not to compare it.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    std::fs::read(path).map_err(|error| Unreadable {
        path: shown(path).into(),
        at: None,
        message: error.to_string(),
    })
}

/// A path as findings name it.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The changes of one comparison as entries of a report; `name` is what the document is traced by.
#[must_use]
pub fn entries(
    comparison: &Comparison,
    (old, new): (&Witness, &Witness),
    name: &str,
    trace: &dyn Trace,
) -> Vec<Entry> {
    let (old_lines, new_lines) = (old.lines(), new.lines());
    let changed = !comparison.changes().is_empty();
    let way = changed.then(|| trace.way(name, new.document().text())).flatten();
    let mut entries: Vec<Entry> = comparison
        .changes()
        .iter()
        .map(|change| {
            let here = new_lines.place(change.at);
            let (place, help) = match way.as_ref().and_then(|way| way.trace(change.at)) {
                Some(Origin { path, at, because }) => {
                    (Place { path, at: Some(at), xml: Some(here) }, because)
                }
                None => (Place { path: Arc::clone(new.path()), at: Some(here), xml: None }, None),
            };
            let message = change.message.clone();
            let diagnostic = Diagnostic { place, code: change.code(), message, help };
            let comparison = sides(change, &old_lines, &new_lines);
            Entry { diagnostic, comparison: Some(comparison) }
        })
        .collect();
    if !comparison.layout().is_empty() {
        let kinds: Vec<_> =
            comparison.layout().iter().map(|(kind, count)| format!("{kind} ×{count}")).collect();
        let message = format!("layout differs, which does not count: {}", kinds.join(", "));
        entries.push(Diagnostic::new(Code::GoldenLayout, new.path(), None, message).into());
    }
    entries
}

fn sides(change: &Change, old: &Lines, new: &Lines) -> report::Comparison {
    let excerpt = |site: &Site, lines: &Lines| Excerpt {
        at: lines.place(site.offset),
        before: site.before.clone(),
        text: site.text.clone(),
        after: site.after.clone(),
        markup: site.markup.clone(),
    };
    report::Comparison {
        id: change.id.clone(),
        group: change.part.to_string(),
        kind: change.kind.to_string(),
        old: change.old.as_ref().map(|site| excerpt(site, old)),
        new: change.new.as_ref().map(|site| excerpt(site, new)),
    }
}
