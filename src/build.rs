//! Building an edition: every document of its input folder becomes a TEI file, the registers are
//! written, and all of it is compared with the golden files.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Source;
use crate::{Desk, edit, files, registers};
use anyhow::Context as _;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
pub fn build(desk: &Desk, folder: &Path, done: impl Fn() + Sync) -> anyhow::Result<Outcome> {
    let folders = &desk.edition.folders;
    let input = folder.join(&folders.input);
    let output = folder.join(&folders.output);
    let documents = files::documents(&input).context("the input folder cannot be listed")?;
    let built: Vec<anyhow::Result<Built>> = documents
        .par_iter()
        .map(|path| {
            let built = build_one(desk, folder, &input, &output, path);
            done();
            built
        })
        .collect();
    let mut outcome = Outcome { documents: documents.len(), ..Outcome::default() };
    let mut numbers = BTreeSet::new();
    for built in built {
        let mut built = built?;
        outcome.diagnostics.append(&mut built.diagnostics);
        outcome.outputs.extend(built.output);
        numbers.append(&mut built.numbers);
    }
    for register in registers::registers(&desk.edition, &desk.authority, &numbers) {
        let path = Path::new("registers").join(register.name);
        files::write(&output.join(&path), register.xml.as_bytes())?;
        outcome.outputs.push(path);
    }
    outcome.outputs.sort();
    outcome.diagnostics.sort();
    Ok(outcome)
}

/// Builds one document and writes it.
fn build_one(
    desk: &Desk,
    folder: &Path,
    input: &Path,
    output: &Path,
    path: &Path,
) -> anyhow::Result<Built> {
    let file = input.join(path);
    let shown = files::printed(file.strip_prefix(folder).unwrap_or(&file));
    let source = match Source::read(&file, &shown, desk.edition.encoding) {
        Ok(source) => source,
        Err(error) => {
            return Ok(Built {
                output: None,
                numbers: BTreeSet::new(),
                diagnostics: vec![error.into_diagnostic(&Arc::from(shown))],
            });
        }
    };
    let document = edit(&source, desk);
    let mut built = Built {
        output: None,
        numbers: document.numbers.clone(),
        diagnostics: document.diagnostics.clone(),
    };
    if !document.diagnostics.iter().any(|d| d.code == Code::EmptyInput) {
        let name = path.with_extension("xml");
        files::write(&output.join(&name), document.tei.xml.as_bytes())?;
        built.output = Some(name);
    }
    Ok(built)
}
