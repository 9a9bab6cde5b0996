//! `rubricate check FILES… --schema SCHEMA`.

mod files;
mod schemas;

use anyhow::bail;
use rayon::prelude::*;
use rubricate::diagnostic::{Code, Diagnostic, Severity};
use rubricate::report::{Format, Report, Style};
use rubricate::rules::schematron::Options;
use rubricate::rules::{Checked, Folder, Settings};
use schemas::Schemas;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

const EXAMPLES: &str = "Examples:
  rubricate check edition/ --schema tei_all.rng   every .xml file below a folder
  rubricate check letter.xml                      the schema its xml-model names
  rubricate check --schema mine.rng               the schema itself
  rubricate check *.xml --schema tei_all.rng --schema rules.sch
  rubricate check *.xml --root . --format github  for a pull request

Checked are the grammar, the Schematron rules in the schema and beside it,
pointers and identifiers, dates, notes. Exit codes: 0 clean, 1 errors found,
2 a file cannot be read or a schema not be used.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The files to check, or folders of them, but for a site published in one; without any, the
    /// schema alone is checked.
    files: Vec<PathBuf>,
    /// A schema: RELAX NG (`.rng`, `.rnc`) or Schematron (`.sch`); may be given several times.
    /// Without it, the one that each file names in `xml-model`.
    #[arg(long, short)]
    schema: Vec<PathBuf>,
    /// The folder of the edition: pointers and `doc()` lead to files below it, and no further.
    #[arg(long)]
    root: Option<PathBuf>,
    /// The phase of the Schematron rules.
    #[arg(long)]
    phase: Option<String>,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Stop listing after this many errors.
    #[arg(long, value_name = "N")]
    max_errors: Option<NonZeroUsize>,
}

/// One file of the run: what was found in it, or why it could not be read.
struct Outcome {
    path: Arc<str>,
    checked: Result<Checked, Diagnostic>,
    has_schema: bool,
}

/// Checks the files and reports, whatever the number of threads in the same order.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.files.is_empty() && arguments.schema.is_empty() {
        bail!("name files to check, or a schema with --schema");
    }
    let folder = Folder::new(arguments.root.as_deref());
    let folder = match (folder, &arguments.root) {
        (Ok(folder), _) => folder,
        (Err(error), Some(root)) => bail!("{}: {error}", root.display()),
        (Err(error), None) => bail!("{error}"),
    };
    let (paths, mut unread) = files::expand(&arguments.files);
    let schemas = Schemas::new(
        &arguments.schema,
        &paths,
        arguments.phase.as_deref(),
        arguments.root.is_some(),
    );
    if arguments.files.is_empty() {
        return schema_alone(arguments, schemas);
    }
    if let Some(unusable) = &schemas.unusable {
        return report(arguments, Vec::new(), vec![unusable.clone()], "", true);
    }
    let options = Options { now: super::clock::now(), ..Options::default() };
    let library = arguments.root.is_some().then_some(&folder as _);
    let settings = Settings { library, files: Some(&folder), options, ..Settings::default() };
    let outcomes: Vec<Outcome> =
        paths.par_iter().map(|path| check(path, &schemas, settings)).collect();

    let mut found: Vec<Diagnostic> = schemas.findings.clone();
    let mut without_schema = 0;
    let mut listed = Vec::new();
    for outcome in outcomes {
        listed.push(outcome.path);
        match outcome.checked {
            Ok(checked) => {
                without_schema += usize::from(!outcome.has_schema);
                found.extend(checked.findings);
            }
            Err(failure) => unread.push(failure),
        }
    }
    let failed = !unread.is_empty();
    found.extend(unread);
    let note = match without_schema {
        0 => String::new(),
        count if count == listed.len() => "There was no schema: only well-formedness, references, \
                                           dates and notes were checked."
            .to_owned(),
        count => format!(
            "{count} of them had no schema: of those only well-formedness, references, dates and \
             notes were checked."
        ),
    };
    // The process ends here; to give a schema back piece by piece would only take time.
    std::mem::forget(schemas);
    report(arguments, listed, found, &note, failed)
}

fn check(path: &str, schemas: &Schemas, settings: Settings<'_>) -> Outcome {
    let name: Arc<str> = path.replace('\\', "/").into();
    let checker = schemas.of(path);
    let checked = match std::fs::read(path) {
        Ok(bytes) => Ok(checker.check(&name, &bytes, settings)),
        Err(error) => Err(unreadable(&name, format!("the file cannot be read: {error}"))),
    };
    Outcome { path: name, checked, has_schema: checker.has_schema() }
}

/// The finding of a file or folder that cannot be read.
fn unreadable(path: &str, message: String) -> Diagnostic {
    Diagnostic::new(Code::UnreadableInput, &path.replace('\\', "/").into(), None, message)
}

/// The schema by itself: 0 where it is sound, 2 where it is not.
fn schema_alone(arguments: &Arguments, schemas: Schemas) -> anyhow::Result<ExitCode> {
    let mut found = schemas.findings;
    found.extend(schemas.unusable);
    let unsound = found.iter().any(|finding| finding.severity() == Severity::Error);
    let paths = arguments.schema.iter().map(|path| path.to_string_lossy().replace('\\', "/"));
    report(arguments, paths.map(Arc::from).collect(), found, "", unsound)
}

fn report(
    arguments: &Arguments,
    paths: Vec<Arc<str>>,
    mut found: Vec<Diagnostic>,
    note: &str,
    failed: bool,
) -> anyhow::Result<ExitCode> {
    found.sort();
    found.dedup();
    let any_error = found.iter().any(|finding| finding.severity() == Severity::Error);
    let total = found.len();
    if let Some(most) = arguments.max_errors {
        let mut errors = 0;
        found.retain(|finding| {
            errors += usize::from(finding.severity() == Severity::Error);
            errors <= most.get()
        });
    }
    let left_out = total - found.len();
    let mut report = Report::of_diagnostics("check", paths, found);
    if left_out > 0 {
        let findings = if left_out == 1 { "finding is" } else { "findings are" };
        report = report.note(format!("{left_out} more {findings} not listed (--max-errors)."));
    }
    if !note.is_empty() {
        report = report.note(note);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = report.write(arguments.format, Style::of_stdout(), &mut out);
    match written.and_then(|()| out.flush()) {
        // A reader that has gone away, as `head` does, is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        outcome => outcome?,
    }
    Ok(ExitCode::from(if failed { 2 } else { u8::from(any_error) }))
}
