//! A finished document with the way back from every finding to its source.

use crate::diagnostic::{Code, Diagnostic, Finding, Place};
use crate::encode::Tei;
use crate::entities::Names;
use crate::header::Sent;
use crate::layer::Span;
use crate::normalise::Text;
use crate::source::{LineColumn, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What became of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The normalised text.
    pub text: Text,
    /// The XML of the page, with the span of the text that each byte stands for.
    pub tei: Tei,
    /// The letters that have a file of their own, in the order of the text.
    pub letters: Vec<LetterFile>,
    /// What was sent: its letters, in the order of the text.
    pub sent: Vec<Sent>,
    /// The numbers of the documents that it refers to.
    pub numbers: BTreeSet<u32>,
    /// The names that it mentions, with provisional entries for those in no list.
    pub names: Names,
    /// Which of the decisions about the whole edition had a place in it, by their numbers.
    pub fitted: BTreeSet<usize>,
    /// What was found, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A letter with a file of its own, beside that of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFile {
    /// What it is called by: its file is named by the page and this.
    pub key: String,
    /// Its XML.
    pub tei: Tei,
}

impl Document {
    /// A document whose findings are led back to the lines of the source.
    pub(crate) fn new(
        source: &Source,
        text: Text,
        (tei, letters): (Tei, Vec<LetterFile>),
        numbers: BTreeSet<u32>,
        findings: Vec<Finding>,
    ) -> Self {
        let mut diagnostics: Vec<Diagnostic> =
            findings.into_iter().map(|finding| placed(finding, source, &text)).collect();
        if text.as_str().trim().is_empty() {
            let message = "the file holds no text";
            diagnostics.push(Diagnostic::new(Code::EmptyInput, source.path(), None, message));
        }
        diagnostics.sort();
        let (names, fitted) = (Names::default(), BTreeSet::new());
        let sent = Vec::new();
        Self { text, tei, letters, sent, numbers, names, fitted, diagnostics }
    }

    /// The same with what became of the editors' decisions.
    pub(crate) fn with_decisions(
        mut self,
        misfits: Vec<Diagnostic>,
        fitted: BTreeSet<usize>,
    ) -> Self {
        self.diagnostics.extend(misfits);
        self.diagnostics.sort();
        Self { fitted, ..self }
    }

    /// Its files: what each is named by after the name of its source, and its XML. The first is
    /// that of the page.
    pub fn files(&self) -> impl Iterator<Item = (String, &Tei)> {
        let letters = self.letters.iter().map(|file| (format!(".{}", file.key), &file.tei));
        std::iter::once((String::new(), &self.tei)).chain(letters)
    }

    /// The place in the source that a byte of one of its files stands for, with its line and
    /// column in the XML; for what is not of the text, as the header, it is the file's first text.
    #[must_use]
    pub fn place(&self, source: &Source, tei: &Tei, offset: usize) -> Place {
        let xml = line_column(&tei.xml, offset);
        let at = tei.origin(offset).map(|at| {
            let span = Span::new(at, at);
            source.line_column(self.text.source_of(span).start)
        });
        Place { path: Arc::clone(source.path()), at, xml: Some(xml) }
    }
}

/// A finding at its line and column of the source.
fn placed(finding: Finding, source: &Source, text: &Text) -> Diagnostic {
    let at = source.line_column(text.source_of(finding.span).start);
    let mut diagnostic = Diagnostic::new(finding.code, source.path(), Some(at), finding.message);
    diagnostic.help = finding.help;
    diagnostic
}

/// Line and column of a byte of a text, both from 1, the column in characters.
fn line_column(text: &str, offset: usize) -> LineColumn {
    let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    LineColumn { line, column: before[start..].chars().count() + 1 }
}
