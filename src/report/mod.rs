//! What a run found, in the form that its reader wants: one model, six formats.

mod escape;
mod fold;
mod github;
mod html;
mod json;
mod junit;
mod sarif;
mod text;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::LineColumn;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

pub use fold::folded;
pub use json::JSON_SCHEMA;

/// What one run of a command found, over all of its documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    command: String,
    documents: Vec<Document>,
    entries: Vec<Entry>,
    notes: Vec<String>,
}

/// A document that the run looked at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// The name that findings give it.
    pub path: Arc<str>,
    /// One sentence on the whole document, such as `text identical`.
    pub verdict: Option<String>,
}

/// One finding, with the two sides of the change where it is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Where, which rule, and what.
    pub diagnostic: Diagnostic,
    /// What stood in the golden file and what stands there now.
    pub comparison: Option<Comparison>,
}

/// The two sides of a change, for the formats that can show them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comparison {
    /// The name of the change, to accept it by; it stays the same from run to run.
    pub id: String,
    /// What the change is about, a word to filter by, such as `annotation`.
    pub group: String,
    /// What happened to it, such as `other value`.
    pub kind: String,
    /// The golden side; none where something came.
    pub old: Option<Excerpt>,
    /// The new side; none where something went.
    pub new: Option<Excerpt>,
}

/// A few words of a file with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Excerpt {
    /// Line and column in its own file.
    pub at: LineColumn,
    /// The text before.
    pub before: String,
    /// The words themselves.
    pub text: String,
    /// The text after.
    pub after: String,
    /// The element and attributes where the change is one of markup.
    pub markup: Option<String>,
}

/// The forms a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One line a finding, and a summary: for people and `grep`.
    Text,
    /// Everything, for programs; its schema is [`JSON_SCHEMA`].
    Json,
    /// Workflow commands that GitHub shows beside the lines of a pull request.
    Github,
    /// A test report as CI servers read it: one suite a document.
    Junit,
    /// SARIF 2.1.0, as code scanning reads it.
    Sarif,
    /// One page that needs no network.
    Html,
}

/// How text is laid out, which depends on who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One line a finding and nothing that steers a terminal: for files, pipes and `grep`.
    Plain,
    /// Lines folded at this many columns.
    Folded(usize),
    /// The same with the escape sequences for colour.
    Coloured(usize),
}

impl Style {
    /// What suits standard output: lines are folded, and coloured, on a terminal only; never
    /// coloured where `NO_COLOR` is set to anything, as its convention asks.
    #[must_use]
    pub fn of_stdout() -> Self {
        Self::of(&console::Term::stdout())
    }

    /// The same for standard error.
    #[must_use]
    pub fn of_stderr() -> Self {
        Self::of(&console::Term::stderr())
    }

    fn of(terminal: &console::Term) -> Self {
        /// Longer lines are hard to read, shorter ones hold nothing.
        const COLUMNS: std::ops::RangeInclusive<usize> = 40..=100;
        if !terminal.is_term() {
            return Self::Plain;
        }
        let (_, columns) = terminal.size();
        let columns = usize::from(columns).clamp(*COLUMNS.start(), *COLUMNS.end());
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if refused || dumb { Self::Folded(columns) } else { Self::Coloured(columns) }
    }
}

impl From<Diagnostic> for Entry {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, comparison: None }
    }
}

impl Report {
    /// The report of a command; documents and entries are put in order, so that the same findings
    /// give the same bytes whatever thread found them first.
    #[must_use]
    pub fn new(command: &str, mut documents: Vec<Document>, mut entries: Vec<Entry>) -> Self {
        documents.sort();
        entries.sort();
        Self { command: command.to_owned(), documents, entries, notes: Vec::new() }
    }

    /// The report of a command whose findings are diagnostics alone.
    #[must_use]
    pub fn of_diagnostics(
        command: &str,
        paths: impl IntoIterator<Item = Arc<str>>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let documents = paths.into_iter().map(|path| Document { path, verdict: None }).collect();
        Self::new(command, documents, diagnostics.into_iter().map(Entry::from).collect())
    }

    /// The same with one more sentence in the summary.
    #[must_use]
    pub fn note(mut self, sentence: impl Into<String>) -> Self {
        self.notes.push(sentence.into());
        self
    }

    /// The command that ran, such as `check`.
    #[must_use]
    pub fn command(&self) -> &str {
        &self.command
    }

    /// The documents, by path.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The findings, by path and place.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sentences that were added to the summary.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The verdict and the findings of each path that has any.
    fn by_path(&self) -> BTreeMap<&Arc<str>, (Option<&str>, Vec<&Entry>)> {
        let mut paths = BTreeMap::<_, (Option<&str>, Vec<&Entry>)>::new();
        for document in &self.documents {
            paths.entry(&document.path).or_default().0 = document.verdict.as_deref();
        }
        for entry in &self.entries {
            paths.entry(&entry.diagnostic.place.path).or_default().1.push(entry);
        }
        paths
    }

    /// How many findings there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.diagnostic.severity() == severity).count()
    }

    /// What the process ends with: 0 clean, 1 where a finding is an error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        u8::from(self.count(Severity::Error) > 0)
    }

    /// One paragraph for the end of a log: how many documents, how many findings of which level,
    /// and which codes most.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut summary =
            format!("{}: {}", self.command, counted(self.documents.len(), "document"));
        if self.entries.is_empty() {
            summary.push_str(", no findings.");
        } else {
            let levels: Vec<_> = [Severity::Error, Severity::Warning, Severity::Info]
                .into_iter()
                .map(|severity| (self.count(severity), severity.as_str()))
                .filter(|(count, _)| *count > 0)
                .map(|(count, word)| counted(count, word))
                .collect();
            let files: BTreeSet<_> =
                self.entries.iter().map(|e| &e.diagnostic.place.path).collect();
            let (levels, files) = (levels.join(", "), counted(files.len(), "file"));
            write!(summary, ", {levels} in {files} ({}).", self.most_frequent_codes())
                .expect("a string takes all that is written");
        }
        for note in &self.notes {
            summary.push(' ');
            summary.push_str(note);
        }
        summary
    }

    /// The codes by frequency, the first five with their counts.
    fn most_frequent_codes(&self) -> String {
        const SHOWN: usize = 5;
        let mut counts = BTreeMap::<Code, usize>::new();
        for entry in &self.entries {
            *counts.entry(entry.diagnostic.code).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), code.as_str()));
        let more = counts.len().saturating_sub(SHOWN);
        let mut shown: Vec<_> =
            counts.iter().take(SHOWN).map(|(code, count)| format!("{code} ×{count}")).collect();
        if more > 0 {
            shown.push(format!("{more} more"));
        }
        shown.join(", ")
    }

    /// Writes the report. Colour is for [`Format::Text`] alone.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, style, out),
            Format::Json => json::write(self, out),
            Format::Github => github::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Sarif => sarif::write(self, out),
            Format::Html => html::write(self, out),
        }
    }
}

/// `1 error`, `2 errors`.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 || noun == "info" { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_run_says_so() {
        let report = Report::of_diagnostics("check", ["a.txt".into()], vec![]);
        assert_eq!(report.summary(), "check: 1 document, no findings.");
        assert_eq!(report.exit_code(), 0);
    }

    #[test]
    fn the_summary_counts_levels_files_and_codes() {
        let empty = |path: &str| Diagnostic::new(Code::EmptyInput, &path.into(), None, "no text");
        let report = Report::of_diagnostics("check", ["a".into(), "b".into()], vec![empty("b")]);
        assert_eq!(report.summary(), "check: 2 documents, 1 error in 1 file (R101 ×1).");
        assert_eq!(
            report.note("Seen.").summary(),
            "check: 2 documents, 1 error in 1 file (R101 ×1). Seen."
        );
    }
}
