//! Building an edition: every document of its input folder becomes a TEI file, the registers are
//! written, and all of it is compared with the golden files.

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

/// What the building of every document needs.
struct Site<'a> {
    desk: &'a Desk,
    validator: &'a Validator,
    input: &'a Path,
    output: &'a Path,
    /// The outputs of the documents themselves, beside which those of their letters stand.
    pages: BTreeSet<PathBuf>,
}

/// What became of one input file.
struct Built {
    outputs: Vec<PathBuf>,
    numbers: BTreeSet<u32>,
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
    let pages = documents.iter().map(|path| named(path, "")).collect();
    let site = Site { desk, validator, input: &input, output: &output, pages };
    let built: Vec<anyhow::Result<Built>> = documents
        .par_iter()
        .map(|path| {
            let built = build_one(&site, path);
            done();
            built
        })
        .collect();
    let mut outcome = Outcome { documents: documents.len(), ..Outcome::default() };
    let mut numbers = BTreeSet::new();
    for built in built {
        let mut built = built?;
        outcome.diagnostics.append(&mut built.diagnostics);
        outcome.outputs.append(&mut built.outputs);
        numbers.append(&mut built.numbers);
    }
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

/// Builds one document and writes its files.
fn build_one(site: &Site, path: &Path) -> anyhow::Result<Built> {
    let Site { desk, validator, input, output, pages } = site;
    let file = input.join(path);
    let shown = files::printed(&file);
    let source = match Source::read(&file, &shown, desk.edition.encoding) {
        Ok(source) => source,
        Err(error) => return Ok(Built::failed(error.into_diagnostic(&shown.into()))),
    };
    let document = edit(&source, desk);
    let faults = validator.check(desk, &source, &document);
    let mut built = Built {
        outputs: Vec::new(),
        numbers: document.numbers.clone(),
        diagnostics: [source.findings(), document.diagnostics.clone(), faults].concat(),
    };
    if built.diagnostics.iter().any(|finding| finding.code == Code::EmptyInput) {
        return Ok(built);
    }
    for (suffix, tei) in document.files() {
        let name = named(path, &suffix);
        if !suffix.is_empty() && pages.contains(&name) {
            let message = format!("`{}` is the output of another file as well", name.display());
            let help = "give one of the two files another name";
            let mut finding = Diagnostic::new(Code::OutputTaken, source.path(), None, message);
            finding.help = Some(help.to_owned());
            built.diagnostics.push(finding);
            continue;
        }
        files::write(&output.join(&name), tei.xml.as_bytes())?;
        built.outputs.push(name);
    }
    Ok(built)
}

/// The path of an output, beside the place of its source.
fn named(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.with_extension("").into_os_string();
    name.push(suffix);
    name.push(".xml");
    name.into()
}

/// The way from an output back to its source, for reports: the document is edited again, so that
/// nothing need be kept of the thousands that are as they were.
#[derive(Debug)]
pub struct Retrace<'a> {
    desk: &'a Desk,
    folder: &'a Path,
    /// The document traced last; its changes come one after another.
    last: Mutex<Option<Traced>>,
}

/// A document that was edited again, by the name of its source without ending.
#[derive(Debug)]
struct Traced {
    stem: String,
    source: Source,
    document: Document,
}

impl<'a> Retrace<'a> {
    /// Traces the outputs of an edition in a folder.
    #[must_use]
    pub fn new(desk: &'a Desk, folder: &'a Path) -> Self {
        Self { desk, folder, last: Mutex::new(None) }
    }

    /// Reads and edits the document that an output was made from.
    fn again(&self, name: &str) -> Option<Traced> {
        let input = below(self.folder, &self.desk.edition.folders.input);
        let stem = |path: &Path| files::printed(&path.with_extension(""));
        let of_output = |path: &PathBuf| suffix(name, &stem(path)).is_some();
        let documents = files::documents(&input).ok()?.into_iter();
        // The letters of `a.txt` are `a.1.xml`; so would be the page of a file `a.1.txt`.
        let relative = documents.filter(of_output).max_by_key(|path| stem(path).len())?;
        let path = input.join(&relative);
        let source =
            Source::read(&path, &files::printed(&path), self.desk.edition.encoding).ok()?;
        let document = edit(&source, self.desk);
        Some(Traced { stem: stem(&relative), source, document })
    }
}

/// What stands in the name of an output between the name of its source and the ending.
fn suffix<'a>(output: &'a str, stem: &str) -> Option<&'a str> {
    let suffix = output.strip_suffix(".xml")?.strip_prefix(stem)?;
    (suffix.is_empty() || suffix.starts_with('.')).then_some(suffix)
}

impl Trace for Retrace<'_> {
    fn trace(&self, document: &str, offset: usize) -> Option<Origin> {
        let mut last = self.last.lock().ok()?;
        if last.as_ref().is_none_or(|traced| suffix(document, &traced.stem).is_none()) {
            *last = self.again(document);
        }
        let Traced { stem, source, document: edited } = last.as_ref()?;
        let wanted = suffix(document, stem)?;
        let (_, tei) = edited.files().find(|(suffix, _)| suffix == wanted)?;
        let place = edited.place(source, tei, offset);
        Some(Origin { path: place.path, at: place.at?, because: None })
    }
}

impl Built {
    /// A document that could not be read.
    fn failed(finding: Diagnostic) -> Self {
        Self { outputs: Vec::new(), numbers: BTreeSet::new(), diagnostics: vec![finding] }
    }
}
