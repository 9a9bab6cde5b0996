//! One build of an edition with its comparison, for `build` and `watch`.

use super::certainty;
use super::desk;
use indicatif::{ProgressBar, ProgressStyle};
use rubricate::build::{Comparisons, Earlier, Inputs, Retrace, below, build};
use rubricate::cache::{Cache, Digest, Digester};
use rubricate::diagnostic::Diagnostic;
use rubricate::files;
use rubricate::golden::{pair_folders, report_of};
use rubricate::layer::Certainty;
use rubricate::relaxng::files_of;
use rubricate::report::{Document, Report};
use rubricate::validate::Validator;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The folder of the edition.
    pub folder: &'a Path,
    /// Whether everything is built, whatever was built before.
    pub force: bool,
    /// Whether the golden files are looked at.
    pub compare: bool,
    /// How sure a name in no list must be, where it is not as edition.toml says.
    pub certainty: Option<Certainty>,
}

/// What came of it.
pub struct Run {
    pub report: Report,
    /// How many texts there are, and how many of them were as they had been left.
    pub documents: usize,
    pub kept: usize,
    pub inputs: Inputs,
    pub outputs: Vec<PathBuf>,
    /// Whether a golden file could not be compared.
    failed: bool,
}

impl Run {
    /// 0 clean, 1 findings or differences, 2 failure.
    pub fn exit_code(&self) -> u8 {
        if self.failed { 2 } else { self.report.exit_code() }
    }
}

/// Builds an edition and compares it. What is wrong with the edition itself is given as findings.
pub fn run_once(options: Options) -> anyhow::Result<Result<Run, Vec<Diagnostic>>> {
    let mut desk = match desk::read(options.folder) {
        Ok(desk) => desk,
        Err(faults) => return Ok(Err(faults)),
    };
    certainty::set(options.certainty, &mut desk);
    let schema = desk.edition.schema.as_ref().map(|schema| below(options.folder, schema));
    let validator = match Validator::new(&desk, schema.as_deref()) {
        Ok(validator) => validator,
        Err(fault) => return Ok(Err(vec![fault])),
    };
    let schema = schema.map(|schema| files_of(&schema)).unwrap_or_default();
    let inputs = Inputs::list(options.folder, &desk.edition, &schema)?;
    let (cache, basis) = open_cache(options, &inputs)?;
    let earlier = Earlier { cache: &cache, basis };
    let desk = desk::among_texts(desk, options.folder, earlier);
    let bar = ProgressBar::no_length();
    bar.set_style(ProgressStyle::with_template("{pos} documents built, {elapsed}")?);
    let outcome = build(&desk, &validator, options.folder, earlier, || bar.inc(1));
    bar.finish_and_clear();
    let outcome = outcome?;
    let folders = &desk.edition.folders;
    let mut entries: Vec<_> = outcome.diagnostics.into_iter().map(Into::into).collect();
    let output = below(options.folder, &folders.output);
    let outputs: Vec<PathBuf> = outcome.made.keys().map(|path| output.join(path)).collect();
    let built =
        outputs.iter().map(|path| Document { path: files::printed(path).into(), verdict: None });
    let mut documents: Vec<Document> = built.collect();
    let mut notes = Vec::new();
    let mut failed = false;
    let golden = below(options.folder, &folders.golden);
    if !golden.exists() {
        notes.push(
            "Nothing is approved yet: `rubricate accept` makes these the golden files.".into(),
        );
    } else if options.compare {
        let pairs = pair_folders(&golden, &output)?;
        let known = Comparisons::new(earlier, &outcome.made, [&golden, &output]);
        let compared = report_of(&pairs, &Retrace::new(&desk, options.folder), &known);
        failed = compared.failed;
        documents = compared.report.documents().to_vec();
        entries.extend_from_slice(compared.report.entries());
        notes.extend_from_slice(compared.report.notes());
    }
    let mut report = Report::new("build", documents, entries);
    for note in notes {
        report = report.note(note);
    }
    if let Err(error) = cache.finish() {
        eprintln!("rubricate: the next build starts anew: {error}");
    }
    let (documents, kept) = (outcome.documents, outcome.kept);
    Ok(Ok(Run { report, documents, kept, inputs, outputs, failed }))
}

/// The cache of an edition and what its documents follow from. A build does without a cache where
/// none can be kept, and says so.
fn open_cache(options: Options, inputs: &Inputs) -> anyhow::Result<(Cache, Digest)> {
    let without = |why: &dyn Display| {
        eprintln!("rubricate: everything is built anew: no cache can be kept: {why}");
        Cache::none()
    };
    let Some(mut basis) = inputs.basis()? else {
        // It cannot be told from another version of it.
        return Ok((without(&"the program's own file cannot be read"), Digest::of(b"")));
    };
    if let Some(certainty) = options.certainty {
        let asked = Digester::default().with_digest(basis);
        basis = asked.with(certainty.as_str().as_bytes()).finish();
    }
    let waiting = || eprintln!("rubricate: waiting for another build of this edition");
    match Cache::open(options.folder, waiting) {
        Ok(mut cache) => {
            if options.force {
                cache.distrust();
            }
            Ok((cache, basis))
        }
        Err(error) => Ok((without(&error), basis)),
    }
}
