//! `rubricate build [DIR]`.

use super::desk;
use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use rubricate::build::{Retrace, below, build};
use rubricate::files;
use rubricate::golden::{pair_folders, report_of};
use rubricate::report::{Document, Format, Report, Style};
use rubricate::validate::Validator;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate build                    the edition in this folder
  rubricate build DIR --no-compare   without looking at the golden files
  rubricate build --format github    findings beside the lines of a pull request

Exit codes: 0 clean, 1 an error was found or something differs from the golden
files, 2 the edition could not be built.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The folder of the edition, with its edition.toml.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// How many documents at once; all cores where it is not given. The output is the same.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Do not compare with the golden files.
    #[arg(long)]
    no_compare: bool,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Builds the edition, compares it with its golden files, and reports.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(threads) = arguments.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
            .context("the threads cannot be started")?;
    }
    let desk = match desk::open(&arguments.folder, arguments.format)? {
        Ok(desk) => desk,
        Err(code) => return Ok(code),
    };
    let bar = ProgressBar::no_length();
    bar.set_style(ProgressStyle::with_template("{pos} documents built, {elapsed}")?);
    let schema = desk.edition.schema.as_ref().map(|schema| below(&arguments.folder, schema));
    let validator = match Validator::new(&desk, schema.as_deref()) {
        Ok(validator) => validator,
        Err(fault) => return desk::report(vec![fault], arguments.format),
    };
    let outcome = build(&desk, &validator, &arguments.folder, || bar.inc(1));
    bar.finish_and_clear();
    let outcome = outcome?;
    let folders = &desk.edition.folders;
    let mut entries: Vec<_> = outcome.diagnostics.into_iter().map(Into::into).collect();
    let output = below(&arguments.folder, &folders.output);
    let built = outcome
        .outputs
        .iter()
        .map(|path| Document { path: files::printed(&output.join(path)).into(), verdict: None });
    let mut documents: Vec<Document> = built.collect();
    let mut notes = Vec::new();
    let mut failed = false;
    let golden = below(&arguments.folder, &folders.golden);
    if !golden.exists() {
        notes.push(
            "Nothing is approved yet: `rubricate accept` makes these the golden files.".into(),
        );
    } else if !arguments.no_compare {
        let pairs = pair_folders(&golden, &output)?;
        let compared = report_of(&pairs, &Retrace::new(&desk, &arguments.folder));
        failed = compared.failed;
        documents = compared.report.documents().to_vec();
        entries.extend_from_slice(compared.report.entries());
        notes.extend_from_slice(compared.report.notes());
    }
    let mut report = Report::new("build", documents, entries);
    for note in notes {
        report = report.note(note);
    }
    let mut out = io::stdout().lock();
    report.write(arguments.format, Style::of_stdout(), &mut out)?;
    out.flush()?;
    Ok(ExitCode::from(if failed { 2 } else { report.exit_code() }))
}
