//! Building an edition: every document of its input folder becomes a TEI file, the registers are
//! written, and all of it is compared with the golden files.

use crate::decide;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::files;
use crate::golden::{Origin, Trace};
use crate::source::Source;
use crate::validate::Validator;
use crate::{Desk, Document, edit, registers};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What a build did and found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many documents were read.
    pub documents: usize,
    /// The findings of all documents, by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The files written or confirmed, relative to the output folder, in order.
    pub outputs: Vec<PathBuf>,
}

/// What became of one input file.
struct Built {
    output: Option<PathBuf>,
    numbers: BTreeSet<u32>,
    fitted: BTreeSet<usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Outcome {
    /// Whether a finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }
}

/// Builds all documents of an edition, in parallel. A document that cannot be read is a finding
/// and does not stop the others. `done` is called after each document, from any thread.
///
/// # Errors
/// When the input folder cannot be listed, or an output cannot be written.
pub fn build(
    desk: &Desk,
    validator: &Validator,
    folder: &Path,
    done: impl Fn() + Sync,
) -> anyhow::Result<Outcome> {
    let folders = &desk.edition.folders;
    let input = below(folder, &folders.input);
    let output = below(folder, &folders.output);
    let documents = files::documents(&input)?;
    let built: Vec<anyhow::Result<Built>> = documents
        .par_iter()
        .map(|path| {
            let built = build_one(desk, validator, &input, &output, path);
            done();
            built
        })
        .collect();
    let mut outcome = Outcome { documents: documents.len(), ..Outcome::default() };
    let mut numbers = BTreeSet::new();
    let mut fitted = BTreeSet::new();
    for built in built {
        let mut built = built?;
        outcome.diagnostics.append(&mut built.diagnostics);
        outcome.outputs.extend(built.output);
        numbers.append(&mut built.numbers);
        fitted.append(&mut built.fitted);
    }
    outcome.diagnostics.extend(decide::without_place(desk, &input, &documents, &fitted));
    for register in registers::registers(&desk.edition, &desk.authority, &numbers) {
        let path = folders.registers.join(register.name);
        let shown = files::printed(&output.join(&path));
        outcome.diagnostics.extend(validator.check_register(&shown, &register.xml));
        files::write(&output.join(&path), register.xml.as_bytes())?;
        outcome.outputs.push(path);
    }
    outcome.outputs.sort();
    outcome.diagnostics.sort();
    Ok(outcome)
}

/// A folder of the edition; without the `./` that findings need not show.
#[must_use]
pub fn below(folder: &Path, part: &Path) -> PathBuf {
    if folder == Path::new(".") { part.to_path_buf() } else { folder.join(part) }
}

/// Builds one document and writes it.
fn build_one(
    desk: &Desk,
    validator: &Validator,
    input: &Path,
    output: &Path,
    path: &Path,
) -> anyhow::Result<Built> {
    let file = input.join(path);
    let shown = files::printed(&file);
    let source = match Source::read(&file, &shown, desk.edition.encoding) {
        Ok(source) => source,
        Err(error) => return Ok(Built::failed(error.into_diagnostic(&shown.into()))),
    };
    let document = edit(&source, desk);
    let faults = validator.check(desk, &source, &document);
    let mut built = Built {
        output: None,
        numbers: document.numbers,
        fitted: document.fitted,
        diagnostics: [source.findings(), document.diagnostics, faults].concat(),
    };
    if !built.diagnostics.iter().any(|finding| finding.code == Code::EmptyInput) {
        let name = path.with_extension("xml");
        files::write(&output.join(&name), document.tei.xml.as_bytes())?;
        built.output = Some(name);
    }
    Ok(built)
}

/// The way from an output back to its source, for reports: the document is edited again, so that
/// nothing need be kept of the thousands that are as they were.
#[derive(Debug)]
pub struct Retrace<'a> {
    desk: &'a Desk,
    folder: &'a Path,
    /// The document traced last; its changes come one after another.
    last: Mutex<Option<(String, Source, Document)>>,
}

impl<'a> Retrace<'a> {
    /// Traces the outputs of an edition in a folder.
    #[must_use]
    pub fn new(desk: &'a Desk, folder: &'a Path) -> Self {
        Self { desk, folder, last: Mutex::new(None) }
    }

    /// Reads and edits the document that an output was made from.
    fn again(&self, name: &str) -> Option<(String, Source, Document)> {
        let input = below(self.folder, &self.desk.edition.folders.input);
        let stem = name.strip_suffix(".xml")?;
        let named = |path: &PathBuf| files::printed(&path.with_extension("")) == stem;
        let path = input.join(files::documents(&input).ok()?.into_iter().find(named)?);
        let source =
            Source::read(&path, &files::printed(&path), self.desk.edition.encoding).ok()?;
        let document = edit(&source, self.desk);
        Some((name.to_owned(), source, document))
    }
}

impl Trace for Retrace<'_> {
    fn trace(&self, document: &str, offset: usize) -> Option<Origin> {
        let mut last = self.last.lock().ok()?;
        if last.as_ref().is_none_or(|(name, ..)| name != document) {
            *last = self.again(document);
        }
        let (_, source, document) = last.as_ref()?;
        let place = document.place(source, offset);
        Some(Origin { path: place.path, at: place.at?, because: None })
    }
}

impl Built {
    /// A document that could not be read.
    fn failed(finding: Diagnostic) -> Self {
        let (numbers, fitted) = (BTreeSet::new(), BTreeSet::new());
        Self { output: None, numbers, fitted, diagnostics: vec![finding] }
    }
}
