//! `rubricate diff [OLD NEW]`.

use super::desk;
use rubricate::build::{Retrace, below};
use rubricate::edition;
use rubricate::golden::{Compared, compare_paths};
use rubricate::report::{Format, Style};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "Examples:
  rubricate diff                        the golden files against the output
  rubricate diff --edition DIR          the same for an edition elsewhere
  rubricate diff old.xml new.xml        any two XML files
  rubricate diff v1/ v2/ --format html  all files of two folders, as a page

Exit codes: 0 the same, 1 something differs, 2 a file could not be compared.
What differs in layout alone (indentation, order of attributes, `<a/>` or
`<a></a>`, identifiers renumbered) is named and does not count.";

#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The golden file, or a folder of them.
    #[arg(requires = "new")]
    old: Option<PathBuf>,
    /// The file to look at, or a folder of them.
    new: Option<PathBuf>,
    /// The folder of the edition whose golden files and output are compared.
    #[arg(long, value_name = "DIR", default_value = ".", conflicts_with = "old")]
    edition: PathBuf,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Compares, reports, and says by the exit code whether anything differs.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let compared = match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => compare_paths(old, new, &())?,
        _ => match of_edition(&arguments.edition, arguments.format)? {
            Ok(compared) => compared,
            Err(code) => return Ok(code),
        },
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    compared.report.write(arguments.format, Style::of_stdout(), &mut out)?;
    out.flush()?;
    let code = if compared.failed { 2 } else { compared.report.exit_code() };
    Ok(ExitCode::from(code))
}

/// The golden files of an edition against its output, each difference at its line of the source.
fn of_edition(folder: &Path, format: Format) -> anyhow::Result<Result<Compared, ExitCode>> {
    let folders = match desk::folders(folder)? {
        Ok(folders) => folders,
        Err(code) => return Ok(Err(code)),
    };
    if !below(folder, Path::new(edition::FILE)).exists() {
        return Ok(Ok(compare_paths(&folders.golden, &folders.output, &())?));
    }
    let desk = match desk::open(folder, format)? {
        Ok(desk) => desk,
        Err(code) => return Ok(Err(code)),
    };
    let trace = Retrace::new(&desk, folder);
    Ok(Ok(compare_paths(&folders.golden, &folders.output, &trace)?))
}
