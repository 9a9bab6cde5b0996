//! `rubricate build [DIR]`.

use super::certainty::CertaintyArgument;
use super::desk;
use super::run::{Options, Run, run_once};
use rubricate::files;
use rubricate::make;
use rubricate::report::{Format, Style};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate build                    the edition in this folder
  rubricate build DIR --no-compare   without looking at the golden files
  rubricate build --format github    findings beside the lines of a pull request
  rubricate build --make-deps edition.d   for a Makefile; see below

Exit codes: 0 clean, 1 an error was found or something differs from the golden
files, 2 the edition could not be built.

What did not change since the last build is taken from .rubricate-cache: the
output and the findings are the same as with --force.

In a Makefile, `-include edition.d` and the rule
    edition.d: ; rubricate build --make-deps $@
build the edition where one of its files is newer than the last clean build.";

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
    /// Build everything, whatever was built before.
    #[arg(long)]
    force: bool,
    /// Write into FILE, after a clean build, which files it follows from: rules for make.
    #[arg(long, value_name = "FILE")]
    make_deps: Option<PathBuf>,
    #[command(flatten)]
    certainty: CertaintyArgument,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Builds the edition, compares it with its golden files, and reports.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    desk::set_threads(arguments.threads)?;
    let options = Options {
        folder: &arguments.folder,
        force: arguments.force,
        compare: !arguments.no_compare,
        certainty: arguments.certainty.asked(),
    };
    let run = match run_once(options)? {
        Ok(run) => run,
        Err(faults) => return desk::report(faults, arguments.format),
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    run.report.write(arguments.format, Style::of_stdout(), &mut out)?;
    out.flush()?;
    eprintln!(
        "{} of {} documents built, the rest as they were",
        run.documents - run.kept,
        run.documents
    );
    let code = run.exit_code();
    if let Some(target) = arguments.make_deps.as_deref().filter(|_| code == 0) {
        write_deps(target, &run)?;
    }
    Ok(ExitCode::from(code))
}

/// Only a clean build counts: make runs the next one otherwise.
fn write_deps(target: &Path, run: &Run) -> anyhow::Result<()> {
    // The folder of the target is newer than the target, which has just come into it.
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let inputs: Vec<PathBuf> = run.inputs.all().filter(|path| *path != folder).cloned().collect();
    let rules = make::rules(target, &inputs, &run.outputs);
    // A target that says the same as before must be newer all the same.
    std::fs::remove_file(target).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    files::write(target, rules.as_bytes())?;
    Ok(())
}
